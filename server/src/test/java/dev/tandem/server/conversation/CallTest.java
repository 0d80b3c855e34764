package dev.tandem.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.timeline.CallEndReason;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Role;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/// Voice and video within the conversation: proposed, answered, raised, lowered, kept and ended.
class CallTest {

    @Test
    void acceptingAConversationThatWaitedForVoiceStartsTheCallUnderTheIdOfTheRing() {
        Story s = Stage.CALLING.reached();
        assertThat(s.outcome()).isEqualTo("AgentJoined CallStarted");
        long ring = s.state().version() - 2;
        assertThat(s.call().value()).isEqualTo(Story.ID + "-" + ring);
        assertThat(s.state().prospect()).isEmpty();
    }

    @Test
    void theCallThatIsAskedForIsKnownBeforeTheAnswerAndForgottenWithANo() {
        Story s = Stage.PROPOSED.reached();
        Media.Prospect asked = s.state().prospect().orElseThrow();
        assertThat(asked.channel()).isEqualTo(Channel.VOICE);
        s.ada(answer(s, false));
        assertThat(s.state().prospect()).isEmpty();
        s.zoe(propose(s, Channel.VOICE));
        Media.Prospect again = s.state().prospect().orElseThrow();
        assertThat(again.call()).isNotEqualTo(asked.call());
        s.ada(answer(s, true));
        assertThat(s.call()).isEqualTo(again.call());
    }

    @Test
    void aCallNeverBeginsUnderTheIdOfAnEarlierOne() {
        Story s = Stage.CALLING.reached();
        var first = s.call();
        s.zoe(new ClientCommand.EndCall(s.next(), Story.ID, first));
        s.zoe(propose(s, Channel.VOICE)).ada(answer(s, true));
        assertThat(s.call()).isNotEqualTo(first);
    }

    @Test
    void aProposalIsAcceptedByTheOtherSideOnly() {
        Story s = Stage.PROPOSED.reached();
        assertThat(s.zoe(answer(s, true)).outcome()).isEqualTo("rejected FORBIDDEN");
        assertThat(s.ada(answer(s, true)).outcome()).isEqualTo("CallStarted");
        assertThat(s.state().media().proposal()).isEmpty();
        assertThat(s.ada(answer(s, true)).outcome()).isEqualTo("rejected NO_PROPOSAL");
    }

    @Test
    void whoProposesTheSameAsTheOtherSideAccepts() {
        Story s = Stage.PROPOSED.reached();
        s.ada(propose(s, Channel.VOICE));
        assertThat(s.outcome()).isEqualTo("CallStarted");
    }

    @Test
    void whoProposesMoreMakesANewProposal() {
        Story s = Stage.PROPOSED.reached();
        s.ada(propose(s, Channel.VIDEO));
        assertThat(s.state().media().proposal().orElseThrow().by()).isEqualTo(Role.AGENT);
        s.zoe(answer(s, true));
        assertThat(s.event(ConversationEvent.CallStarted.class).channel()).isEqualTo(Channel.VIDEO);
    }

    @Test
    void silenceMeansNoFromTheMomentTheProposalEnds() {
        Story s = Stage.PROPOSED.reached();
        Duration open = s.rules().proposalOpenFor();
        s.later(open);
        assertThat(s.ada(answer(s, true)).outcome()).isEqualTo("rejected NO_PROPOSAL");
        s.timePasses(Duration.ZERO);
        assertThat(s.event(ConversationEvent.MediaDeclined.class))
                .isEqualTo(new ConversationEvent.MediaDeclined(Role.AGENT, true));
        assertThat(s.state().phase()).isInstanceOf(Phase.WithAgent.class);
    }

    @Test
    void aCallIsRaisedAndLoweredUnderItsOneId() {
        Story s = Stage.CALLING.reached();
        var call = s.call();
        s.zoe(propose(s, Channel.VIDEO)).ada(answer(s, true));
        assertThat(s.outcome()).isEqualTo("MediaChanged");
        s.ada(new ClientCommand.LowerMedia(s.next(), Story.ID));
        assertThat(s.state().media().channel()).isEqualTo(Channel.VOICE);
        assertThat(s.call()).isEqualTo(call);
        s.later(Duration.ofSeconds(70));
        s.zoe(new ClientCommand.EndCall(s.next(), Story.ID, call));
        assertThat(s.state().outcome().callSeconds()).isEqualTo(70);
        assertThat(s.state().phase()).isInstanceOf(Phase.WithAgent.class);
    }

    @Test
    void endingTheCallForgetsTheOpenProposalToo() {
        Story s = Stage.CALLING.reached();
        s.zoe(propose(s, Channel.VIDEO)).ada(answer(s, true));
        s.ada(new ClientCommand.LowerMedia(s.next(), Story.ID)).zoe(propose(s, Channel.VIDEO));
        s.zoe(new ClientCommand.EndCall(s.next(), Story.ID, s.call()));
        assertThat(s.state().media()).isEqualTo(Media.NONE);
    }

    @Test
    void theNextAgentFindsTheCallOfTheLostOneStillOn() {
        Story s = Stage.LOST.reached();
        var call = s.call();
        assertThat(s.state().waiting().orElseThrow().since())
                .as("at the head of the queue: where the first wait began")
                .isEqualTo(s.state().outcome().queuedAt().orElseThrow());
        s.rings(Story.BOB)
                .by(
                        Story.agent(Story.BOB),
                        new ClientCommand.AcceptOffer(s.next(), Story.ID, Story.OFFER));
        assertThat(s.outcome()).isEqualTo("AgentJoined");
        assertThat(s.call()).isEqualTo(call);
    }

    @Test
    void aHoldIsOverWithTheCallWithTheAgentWhoHeldAndWhenItIsSaid() {
        Story s = Stage.HELD.reached();
        assertThat(s.state().isOnHold()).isTrue();
        s.ada(new ClientCommand.ResumeCall(s.next(), Story.ID, s.call()));
        assertThat(s.state().isOnHold()).isFalse();

        Story over = Stage.HELD.reached();
        over.ada(new ClientCommand.EndCall(over.next(), Story.ID, over.call()));
        assertThat(over.state().isOnHold()).isFalse();
        over.ada(propose(over, Channel.VOICE)).zoe(answer(over, true));
        assertThat(over.outcome()).isEqualTo("CallStarted");
        assertThat(over.state().isOnHold()).as("a new call is not held").isFalse();

        Story lost = Stage.HELD.reached().when(new ConversationCommand.LoseAgent(Story.ADA));
        assertThat(lost.state().isOnHold()).as("nobody is there").isTrue();
        lost.rings(Story.BOB)
                .by(
                        Story.agent(Story.BOB),
                        new ClientCommand.AcceptOffer(lost.next(), Story.ID, Story.OFFER));
        assertThat(lost.state().isOnHold()).isFalse();
    }

    @Test
    void aHeldCallStaysHeldWhenItIsRaisedLoweredOrMoved() {
        Story s = Stage.HELD.reached();
        s.ada(propose(s, Channel.VIDEO)).zoe(answer(s, true));
        assertThat(s.state().isOnHold()).isTrue();
        s.zoe(new ClientCommand.LowerMedia(s.next(), Story.ID));
        s.when(new ConversationCommand.MoveCall(s.call()));
        assertThat(s.state().isOnHold()).isTrue();
    }

    @Test
    void aFullConversationCanStillBeTakenOffHold() {
        for (int max : List.of(1, 2)) { // the limit meets a held call, and one that is not
            Story s = Stage.HELD.reached().under(TextAndLimitsTest.withMaxEvents(max));
            do {
                s.ada(new ClientCommand.ResumeCall(s.next(), Story.ID, s.call()));
                assertThat(s.outcome()).isEqualTo("Resumed");
                s.ada(new ClientCommand.HoldCall(s.next(), Story.ID, s.call()));
            } while (s.state().isOnHold());
            assertThat(s.outcome()).isEqualTo("rejected AT_CAPACITY");
            assertThat(s.state().version()).isGreaterThanOrEqualTo(max + Rules.ROOM_TO_FINISH);
        }
    }

    @Test
    void theLostAgentHasNoSayAnyMore() {
        Story s = Stage.LOST.reached();
        assertThat(s.ada(s.say("I am back")).outcome()).isEqualTo("rejected FORBIDDEN");
    }

    @Test
    void aCallNeverOutlivesTheQueueItIsIn() {
        Story left = Stage.LOST.reached();
        left.zoe(new ClientCommand.LeaveQueue(left.next(), Story.ID));
        assertThat(left.state().media()).isEqualTo(Media.NONE);

        Story over = Stage.LOST.reached();
        over.timePasses(over.rules().waitAtMost());
        assertThat(over.event(ConversationEvent.CallEnded.class).reason())
                .isEqualTo(CallEndReason.PARTY_LOST);
        assertThat(over.state().media()).isEqualTo(Media.NONE);
    }

    @Test
    void whoHangsUpWhileWaitingIsNotCalledByTheNextAgent() {
        Story s = Stage.LOST.reached();
        s.zoe(new ClientCommand.EndCall(s.next(), Story.ID, s.call())).rings(Story.BOB);
        s.by(
                Story.agent(Story.BOB),
                new ClientCommand.AcceptOffer(s.next(), Story.ID, Story.OFFER));
        assertThat(s.outcome()).isEqualTo("AgentJoined");
    }

    @Test
    void aProposalIsForgottenWithTheAgentWhoCouldAnswerIt() {
        Story lost = Stage.PROPOSED.reached();
        lost.when(new ConversationCommand.LoseAgent(Story.ADA));
        assertThat(lost.timePasses(lost.rules().proposalOpenFor()).outcome()).isEqualTo("nothing");
        assertThat(lost.state().phase()).isInstanceOf(Phase.Waiting.class);

        Story back = Stage.PROPOSED.reached();
        back.ada(new ClientCommand.HandBack(back.next(), Story.ID));
        back.zoe(back.say("And now?"));
        assertThat(back.timePasses(Duration.ofSeconds(9)).outcome()).isEqualTo("nothing");
        back.assistantSays("Now I help you again.");
        assertThat(back.timePasses(back.rules().proposalOpenFor()).outcome()).isEqualTo("nothing");
    }

    private static ClientCommand.AnswerProposal answer(Story s, boolean yes) {
        return new ClientCommand.AnswerProposal(s.next(), Story.ID, yes);
    }

    private static ClientCommand.ProposeMedia propose(Story s, Channel channel) {
        return new ClientCommand.ProposeMedia(s.next(), Story.ID, channel);
    }
}
