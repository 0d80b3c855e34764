package dev.tandem.tests.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A Java program in a process of its own, spoken to by lines: what it answers begins with [#SAYS],
/// everything else is its log.
public final class ChildJvm implements AutoCloseable {
    public static final String SAYS = "> ";

    private final Process process;
    private final BufferedReader from;
    private final Writer to;

    /// @param flags of the JVM, besides those that the server needs
    public ChildJvm(Class<?> main, List<String> flags, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--") || flag.startsWith("-XX:"))
                .forEach(command::add);
        command.add("-Xmx1g");
        command.addAll(flags);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        from = process.inputReader(StandardCharsets.UTF_8);
        to = process.outputWriter(StandardCharsets.UTF_8);
    }

    public long pid() {
        return process.pid();
    }

    public String hear() {
        try {
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                if (line.startsWith(SAYS)) {
                    return line.substring(SAYS.length());
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        throw new IllegalStateException("the process has ended");
    }

    public String ask(String line) {
        try {
            to.write(line + "\n");
            to.flush();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return hear();
    }

    /// What the program hears from whoever started it.
    public static BufferedReader requests() {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
