package dev.tandem.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Handoff;
import dev.tandem.signaling.timeline.OfferEnd;
import dev.tandem.signaling.timeline.RecordingState;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// A conversation is passed on: the colleague says yes before anything changes, and whatever else
/// happens, it is with somebody.
class TransferTest {
    private static final Handoff.PassedOn BY_ADA =
            new Handoff.PassedOn(Story.ADA, "Ada", Optional.of("Has restarted it twice."));

    @Test
    void theCallGoesOnWithTheColleagueWhoSaysYes() {
        Story s = Stage.PASSING.reached();
        var call = s.call();
        assertThat(s.state().isOnHold()).as("music while it rings").isTrue();
        assertThat(s.ada(s.say("One moment.")).outcome()).isEqualTo("AgentSaid");

        accepts(s);
        assertThat(s.outcome()).isEqualTo("AgentJoined");
        assertThat(s.state().phase()).isEqualTo(new Phase.WithAgent(Story.BOB, "Bob"));
        assertThat(s.call()).isEqualTo(call);
        assertThat(s.state().isOnHold()).isFalse();
        assertThat(s.state().phaseSince()).isEqualTo(s.now());
        assertThat(s.ada(s.say("Bye")).outcome()).isEqualTo("rejected FORBIDDEN");
    }

    @Test
    void aNoGivesItBackAsItWas() {
        Story talking = Stage.PASSING.reached();
        talking.by(Story.agent(Story.BOB), pass(talking));
        assertThat(talking.event(ConversationEvent.TransferEnded.class))
                .isEqualTo(new ConversationEvent.TransferEnded(Story.BOB, OfferEnd.PASSED));
        assertThat(talking.state().phase()).isEqualTo(new Phase.WithAgent(Story.ADA, "Ada"));
        assertThat(talking.state().isOnHold()).isFalse();

        Story held = Stage.HELD.reached();
        held.ada(held.toBob()).rings(Story.BOB).by(Story.agent(Story.BOB), pass(held));
        assertThat(held.state().isOnHold()).as("Ada held it, Ada resumes it").isTrue();
    }

    @Test
    void silenceIsANo() {
        Story s = Stage.PASSING.reached();
        s.later(s.rules().ringFor());
        assertThat(accepts(s).outcome()).isEqualTo("rejected OFFER_GONE");
        s.timePasses(Duration.ZERO);
        assertThat(s.event(ConversationEvent.TransferEnded.class).outcome())
                .isEqualTo(OfferEnd.EXPIRED);
        assertThat(s.ada(s.toBob()).outcome()).as("asked again").isEqualTo("TransferAsked");
    }

    @Test
    void aDeskThatDoesNotRingIsWaitedForNoLonger() {
        Story refused = Stage.CALLING.reached();
        refused.ada(refused.toBob()).when(new ConversationCommand.RefuseTransfer(Story.BOB));
        assertThat(refused.event(ConversationEvent.TransferEnded.class).outcome())
                .isEqualTo(OfferEnd.AGENT_GONE);

        Story silent = Stage.CALLING.reached();
        silent.ada(silent.toBob());
        assertThat(silent.state().isOnHold()).isTrue();
        silent.timePasses(silent.rules().ringFor());
        assertThat(silent.event(ConversationEvent.TransferEnded.class).outcome())
                .isEqualTo(OfferEnd.AGENT_GONE);
        assertThat(silent.rings(Story.BOB).outcome()).isEqualTo("rejected NOT_NOW");
    }

    @Test
    void onlyTheOneWhoIsAskedIsRung() {
        Story s = Stage.CALLING.reached();
        s.ada(s.toBob());
        assertThat(s.rings(Story.ADA).outcome()).isEqualTo("rejected NOT_NOW");
        assertThat(s.rings(Story.BOB).outcome()).isEqualTo("AgentRung");
        assertThat(s.rings(Story.BOB).outcome()).isEqualTo("rejected NOT_NOW");
    }

    @Test
    void itCanBeTakenBack() {
        Story s = Stage.PASSING.reached();
        s.ada(new ClientCommand.CancelTransfer(s.next(), Story.ID));
        assertThat(s.event(ConversationEvent.TransferEnded.class).outcome())
                .isEqualTo(OfferEnd.WITHDRAWN);
        assertThat(accepts(s).outcome()).isEqualTo("rejected OFFER_GONE");
    }

    @Test
    void whatOneAgentProposedIsNotTheNextOnesProposal() {
        Story s = Stage.TALKING.reached();
        s.ada(new ClientCommand.ProposeMedia(s.next(), Story.ID, Channel.VOICE));
        s.ada(s.toBob()).rings(Story.BOB);
        accepts(s);
        s.zoe(new ClientCommand.AnswerProposal(s.next(), Story.ID, true));
        assertThat(s.outcome()).isEqualTo("rejected NO_PROPOSAL");
        assertThat(s.state().media().call()).isEmpty();
    }

    @Test
    void aRecordingGoesOnAndAPauseOfItToo() {
        Story s =
                Stage.CALLING.reached().under(Rules.DEFAULT.recording(_ -> RecordingPolicy.AGENT));
        s.ada(new ClientCommand.SetRecording(s.next(), Story.ID, s.call(), RecordingState.ON));
        s.ada(new ClientCommand.SetRecording(s.next(), Story.ID, s.call(), RecordingState.PAUSED));
        s.ada(s.toBob()).rings(Story.BOB);
        accepts(s);
        assertThat(s.state().media().recording()).isEqualTo(RecordingState.PAUSED);
    }

    @Test
    void whoeverHangsUpMeanwhileIsPassedOnInText() {
        Story s = Stage.PASSING.reached();
        s.zoe(new ClientCommand.EndCall(s.next(), Story.ID, s.call()));
        accepts(s);
        assertThat(s.outcome()).isEqualTo("AgentJoined");
        assertThat(s.state().media().call()).isEmpty();
    }

    @Test
    void inTheQueueTheFirstWaitCountsAndTheCallStaysUp() {
        Story s = Stage.CALLING.reached();
        var call = s.call();
        s.later(Duration.ofMinutes(3)).ada(s.toQueue());
        Phase.Waiting waiting = (Phase.Waiting) s.state().phase();
        assertThat(waiting.since()).isEqualTo(s.state().outcome().queuedAt().orElseThrow());
        assertThat(waiting.passedBy()).isEqualTo(Set.of(Story.ADA));
        assertThat(waiting.channel()).isEqualTo(Channel.VOICE);
        assertThat(s.state().isOnHold()).isTrue();

        s.rings(Story.BOB);
        assertThat(HandoffComposer.compose(s.state()).passedOn()).contains(BY_ADA);
        accepts(s);
        assertThat(s.outcome()).isEqualTo("AgentJoined");
        assertThat(s.call()).isEqualTo(call);
        assertThat(s.state().isOnHold()).isFalse();
    }

    @Test
    void theNoteGoesAlongUntilSomebodyHasIt() {
        Story s = Stage.PASSING.reached();
        assertThat(HandoffComposer.compose(s.state()).passedOn()).contains(BY_ADA);
        accepts(s);
        assertThat(HandoffComposer.compose(s.state()).passedOn()).isEmpty();
        assertThat(HandoffComposer.ofLog(Story.ID, s.log()).orElseThrow().passedOn())
                .as("and stands in the log")
                .contains(BY_ADA);
    }

    @Test
    void aTransferInTextHasNoMusic() {
        Story s = Stage.TALKING.reached();
        s.ada(s.toBob()).rings(Story.BOB);
        assertThat(s.state().isOnHold()).isFalse();
        assertThat(accepts(s).outcome()).isEqualTo("AgentJoined");
    }

    @Test
    void anAgentWhoIsLostWhileItRingsLeavesTheCustomerInTheQueue() {
        Story s = Stage.PASSING.reached();
        s.when(new ConversationCommand.LoseAgent(Story.ADA));
        assertThat(s.state().phase()).isInstanceOf(Phase.Waiting.class);
        assertThat(accepts(s).outcome()).isEqualTo("rejected OFFER_GONE");
        assertThat(s.rings(Story.BOB).outcome()).isEqualTo("AgentRung");
    }

    private static Story accepts(Story s) {
        return s.by(
                Story.agent(Story.BOB),
                new ClientCommand.AcceptOffer(s.next(), Story.ID, Story.OFFER));
    }

    private static ClientCommand.PassOffer pass(Story s) {
        return new ClientCommand.PassOffer(s.next(), Story.ID, Story.OFFER);
    }
}
