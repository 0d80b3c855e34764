package dev.tandem.server.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Nodes of one installation in one process: ordered messages between them, owners as a test says,
/// and, when it wants so, messages that get lost.
final class TestNetwork implements AutoCloseable {
    /// Partitions; few, so that every node owns some and a test finds names in each.
    static final int PARTITIONS = 8;

    private final Map<NodeId, TestPeers> nodes = new ConcurrentHashMap<>();
    private volatile List<Optional<NodeId>> owners = List.of();

    /// Every so manieth message is lost; 0: none.
    final AtomicInteger loseEvery = new AtomicInteger();

    private final AtomicInteger sent = new AtomicInteger();

    /// Sending waits for this, if it is there.
    final AtomicReference<CountDownLatch> slow = new AtomicReference<>(new CountDownLatch(0));

    TestPeers join(String name) {
        TestPeers peers = new TestPeers(new NodeId(name));
        nodes.put(peers.self, peers);
        return peers;
    }

    /// Partitions go around among these; everybody is told.
    void own(String... names) {
        List<Optional<NodeId>> now = new ArrayList<>();
        for (int i = 0; i < PARTITIONS; i++) {
            now.add(Optional.of(new NodeId(names[i % names.length])));
        }
        owners = List.copyOf(now);
        nodes.values().forEach(TestPeers::tell);
    }

    /// `kill -9`: it says nothing any more, and the others know who has what it had.
    void kill(String name, String... heirs) {
        dies(name);
        own(heirs);
    }

    /// It says nothing any more, and nobody knows yet.
    void dies(String name) {
        nodes.remove(new NodeId(name)).inbox.shutdownNow();
    }

    private Topology topology(NodeId self) {
        return new Topology(self, Set.copyOf(nodes.keySet()), owners);
    }

    final class TestPeers implements Peers {
        private final NodeId self;
        private final ExecutorService inbox =
                Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
        private final List<Consumer<Topology>> listeners = new CopyOnWriteArrayList<>();
        private volatile Consumer<byte[]> receiver = _ -> {};
        private volatile Topology seen;

        TestPeers(NodeId self) {
            this.self = self;
            this.seen = Topology.alone(self);
        }

        private void tell() {
            seen = TestNetwork.this.topology(self);
            Topology now = seen;
            listeners.forEach(l -> l.accept(now));
        }

        @Override
        public Topology topology() {
            return seen;
        }

        @Override
        public void onTopology(Consumer<Topology> listener) {
            listeners.add(listener);
        }

        @Override
        public boolean send(NodeId to, byte[] message) {
            TestPeers receiving = nodes.get(to);
            if (receiving == null || !nodes.containsKey(self)) {
                return false;
            }
            try {
                slow.get().await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
            int every = loseEvery.get();
            if (every == 0 || sent.incrementAndGet() % every != 0) {
                try {
                    receiving.inbox.execute(() -> receiving.receiver.accept(message));
                } catch (RejectedExecutionException dead) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void onMessage(Consumer<byte[]> listener) {
            receiver = listener;
        }

        @Override
        public void close() {
            inbox.shutdownNow();
        }
    }

    @Override
    public void close() {
        nodes.values().forEach(TestPeers::close);
    }
}
