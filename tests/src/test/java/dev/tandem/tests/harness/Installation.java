package dev.tandem.tests.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One server without a bridge, which has the sockets and the conversations, and bridges in
/// processes of their own, on one database and one folder of recordings.
public final class Installation implements AutoCloseable {
    private final SharedDatabase database;
    private final List<TandemProcess> processes = new ArrayList<>();

    private Installation(SharedDatabase database) {
        this.database = database;
    }

    public static Installation start(String name, int bridges) throws Exception {
        Path folder = Path.of("target", "tandem").toAbsolutePath();
        Files.createDirectories(folder);
        Path shared = Files.createTempDirectory(folder, name + "-shared-");
        Installation made = new Installation(SharedDatabase.start(shared.resolve("database")));
        try {
            made.launch(name, bridges, shared);
            return made;
        } catch (IOException | RuntimeException | Error e) {
            made.close();
            throw e;
        }
    }

    private void launch(String name, int bridges, Path shared) throws IOException {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i <= bridges; i++) {
            ports.add(freePort());
        }
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("TANDEM_CLUSTER_NAME", name + "-" + ports.getFirst());
        settings.put(
                "TANDEM_CLUSTER_MEMBERS",
                ports.stream().map(p -> "127.0.0.1:" + p).collect(Collectors.joining(",")));
        settings.put("TANDEM_RECORDINGS_FOLDER", shared.resolve("recordings").toString());
        for (int i = 0; i <= bridges; i++) {
            settings.put("TANDEM_CLUSTER_PORT", Integer.toString(ports.get(i)));
            settings.put("TANDEM_ROLES", i == 0 ? "edge,core" : "media");
            settings.put("TANDEM_ASSISTANT_MODEL", i == 0 ? "meaning" : "lite");
            Map<String, String> own = Map.copyOf(settings);
            processes.add(
                    i == 0
                            ? TandemProcess.start(name, own)
                            : TandemProcess.startBridge(name + "-bridge-" + i, own));
        }
        processes.forEach(p -> p.awaitMembers(processes.size()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }

    public TandemProcess front() {
        return processes.getFirst();
    }

    public List<TandemProcess> bridges() {
        return processes.subList(1, processes.size());
    }

    /// The bridge that has legs.
    public TandemProcess carrying() {
        return bridges().stream()
                .filter(b -> b.metric("tandem_bridge_legs") > 0)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no bridge has a leg"));
    }

    /// Until everybody sees everybody.
    public void awaitWhole() {
        processes.forEach(p -> p.awaitMembers(processes.size()));
    }

    @Override
    public void close() {
        processes.reversed().forEach(TandemProcess::close);
        database.close();
    }
}
