package dev.tandem.server;

import dev.tandem.server.application.AssistantTurns;
import dev.tandem.server.application.BridgeWatch;
import dev.tandem.server.application.CallControl;
import dev.tandem.server.application.ConversationService;
import dev.tandem.server.application.Deadlines;
import dev.tandem.server.application.RoutingDesk;
import dev.tandem.server.application.ServerMetrics;
import dev.tandem.server.application.Site;
import dev.tandem.server.application.SiteAssistant;
import dev.tandem.server.application.SiteStore;
import dev.tandem.server.application.StoreUnavailableException;
import dev.tandem.server.application.TurnServers;
import dev.tandem.server.assistant.AnswerTexts;
import dev.tandem.server.assistant.Calibration;
import dev.tandem.server.assistant.EmbeddingSimilarity;
import dev.tandem.server.assistant.ExtractiveAnswerEngine;
import dev.tandem.server.assistant.LexicalSimilarity;
import dev.tandem.server.assistant.SentenceSimilarity;
import dev.tandem.server.config.ServerConfig;
import dev.tandem.server.config.ServerRole;
import dev.tandem.server.conversation.Rules;
import dev.tandem.server.escalation.EscalationPolicy;
import dev.tandem.server.escalation.EscalationSettings;
import dev.tandem.server.gateway.Authentication;
import dev.tandem.server.gateway.CustomerTokens;
import dev.tandem.server.gateway.Edge;
import dev.tandem.server.gateway.Sites;
import dev.tandem.server.knowledge.AddressGuard;
import dev.tandem.server.knowledge.CrawlLimits;
import dev.tandem.server.knowledge.Crawler;
import dev.tandem.server.knowledge.Embedder;
import dev.tandem.server.knowledge.KnowledgeBase;
import dev.tandem.server.knowledge.MiniLmEmbedder;
import dev.tandem.server.knowledge.SiteLearner;
import dev.tandem.server.store.Database;
import dev.tandem.server.store.DatabaseProblem;
import dev.tandem.server.store.EmbeddedDatabase;
import dev.tandem.server.store.ExternalDatabase;
import dev.tandem.server.store.GroupCommitWriter;
import dev.tandem.server.store.PostgresKnowledgeStore;
import dev.tandem.server.store.PostgresStores;
import dev.tandem.signaling.bridge.MediaBridge;
import dev.tandem.signaling.protocol.MessageCodec;
import dev.tandem.signaling.protocol.OfferId;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Constructs the whole server by hand, in the order in which its parts need each other, and takes
/// it apart in the opposite order. The only place that knows every part.
public final class Wiring implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Wiring.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Edge edge;

    private Wiring(ServerConfig config) throws StartProblem {
        try {
            edge = build(config);
        } catch (StartProblem | RuntimeException e) {
            close();
            throw e;
        }
    }

    /// Blocks until the server is ready, but for the learning of its sites, which goes on.
    public static Wiring start(ServerConfig config) throws StartProblem {
        return new Wiring(config);
    }

    /// The public port that was taken.
    public int port() {
        return edge.port();
    }

    public int managementPort() {
        return edge.managementPort();
    }

    private Edge build(ServerConfig config) throws StartProblem {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MessageCodec codec = new MessageCodec();

        Database database = later(openDatabase(config));
        PostgresStores stores = later(openStores(database, codec, metrics));
        byte[] secret = secret(stores, random);

        Rules rules = Rules.DEFAULT;
        Timers timers = later(new Timers());
        RoutingDesk desks =
                new RoutingDesk(clock, timers::after, offerIds(random), stores.settings());
        Deadlines deadlines = later(new Deadlines(rules, clock, desks));
        Sites sites = new Sites(stores.sites());
        ServerMetrics counted = new ServerMetrics(metrics);

        ExecutorService embedding =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("embedding").daemon().factory());
        parts.push(embedding::shutdownNow);
        Optional<Embedder> embedder =
                config.knowledge().lite() ? Optional.empty() : Optional.of(new MiniLmEmbedder());
        KnowledgeBase knowledge =
                new KnowledgeBase(
                        new PostgresKnowledgeStore(database.pool()),
                        new Crawler(guard(config), CrawlLimits.DEFAULT, System::nanoTime),
                        embedder,
                        embedding);
        SiteLearner learner = new SiteLearner(knowledge);
        SentenceSimilarity similarity =
                embedder.<SentenceSimilarity>map(EmbeddingSimilarity::new)
                        .orElseGet(LexicalSimilarity::new);
        AssistantTurns assistant =
                new AssistantTurns(
                        new SiteAssistant(
                                new ExtractiveAnswerEngine(knowledge::current, Calibration.DEFAULT),
                                new AnswerTexts(),
                                similarity,
                                sites::nameOf),
                        new EscalationPolicy(EscalationSettings.DEFAULT),
                        desks,
                        counted);

        BridgeWatch watch = new BridgeWatch(metrics, System::nanoTime);
        Optional<MediaBridge> bridge =
                config.roles().contains(ServerRole.MEDIA)
                        ? Optional.of(later(BridgeRole.start(config.media(), watch, metrics)))
                        : Optional.empty();
        ConversationService conversations =
                new ConversationService(
                        stores.conversations(),
                        rules,
                        clock,
                        desks,
                        new CallControl(
                                bridge,
                                new TurnServers(
                                        config.turn().urls(),
                                        config.turn().secret(),
                                        config.turn().lifetime(),
                                        clock),
                                timers::after,
                                watch),
                        List.of(desks, assistant, deadlines, counted));
        desks.serve(conversations);

        Edge built =
                later(
                        openEdge(
                                config,
                                new Edge.Parts(
                                        conversations,
                                        desks,
                                        stores.conversations(),
                                        new Authentication(
                                                stores.agents(), stores.sessions(), clock, random),
                                        new CustomerTokens(secret),
                                        sites,
                                        codec,
                                        clock,
                                        random,
                                        metrics,
                                        learner)));
        later(
                new Drain(
                        built::isDraining,
                        () -> bridge.map(b -> b.load().calls()).orElse(0),
                        config.drain(),
                        System::nanoTime,
                        LockSupport::parkNanos));
        if (config.demo()) {
            DemoBusiness.write(stores.sites(), stores.agents(), built.port());
        }
        sites.refresh();
        for (Site site : stores.sites().all()) {
            conversations.recover(stores.conversations().unfinished(site.key()));
        }
        deadlines.sweep(stores.conversations(), _ -> true, conversations);
        learn(stores.sites(), learner, config.knowledge().every());
        built.ready();
        if (config.demo()) {
            log.info(DemoBusiness.greeting(built.port()));
        } else {
            log.info("Tandem is ready on port {}", built.port());
        }
        return built;
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
        return () -> {
            byte[] bytes = new byte[10];
            random.nextBytes(bytes);
            return new OfferId("o" + HexFormat.of().formatHex(bytes));
        };
    }

    /// The demo's site is on this machine.
    private static AddressGuard guard(ServerConfig config) {
        Set<String> trusted = new HashSet<>(config.knowledge().trustedHosts());
        if (config.demo()) {
            trusted.add("localhost:" + config.http().port());
        }
        return new AddressGuard(trusted);
    }

    /// Now, and again every so often, for as long as the server runs.
    private void learn(SiteStore sites, SiteLearner learner, Duration every) {
        Thread learning =
                Thread.ofVirtual()
                        .name("learning")
                        .start(() -> {
                            try {
                                while (true) {
                                    for (Site site : sites.all()) {
                                        learnOne(learner, site);
                                    }
                                    Thread.sleep(every);
                                }
                            } catch (InterruptedException stopped) {
                                Thread.currentThread().interrupt();
                            } catch (StoreUnavailableException e) {
                                log.error("The sites cannot be learned until the next start", e);
                            }
                        });
        parts.push(learning::interrupt);
    }

    private static void learnOne(SiteLearner learner, Site site) throws InterruptedException {
        if (site.startUrl().isPresent()) {
            try {
                learner.learn(site.key(), URI.create(site.startUrl().get()));
            } catch (IllegalArgumentException e) {
                log.warn("The start page of {} is not an address", site.key());
            }
        }
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
