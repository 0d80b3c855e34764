package dev.tandem.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.timeline.CallEndReason;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.SupervisionEnd;
import dev.tandem.signaling.timeline.SupervisionMode;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/// A supervisor in the call of an agent: every coming, change and going stands in the log, and
/// nothing else of the conversation is touched by it.
class SupervisionTest {
    @Test
    void listeningThenWhisperingThenJoiningThenLeaving() {
        Story s = Stage.CALLING.reached();
        Conversation before = s.state();
        s.sam(SupervisionMode.MONITOR);
        assertThat(s.event(ConversationEvent.Supervised.class))
                .isEqualTo(
                        new ConversationEvent.Supervised(
                                s.call(),
                                Story.SAM,
                                "Sam",
                                SupervisionMode.MONITOR,
                                Optional.empty()));
        assertThat(s.state().phase()).isEqualTo(before.phase());
        assertThat(s.state().isOnHold()).isFalse();
        assertThat(s.state().lastAt()).as("nobody has said anything").isEqualTo(before.lastAt());
        assertThat(s.state().nextDeadline(s.rules())).isEqualTo(before.nextDeadline(s.rules()));

        s.sam(SupervisionMode.WHISPER).sam(SupervisionMode.BARGE);
        assertThat(s.event(ConversationEvent.Supervised.class).before())
                .contains(SupervisionMode.WHISPER);
        assertThat(modes(s)).containsExactly("Sam BARGE");
        assertThat(s.sam(SupervisionMode.BARGE).outcome()).isEqualTo("nothing");

        leaves(s);
        assertThat(s.event(ConversationEvent.SupervisionEnded.class))
                .isEqualTo(
                        new ConversationEvent.SupervisionEnded(
                                s.call(),
                                Story.SAM,
                                "Sam",
                                SupervisionMode.BARGE,
                                SupervisionEnd.LEFT));
        assertThat(modes(s)).isEmpty();
        assertThat(leaves(s).outcome()).isEqualTo("nothing");
    }

    @Test
    void anAgentMayNotAndNeitherMayTheCustomer() {
        for (Participant who :
                List.of(Story.agent(Story.BOB), Story.agent(Story.ADA), Story.zoe())) {
            Story s = Stage.CALLING.reached();
            s.by(
                    who,
                    new ClientCommand.Supervise(
                            s.next(), Story.ID, s.call(), SupervisionMode.MONITOR));
            assertThat(s.outcome()).as(who.name()).isEqualTo("rejected FORBIDDEN");
        }
    }

    @Test
    void aSupervisorWhoTalksToTheCustomerIsTheirAgent() {
        Story s = Stage.CALLING.reached();
        s.sam(SupervisionMode.WHISPER);
        s.ada(
                new ClientCommand.Transfer(
                        s.next(),
                        Story.ID,
                        Optional.of(Story.SAM),
                        Optional.empty(),
                        Optional.empty()));
        s.rings(Story.SAM);
        s.by(Story.sam(), new ClientCommand.AcceptOffer(s.next(), Story.ID, Story.OFFER));
        assertThat(s.outcome()).isEqualTo("SupervisionEnded AgentJoined");
        assertThat(s.event(ConversationEvent.SupervisionEnded.class).reason())
                .isEqualTo(SupervisionEnd.TOOK_OVER);
        assertThat(modes(s)).isEmpty();
        assertThat(s.sam(SupervisionMode.MONITOR).outcome()).isEqualTo("rejected NOT_NOW");
        assertThat(s.by(Story.sam(), s.say("Sam here.")).outcome()).isEqualTo("AgentSaid");
    }

    @Test
    void theyStayWhenTheConversationIsPassedOnOrTheAgentIsLost() {
        Story passed = Stage.CALLING.reached().sam(SupervisionMode.MONITOR);
        passed.ada(passed.toBob()).rings(Story.BOB);
        passed.by(
                Story.agent(Story.BOB),
                new ClientCommand.AcceptOffer(passed.next(), Story.ID, Story.OFFER));
        assertThat(modes(passed)).containsExactly("Sam MONITOR");

        Story lost = Stage.CALLING.reached().sam(SupervisionMode.BARGE);
        lost.when(new ConversationCommand.LoseAgent(Story.ADA));
        assertThat(modes(lost)).containsExactly("Sam BARGE");
        assertThat(lost.sam(SupervisionMode.MONITOR).outcome()).isEqualTo("Supervised");
    }

    @Test
    void theCallsEndIsTheEndOfIt() {
        Story s = Stage.CALLING.reached().sam(SupervisionMode.MONITOR);
        s.ada(new ClientCommand.EndCall(s.next(), Story.ID, s.call()));
        assertThat(s.outcome()).isEqualTo("CallEnded");
        assertThat(modes(s)).isEmpty();
        assertThat(s.sam(SupervisionMode.MONITOR).outcome()).isEqualTo("rejected CALL_GONE");

        Story broken = Stage.CALLING.reached().sam(SupervisionMode.MONITOR);
        broken.when(new ConversationCommand.EndCall(broken.call(), CallEndReason.PARTY_LOST));
        assertThat(modes(broken)).isEmpty();
    }

    @Test
    void whoseConnectionIsGoneIsLostToTheCallAndTheCallGoesOn() {
        Story s = Stage.CALLING.reached().sam(SupervisionMode.WHISPER);
        s.when(new ConversationCommand.LoseSupervisor(s.call(), Story.SAM));
        assertThat(s.event(ConversationEvent.SupervisionEnded.class).reason())
                .isEqualTo(SupervisionEnd.LOST);
        assertThat(s.state().media().call()).isPresent();
    }

    @Test
    void asManyAsLeaveRoomForThoseWhoServeTheCustomer() {
        Story s = Stage.CALLING.reached();
        for (int i = 0; i < SupervisionDecisions.AT_MOST; i++) {
            assertThat(supervises(s, "s" + i, SupervisionMode.MONITOR).outcome())
                    .isEqualTo("Supervised");
        }
        assertThat(supervises(s, "one-more", SupervisionMode.MONITOR).outcome())
                .isEqualTo("rejected AT_CAPACITY");
        assertThat(supervises(s, "s0", SupervisionMode.BARGE).outcome())
                .as("who is there may change how")
                .isEqualTo("Supervised");
    }

    @Test
    void aRepeatedCommandComesOnce() {
        Story s = Stage.CALLING.reached();
        var wish =
                new ClientCommand.Supervise(s.next(), Story.ID, s.call(), SupervisionMode.MONITOR);
        s.by(Story.sam(), wish).by(Story.sam(), wish);
        assertThat(s.outcome()).isEqualTo("repeated " + s.state().version());
    }

    private static Story supervises(Story s, String id, SupervisionMode mode) {
        return s.by(
                Participant.supervisor(new AgentId(id), id),
                new ClientCommand.Supervise(s.next(), Story.ID, s.call(), mode));
    }

    private static Story leaves(Story s) {
        return s.by(Story.sam(), new ClientCommand.EndSupervision(s.next(), Story.ID, s.call()));
    }

    private static List<String> modes(Story s) {
        return s.state().media().supervisors().stream()
                .map(x -> x.name() + " " + x.mode())
                .toList();
    }
}
