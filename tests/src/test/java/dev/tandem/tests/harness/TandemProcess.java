package dev.tandem.tests.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The whole server in demo mode as a child process: own ports, own data folder, killed and started
/// again at will. [#close()] leaves nothing running, whatever state the server was left in.
///
/// ```java
/// try (TandemProcess tandem = TandemProcess.start("stories")) {
///     page.navigate(tandem.url("/demo/"));
///     tandem.kill();
///     tandem.restart();
/// }
/// ```
public final class TandemProcess implements Address, AutoCloseable {
    public static final String PASSWORD = "harbor-demo";

    /// A first start unpacks and makes a database, on a machine that may be busy.
    private static final Duration START = Duration.ofMinutes(2);

    /// Another node, or an earlier run, has learned everything.
    private static final Pattern RESTORED =
            Pattern.compile("Restored (\\d+) pages of site \\S+, \\1 of them with vectors");

    private static final Duration STOP = Duration.ofSeconds(40);
    private static final Duration LOOK = Duration.ofMillis(25);

    /// Folders and logs of all runs.
    private static final Path HOME = Path.of("target", "tandem").toAbsolutePath();

    private final Path data;
    private final Path log;
    private final Ports ports;
    private final Map<String, String> settings;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .cookieHandler(new CookieManager())
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final Thread atExit = new Thread(this::end, "stop tandem");
    private Process process;
    private long logFrom;

    private TandemProcess(String name, Map<String, String> settings) throws IOException {
        Files.createDirectories(HOME);
        data = Files.createTempDirectory(HOME, name + "-");
        log = HOME.resolve(data.getFileName() + ".log");
        ports = Ports.find();
        this.settings = settings;
        Runtime.getRuntime().addShutdownHook(atExit);
        process = launch();
    }

    /// A new server on a new folder, ready, with the demo's site learned.
    public static TandemProcess start(String name) {
        return start(name, Map.of());
    }

    /// @param settings environment variables over those of the tests
    public static TandemProcess start(String name, Map<String, String> settings) {
        return start(name, settings, true);
    }

    /// A bridge for servers that run: it owns nothing, so it learns nothing.
    public static TandemProcess startBridge(String name, Map<String, String> settings) {
        return start(name, settings, false);
    }

    private static TandemProcess start(String name, Map<String, String> settings, boolean learns) {
        try {
            TandemProcess tandem = new TandemProcess(name, settings);
            try {
                tandem.awaitReady();
                if (learns) {
                    tandem.awaitLearned();
                }
            } catch (RuntimeException | Error e) {
                tandem.close();
                throw e;
            }
            return tandem;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String url(String path) {
        return "http://localhost:" + ports.http() + path;
    }

    public String managementUrl(String path) {
        return "http://127.0.0.1:" + ports.management() + path;
    }

    public int port() {
        return ports.http();
    }

    /// Until it sees so many members of its installation, itself included.
    public void awaitMembers(int count) {
        await(count + " members", () -> metric("tandem_cluster_members") == count);
    }

    /// The value of a metric without tags; 0 if there is none.
    public double metric(String name) {
        return get(managementUrl("/metrics"))
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    /// Asks it to take no more calls and to hand over those that it has; back when it has none.
    public void drain() {
        get(managementUrl("/drain"));
        await("its calls to be elsewhere", () -> metric("tandem_bridge_legs") == 0);
    }

    public Path log() {
        return log;
    }

    /// `kill -9`. Its database lives on, as after a real one.
    public void kill() {
        process.destroyForcibly();
        await("the end of the killed server", () -> !process.isAlive());
    }

    /// An orderly stop, as by Ctrl-C.
    public void stop() {
        process.destroy();
        await("the server's own stop", () -> !process.isAlive());
    }

    public boolean runs() {
        return process.isAlive();
    }

    /// The same folder and ports, after [#kill()] or [#stop()]; back when it is ready.
    public void restart() {
        if (process.isAlive()) {
            throw new IllegalStateException("the server still runs");
        }
        try {
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitReady();
    }

    /// Until the assistant answers from the demo's pages, by words and by meaning.
    public void awaitLearned() {
        await("an agent to be let in", this::signsIn);
        await(
                "the demo's site to be learned",
                () -> get(url("/api/v1/knowledge")).contains("ready"));
        await("the meaning of its pages", this::knowsMeaning);
    }

    /// Whether all pages are found by what they mean.
    public boolean knowsMeaning() {
        String said = said();
        return said.contains("searched by meaning too")
                || said.contains(" 0 pages still need vectors")
                || RESTORED.matcher(said).find();
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException goingDown) {
            // The hook is what runs us.
        }
    }

    /// What this run of the server has logged.
    private String said() {
        try {
            byte[] all = Files.readAllBytes(log);
            return new String(
                    all, (int) logFrom, all.length - (int) logFrom, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() throws IOException {
        logFrom = Files.exists(log) ? Files.size(log) : 0;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags());
        command.add("-Xmx1g");
        command.add("-cp");
        command.add(classPath());
        command.add("dev.tandem.server.Main");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.directory(data.toFile());
        Map<String, String> env = builder.environment();
        env.put("TANDEM_DEMO", "true");
        env.put("TANDEM_HTTP_HOST", "127.0.0.1");
        env.put("TANDEM_HTTP_PORT", Integer.toString(ports.http()));
        env.put("TANDEM_MANAGEMENT_PORT", Integer.toString(ports.management()));
        env.put("TANDEM_MEDIA_PORT", Integer.toString(ports.media()));
        env.put("TANDEM_MEDIA_EVENT_LOOPS", Integer.toString(Ports.MEDIA_LOOPS));
        env.put("TANDEM_MEDIA_BIND_ADDRESS", "127.0.0.1");
        env.put("TANDEM_MEDIA_ANNOUNCE", "127.0.0.1");
        env.put("TANDEM_DATA_FOLDER", data.toString());
        env.putAll(settings);
        return builder.start();
    }

    /// The flags that this JVM was given by the build, which are those the server needs.
    private static List<String> jvmFlags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--") || flag.startsWith("-XX:"))
                .toList();
    }

    /// Without the tests' own classes: the server runs with its own log settings.
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void awaitReady() {
        await(
                "the server to be ready",
                () -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(
                                "the server ended with " + process.exitValue() + ", see " + log);
                    }
                    return status(managementUrl("/health/ready")) == 200;
                });
    }

    private boolean signsIn() {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url("/api/v1/session")))
                        .header("Content-Type", "application/json")
                        .header("Origin", url(""))
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"login\":\"maya\",\"password\":\"" + PASSWORD + "\"}"))
                        .build();
        return send(request).filter(answer -> answer.statusCode() / 100 == 2).isPresent();
    }

    private int status(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)).build())
                .map(HttpResponse::statusCode)
                .orElse(0);
    }

    private String get(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)).build())
                .map(HttpResponse::body)
                .orElse("");
    }

    private Optional<HttpResponse<String>> send(HttpRequest request) {
        try {
            return Optional.of(
                    http.sendAsync(request, BodyHandlers.ofString())
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join());
        } catch (CompletionException refused) {
            return Optional.empty();
        }
    }

    private interface Condition {
        boolean holds();
    }

    private void await(String what, Condition condition) {
        long giveUpAt = System.nanoTime() + START.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - giveUpAt > 0) {
                throw new IllegalStateException("waited in vain for " + what + ", see " + log);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void end() {
        process.destroy();
        ended(process.toHandle());
        orphan().ifPresent(database -> {
            database.destroy();
            ended(database);
        });
    }

    private static void ended(ProcessHandle one) {
        try {
            one.onExit().get(STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException late) {
            one.destroyForcibly();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            one.destroyForcibly();
        }
    }

    /// The database that a killed server has left behind.
    private Optional<ProcessHandle> orphan() {
        try {
            List<String> said = Files.readAllLines(data.resolve("data").resolve("postmaster.pid"));
            return ProcessHandle.of(Long.parseLong(said.getFirst().strip()))
                    .filter(p ->
                            p.info()
                                    .command()
                                    .filter(c -> c.startsWith(data.toString()))
                                    .isPresent());
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }
}
