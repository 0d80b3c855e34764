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
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.CallEndReason;
import dev.tandem.signaling.timeline.CallHeard;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.OfferEnd;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.TimelineEntry;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Who is asked for a call, and who asks, bring their legs before the answer; with a yes only sound
/// has to travel, with a no nothing of it is left.
class PreparedCallTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final ConversationId ID = new ConversationId("c1");
    private static final SiteKey HARBOR = new SiteKey("harbor");
    private static final AgentId ADA = new AgentId("ada");
    private static final AgentId BOB = new AgentId("bob");
    private static final OfferId OFFER = new OfferId("o1");
    private static final BridgeId BRIDGE = new BridgeId("b1");

    private static final Path OFFER_SDP =
            Path.of("../signaling/src/test/resources/sdp/chromium-no-devices.sdp");
    private static final LegAnswer ANSWER =
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

    private static final LegId ZOES_LEG = new LegId("customer-zoe");

    private static final ConnectionQuality FAIR =
            new ConnectionQuality(
                    QualityGrade.FAIR, 1.25, 3, 0, 2, Optional.of(40), 52, 48, 1, 420);

    private final List<TimelineEntry> entries = new ArrayList<>();
    private final List<BridgeCommand> performed = new ArrayList<>();
    private final List<ConversationCommand> asked = new ArrayList<>();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Mailbox mailbox = new Mailbox("test");
    private final List<Ear> followers = new ArrayList<>();
    private final ConversationCalls calls =
            new ConversationCalls(
                    ID,
                    new CallControl(
                            new OneBridge(),
                            List::of,
                            (_, _) -> {},
                            new BridgeWatch(metrics, () -> 0)),
                    new Measured(),
                    mailbox);

    private final Ear zoe = new Ear("zoe-1", Participant.customer(new CustomerId("zoe"), "Zoe"));
    private final Ear ada = new Ear("ada-1", Participant.agent(ADA, "Ada"));
    private final Ear adasOtherTab = new Ear("ada-2", Participant.agent(ADA, "Ada"));

    private final AtomicBoolean over = new AtomicBoolean();

    @BeforeEach
    void begin() {
        mailbox.start(100, over::get);
    }

    @AfterEach
    void end() {
        over.set(true);
    }

    @Test
    void whileItRingsBothBringTheirLegsAndTheCallBeginsUnderTheSameId() {
        rings();
        CallId call = zoe.last(ServerMessage.PrepareCall.class).call();
        assertThat(ada.last(ServerMessage.PrepareCall.class).call()).isEqualTo(call);
        assertThat(zoe.has(ServerMessage.JoinCall.class)).isFalse();
        assertThat(calls.isLive()).as("a conversation that only may have a call").isFalse();

        accepts(call);
        assertThat(zoe.last(ServerMessage.JoinCall.class).call()).isEqualTo(call);
        assertThat(ada.last(ServerMessage.JoinCall.class).call()).isEqualTo(call);
        assertThat(performed).noneMatch(c -> c instanceof BridgeCommand.EndCall);
    }

    @Test
    void nothingThatIsSentBeforeTheYesIsAllowed() {
        rings();
        CallId call = zoe.last(ServerMessage.PrepareCall.class).call();
        signal(zoe, new ClientMessage.SetSending(ID, call, true, true));
        assertThat(performed).noneMatch(c -> c instanceof BridgeCommand.SetSending);

        accepts(call);
        signal(zoe, new ClientMessage.SetSending(ID, call, true, false));
        assertThat(performed.getLast())
                .isInstanceOfSatisfying(
                        BridgeCommand.SetSending.class, s -> assertThat(s.audioAllowed()).isTrue());
        assertThat(ada.last(ServerMessage.PeerSending.class).microphone()).isTrue();
    }

    @Test
    void aLegThatIsBroughtBeforeTheYesIsShutUntilThen() throws IOException {
        rings();
        CallId call = zoe.last(ServerMessage.PrepareCall.class).call();
        String offer = Files.readString(OFFER_SDP);
        signal(zoe, new ClientMessage.SdpOffer(ID, call, 1, offer));
        assertThat(zoe.last(ServerMessage.SdpAnswer.class).bridge()).isEqualTo(BRIDGE);
        LegId leg = new LegId("customer-zoe");
        assertThat(performed.getLast())
                .isEqualTo(new BridgeCommand.SetSending(call, leg, false, false));

        accepts(call);
        signal(zoe, new ClientMessage.SetSending(ID, call, true, false));
        assertThat(performed.getLast())
                .isEqualTo(new BridgeCommand.SetSending(call, leg, true, false));
    }

    @Test
    void whatABrowserSaysOfItsConnectionIsToldToTheOtherSideAndSummedUpAtTheEnd() {
        rings();
        CallId call = zoe.last(ServerMessage.PrepareCall.class).call();
        signal(zoe, report(call));
        assertThat(ada.has(ServerMessage.PeerQuality.class)).as("before the yes").isFalse();

        accepts(call);
        signal(zoe, report(call));
        signal(zoe, report(call));
        assertThat(ada.last(ServerMessage.PeerQuality.class).by()).isEqualTo(Role.CUSTOMER);
        assertThat(ada.last(ServerMessage.PeerQuality.class).quality()).isEqualTo(FAIR);
        assertThat(zoe.has(ServerMessage.PeerQuality.class)).as("of itself").isFalse();
        assertThat(metrics.get("tandem.leg.freezes").counter().count()).isEqualTo(2);

        signal(adasOtherTab, report(call));
        assertThat(metrics.get("tandem.leg.freezes").counter().count())
                .as("who does not carry the leg is not asked")
                .isEqualTo(2);

        after(new ConversationEvent.CallEnded(call, CallEndReason.CUSTOMER_HUNG_UP));
        settled();
        assertThat(asked)
                .containsExactly(
                        new ConversationCommand.MeasureCall(
                                call,
                                List.of(
                                        new CallHeard(
                                                Role.CUSTOMER,
                                                asked(0).mos(),
                                                1.25,
                                                3,
                                                40,
                                                2,
                                                840))));
        assertThat(asked(0).mos()).isBetween(3.5, 4.2);
    }

    private CallHeard asked(int index) {
        return ((ConversationCommand.MeasureCall) asked.get(index)).heard().getFirst();
    }

    private static ClientMessage.ReportQuality report(CallId call) {
        return new ClientMessage.ReportQuality(ID, call, FAIR);
    }

    @Test
    void anAgentWhoPassesLeavesNothingBehindAndTheNextOneIsPreparedAnew() {
        rings();
        CallId first = zoe.last(ServerMessage.PrepareCall.class).call();
        after(new ConversationEvent.OfferEnded(OFFER, ADA, OfferEnd.PASSED));
        assertThat(zoe.last(ServerMessage.ForgoCall.class).call()).isEqualTo(first);
        assertThat(ada.last(ServerMessage.ForgoCall.class).call()).isEqualTo(first);
        assertThat(performed.getLast()).isEqualTo(new BridgeCommand.EndCall(first));

        Ear bob = new Ear("bob-1", Participant.agent(BOB, "Bob"));
        followers.add(bob);
        after(new ConversationEvent.AgentRung(new OfferId("o2"), BOB, "Bob", NOW.plusSeconds(20)));
        CallId second = zoe.last(ServerMessage.PrepareCall.class).call();
        assertThat(second).isNotEqualTo(first);
        assertThat(bob.last(ServerMessage.PrepareCall.class).call()).isEqualTo(second);
        assertThat(ada.last(ServerMessage.PrepareCall.class).call())
                .as("who has passed is not asked again")
                .isEqualTo(first);
    }

    @Test
    void theTabInWhichTheAgentSaysYesGetsTheCallWhereverItWasPrepared() {
        followers.add(adasOtherTab);
        rings();
        assertThat(ada.has(ServerMessage.PrepareCall.class)).isTrue();
        assertThat(adasOtherTab.has(ServerMessage.PrepareCall.class)).isFalse();

        calls.acted(state(), adasOtherTab.who(), adasOtherTab.id());
        CallId call = zoe.last(ServerMessage.PrepareCall.class).call();
        accepts(call);
        assertThat(adasOtherTab.last(ServerMessage.JoinCall.class).call()).isEqualTo(call);
        assertThat(ada.last(ServerMessage.CallElsewhere.class).call()).isEqualTo(call);
        assertThat(ada.has(ServerMessage.JoinCall.class)).isFalse();
    }

    @Test
    void aProposalPreparesItsCallAndANoForgoesIt() {
        talks();
        after(new ConversationEvent.MediaProposed(Role.AGENT, Channel.VIDEO, NOW.plusSeconds(30)));
        ServerMessage.PrepareCall asked = zoe.last(ServerMessage.PrepareCall.class);
        assertThat(asked.channel()).isEqualTo(Channel.VIDEO);
        assertThat(ada.last(ServerMessage.PrepareCall.class).call()).isEqualTo(asked.call());
        after(new ConversationEvent.MediaDeclined(Role.CUSTOMER, false));
        assertThat(zoe.last(ServerMessage.ForgoCall.class).call()).isEqualTo(asked.call());
        assertThat(performed.getLast()).isEqualTo(new BridgeCommand.EndCall(asked.call()));
    }

    @Test
    void aConversationThatWaitsForTextPreparesNothing() {
        followers.addAll(List.of(zoe, ada));
        after(
                new ConversationEvent.Started(
                        HARBOR, new CustomerId("zoe"), "en", Optional.empty()),
                new ConversationEvent.Queued("main", Channel.TEXT, NOW.plusSeconds(600)),
                new ConversationEvent.AgentRung(OFFER, ADA, "Ada", NOW.plusSeconds(20)));
        assertThat(zoe.heard).isEmpty();
        assertThat(ada.heard).isEmpty();
        assertThat(performed).isEmpty();
    }

    @Test
    void whoReloadsWhileItRingsIsPreparedAgain() {
        rings();
        followers.remove(zoe);
        calls.left(zoe);
        Ear again = new Ear("zoe-2", zoe.who());
        followers.add(again);
        calls.joined(state(), again, List.copyOf(followers));
        assertThat(again.last(ServerMessage.PrepareCall.class).call())
                .isEqualTo(zoe.last(ServerMessage.PrepareCall.class).call());
    }

    private void rings() {
        followers.addAll(List.of(zoe, ada));
        after(
                new ConversationEvent.Started(
                        HARBOR, new CustomerId("zoe"), "en", Optional.empty()),
                new ConversationEvent.Queued("main", Channel.VOICE, NOW.plusSeconds(600)));
        assertThat(zoe.heard).as("a wait may be long: nothing stands during it").isEmpty();
        after(new ConversationEvent.AgentRung(OFFER, ADA, "Ada", NOW.plusSeconds(20)));
    }

    private void accepts(CallId call) {
        after(
                new ConversationEvent.AgentJoined(ADA, "Ada"),
                new ConversationEvent.CallStarted(call, Channel.VOICE));
    }

    private void talks() {
        followers.addAll(List.of(zoe, ada));
        after(
                new ConversationEvent.Started(
                        HARBOR, new CustomerId("zoe"), "en", Optional.empty()),
                new ConversationEvent.Queued("main", Channel.TEXT, NOW.plusSeconds(600)),
                new ConversationEvent.AgentRung(OFFER, ADA, "Ada", NOW.plusSeconds(20)),
                new ConversationEvent.AgentJoined(ADA, "Ada"));
    }

    private void after(ConversationEvent... events) {
        for (ConversationEvent event : events) {
            entries.add(new TimelineEntry(entries.size() + 1, NOW, Optional.empty(), event));
        }
        calls.after(state(), List.copyOf(followers));
    }

    private void signal(Ear from, ClientMessage.ForSocket message) {
        mailbox.offer(() -> calls.signal(from, message, List.copyOf(followers)));
        settled();
    }

    private void settled() {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        mailbox.offer(() -> mailbox.offer(() -> answered.complete(null)));
        answered.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private Conversation state() {
        return Conversation.replay(ID, entries);
    }

    private final class OneBridge implements Bridges, MediaBridge {
        @Override
        public Optional<Carrier> carrierOf(CallId call) {
            return Optional.of(new Carrier(this, false));
        }

        @Override
        public void ended(CallId call) {}

        @Override
        public BridgeId id() {
            return BRIDGE;
        }

        @Override
        public CompletionStage<BridgeReply> perform(BridgeCommand command) {
            performed.add(command);
            return CompletableFuture.completedStage(
                    switch (command) {
                        case BridgeCommand.AddLeg _ -> new BridgeReply.LegAnswered(ANSWER);
                        case BridgeCommand.EndCall _ ->
                                new BridgeReply.Ended(
                                        List.of(
                                                new LegSound(ZOES_LEG, 0.0125, 3.2, 40, 20),
                                                new LegSound(
                                                        new LegId("supervisor-x"), 0, 0, 0, 0)));
                        case BridgeCommand.RestartLeg _,
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

    /// No command comes from a prepared call, and of one that is over only what it was worth.
    private final class Measured implements Doer {
        @Override
        public CompletionStage<AskOutcome> act(
                ConversationId conversation, ConversationCommand command) {
            assertThat(command).isInstanceOf(ConversationCommand.MeasureCall.class);
            asked.add(command);
            return new CompletableFuture<>();
        }

        @Override
        public void tell(ConversationId conversation, Role role, ServerMessage message) {
            throw new AssertionError("nobody asked for " + message);
        }
    }

    private record Ear(String id, Participant who, List<ServerMessage> heard) implements Follower {
        Ear(String id, Participant who) {
            this(id, who, new ArrayList<>());
        }

        @Override
        public SiteKey site() {
            return HARBOR;
        }

        @Override
        public void hear(ServerMessage message) {
            heard.add(message);
        }

        @Override
        public void refused(ConversationId conversation, RejectionCode code, String why) {
            throw new AssertionError(why);
        }

        @Override
        public void attachAgain(ConversationId conversation) {
            throw new AssertionError("nobody moved " + conversation);
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
