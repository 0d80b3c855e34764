package dev.tandem.server;

import dev.tandem.server.application.AssistantTurns;
import dev.tandem.server.application.AvailabilityBoard;
import dev.tandem.server.application.BridgeWatch;
import dev.tandem.server.application.Bridges;
import dev.tandem.server.application.CallControl;
import dev.tandem.server.application.CarriedChannels;
import dev.tandem.server.application.ConversationService;
import dev.tandem.server.application.Deadlines;
import dev.tandem.server.application.DeskReports;
import dev.tandem.server.application.Desks;
import dev.tandem.server.application.Judgements;
import dev.tandem.server.application.NetworkChecks;
import dev.tandem.server.application.Presences;
import dev.tandem.server.application.RecordedCalls;
import dev.tandem.server.application.RoutingDesk;
import dev.tandem.server.application.ServerMetrics;
import dev.tandem.server.application.TimelineView;
import dev.tandem.server.application.TurnServers;
import dev.tandem.server.cluster.ClusterNode;
import dev.tandem.server.cluster.HazelcastPeers;
import dev.tandem.server.config.ServerConfig;
import dev.tandem.server.config.ServerRole;
import dev.tandem.server.conversation.Availability;
import dev.tandem.server.conversation.CallIds;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.Rules;
import dev.tandem.server.gateway.Authentication;
import dev.tandem.server.gateway.CustomerTokens;
import dev.tandem.server.gateway.Edge;
import dev.tandem.server.gateway.Sites;
import dev.tandem.server.recordings.RecordingFolder;
import dev.tandem.server.store.Database;
import dev.tandem.server.store.DatabaseProblem;
import dev.tandem.server.store.EmbeddedDatabase;
import dev.tandem.server.store.ExternalDatabase;
import dev.tandem.server.store.GroupCommitWriter;
import dev.tandem.server.store.PostgresCalibrationStore;
import dev.tandem.server.store.PostgresDismissedGaps;
import dev.tandem.server.store.PostgresHoursStore;
import dev.tandem.server.store.PostgresKnowledgeStore;
import dev.tandem.server.store.PostgresPolicyStore;
import dev.tandem.server.store.PostgresStores;
import dev.tandem.signaling.bridge.BridgeEventSink;
import dev.tandem.signaling.bridge.MediaBridge;
import dev.tandem.signaling.protocol.MessageCodec;
import dev.tandem.signaling.protocol.OfferId;
import dev.tandem.signaling.protocol.SiteKey;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// Constructs the whole server by hand, in the order in which its parts need each other, and takes
/// it apart in the opposite order. The only place that knows every part.
public final class Wiring implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Wiring.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private Wiring(ServerConfig config) throws StartProblem {
        try {
            build(config);
        } catch (StartProblem | RuntimeException e) {
            close();
            throw e;
        }
    }

    /// Blocks until the server is ready, but for the learning of its sites, which goes on.
    public static Wiring start(ServerConfig config) throws StartProblem {
        return new Wiring(config);
    }

    private void build(ServerConfig config) throws StartProblem {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MessageCodec codec = new MessageCodec();

        Database database = later(openDatabase(config));
        PostgresStores stores = later(openStores(database, codec, metrics));
        byte[] secret = secret(stores, random);

        Optional<Path> recordings = recordings(config);
        Sites sites = new Sites(stores.sites(), recordings.isPresent());
        Rules rules = Rules.DEFAULT.recording(sites::recordingOf);
        Timers timers = later(new Timers());
        AvailabilityBoard staff = new AvailabilityBoard();
        CarriedChannels offered = new CarriedChannels(staff);
        PolicyRole policy =
                later(
                        new PolicyRole(
                                new PostgresPolicyStore(database.pool()),
                                new PostgresHoursStore(database.pool()),
                                offered,
                                clock));
        Deadlines deadlines = later(new Deadlines(rules, clock, policy.hours));
        ServerMetrics counted = new ServerMetrics(metrics);
        TimelineView view = new TimelineView(config.agentsSeeMonitoring());

        KnowledgeRole knowledge =
                later(
                        new KnowledgeRole(
                                config,
                                stores.sites(),
                                new PostgresKnowledgeStore(database.pool()),
                                stores.conversations(),
                                new PostgresCalibrationStore(database.pool()),
                                counted,
                                () -> freshId(random)));
        Restoration restored =
                later(
                        new Restoration(
                                config.isBridgeOnly() ? List::of : stores.sites()::all,
                                knowledge::restore));
        AssistantTurns assistant =
                AssistantRole.of(config.writer(), knowledge, sites::nameOf, policy, counted);

        Judgements judgements = new Judgements(policy.policies, policy.hours);

        BridgeWatch watch = new BridgeWatch(metrics, System::nanoTime);
        // A bridge has nothing to tell before the node, which is made of it, has asked something.
        AtomicReference<BridgeEventSink> driver = new AtomicReference<>(watch);
        Optional<MediaBridge> bridge =
                config.roles().contains(ServerRole.MEDIA)
                        ? Optional.of(
                                later(
                                        BridgeRole.start(
                                                config.media(),
                                                recordings,
                                                config.said(),
                                                event -> driver.get().accept(event),
                                                metrics)))
                        : Optional.empty();
        Presences presences = new Presences(stores.settings());
        AtomicBoolean draining = new AtomicBoolean();
        HazelcastPeers peers = join(config.cluster(), !config.isBridgeOnly());
        ClusterNode node =
                later(
                        new ClusterNode(
                                new ClusterNode.Parts(
                                        peers,
                                        peers.placements(),
                                        timers::after,
                                        System::nanoTime,
                                        stores.conversations(),
                                        stores.sites(),
                                        staff,
                                        bridge,
                                        draining::get,
                                        watch),
                                new ClusterNode.Share() {
                                    @Override
                                    public RoutingDesk desks(
                                            BiConsumer<SiteKey, Availability> publish) {
                                        return new RoutingDesk(
                                                clock,
                                                timers::after,
                                                offerIds(random),
                                                presences,
                                                stores.conversations(),
                                                publish);
                                    }

                                    @Override
                                    public ConversationService conversations(
                                            Desks desks, Bridges bridges) {
                                        return new ConversationService(
                                                stores.conversations(),
                                                rules,
                                                clock,
                                                policy.hours,
                                                new CallControl(
                                                        bridges,
                                                        turnServers(config.turn(), clock),
                                                        timers::after,
                                                        watch),
                                                view,
                                                List.of(
                                                        new DeskReports(desks),
                                                        assistant,
                                                        judgements,
                                                        deadlines,
                                                        counted));
                                    }
                                }));
        driver.set(node::bridgeHappened);
        offered.carriedIf(node::takesCalls);
        watch.onKeyPressed(node::keyPressed);
        watch.onLegHeard(node::legHeard);
        watch.onRecordingFailed(call ->
                node.doer()
                        .act(
                                CallIds.conversationOf(call),
                                new ConversationCommand.FailRecording(call)));
        RecordedCalls recorded =
                new RecordedCalls(
                        stores.conversations(), new RecordingFolder(recordings), node.doer());
        metrics.gauge("tandem.cluster.members", peers, p -> p.topology().members().size());
        metrics.gauge("tandem.cluster.share.percent", peers, p -> p.topology().share());

        Edge built =
                later(
                        openEdge(
                                config,
                                new Edge.Parts(
                                        node.conversations(),
                                        node.desks(),
                                        presences,
                                        stores.conversations(),
                                        view,
                                        recorded,
                                        new NetworkChecks(
                                                node.carriers(),
                                                turnServers(config.turn(), clock),
                                                // Ending one may ask the other members.
                                                (delay, end) ->
                                                        timers.after(
                                                                delay,
                                                                () ->
                                                                        Thread.startVirtualThread(
                                                                                end)),
                                                random),
                                        new Authentication(
                                                stores.agents(), stores.sessions(), clock, random),
                                        new CustomerTokens(secret),
                                        sites,
                                        codec,
                                        clock,
                                        random,
                                        metrics,
                                        knowledge.services(
                                                stores.conversations(),
                                                new PostgresDismissedGaps(database.pool())),
                                        policy.services(
                                                stores.conversations(),
                                                AssistantRole.quoting(
                                                        knowledge, sites::nameOf, policy.words)),
                                        draining)));
        later(
                new Drain(
                        draining::get,
                        () -> draining.set(true),
                        node::othersTakeCalls,
                        () -> bridge.map(b -> b.load().calls()).orElse(0),
                        config.drain(),
                        System::nanoTime,
                        LockSupport::parkNanos));
        if (config.demo() && peers.topology().isAlone()) {
            DemoBusiness.write(stores.sites(), stores.agents(), built.port());
        }
        sites.refresh();
        node.takeUp();
        deadlines.sweep(stores.conversations(), node::isMine, node.doer());
        List<Retention.Kept> kept = new ArrayList<>(List.of(stores.sessions()::deleteExpired));
        recordings.ifPresent(
                _ -> kept.add(now -> recorded.deleteOlder(now, config.recordings().keep())));
        later(new Retention(kept, clock));
        later(knowledge.learning(stores.sites(), node::isMine));
        restored.await(Restoration.WITHIN);
        built.ready();
        if (config.demo()) {
            welcome(knowledge, built.port());
        } else {
            log.info("Tandem is ready on port {}", built.port());
        }
    }

    /// Follows when the demo is worth trying.
    private void welcome(KnowledgeRole knowledge, int port) {
        DemoWelcome welcome =
                new DemoWelcome(
                        () -> knowledge.stand(DemoBusiness.SITE),
                        log::info,
                        DemoBusiness.greeting(port),
                        System::nanoTime,
                        LockSupport::parkNanos);
        Thread thread = Thread.ofVirtual().name("welcome").start(welcome::greet);
        later(thread::interrupt);
    }

    private static Edge openEdge(ServerConfig config, Edge.Parts edgeParts) throws StartProblem {
        try {
            return Edge.start(config, edgeParts);
        } catch (Edge.PortProblem e) {
            throw new StartProblem(String.valueOf(e.getMessage()));
        }
    }

    private static Database openDatabase(ServerConfig config) throws StartProblem {
        try {
            return config.data().url().isPresent()
                    ? ExternalDatabase.open(
                            config.data().url().get(),
                            config.data().user(),
                            config.data().password())
                    : EmbeddedDatabase.start(config.data().folder().toAbsolutePath());
        } catch (DatabaseProblem e) {
            throw new StartProblem(String.valueOf(e.getMessage()));
        }
    }

    private static PostgresStores openStores(
            Database database, MessageCodec codec, PrometheusMeterRegistry metrics)
            throws StartProblem {
        try {
            return PostgresStores.open(database, GroupCommitWriter.Limits.DEFAULT, codec, metrics);
        } catch (DatabaseProblem e) {
            throw new StartProblem(String.valueOf(e.getMessage()));
        }
    }

    private static HazelcastPeers join(ServerConfig.Cluster settings, boolean owner)
            throws StartProblem {
        try {
            return HazelcastPeers.join(
                    new HazelcastPeers.Settings(
                            settings.name(),
                            settings.bindAddress(),
                            settings.port(),
                            settings.members(),
                            settings.service(),
                            owner));
        } catch (HazelcastPeers.JoinProblem e) {
            throw new StartProblem(String.valueOf(e.getMessage()));
        }
    }

    private static TurnServers turnServers(ServerConfig.Turn turn, InstantSource clock) {
        return new TurnServers(turn.urls(), turn.secret(), turn.lifetime(), clock);
    }

    /// The demo shows recording without a setting.
    private static Optional<Path> recordings(ServerConfig config) {
        return config.recordings()
                .folder()
                .or(() ->
                        Optional.of(config.data().folder().resolve("recordings"))
                                .filter(_ -> config.demo()));
    }

    /// The secret that tokens are signed with is made once per installation and shared by its
    /// nodes.
    private static byte[] secret(PostgresStores stores, SecureRandom random) {
        byte[] fresh = new byte[32];
        random.nextBytes(fresh);
        return HexFormat.of()
                .parseHex(
                        stores.settings()
                                .putIfAbsent("token.secret", HexFormat.of().formatHex(fresh)));
    }

    private static Supplier<OfferId> offerIds(SecureRandom random) {
        return () -> new OfferId("o" + freshId(random));
    }

    private static String freshId(SecureRandom random) {
        byte[] bytes = new byte[10];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private <T extends AutoCloseable> T later(T part) {
        parts.push(part);
        return part;
    }

    /// The newest part first. One that fails does not keep the others from closing.
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                log.warn("{} did not close well", part.getClass().getSimpleName(), e);
            }
        }
        log.info("Tandem has stopped");
    }
}
