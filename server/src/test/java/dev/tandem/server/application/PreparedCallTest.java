package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.protocol.OfferId;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.CallEndReason;
import dev.tandem.signaling.timeline.CallHeard;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.OfferEnd;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Who is asked for a call, and who asks, bring their legs before the answer; with a yes only sound
/// has to travel, with a no nothing of it is left.
class PreparedCallTest extends CallScene {
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
        String offer = goodOffer();
        signal(zoe, call, 1, offer);
        assertThat(zoe.last(ServerMessage.SdpAnswer.class).bridge()).isEqualTo(BRIDGE);
        LegId leg = new LegId("customer-zoe");
        assertThat(performed.getLast())
                .isEqualTo(
                        new BridgeCommand.SetSending(
                                call, leg, false, false, false, Optional.of(false)));

        accepts(call);
        signal(zoe, new ClientMessage.SetSending(ID, call, true, false));
        assertThat(performed.getLast())
                .isEqualTo(
                        new BridgeCommand.SetSending(
                                call, leg, true, false, false, Optional.of(true)));
    }

    @Test
    void aSharedScreenIsToldToTheOtherSideAndSaidAgainToALegThatIsMadeAgain() throws IOException {
        rings();
        CallId call = zoe.last(ServerMessage.PrepareCall.class).call();
        accepts(call);
        BridgeCommand shares =
                new BridgeCommand.SetSending(
                        call, new LegId("customer-zoe"), true, false, true, Optional.of(true));
        signal(zoe, new ClientMessage.SetSending(ID, call, true, false, Optional.of(true)));
        assertThat(performed.getLast()).isEqualTo(shares);
        assertThat(ada.last(ServerMessage.PeerSending.class).screen()).contains(true);

        performed.clear();
        signal(zoe, call, 2, goodOffer());
        assertThat(performed).contains(shares);

        signal(zoe, new ClientMessage.SetSending(ID, call, true, false));
        assertThat(performed.getLast())
                .as("a browser that knows no screens")
                .isEqualTo(
                        new BridgeCommand.SetSending(
                                call,
                                new LegId("customer-zoe"),
                                true,
                                false,
                                false,
                                Optional.of(true)));
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
                                                840,
                                                Optional.of(52),
                                                Optional.of(state().customerParticipant())))));
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
                        HARBOR,
                        new CustomerId("zoe"),
                        "en",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new ConversationEvent.Queued("main", Channel.TEXT, NOW.plusSeconds(600)),
                new ConversationEvent.AgentRung(OFFER, ADA, "Ada", NOW.plusSeconds(20)));
        assertThat(zoe.heard()).isEmpty();
        assertThat(ada.heard()).isEmpty();
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
}
