package dev.tandem.server.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import com.hazelcast.partition.Partition;

import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.CallId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The installation as Hazelcast sees it: members, owners of partitions, messages between members,
/// and the one shared map, of calls to bridges. Everything in it can be made again, and nothing
/// that somebody waits for depends on it without a deadline.
public final class HazelcastPeers implements Peers {
    private static final Logger log = LoggerFactory.getLogger(HazelcastPeers.class);

    /// How often owners are looked at, besides whenever a member comes or goes.
    private static final Duration LOOK = Duration.ofMillis(100);

    /// The shared map answers within this or is done without.
    private static final Duration MAP = Duration.ofMillis(500);

    /// A member that has not been heard of for so long is taken for dead. Shorter, and a long pause
    /// of the garbage collector costs a node its conversations.
    private static final int SILENT_SECONDS = 10;

    private static final String CALLS = "calls";

    private final HazelcastInstance hazelcast;
    private final IMap<String, String> calls;
    private final AtomicReference<Topology> topology;
    private final List<Consumer<Topology>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService looking =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("topology").daemon().factory());

    /// @param name of the installation: only processes that say the same one join each other
    /// @param port for the other members; counts up if it is taken and none was named
    /// @param members addresses of others, `host` or `host:port`; empty with no `service`: this
    ///   process is alone
    /// @param service DNS name that resolves to the addresses of all members
    /// @param owner whether it may own conversations and sites
    public record Settings(
            String name,
            String bindAddress,
            int port,
            List<String> members,
            Optional<String> service,
            boolean owner) {}

    private HazelcastPeers(HazelcastInstance hazelcast) {
        this.hazelcast = hazelcast;
        this.calls = hazelcast.getMap(CALLS);
        this.topology = new AtomicReference<>(read());
        hazelcast
                .getCluster()
                .addMembershipListener(
                        new MembershipListener() {
                            @Override
                            public void memberAdded(MembershipEvent event) {
                                looking.execute(HazelcastPeers.this::look);
                            }

                            @Override
                            public void memberRemoved(MembershipEvent event) {
                                looking.execute(HazelcastPeers.this::look);
                            }
                        });
        looking.scheduleWithFixedDelay(
                this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Joins the members that are there, or begins alone.
    ///
    /// @throws JoinProblem in one sentence
    public static HazelcastPeers join(Settings settings) throws JoinProblem {
        try {
            return new HazelcastPeers(Hazelcast.newHazelcastInstance(config(settings)));
        } catch (RuntimeException e) {
            // It has no type of its own for what is wrong with an address.
            throw new JoinProblem(
                    "The cluster port "
                            + settings.port()
                            + " on "
                            + settings.bindAddress()
                            + " cannot be used ("
                            + e.getMessage()
                            + "); check cluster.port and cluster.bind-address.",
                    e);
        }
    }

    /// The message is one sentence that names the setting.
    public static final class JoinProblem extends Exception {
        JoinProblem(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }

    private static Config config(Settings settings) {
        Config config = new Config();
        config.setClusterName(settings.name());
        config.setLiteMember(!settings.owner());
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
        config.setProperty("hazelcast.max.no.heartbeat.seconds", Integer.toString(SILENT_SECONDS));
        config.setProperty("hazelcast.merge.first.run.delay.seconds", "10");
        config.setProperty("hazelcast.merge.next.run.delay.seconds", "10");
        config.setProperty("hazelcast.graceful.shutdown.max.wait", "10");
        config.addMapConfig(new MapConfig(CALLS).setBackupCount(1).setStatisticsEnabled(false));
        config.getMetricsConfig().setEnabled(false);
        boolean isAlone = settings.members().isEmpty() && settings.service().isEmpty();
        NetworkConfig network = config.getNetworkConfig();
        network.setPort(settings.port()).setPortAutoIncrement(isAlone);
        network.getInterfaces().setEnabled(true).addInterface(settings.bindAddress());
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig()
                .setEnabled(!settings.members().isEmpty())
                .setMembers(settings.members());
        settings.service()
                .ifPresent(dns ->
                        join.getKubernetesConfig()
                                .setEnabled(true)
                                .setProperty("service-dns", dns)
                                .setProperty("service-port", Integer.toString(settings.port())));
        return config;
    }

    // Who owns what

    private void look() {
        try {
            Topology now = read();
            if (!now.equals(topology.getAndSet(now))) {
                listeners.forEach(l -> l.accept(now));
            }
        } catch (HazelcastInstanceNotActiveException stopping) {
            log.debug("No more topologies: {}", stopping.getMessage());
        } catch (RuntimeException e) {
            log.error("Looking at the cluster failed", e);
        }
    }

    private Topology read() {
        Set<NodeId> members =
                hazelcast.getCluster().getMembers().stream()
                        .map(HazelcastPeers::id)
                        .collect(Collectors.toSet());
        List<Optional<NodeId>> owners =
                hazelcast.getPartitionService().getPartitions().stream()
                        .sorted(Comparator.comparingInt(Partition::getPartitionId))
                        .map(p -> Optional.ofNullable(p.getOwner()).map(HazelcastPeers::id))
                        .map(owner -> owner.filter(members::contains))
                        .toList();
        return new Topology(id(hazelcast.getCluster().getLocalMember()), members, owners);
    }

    private static NodeId id(Member member) {
        return new NodeId(member.getUuid().toString());
    }

    @Override
    public Topology topology() {
        return topology.get();
    }

    @Override
    public void onTopology(Consumer<Topology> listener) {
        looking.execute(() -> {
            listeners.add(listener);
            listener.accept(topology.get());
        });
    }

    // Messages: a topic for each member, of which only that member is a listener. Hazelcast keeps
    // the order of one sender's messages on one topic.

    private static String topicOf(NodeId node) {
        return "to-" + node;
    }

    @Override
    public boolean send(NodeId to, byte[] message) {
        if (!topology().members().contains(to)) {
            return false;
        }
        try {
            hazelcast.<byte[]>getTopic(topicOf(to)).publish(message);
            return true;
        } catch (HazelcastInstanceNotActiveException stopping) {
            return false;
        }
    }

    @Override
    public void onMessage(Consumer<byte[]> listener) {
        hazelcast
                .<byte[]>getTopic(topicOf(topology().self()))
                .addMessageListener(m -> listener.accept(m.getMessageObject()));
    }

    // Calls

    /// The shared map of calls, as a port.
    public Placements placements() {
        return new Placements() {
            @Override
            public Optional<BridgeId> of(CallId call) {
                try {
                    return Optional.ofNullable(
                                    calls.getAsync(call.value())
                                            .toCompletableFuture()
                                            .get(MAP.toMillis(), TimeUnit.MILLISECONDS))
                            .map(BridgeId::new);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return Optional.empty();
                } catch (ExecutionException | TimeoutException | HazelcastException e) {
                    log.warn("Where call {} is cannot be read now: {}", call, e.toString());
                    return Optional.empty();
                }
            }

            @Override
            public void put(CallId call, BridgeId bridge) {
                calls.setAsync(call.value(), bridge.value());
            }

            @Override
            public void remove(CallId call) {
                calls.removeAsync(call.value());
            }
        };
    }

    /// Leaves in order: what it owns is given to the others first.
    @Override
    public void close() {
        hazelcast.shutdown(); // meanwhile this node sees how others come to own what it had
        looking.shutdownNow();
    }
}
