package dev.tandem.server.cluster;

import dev.tandem.server.application.Assistant;
import dev.tandem.server.application.AssistantTurns;
import dev.tandem.server.application.AvailabilityBoard;
import dev.tandem.server.application.BridgeWatch;
import dev.tandem.server.application.Bridges;
import dev.tandem.server.application.CallControl;
import dev.tandem.server.application.ConversationService;
import dev.tandem.server.application.ConversationStore;
import dev.tandem.server.application.Deadlines;
import dev.tandem.server.application.DeskReports;
import dev.tandem.server.application.Desks;
import dev.tandem.server.application.Judgements;
import dev.tandem.server.application.LoneNode;
import dev.tandem.server.application.PolicySource;
import dev.tandem.server.application.Presences;
import dev.tandem.server.application.ProgramPolicy;
import dev.tandem.server.application.RoutingDesk;
import dev.tandem.server.application.ServerMetrics;
import dev.tandem.server.application.Settings;
import dev.tandem.server.application.SiteStore;
import dev.tandem.server.application.TimelineView;
import dev.tandem.server.assistant.AnswerReader;
import dev.tandem.server.conversation.Availability;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.Rules;
import dev.tandem.server.conversation.Transcript;
import dev.tandem.signaling.bridge.MediaBridge;
import dev.tandem.signaling.protocol.OfferId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Citation;
import dev.tandem.signaling.timeline.Trigger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/// The real application of one node, without sockets, on whatever stores and peers it is given.
public final class TestNode implements AutoCloseable {
    private static final AtomicLong OFFERS = new AtomicLong();

    public final ClusterNode node;
    public final AvailabilityBoard availability = new AvailabilityBoard();
    public final AtomicBoolean draining = new AtomicBoolean();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("test timer").daemon().factory());
    private final Deadlines deadlines;

    public record Stores(ConversationStore conversations, SiteStore sites, Settings settings) {}

    public TestNode(Stores stores, Peers peers, Placements placements) {
        this(stores, peers, placements, Optional.empty(), new SimpleMeterRegistry());
    }

    public TestNode(
            Stores stores,
            Peers peers,
            Placements placements,
            Optional<MediaBridge> bridge,
            MeterRegistry metrics) {
        this(stores, peers, placements, bridge, metrics, ProgramPolicy.EVERYWHERE);
    }

    public TestNode(
            Stores stores,
            Peers peers,
            Placements placements,
            Optional<MediaBridge> bridge,
            MeterRegistry metrics,
            PolicySource policy) {
        InstantSource clock = InstantSource.system();
        CallControl.Timer later =
                (delay, task) -> timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        deadlines = new Deadlines(Rules.DEFAULT, clock, availability);
        ServerMetrics counted = new ServerMetrics(metrics);
        BridgeWatch watch = new BridgeWatch(metrics, System::nanoTime);
        AssistantTurns turns =
                new AssistantTurns(
                        new Parrot(), policy, availability, counted, AssistantTurns.AT_ONCE);
        Judgements judgements = new Judgements(policy, availability);
        node =
                new ClusterNode(
                        new ClusterNode.Parts(
                                peers,
                                placements,
                                later,
                                System::nanoTime,
                                stores.conversations(),
                                stores.sites(),
                                availability,
                                bridge,
                                draining::get,
                                watch),
                        new ClusterNode.Share() {
                            @Override
                            public RoutingDesk desks(BiConsumer<SiteKey, Availability> publish) {
                                return new RoutingDesk(
                                        clock,
                                        later,
                                        () -> new OfferId("o" + OFFERS.incrementAndGet()),
                                        new Presences(stores.settings()),
                                        stores.conversations(),
                                        publish);
                            }

                            @Override
                            public ConversationService conversations(Desks desks, Bridges bridges) {
                                return new ConversationService(
                                        stores.conversations(),
                                        Rules.DEFAULT,
                                        clock,
                                        availability,
                                        new CallControl(
                                                bridges, LoneNode.WITHOUT_TURN, later, watch),
                                        new TimelineView(true),
                                        List.of(
                                                new DeskReports(desks),
                                                turns,
                                                judgements,
                                                deadlines,
                                                counted));
                            }
                        });
        deadlines.sweep(stores.conversations(), node::isMine, node.doer());
    }

    /// Answers everything with one citation; what is tested is the way, not the answer.
    public static final class Parrot implements Assistant {
        @Override
        public ConversationCommand.Answer answer(Conversation c, Transcript.Turn question) {
            return new ConversationCommand.Answer(
                    AnswerBand.ANSWER,
                    "You said: " + question.text(),
                    List.of(new Citation("https://shop.example/", "Shop", "", "quote")),
                    1,
                    List.of());
        }

        /// Asked slowly, what is written of it may be read before.
        @Override
        public ConversationCommand.Answer answer(
                Conversation c, Transcript.Turn question, AnswerReader customer) {
            if (question.text().startsWith("Slowly")) {
                customer.reads("You said:");
            }
            return answer(c, question);
        }

        @Override
        public ConversationCommand.Answer asksBack(
                Conversation c, Transcript.Turn question, Trigger about) {
            return new ConversationCommand.Answer(
                    AnswerBand.TALK, "Is it?", List.of(), 1, List.of());
        }

        @Override
        public ConversationCommand.Answer goesOn(Conversation c, Transcript.Turn no) {
            return new ConversationCommand.Answer(
                    AnswerBand.TALK, "Go on.", List.of(), 1, List.of());
        }

        @Override
        public List<Double> similarity(String text, List<String> earlier) {
            return earlier.stream().map(e -> 0.0).toList();
        }
    }

    /// Nothing happens here by itself any more; what is asked is answered.
    void stopsItsClock() {
        timer.shutdownNow();
    }

    @Override
    public void close() {
        node.close();
        deadlines.close();
        timer.shutdownNow();
    }
}
