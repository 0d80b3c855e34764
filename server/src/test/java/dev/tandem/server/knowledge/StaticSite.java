package dev.tandem.server.knowledge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A folder of HTML files served over HTTP on loopback, as a web server would.
public final class StaticSite implements AutoCloseable {
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "pdf", "application/pdf",
                    "txt", "text/plain; charset=utf-8",
                    "xml", "application/xml",
                    "css", "text/css",
                    "js", "text/javascript",
                    "svg", "image/svg+xml");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Path root;
    private final String mount;
    private final String placeholder;
    private final Map<String, Integer> broken = new ConcurrentHashMap<>();

    /// @param mount path under which the folder appears, `/` or `/demo/`
    /// @param placeholder origin written in robots.txt and sitemap.xml, replaced by the real one
    private StaticSite(Path root, String mount, String placeholder) {
        this.root = root;
        this.mount = mount;
        this.placeholder = placeholder;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public static StaticSite serving(Path root, String placeholder) {
        return new StaticSite(root, "/", placeholder);
    }

    /// The folder of a small site of our own, written to be asked about: `cycles`, `invoices`,
    /// `pool`, `storage`.
    public static Path own(String name) {
        try {
            return Path.of(StaticSite.class.getResource("/sites/" + name + "/index.html").toURI())
                    .getParent();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The demo business, as the gateway serves it: below /demo/, its robots.txt at the root.
    public static StaticSite demo() {
        try {
            URI home = StaticSite.class.getResource("/demo/index.html").toURI();
            if (home.getScheme().equals("jar")) {
                openArchive(home);
            }
            return new StaticSite(Path.of(home).getParent(), "/demo/", "http://localhost:8080");
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Integration tests see the program as the jar that it ships in.
    private static void openArchive(URI inside) {
        try {
            FileSystems.newFileSystem(inside, Map.of());
        } catch (FileSystemAlreadyExistsException e) {
            // Opened by an earlier test of this run.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    public URI uri(String path) {
        return URI.create("http://" + authority() + path);
    }

    public CrawlScope scope() {
        return CrawlScope.below(uri(mount));
    }

    /// From now on a path is answered with this status and no page.
    void breaks(String path, int status) {
        broken.put(path, status);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (broken.containsKey(path)) {
                exchange.sendResponseHeaders(broken.get(path), -1);
                return;
            }
            String inside =
                    path.equals("/robots.txt")
                            ? "robots.txt"
                            : path.startsWith(mount) ? path.substring(mount.length()) : "404";
            Path file = root.resolve(inside.isEmpty() ? "." : inside).normalize();
            boolean folder = file.startsWith(root) && Files.isDirectory(file);
            if (folder && !path.endsWith("/")) {
                exchange.getResponseHeaders().set("Location", path + "/");
                exchange.sendResponseHeaders(301, -1);
                return;
            }
            Path target = folder ? file.resolve("index.html") : file;
            boolean there = target.startsWith(root) && Files.isRegularFile(target);
            Path missing = root.resolve("404.html");
            byte[] bytes =
                    there || Files.isRegularFile(missing)
                            ? Files.readAllBytes(there ? target : missing)
                            : "not here".getBytes(StandardCharsets.UTF_8);
            String name = target.getFileName().toString();
            String ending = there ? name.substring(name.lastIndexOf('.') + 1) : "html";
            if (ending.equals("txt") || ending.equals("xml")) {
                bytes =
                        new String(bytes, StandardCharsets.UTF_8)
                                .replace(placeholder, "http://" + authority())
                                .getBytes(StandardCharsets.UTF_8);
            }
            exchange.getResponseHeaders()
                    .set("Content-Type", TYPES.getOrDefault(ending, "application/octet-stream"));
            exchange.sendResponseHeaders(there ? 200 : 404, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
