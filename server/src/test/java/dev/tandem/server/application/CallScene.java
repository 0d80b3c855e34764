package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeLoad;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.Candidate;
import dev.tandem.signaling.bridge.Direction;
import dev.tandem.signaling.bridge.DtlsFingerprint;
import dev.tandem.signaling.bridge.IceCredentials;
import dev.tandem.signaling.bridge.LegAnswer;
import dev.tandem.signaling.bridge.LegSound;
import dev.tandem.signaling.bridge.MediaAnswer;
import dev.tandem.signaling.bridge.MediaBridge;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.ConnectionQuality;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.protocol.OfferId;
import dev.tandem.signaling.protocol.QualityGrade;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.TimelineEntry;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// A conversation's call with everybody in it: one customer, one agent with two tabs, a bridge that
/// says yes to all, and what each of them heard.
abstract class CallScene {
    static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    static final ConversationId ID = new ConversationId("c1");
    static final SiteKey HARBOR = new SiteKey("harbor");
    static final AgentId ADA = new AgentId("ada");
    static final AgentId BOB = new AgentId("bob");
    static final OfferId OFFER = new OfferId("o1");
    static final BridgeId BRIDGE = new BridgeId("b1");
    static final BridgeId NEXT = new BridgeId("b2");

    private static final Path OFFER_SDP =
            Path.of("../signaling/src/test/resources/sdp/chromium-no-devices.sdp");
    static final LegAnswer ANSWER =
            new LegAnswer(
                    new IceCredentials("lite", "abcdefghijklmnopqrstuv"),
                    DtlsFingerprint.of(new byte[32]),
                    List.of(new Candidate("127.0.0.1", 10_000)),
                    List.of(
                            new MediaAnswer(
                                    "0",
                                    MediaKind.AUDIO,
                                    Direction.INACTIVE,
                                    List.of(),
                                    111,
                                    List.of(),
                                    0,
                                    OptionalLong.empty())),
                    "bridge");

    static final LegId ZOES_LEG = new LegId("customer-zoe");

    /// What the bridge says at the end that she has heard.
    static final LegSound ZOES_SOUND = new LegSound(ZOES_LEG, 0.0125, 3.2, 40, 20, Optional.of(3));

    static final ConnectionQuality FAIR =
            new ConnectionQuality(
                    QualityGrade.FAIR, 1.25, 3, 0, 2, Optional.of(40), 52, 48, 1, 420);

    final List<TimelineEntry> entries = new ArrayList<>();
    final List<BridgeCommand> performed = new ArrayList<>();
    final List<Told> told = new ArrayList<>();
    final List<ConversationCommand> asked = new ArrayList<>();
    final List<Later> later = new ArrayList<>();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final Mailbox mailbox = new Mailbox("test");
    final List<Ear> followers = new ArrayList<>();
    final ConversationCalls calls;
    private final TurnServers turn;

    final Ear zoe = new Ear("zoe-1", Participant.customer(new CustomerId("zoe"), "Zoe"));
    final Ear ada = new Ear("ada-1", Participant.agent(ADA, "Ada"));
    final Ear adasOtherTab = new Ear("ada-2", Participant.agent(ADA, "Ada"));

    final AtomicBoolean over = new AtomicBoolean();

    /// Which bridge a call is brought to that has none.
    BridgeId chosen = BRIDGE;

    /// Whether a call could go on at another bridge.
    boolean elsewhere;

    /// What each bridge says at the end of a call.
    final Map<BridgeId, List<LegSound>> whole =
            new HashMap<>(
                    Map.of(
                            BRIDGE,
                            List.of(
                                    ZOES_SOUND,
                                    new LegSound(
                                            new LegId("supervisor-x"),
                                            0,
                                            0,
                                            0,
                                            0,
                                            Optional.of(3)))));

    /// What the bridge says to a leg that is brought; nothing: there is no bridge.
    Optional<CompletionStage<BridgeReply>> toLegs =
            Optional.of(CompletableFuture.completedStage(new BridgeReply.LegAnswered(ANSWER)));

    /// So many of the next orders, offers aside, get lost on their way.
    int lost;

    /// Browsers reach the bridge directly.
    CallScene() {
        this(LoneNode.WITHOUT_TURN);
    }

    CallScene(TurnServers turn) {
        this.turn = turn;
        calls = another();
    }

    /// Looks after the call as one node does; another one may after it.
    final ConversationCalls another() {
        return new ConversationCalls(
                ID,
                new CallControl(
                        new TheBridges(),
                        turn,
                        (after, what) -> later.add(new Later(after, what)),
                        new BridgeWatch(metrics, () -> 0)),
                new Asked(),
                mailbox);
    }

    @BeforeEach
    void begin() {
        mailbox.start(100, over::get);
    }

    @AfterEach
    void end() {
        over.set(true);
    }

    void rings() {
        followers.addAll(List.of(zoe, ada));
        after(
                new ConversationEvent.Started(
                        HARBOR,
                        new CustomerId("zoe"),
                        "en",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new ConversationEvent.Queued("main", Channel.VOICE, NOW.plusSeconds(600)));
        assertThat(zoe.heard).as("a wait may be long: nothing stands during it").isEmpty();
        after(new ConversationEvent.AgentRung(OFFER, ADA, "Ada", NOW.plusSeconds(20)));
    }

    void accepts(CallId call) {
        after(
                new ConversationEvent.AgentJoined(ADA, "Ada"),
                new ConversationEvent.CallStarted(call, Channel.VOICE));
    }

    void talks() {
        followers.addAll(List.of(zoe, ada));
        after(
                new ConversationEvent.Started(
                        HARBOR,
                        new CustomerId("zoe"),
                        "en",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new ConversationEvent.Queued("main", Channel.TEXT, NOW.plusSeconds(600)),
                new ConversationEvent.AgentRung(OFFER, ADA, "Ada", NOW.plusSeconds(20)),
                new ConversationEvent.AgentJoined(ADA, "Ada"));
    }

    void after(ConversationEvent... events) {
        for (ConversationEvent event : events) {
            entries.add(new TimelineEntry(entries.size() + 1, NOW, Optional.empty(), event));
        }
        calls.after(state(), List.copyOf(followers));
    }

    void signal(Ear from, ClientMessage.ForSocket message) {
        mailbox.offer(() -> calls.signal(from, message, List.copyOf(followers)));
        settled();
    }

    /// The person's page offers its media: [#goodOffer], or another text.
    void signal(Ear from, CallId call, int number, String sdp) {
        signal(from, new ClientMessage.SdpOffer(ID, call, number, sdp, Optional.empty()));
    }

    /// A browser's offer that every leg can be made of.
    static String goodOffer() throws IOException {
        return Files.readString(OFFER_SDP);
    }

    /// An offer is answered after the bridge's answer and its answers to the orders about the leg.
    void settled() {
        for (int turn = 0; turn < 4; turn++) {
            CompletableFuture<Void> answered = new CompletableFuture<>();
            mailbox.offer(() -> answered.complete(null));
            answered.orTimeout(10, TimeUnit.SECONDS).join();
        }
    }

    /// What was to happen after just so long happens now.
    void passes(Duration after) {
        List<Later> due = later.stream().filter(l -> l.after().equals(after)).toList();
        later.removeAll(due);
        due.forEach(Later::run);
        settled();
    }

    Conversation state() {
        return Conversation.replay(ID, entries);
    }

    final class TheBridges implements Bridges {
        @Override
        public Optional<Carrier> carrierOf(CallId call) {
            return toLegs.map(_ -> new Carrier(new OneBridge(chosen), false));
        }

        @Override
        public Optional<MediaBridge> elsewhere(CallId call, BridgeId except) {
            return elsewhere ? Optional.of(new OneBridge(NEXT)) : Optional.empty();
        }

        @Override
        public void moved(CallId call, BridgeId to) {
            chosen = to;
        }

        @Override
        public void ended(CallId call) {}
    }

    final class OneBridge implements MediaBridge {
        private final BridgeId id;

        private OneBridge(BridgeId id) {
            this.id = id;
        }

        @Override
        public BridgeId id() {
            return id;
        }

        @Override
        public CompletionStage<BridgeReply> perform(BridgeCommand command) {
            performed.add(command);
            told.add(new Told(id, command));
            if (command instanceof BridgeCommand.AddLeg) {
                return toLegs.orElseThrow();
            }
            if (lost > 0) {
                lost--;
                return CompletableFuture.failedStage(new TimeoutException("nobody answers"));
            }
            return CompletableFuture.completedStage(
                    switch (command) {
                        case BridgeCommand.EndCall _ ->
                                new BridgeReply.Ended(whole.getOrDefault(id, List.of()));
                        case BridgeCommand.AddLeg _,
                                BridgeCommand.SetAudience _,
                                BridgeCommand.RemoveLeg _,
                                BridgeCommand.SetSending _,
                                BridgeCommand.SetHold _,
                                BridgeCommand.SetRecording _ ->
                                new BridgeReply.Done();
                    });
        }

        @Override
        public BridgeLoad load() {
            throw new UnsupportedOperationException("nobody chooses between bridges here");
        }
    }

    /// Which bridge was told what.
    record Told(BridgeId bridge, BridgeCommand command) {}

    /// What was to happen after a while.
    record Later(Duration after, Runnable what) {
        void run() {
            what.run();
        }
    }

    /// Keeps what a call asks of its conversation.
    final class Asked implements Doer {
        @Override
        public CompletionStage<AskOutcome> act(
                ConversationId conversation, ConversationCommand command) {
            asked.add(command);
            return new CompletableFuture<>();
        }

        @Override
        public void tell(ConversationId conversation, Role role, ServerMessage message) {
            throw new AssertionError("nobody asked for " + message);
        }
    }

    record Ear(
            String id,
            Participant who,
            String page,
            Optional<CallId> carries,
            List<ServerMessage> heard)
            implements TestFollower {
        Ear(String id, Participant who) {
            this(id, who, "page of " + id, Optional.empty(), new ArrayList<>());
        }

        /// A program that names no page.
        Ear unnamed() {
            return new Ear(id, who, id, Optional.empty(), heard);
        }

        /// The next socket of the same page.
        Ear again(String next) {
            return new Ear(next, who, page, Optional.empty(), new ArrayList<>());
        }

        /// A socket whose page says that it carries this call.
        Ear carrying(CallId call) {
            return new Ear(id, who, page, Optional.of(call), heard);
        }

        @Override
        public void hear(ServerMessage message) {
            heard.add(message);
        }

        boolean has(Class<? extends ServerMessage> type) {
            return heard.stream().anyMatch(type::isInstance);
        }

        <T extends ServerMessage> T last(Class<T> type) {
            return heard.reversed().stream()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(id + " heard only " + heard));
        }
    }
}
