package dev.tandem.server.gateway;

import dev.tandem.server.application.AgentAccount;
import dev.tandem.server.application.ContentGaps;
import dev.tandem.server.application.NetworkChecks;
import dev.tandem.server.application.PasswordHash;
import dev.tandem.server.application.PastReplay;
import dev.tandem.server.application.PolicyEditor;
import dev.tandem.server.application.Presences;
import dev.tandem.server.application.ProgramPolicy;
import dev.tandem.server.application.RecordedCalls;
import dev.tandem.server.application.Site;
import dev.tandem.server.application.SiteHours;
import dev.tandem.server.application.SitePolicies;
import dev.tandem.server.application.TimelineView;
import dev.tandem.server.assistant.Calibration;
import dev.tandem.server.assistant.ExtractiveAnswerEngine;
import dev.tandem.server.assistant.LexicalSimilarity;
import dev.tandem.server.assistant.ProgramPhrases;
import dev.tandem.server.assistant.SiteCalibration;
import dev.tandem.server.cluster.TestNode;
import dev.tandem.server.config.ConfigProblem;
import dev.tandem.server.config.ServerConfig;
import dev.tandem.server.config.SettingsReader;
import dev.tandem.server.conversation.Queues;
import dev.tandem.server.conversation.RecordingPolicy;
import dev.tandem.server.knowledge.AddressGuard;
import dev.tandem.server.knowledge.CrawlLimits;
import dev.tandem.server.knowledge.Crawler;
import dev.tandem.server.knowledge.DocumentLimits;
import dev.tandem.server.knowledge.KnowledgeBase;
import dev.tandem.server.knowledge.SiteEditor;
import dev.tandem.server.knowledge.SiteFiles;
import dev.tandem.server.knowledge.SiteLearner;
import dev.tandem.server.memory.MemoryAgentStore;
import dev.tandem.server.memory.MemoryConversationStore;
import dev.tandem.server.memory.MemoryDismissedGaps;
import dev.tandem.server.memory.MemoryHoursStore;
import dev.tandem.server.memory.MemoryKnowledgeStore;
import dev.tandem.server.memory.MemoryPlacements;
import dev.tandem.server.memory.MemoryPolicyStore;
import dev.tandem.server.memory.MemorySessionStore;
import dev.tandem.server.memory.MemorySiteStore;
import dev.tandem.server.memory.SoleNode;
import dev.tandem.server.recordings.RecordingFolder;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.MessageCodec;
import dev.tandem.signaling.protocol.SiteKey;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonObject;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// The real gateway and the real application on memory stores, on any free port: what a browser
/// talks to, without a database and without a model.
final class TestEdge implements AutoCloseable {
    static final SiteKey SITE = new SiteKey("shop");
    static final String ORIGIN = "https://shop.example";
    static final String PASSWORD = "correct horse";

    final MemoryConversationStore store = new MemoryConversationStore();
    final MemoryKnowledgeStore knowledge = new MemoryKnowledgeStore();

    /// What customers have taught about it.
    volatile SiteCalibration confidence = SiteCalibration.NONE;

    final MemoryPolicyStore policyStore = new MemoryPolicyStore();
    final SitePolicies policies =
            new SitePolicies(policyStore, ProgramPolicy.WORDS, InstantSource.system());

    /// "crawl" for each time the crawler of this process was woken.
    final List<String> woken = new CopyOnWriteArrayList<>();

    private final AtomicInteger entries = new AtomicInteger();
    final CustomerTokens tokens = new CustomerTokens(new byte[32]);
    final Path recordings = Path.of("target", "test-recordings");
    final BreakableSettings settings = new BreakableSettings();
    final SiteLearner learner;
    final Edge edge;
    private final TestNode node;

    TestEdge() throws ConfigProblem, Edge.PortProblem {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MessageCodec codec = new MessageCodec();
        MemorySiteStore sites = new MemorySiteStore();
        sites.save(
                new Site(
                        SITE,
                        "Shop",
                        "en",
                        List.of(ORIGIN),
                        "identity",
                        Optional.empty(),
                        RecordingPolicy.OFF));
        sites.save(
                new Site(
                        new SiteKey("other"),
                        "Other",
                        "en",
                        List.of("https://other.example"),
                        "identity2",
                        Optional.empty(),
                        RecordingPolicy.OFF));
        MemoryAgentStore agents = new MemoryAgentStore();
        agents.create(
                new AgentAccount(
                        new AgentId("maya"),
                        SITE,
                        "maya",
                        "Maya",
                        PasswordHash.of(PASSWORD),
                        2,
                        List.of(Queues.DEFAULT),
                        false));
        agents.create(
                new AgentAccount(
                        new AgentId("sam"),
                        SITE,
                        "sam",
                        "Sam",
                        PasswordHash.of(PASSWORD),
                        2,
                        List.of(),
                        true));
        node =
                new TestNode(
                        new TestNode.Stores(store, sites, settings),
                        new SoleNode(),
                        new MemoryPlacements(),
                        Optional.empty(),
                        metrics,
                        policies);
        Sites known = new Sites(sites, false);
        known.refresh();
        ServerConfig config =
                ServerConfig.of(
                        SettingsReader.read(
                                Optional.empty(),
                                Map.of(
                                        "TANDEM_HTTP_HOST", "127.0.0.1",
                                        "TANDEM_HTTP_PORT", "0",
                                        "TANDEM_MANAGEMENT_PORT", "0")));
        KnowledgeBase base =
                new KnowledgeBase(
                        knowledge,
                        new Crawler(AddressGuard.STRICT, CrawlLimits.DEFAULT, System::nanoTime),
                        Optional.empty(),
                        Runnable::run,
                        Runnable::run);
        learner = new SiteLearner(base);
        edge =
                Edge.start(
                        config,
                        new Edge.Parts(
                                node.node.conversations(),
                                node.node.desks(),
                                new Presences(settings),
                                store,
                                new TimelineView(true),
                                new RecordedCalls(
                                        store,
                                        new RecordingFolder(Optional.of(recordings)),
                                        node.node.doer()),
                                new NetworkChecks(
                                        node.node.carriers(), List::of, (_, _) -> {}, random),
                                new Authentication(agents, new MemorySessionStore(), clock, random),
                                tokens,
                                known,
                                codec,
                                clock,
                                random,
                                metrics,
                                new KnowledgeServices(
                                        learner,
                                        new SiteEditor(
                                                knowledge,
                                                base,
                                                () -> "e" + entries.incrementAndGet(),
                                                () -> woken.add("crawl")),
                                        new SiteFiles(
                                                knowledge,
                                                base,
                                                DocumentLimits.DEFAULT,
                                                () -> "f" + entries.incrementAndGet()),
                                        new ContentGaps(
                                                store,
                                                new LexicalSimilarity(),
                                                new ExtractiveAnswerEngine(
                                                        ProgramPhrases.ALL,
                                                        base::current,
                                                        _ -> Calibration.DEFAULT),
                                                Calibration.DEFAULT.suggestFrom(),
                                                new MemoryDismissedGaps()),
                                        _ -> confidence),
                                new PolicyServices(
                                        new PolicyEditor(policyStore, policies),
                                        new PastReplay(
                                                store,
                                                new TestNode.Parrot(),
                                                ProgramPolicy.WORDS,
                                                System::nanoTime),
                                        new SiteHours(
                                                new MemoryHoursStore(), node.availability, clock)),
                                node.draining));
    }

    String http() {
        return "http://127.0.0.1:" + edge.port();
    }

    /// @return the cookie of a session
    String signIn(String login) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> in =
                    http.send(
                            HttpRequest.newBuilder(URI.create(http() + "/api/v1/session"))
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    new JsonObject()
                                                            .put("login", login)
                                                            .put("password", PASSWORD)
                                                            .encode()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return in.headers().firstValue("set-cookie").orElseThrow().replaceAll(";.*", "");
        }
    }

    TestSocket socket(Map<String, String> headers) throws Exception {
        return TestSocket.open(
                "ws://127.0.0.1:" + edge.port() + "/ws", headers, Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        edge.close();
        node.close();
    }
}
