package dev.tandem.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.timeline.ConsultEnd;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Handoff;
import dev.tandem.signaling.timeline.OfferEnd;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.RecordingState;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

/// Two agents talk before a call is passed on, with the customer on hold or with all three: until
/// it is said that it is passed on, the conversation stays with the one who asked.
class ConsultTest {
    private static final Phase.WithAgent ADA = new Phase.WithAgent(Story.ADA, "Ada");
    private static final Phase.WithAgent BOB = new Phase.WithAgent(Story.BOB, "Bob");

    @Test
    void theColleaguesYesHandsNothingOver() {
        Story s = Stage.CALLING.reached();
        s.ada(s.askBob()).rings(Story.BOB);
        assertThat(s.state().isOnHold()).as("music while it rings").isTrue();

        accepts(s);
        assertThat(s.event(ConversationEvent.ConsultStarted.class))
                .isEqualTo(new ConversationEvent.ConsultStarted(s.call(), Story.BOB, "Bob"));
        assertThat(s.state().phase())
                .isEqualTo(ADA.talkingTo(new Phase.Colleague(Story.BOB, "Bob")));
        assertThat(s.state().isOnHold()).as("the two talk alone").isTrue();
        assertThat(HandoffComposer.compose(s.state()).passedOn())
                .as("what the colleague is to know")
                .contains(
                        new Handoff.PassedOn(
                                Story.ADA, "Ada", Optional.of("Has restarted it twice.")));
        assertThat(s.ada(s.say("One moment.")).outcome()).isEqualTo("AgentSaid");
        assertThat(s.by(bob(), s.say("Hello")).outcome()).isEqualTo("rejected FORBIDDEN");
        s.by(bob(), new ClientCommand.WriteNote(s.next(), Story.ID, "It is the filter."));
        assertThat(s.outcome()).isEqualTo("NoteWritten");
    }

    @Test
    void theCustomerComesInAndGoesOnHoldAgain() {
        Story s = Stage.CONFERENCE.reached();
        assertThat(s.outcome()).isEqualTo("Resumed");
        assertThat(s.state().isOnHold()).isFalse();
        s.ada(new ClientCommand.HoldCall(s.next(), Story.ID, s.call()));
        assertThat(s.state().isOnHold()).isTrue();
        assertThat(s.state().phase().consulted()).contains(Story.BOB);
        s.by(bob(), new ClientCommand.ResumeCall(s.next(), Story.ID, s.call()));
        assertThat(s.outcome()).as("is not the colleague's to say").isEqualTo("rejected FORBIDDEN");
    }

    @Test
    void afterTheTalkItIsPassedOnWithTheCall() {
        for (Stage talk : new Stage[] {Stage.CONSULTING, Stage.CONFERENCE}) {
            Story s = talk.reached();
            var call = s.call();
            s.ada(new ClientCommand.CompleteTransfer(s.next(), Story.ID));
            assertThat(s.outcome()).isEqualTo("AgentJoined");
            assertThat(s.state().phase()).isEqualTo(BOB);
            assertThat(s.state().phaseSince()).isEqualTo(s.now());
            assertThat(s.call()).isEqualTo(call);
            assertThat(s.state().isOnHold()).isFalse();
            assertThat(s.ada(s.say("Bye")).outcome()).isEqualTo("rejected FORBIDDEN");
        }
    }

    @Test
    void whenTheColleagueLeavesTheCustomerIsWithTheAgentAgain() {
        Story dropped = Stage.CONSULTING.reached();
        dropped.ada(new ClientCommand.EndConsult(dropped.next(), Story.ID));
        isBackWithAda(dropped, ConsultEnd.DROPPED);

        Story left = Stage.CONFERENCE.reached();
        left.by(bob(), new ClientCommand.EndConsult(left.next(), Story.ID));
        isBackWithAda(left, ConsultEnd.LEFT);

        Story lost = Stage.CONSULTING.reached();
        lost.when(new ConversationCommand.LoseParty(lost.call(), Story.BOB));
        isBackWithAda(lost, ConsultEnd.LOST);

        Story away = Stage.CONSULTING.reached();
        away.when(new ConversationCommand.LoseAgent(Story.BOB));
        isBackWithAda(away, ConsultEnd.LOST);
        assertThat(away.ada(away.askBob()).outcome()).as("asked again").isEqualTo("TransferAsked");
    }

    private static void isBackWithAda(Story s, ConsultEnd why) {
        assertThat(s.event(ConversationEvent.ConsultEnded.class))
                .isEqualTo(new ConversationEvent.ConsultEnded(Story.BOB, why));
        assertThat(s.state().phase()).isEqualTo(ADA);
        assertThat(s.state().isOnHold()).isFalse();
        assertThat(s.state().passedOn()).isEmpty();
        assertThat(s.by(bob(), new ClientCommand.EndConsult(s.next(), Story.ID)).outcome())
                .isEqualTo("rejected FORBIDDEN");
    }

    @Test
    void whenTheAgentIsLostTheColleagueWhoKnowsGoesOn() {
        Story call = Stage.CONSULTING.reached();
        call.when(new ConversationCommand.LoseParty(call.call(), Story.ADA));
        assertThat(call.state().phase()).isEqualTo(BOB);
        assertThat(call.state().isOnHold()).isFalse();
        assertThat(call.state().media().call()).isPresent();

        Story desk = Stage.CONFERENCE.reached();
        desk.when(new ConversationCommand.LoseAgent(Story.ADA));
        assertThat(desk.outcome()).isEqualTo("AgentJoined");
        assertThat(desk.state().phase()).isEqualTo(BOB);

        Story ringing = Stage.CALLING.reached();
        ringing.ada(ringing.askBob()).rings(Story.BOB);
        ringing.when(new ConversationCommand.LoseAgent(Story.ADA));
        assertThat(ringing.state().phase())
                .as("nobody has said yes yet")
                .isInstanceOf(Phase.Waiting.class);
    }

    @Test
    void theCallTakesTheConsultWithItAndTheAgentKeepsTheConversation() {
        Story talking = Stage.CONSULTING.reached();
        talking.zoe(new ClientCommand.EndCall(talking.next(), Story.ID, talking.call()));
        assertThat(talking.outcome()).isEqualTo("CallEnded");
        assertThat(talking.state().phase()).isEqualTo(ADA);
        talking.ada(new ClientCommand.CompleteTransfer(talking.next(), Story.ID));
        assertThat(talking.outcome()).isEqualTo("rejected NOT_NOW");

        Story ringing = Stage.CALLING.reached();
        ringing.ada(ringing.askBob()).rings(Story.BOB);
        ringing.zoe(new ClientCommand.EndCall(ringing.next(), Story.ID, ringing.call()));
        assertThat(ringing.state().phase()).isEqualTo(ADA);
        assertThat(accepts(ringing).outcome()).isEqualTo("rejected OFFER_GONE");
    }

    @Test
    void withoutACallThereIsNothingToTalkIn() {
        Story s = Stage.TALKING.reached();
        assertThat(s.ada(s.askBob()).outcome()).isEqualTo("rejected CALL_GONE");
        assertThat(s.ada(s.toBob()).outcome()).isEqualTo("TransferAsked");
    }

    @Test
    void oneColleagueAtATime() {
        Story asking = Stage.CALLING.reached();
        asking.ada(asking.askBob());
        assertThat(asking.ada(asking.askBob()).outcome()).isEqualTo("rejected NOT_NOW");
        assertThat(asking.ada(asking.toQueue()).outcome()).isEqualTo("rejected NOT_NOW");

        Story talking = Stage.CONSULTING.reached();
        assertThat(talking.ada(talking.toBob()).outcome()).isEqualTo("rejected NOT_NOW");
        assertThat(talking.ada(talking.toQueue()).outcome()).isEqualTo("rejected NOT_NOW");
    }

    @Test
    void aNoOrSilenceGivesItBackAsItWas() {
        Story held = Stage.HELD.reached();
        held.ada(held.askBob()).rings(Story.BOB);
        held.by(bob(), new ClientCommand.PassOffer(held.next(), Story.ID, Story.OFFER));
        assertThat(held.event(ConversationEvent.TransferEnded.class).outcome())
                .isEqualTo(OfferEnd.PASSED);
        assertThat(held.state().isOnHold()).as("Ada held it, Ada resumes it").isTrue();

        Story silent = Stage.CALLING.reached();
        silent.ada(silent.askBob()).rings(Story.BOB).timePasses(silent.rules().ringFor());
        assertThat(silent.event(ConversationEvent.TransferEnded.class).outcome())
                .isEqualTo(OfferEnd.EXPIRED);
        assertThat(silent.state().isOnHold()).isFalse();
    }

    @Test
    void aRepeatedCommandChangesNothing() {
        Story s = Stage.CONSULTING.reached();
        var complete = new ClientCommand.CompleteTransfer(s.next(), Story.ID);
        s.ada(complete);
        Conversation before = s.state();
        s.ada(complete);
        assertThat(s.outcome()).isEqualTo("repeated " + before.version());
        assertThat(s.state()).isSameAs(before);
    }

    @Test
    void aPauseOfTheRecordingOutlivesTheConsult() {
        Story s =
                Stage.CALLING.reached().under(Rules.DEFAULT.recording(_ -> RecordingPolicy.AGENT));
        s.ada(new ClientCommand.SetRecording(s.next(), Story.ID, s.call(), RecordingState.ON));
        s.ada(new ClientCommand.SetRecording(s.next(), Story.ID, s.call(), RecordingState.PAUSED));
        accepts(s.ada(s.askBob()).rings(Story.BOB));
        s.ada(new ClientCommand.EndConsult(s.next(), Story.ID));
        assertThat(s.state().media().recording()).isEqualTo(RecordingState.PAUSED);
    }

    @Test
    void aConsultEndsWithTheLongestCallThereIs() {
        Story s = Stage.CONSULTING.reached();
        s.timePasses(
                s.rules()
                        .idleWithAgent()
                        .multipliedBy(Rules.QUIET_IN_A_CALL)
                        .minus(Duration.ofSeconds(1)));
        assertThat(s.outcome()).isEqualTo("nothing");
        s.timePasses(Duration.ofSeconds(1));
        assertThat(s.outcome()).isEqualTo("CallEnded ConversationEnded");
    }

    private static Participant bob() {
        return Story.agent(Story.BOB);
    }

    private static Story accepts(Story s) {
        return s.by(bob(), new ClientCommand.AcceptOffer(s.next(), Story.ID, Story.OFFER));
    }
}
