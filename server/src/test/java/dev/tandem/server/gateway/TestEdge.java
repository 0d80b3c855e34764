package dev.tandem.server.gateway;

import dev.tandem.server.application.AgentAccount;
import dev.tandem.server.application.Assistant;
import dev.tandem.server.application.AssistantTurns;
import dev.tandem.server.application.BridgeWatch;
import dev.tandem.server.application.CallControl;
import dev.tandem.server.application.ConversationService;
import dev.tandem.server.application.Deadlines;
import dev.tandem.server.application.PasswordHash;
import dev.tandem.server.application.RoutingDesk;
import dev.tandem.server.application.ServerMetrics;
import dev.tandem.server.application.Site;
import dev.tandem.server.config.ConfigProblem;
import dev.tandem.server.config.ServerConfig;
import dev.tandem.server.config.SettingsReader;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.Queues;
import dev.tandem.server.conversation.Rules;
import dev.tandem.server.conversation.Transcript;
import dev.tandem.server.escalation.EscalationPolicy;
import dev.tandem.server.escalation.EscalationSettings;
import dev.tandem.server.knowledge.AddressGuard;
import dev.tandem.server.knowledge.CrawlLimits;
import dev.tandem.server.knowledge.Crawler;
import dev.tandem.server.knowledge.KnowledgeBase;
import dev.tandem.server.knowledge.SiteLearner;
import dev.tandem.server.memory.MemoryAgentStore;
import dev.tandem.server.memory.MemoryConversationStore;
import dev.tandem.server.memory.MemoryKnowledgeStore;
import dev.tandem.server.memory.MemorySessionStore;
import dev.tandem.server.memory.MemorySettings;
import dev.tandem.server.memory.MemorySiteStore;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.MessageCodec;
import dev.tandem.signaling.protocol.OfferId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Citation;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The real gateway and the real application on memory stores, on any free port: what a browser
/// talks to, without a database and without a model.
final class TestEdge implements AutoCloseable {
    static final SiteKey SITE = new SiteKey("shop");
    static final String ORIGIN = "https://shop.example";
    static final String PASSWORD = "correct horse";

    final MemoryConversationStore store = new MemoryConversationStore();
    final CustomerTokens tokens = new CustomerTokens(new byte[32]);
    final Edge edge;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Deadlines deadlines;

    TestEdge() throws ConfigProblem, Edge.PortProblem {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MessageCodec codec = new MessageCodec();
        MemorySiteStore sites = new MemorySiteStore();
        sites.save(new Site(SITE, "Shop", "en", List.of(ORIGIN), "identity", Optional.empty()));
        sites.save(
                new Site(
                        new SiteKey("other"),
                        "Other",
                        "en",
                        List.of("https://other.example"),
                        "identity2",
                        Optional.empty()));
        MemoryAgentStore agents = new MemoryAgentStore();
        agents.create(
                new AgentAccount(
                        new AgentId("maya"),
                        SITE,
                        "maya",
                        "Maya",
                        PasswordHash.of(PASSWORD),
                        2,
                        List.of(Queues.DEFAULT)));
        AtomicLong offers = new AtomicLong();
        CallControl.Timer later =
                (delay, task) -> timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        RoutingDesk desks =
                new RoutingDesk(
                        clock,
                        later,
                        () -> new OfferId("o" + offers.incrementAndGet()),
                        new MemorySettings());
        deadlines = new Deadlines(Rules.DEFAULT, clock, desks);
        ServerMetrics counted = new ServerMetrics(metrics);
        AssistantTurns turns =
                new AssistantTurns(
                        new Parrot(),
                        new EscalationPolicy(EscalationSettings.DEFAULT),
                        desks,
                        counted);
        ConversationService conversations =
                new ConversationService(
                        store,
                        Rules.DEFAULT,
                        clock,
                        desks,
                        new CallControl(
                                Optional.empty(),
                                List::of,
                                later,
                                new BridgeWatch(metrics, System::nanoTime)),
                        List.of(desks, turns, deadlines, counted));
        desks.serve(conversations);
        Sites known = new Sites(sites);
        known.refresh();
        ServerConfig config =
                ServerConfig.of(
                        SettingsReader.read(
                                Optional.empty(),
                                Map.of(
                                        "TANDEM_HTTP_HOST", "127.0.0.1",
                                        "TANDEM_HTTP_PORT", "0",
                                        "TANDEM_MANAGEMENT_PORT", "0")));
        edge =
                Edge.start(
                        config,
                        new Edge.Parts(
                                conversations,
                                desks,
                                store,
                                new Authentication(agents, new MemorySessionStore(), clock, random),
                                tokens,
                                known,
                                codec,
                                clock,
                                random,
                                metrics,
                                new SiteLearner(
                                        new KnowledgeBase(
                                                new MemoryKnowledgeStore(),
                                                new Crawler(
                                                        AddressGuard.STRICT,
                                                        CrawlLimits.DEFAULT,
                                                        System::nanoTime),
                                                Optional.empty(),
                                                Runnable::run))));
    }

    /// Answers everything with one citation; what is tested here is the way, not the answer.
    private static final class Parrot implements Assistant {
        @Override
        public ConversationCommand.Answer answer(Conversation c, Transcript.Turn question) {
            return new ConversationCommand.Answer(
                    AnswerBand.ANSWER,
                    "You said: " + question.text(),
                    List.of(new Citation("https://shop.example/", "Shop", "", "quote")),
                    1);
        }

        @Override
        public List<Double> similarity(String text, List<String> earlier) {
            return earlier.stream().map(e -> 0.0).toList();
        }
    }

    String http() {
        return "http://127.0.0.1:" + edge.port();
    }

    TestSocket socket(Map<String, String> headers) throws Exception {
        return TestSocket.open(
                "ws://127.0.0.1:" + edge.port() + "/ws", headers, Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        edge.close();
        deadlines.close();
        timer.shutdownNow();
    }
}
