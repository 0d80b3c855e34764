package dev.tandem.tests.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// coturn on loopback, as an operator runs it beside Tandem: it knows nobody, only the secret that
/// it shares with the server.
public final class TurnRelay implements AutoCloseable {
    private static final String SECRET = "only-the-two-servers-know";
    private static final Duration START = Duration.ofSeconds(60);

    private final Path program;
    private final Path folder;
    private final Path identity;
    private final int port;
    private final int tlsPort;
    private Process process;

    private TurnRelay(Path program, Path folder) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket another = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
            tlsPort = another.getLocalPort();
        }
        Files.createDirectories(folder);
        this.program = program;
        this.folder = folder;
        identity = ownCertificate(folder);
        process = launch();
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(
                        program.toString(),
                        "-n",
                        "--use-auth-secret",
                        "--static-auth-secret=" + SECRET,
                        "--realm=tandem.test",
                        "--listening-ip=127.0.0.1",
                        "--relay-ip=127.0.0.1",
                        "--listening-port=" + port,
                        "--min-port=46000",
                        "--max-port=47000",
                        // The bridge is on this machine, which coturn rightly refuses elsewhere.
                        "--allow-loopback-peers",
                        "--tls-listening-port=" + tlsPort,
                        "--cert=" + identity,
                        "--pkey=" + identity,
                        "--no-dtls",
                        "--no-cli",
                        "--no-multicast-peers",
                        "--pidfile=" + folder.resolve("turnserver.pid"),
                        "--log-file=stdout")
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("turnserver.log").toFile()))
                .start();
    }

    /// Listens over UDP, TCP and TLS when this returns.
    public static TurnRelay start() {
        Path program = DebianPackage.program("turnserver", "coturn");
        try {
            TurnRelay relay = new TurnRelay(program, Path.of("target", "coturn").toAbsolutePath());
            relay.awaitListening();
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Every way through it is gone, as to somebody whose network has changed: who wants one asks
    /// anew, with a name and a password. Back when it listens again.
    public void forgetsEverybody() {
        close();
        try {
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitListening();
    }

    /// What the server is told of it.
    public Map<String, String> settings() {
        String url = "turn:127.0.0.1:" + port + "?transport=";
        String overTls = "turns:127.0.0.1:" + tlsPort + "?transport=tcp";
        return Map.of(
                "TANDEM_TURN_URLS",
                String.join(",", url + "udp", url + "tcp", overTls),
                "TANDEM_TURN_SECRET",
                SECRET);
    }

    /// A key and a certificate that it signs itself, in one PEM file, made by the JDK's own tool.
    private static Path ownCertificate(Path folder) throws IOException {
        Path store = Files.createTempFile(folder, "identity", ".p12");
        Files.delete(store);
        String password = "of-a-test";
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                password,
                                "-alias",
                                "turn",
                                "-keyalg",
                                "RSA",
                                "-dname",
                                "CN=127.0.0.1",
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-validity",
                                "2")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start();
        keytool.onExit().join();
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password.toCharArray());
            Path pem = folder.resolve("identity.pem");
            Files.writeString(
                    pem,
                    pem("PRIVATE KEY", keys.getKey("turn", password.toCharArray()).getEncoded())
                            + pem("CERTIFICATE", keys.getCertificate("turn").getEncoded()));
            return pem;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        } finally {
            Files.deleteIfExists(store);
        }
    }

    private static String pem(String what, byte[] bytes) {
        String text =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }

    private void awaitListening() {
        long giveUpAt = System.nanoTime() + START.toNanos();
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() - giveUpAt > 0) {
                    close();
                    throw new IllegalStateException(
                            "coturn does not listen, see target/coturn", notYet);
                }
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
