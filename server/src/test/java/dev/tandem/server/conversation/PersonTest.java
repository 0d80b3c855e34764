package dev.tandem.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ClarifyingQuestion;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.DetailField;
import dev.tandem.signaling.timeline.Details;
import dev.tandem.signaling.timeline.EndReason;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.OfferEnd;
import dev.tandem.signaling.timeline.Trigger;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The way to a person: the offer, the short form, the queue, the ring, and back.
class PersonTest {

    @Test
    void theFormAsksForEverythingThatIsMissing() {
        Story s = Stage.gathering(Channel.VOICE);
        assertThat(s.event(ConversationEvent.DetailsAsked.class))
                .isEqualTo(
                        new ConversationEvent.DetailsAsked(
                                List.of(
                                        DetailField.NAME,
                                        DetailField.CONTACT,
                                        DetailField.QUESTION),
                                Optional.of(ClarifyingQuestion.TRIED)));
    }

    @Test
    void theFormSkipsWhatTheBusinessKnows() {
        Story s =
                Story.begunBy(
                        new Details(
                                Optional.of("Zoe"),
                                Optional.empty(),
                                Optional.of("+49 30 123456"),
                                Optional.empty()));
        askForText(s);
        assertThat(s.event(ConversationEvent.DetailsAsked.class).fields())
                .containsExactly(DetailField.QUESTION);
    }

    @Test
    void whoHasToldEverythingGoesStraightToTheQueue() {
        Story s = Story.begun();
        s.zoe(new ClientCommand.GiveDetails(s.next(), Story.ID, Story.details("Zoe")));
        askForText(s);
        assertThat(s.outcome()).isEqualTo("EscalationDecided ChannelChosen Queued");
    }

    @Test
    void theFormIsSkippedOnceAndNeverShownAgain() {
        Story s = Stage.gathering(Channel.TEXT);
        s.zoe(new ClientCommand.SkipDetails(s.next(), Story.ID));
        assertThat(s.outcome()).isEqualTo("DetailsSkipped Queued");
        s.zoe(new ClientCommand.LeaveQueue(s.next(), Story.ID));
        askForText(s);
        assertThat(s.outcome()).isEqualTo("EscalationDecided ChannelChosen Queued");
    }

    @Test
    void theClarifyingQuestionIsWhatItIsAboutIfOnlyAPersonWasAskedFor() {
        Story s = Story.begun();
        s.zoe(s.say("I would like to talk to a human being please"));
        askForText(s);
        assertThat(s.event(ConversationEvent.DetailsAsked.class).question())
                .contains(ClarifyingQuestion.PROBLEM);
    }

    @Test
    void twoTabsThatStartAtOnceAreOneConversation() {
        Story s = Story.begun();
        s.zoeStartsAgain(s.start("My internet is down since Monday", Channel.TEXT));
        assertThat(s.outcome())
                .isEqualTo("CustomerSaid EscalationDecided ChannelChosen DetailsAsked");
        assertThat(s.event(ConversationEvent.EscalationDecided.class).turn()).isEqualTo(2);
        s.zoeStartsAgain(s.start("My internet is down since Monday", Channel.TEXT));
        assertThat(s.outcome()).isEqualTo("CustomerSaid");
        assertThat(s.state().phase()).isEqualTo(new Phase.Gathering(Channel.TEXT));
    }

    @Test
    void aStartInASecondTabNeverTakesTheCustomerAwayFromTheAgent() {
        for (Stage stage : List.of(Stage.WAITING, Stage.RINGING, Stage.TALKING, Stage.CALLING)) {
            Story s = stage.reached();
            Phase before = s.state().phase();
            s.zoeStartsAgain(s.start("Hello?", Channel.VIDEO));
            assertThat(s.outcome()).as(stage.key()).isEqualTo("CustomerSaid");
            assertThat(s.state().phase()).as(stage.key()).isEqualTo(before);
        }
    }

    @Test
    void aStartAfterTheEndIsRefusedHere() {
        Story s = Stage.WRAPUP.reached();
        s.zoeStartsAgain(s.start("One more thing", Channel.TEXT));
        assertThat(s.outcome()).isEqualTo("rejected CLOSED");
    }

    @Test
    void nobodyThereIsSaidAtOnce() {
        Story s = Story.begun().served(Availability.NOBODY);
        askForText(s);
        assertThat(s.outcome()).isEqualTo("EscalationDecided NobodyAvailable");
        s.zoe(
                new ClientCommand.LeaveMessage(
                        s.next(),
                        Story.ID,
                        "Call me",
                        Optional.of("zoe@example.org"),
                        Optional.empty()));
        assertThat(s.outcome()).isEqualTo("MessageLeft");
        assertThat(s.state().details().email()).contains("zoe@example.org");
    }

    @Test
    void whoLeavesAMessageGoesOnWithTheAssistant() {
        for (Stage stage : List.of(Stage.NOBODY, Stage.GATHERING, Stage.WAITING, Stage.RINGING)) {
            Story s = stage.reached();
            leaveMessage(s);
            assertThat(s.state().phase()).as(stage.key()).isEqualTo(Phase.WithAssistant.LISTENING);
            s.zoe(s.say("What does the fast plan cost?")).assistantSays("Thirty a month.");
            assertThat(s.outcome()).as(stage.key()).isEqualTo("EscalationDecided AssistantSaid");
            assertThat(s.rings(Story.ADA).outcome()).isEqualTo("rejected NOT_NOW");
        }
    }

    @Test
    void aMessageLeftDoesNotTakeAwayTheAnswerThatIsOwed() {
        Story s = Stage.ASKED.reached();
        long owed = s.openQuestion();
        leaveMessage(s);
        assertThat(s.openQuestion()).isEqualTo(owed);
    }

    @Test
    void silenceAfterAMessageEndsAsAMessageLeftAndAfterAPersonAsSilence() {
        Story s = Stage.NOBODY.reached();
        leaveMessage(s);
        Story later = s.timePasses(Rules.DEFAULT.idleWithAssistant());
        assertThat(later.outcome()).isEqualTo("ConversationEnded Closed");
        assertThat(later.event(ConversationEvent.ConversationEnded.class).reason())
                .isEqualTo(EndReason.MESSAGE_LEFT);

        Story met = Stage.NOBODY.reached();
        leaveMessage(met);
        askForText(met);
        met.zoe(new ClientCommand.SkipDetails(met.next(), Story.ID)).rings(Story.ADA);
        met.ada(new ClientCommand.AcceptOffer(met.next(), Story.ID, Story.OFFER));
        met.ada(new ClientCommand.HandBack(met.next(), Story.ID));
        met.timePasses(Rules.DEFAULT.idleWithAssistant());
        assertThat(met.event(ConversationEvent.ConversationEnded.class).reason())
                .isEqualTo(EndReason.IDLE);
    }

    @Test
    void twoAnswersThatDidNotHelpAreAnOfferAtOnceAndOnlyOnce() {
        Story s = Story.begun();
        s.zoe(s.say("It blinks")).assistantSays("Restart it.");
        judge(s, s.state().version());
        long answer = s.state().version() + 3;
        s.zoe(s.say("It still blinks")).assistantSays("Hold the button.");
        assertThat(escalate(s, answer).outcome()).isEqualTo("rejected FLOOR_PASSED");
        judge(s, answer);
        assertThat(escalate(s, answer).outcome()).isEqualTo("EscalationDecided ChannelsOffered");
        assertThat(s.state().outcome().trigger()).contains(Trigger.AI_UNCERTAIN);
        s.zoe(new ClientCommand.DeclineChannels(s.next(), Story.ID));
        assertThat(escalate(s, answer).outcome()).isEqualTo("rejected FLOOR_PASSED");
    }

    @Test
    void whoHasWrittenOnIsAnsweredFirst() {
        Story s = Story.begun();
        s.zoe(s.say("It blinks")).assistantSays("Restart it.");
        long answer = s.state().version();
        judge(s, answer);
        s.zoe(s.say("Never mind, how do I pay?"));
        assertThat(escalate(s, answer).outcome()).isEqualTo("rejected FLOOR_PASSED");
    }

    private static void judge(Story s, long answer) {
        s.zoe(new ClientCommand.JudgeAnswer(s.next(), Story.ID, answer, false));
    }

    private static Story escalate(Story s, long answer) {
        return s.when(
                new ConversationCommand.Escalate(
                        Story.decided(answer, EscalationOutcome.OFFER), Story.EVERYTHING));
    }

    @Test
    void aMessageWaitsForItsAnswerUntilAnAgentSaysSoOrComes() {
        Story s = Stage.NOBODY.reached();
        leaveMessage(s);
        Instant left = s.state().lastAt();
        assertThat(message(s)).contains(left);
        leaveMessage(s.later(Duration.ofMinutes(3)));
        assertThat(message(s)).as("who left one waits since the first").contains(left);

        answers(s, true);
        assertThat(s.event(ConversationEvent.MessageAnswered.class).name()).isEqualTo("Ada");
        assertThat(message(s)).isEmpty();
        answers(s, true);
        assertThat(s.outcome()).as("said twice adds nothing").isEqualTo("nothing");
        answers(s, false);
        assertThat(message(s)).as("taken back").contains(left);

        answers(s, true);
        leaveMessage(s.later(Duration.ofMinutes(3)));
        assertThat(message(s)).as("another one").contains(s.state().lastAt());
    }

    @Test
    void aMessageIsAnsweredAlsoWhenItsConversationIsOver() {
        Story s = Stage.NOBODY.reached();
        leaveMessage(s);
        s.zoe(new ClientCommand.EndConversation(s.next(), Story.ID));
        assertThat(s.state().phase()).isInstanceOf(Phase.Closed.class);
        assertThat(message(s)).isPresent();
        answers(s, true);
        assertThat(message(s)).isEmpty();
        assertThat(s.state().phase()).isInstanceOf(Phase.Closed.class);
    }

    @Test
    void aPersonWhoComesIsTheAnswer() {
        Story s = Stage.waiting(Channel.TEXT);
        leaveMessage(s);
        s.zoe(new ClientCommand.AskForPerson(s.next(), Story.ID, Optional.of(Channel.TEXT)));
        s.zoe(new ClientCommand.SkipDetails(s.next(), Story.ID));
        s.rings(Story.ADA);
        s.ada(new ClientCommand.AcceptOffer(s.next(), Story.ID, Story.OFFER));
        assertThat(s.state().phase()).isInstanceOf(Phase.WithAgent.class);
        assertThat(message(s)).isEmpty();
        answers(s, true);
        assertThat(s.outcome()).isEqualTo("rejected NOT_NOW");
    }

    private static Optional<Instant> message(Story s) {
        return SummaryComposer.compose(s.state(), Rules.DEFAULT).messageAt();
    }

    private static void answers(Story s, boolean answered) {
        s.ada(new ClientCommand.AnswerMessage(s.next(), Story.ID, answered));
    }

    private static void leaveMessage(Story s) {
        s.zoe(
                new ClientCommand.LeaveMessage(
                        s.next(),
                        Story.ID,
                        "Call me",
                        Optional.of("zoe@example.org"),
                        Optional.empty()));
    }

    @Test
    void aChannelThatNobodyServesAnyMoreIsOfferedNoMore() {
        Story s = Stage.offered().served(Story.ONLY_TEXT);
        s.zoe(new ClientCommand.ChooseChannel(s.next(), Story.ID, Channel.VIDEO));
        assertThat(s.event(ConversationEvent.ChannelsOffered.class).options())
                .isEqualTo(Story.ONLY_TEXT.options());
        s.zoe(new ClientCommand.ChooseChannel(s.next(), Story.ID, Channel.TEXT));
        s.zoe(new ClientCommand.ChooseChannel(s.next(), Story.ID, Channel.VIDEO));
        assertThat(s.outcome()).isEqualTo("ChannelsOffered");
    }

    @Test
    void everybodyGoesHomeWhileTheFormIsFilledIn() {
        Story s = Stage.gathering(Channel.TEXT).served(Availability.NOBODY);
        s.zoe(new ClientCommand.GiveDetails(s.next(), Story.ID, Story.details("Zoe")));
        assertThat(s.outcome()).isEqualTo("DetailsGiven NobodyAvailable");
    }

    @Test
    void theOfferStillOnTheScreenCountsAfterAnotherMessage() {
        Story s = Stage.offered();
        s.zoe(s.say("Hm, let me think about this"));
        s.zoe(new ClientCommand.ChooseChannel(s.next(), Story.ID, Channel.VOICE));
        assertThat(s.state().phase()).isEqualTo(new Phase.Gathering(Channel.VOICE));
    }

    @Test
    void changingTheChannelKeepsThePlaceAndTheDeadline() {
        Story s = Stage.waiting(Channel.TEXT);
        Phase.Waiting before = s.state().waiting().orElseThrow();
        s.later(Duration.ofMinutes(3));
        s.zoe(new ClientCommand.ChooseChannel(s.next(), Story.ID, Channel.VIDEO));
        Phase.Waiting after = s.state().waiting().orElseThrow();
        assertThat(after.channel()).isEqualTo(Channel.VIDEO);
        assertThat(after.since()).isEqualTo(before.since());
        assertThat(after.giveUpAt()).isEqualTo(before.giveUpAt());
    }

    @Test
    void aPassedOfferKeepsThePlaceAndRemembersWhoPassed() {
        Story s = Stage.RINGING.reached();
        Phase.Waiting before = s.state().waiting().orElseThrow();
        s.later(Duration.ofSeconds(4));
        s.ada(new ClientCommand.PassOffer(s.next(), Story.ID, Story.OFFER));
        Phase.Waiting after = (Phase.Waiting) s.state().phase();
        assertThat(after.since()).isEqualTo(before.since());
        assertThat(after.passedBy()).containsExactly(Story.ADA);
    }

    @Test
    void anOfferIsAnsweredBeforeItsEndAndNotAtIt() {
        Story s = Stage.RINGING.reached();
        Duration ring = s.rules().ringFor();
        Story late = Stage.RINGING.reached().later(ring);
        late.ada(new ClientCommand.AcceptOffer(late.next(), Story.ID, Story.OFFER));
        assertThat(late.outcome()).isEqualTo("rejected OFFER_GONE");
        s.later(ring.minusNanos(1));
        s.ada(new ClientCommand.AcceptOffer(s.next(), Story.ID, Story.OFFER));
        assertThat(s.outcome()).isEqualTo("AgentJoined");
    }

    @Test
    void whoHasWaitedLongEnoughIsNotRungForAnyMoreButMayLeaveAMessage() {
        Story s = Stage.WAITING.reached().later(Rules.DEFAULT.waitAtMost());
        assertThat(s.rings(Story.ADA).outcome()).isEqualTo("rejected NOT_NOW");
        assertThat(s.timePasses(Duration.ZERO).outcome()).isEqualTo("WaitGivenUp");
        assertThat(((Phase.WithAssistant) s.state().phase()).offered().orElseThrow().options())
                .isEmpty();
    }

    @Test
    void aLongWaitDoesNotMakeTheCustomerIdle() {
        Rules d = Rules.DEFAULT;
        Rules hasty =
                new Rules(
                        d.answerWithin(),
                        d.fillFormWithin(),
                        d.ringFor(),
                        Duration.ofMinutes(15),
                        d.proposalOpenFor(),
                        d.wrapUpFor(),
                        Duration.ofMinutes(5),
                        d.idleWithAgent(),
                        d.rateWithin(),
                        d.maxEvents());
        Story s = Stage.WAITING.reached().under(hasty).timePasses(Duration.ofMinutes(15));
        assertThat(s.timePasses(Duration.ofMinutes(5).minusNanos(1)).outcome())
                .isEqualTo("nothing");
        assertThat(s.timePasses(Duration.ofNanos(1)).outcome())
                .isEqualTo("ConversationEnded Closed");
    }

    @Test
    void aBrokenAssistantIsAnEscalationWithItsReason() {
        Story s = Stage.ASKED.reached();
        s.when(new ConversationCommand.ReplyFailed(5, Story.EVERYTHING));
        assertThat(s.state().outcome().trigger()).contains(Trigger.AI_UNCERTAIN);
        assertThat(HandoffComposer.compose(s.state()).why())
                .extracting(signal -> signal.name())
                .containsExactly("assistant_failed");
    }

    @Test
    void messagesSinceTheLastAnswerAreOneOpenQuestion() {
        Story s = Story.begun();
        s.zoe(s.say("a person please")).zoe(s.say("hello?"));
        assertThat(((Phase.WithAssistant) s.state().phase()).question().orElseThrow())
                .extracting(Phase.OpenQuestion::from, Phase.OpenQuestion::version)
                .containsExactly(2L, 3L);
        s.assistantSays("Hm", AnswerBand.TALK, EscalationOutcome.CONTINUE).zoe(s.say("And?"));
        assertThat(((Phase.WithAssistant) s.state().phase()).question().orElseThrow().from())
                .isEqualTo(s.state().version());
    }

    @Test
    void wrapUpCanBeExtendedSoOftenAndNoMore() {
        Story s = Stage.WRAPUP.reached();
        for (int i = 0; i < Rules.EXTENSIONS; i++) {
            s.ada(new ClientCommand.ExtendWrapUp(s.next(), Story.ID));
            assertThat(s.outcome()).isEqualTo("WrapUpExtended");
        }
        s.ada(new ClientCommand.ExtendWrapUp(s.next(), Story.ID));
        assertThat(s.outcome()).isEqualTo("rejected AT_CAPACITY");
    }

    @Test
    void theAgentWhoGoesWhileItRingsIsPassedOver() {
        Story s = Stage.RINGING.reached();
        s.when(new ConversationCommand.EndOffer(Story.OFFER, OfferEnd.AGENT_GONE));
        assertThat(s.state().waiting().orElseThrow().passedBy()).containsExactly(Story.ADA);
    }

    private static void askForText(Story s) {
        s.zoe(new ClientCommand.AskForPerson(s.next(), Story.ID, Optional.of(Channel.TEXT)));
    }
}
