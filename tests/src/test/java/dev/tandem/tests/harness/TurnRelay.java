package dev.tandem.tests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// coturn on loopback, as an operator runs it beside Tandem: it knows nobody, only the secret that
/// it shares with the server.
public final class TurnRelay implements AutoCloseable {
    private static final String SECRET = "only-the-two-servers-know";
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final int port;

    private TurnRelay(Path program, Path folder) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.createDirectories(folder);
        process =
                new ProcessBuilder(
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
                                // The bridge is on this machine, which coturn rightly refuses
                                // elsewhere.
                                "--allow-loopback-peers",
                                "--no-tls",
                                "--no-dtls",
                                "--no-cli",
                                "--no-multicast-peers",
                                "--pidfile=" + folder.resolve("turnserver.pid"),
                                "--log-file=stdout")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("turnserver.log").toFile())
                        .start();
    }

    /// Listens over UDP and TCP when this returns.
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

    /// What the server is told of it.
    public Map<String, String> settings() {
        String url = "turn:127.0.0.1:" + port + "?transport=";
        return Map.of("TANDEM_TURN_URLS", url + "udp," + url + "tcp", "TANDEM_TURN_SECRET", SECRET);
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
