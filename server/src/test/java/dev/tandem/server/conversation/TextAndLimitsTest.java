package dev.tandem.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.CommandId;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ContextFact;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Disposition;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.PageView;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.TimelineEntry;
import dev.tandem.signaling.timeline.Trigger;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is said, how often it counts, and how much fits.
class TextAndLimitsTest {
    private static final Rules SMALL = withMaxEvents(20);

    @Test
    void aRepeatedIdAddsNothingAndGetsTheFirstAnswerAgain() {
        Story s = Story.begun();
        ClientCommand.Say hello = s.say("Hello");
        s.zoe(hello).zoe(s.say("Anybody?"));
        long before = s.state().version();
        assertThat(s.zoe(hello).decision()).isEqualTo(new Decision.Repeated(2));
        assertThat(s.state().version()).isEqualTo(before);
    }

    @Test
    void aRepeatedIdOfACommandWithManyEventsTellsTheVersionAfterTheLast() {
        Story s = Stage.gathering(Channel.TEXT);
        ClientCommand.SkipDetails skip = new ClientCommand.SkipDetails(s.next(), Story.ID);
        s.zoe(skip);
        long version = s.state().version();
        s.zoe(s.say("Thanks"));
        assertThat(s.zoe(skip).decision()).isEqualTo(new Decision.Repeated(version));
    }

    @Test
    void theLastIdsAreRememberedAndOnlyThose() {
        RecentCommands recent = RecentCommands.NONE;
        for (int i = 0; i < RecentCommands.MAX; i++) {
            recent = recent.plus(new CommandId("c" + i), i + 1);
        }
        assertThat(recent.versionOf(new CommandId("c0"))).contains(1L);
        recent = recent.plus(new CommandId("one-more"), 1_000);
        assertThat(recent.versionOf(new CommandId("c0"))).isEmpty();
        assertThat(recent.versionOf(new CommandId("c1"))).contains(2L);
        assertThat(recent.versions()).hasSize(RecentCommands.MAX);
    }

    @Test
    void anIdThatComesWithTwoEventsTakesOnePlace() {
        RecentCommands recent =
                RecentCommands.NONE.plus(new CommandId("c"), 1).plus(new CommandId("c"), 2);
        assertThat(recent.versions()).containsOnly(java.util.Map.entry(new CommandId("c"), 2L));
    }

    @Test
    void theTranscriptKeepsTheNewestTurnsAndCountsAll() {
        Story s = Story.begun();
        for (int i = 1; i <= Transcript.MAX_TURNS + 1; i++) {
            s.zoe(s.say("message " + i));
        }
        assertThat(s.state().transcript().turns()).hasSize(Transcript.MAX_TURNS);
        assertThat(s.state().transcript().turns().getFirst().text()).isEqualTo("message 2");
        assertThat(s.state().transcript().said()).isEqualTo(Transcript.MAX_TURNS + 1);
    }

    @Test
    void pagesAreKeptNewestFirstWithoutRepeats() {
        Story s = Story.begun();
        for (int i = 1; i <= Transcript.MAX_PAGES + 1; i++) {
            visit(s, i);
        }
        visit(s, 5);
        assertThat(s.state().transcript().pages())
                .hasSize(Transcript.MAX_PAGES)
                .extracting(PageView::title)
                .startsWith("page 5", "page 13", "page 12")
                .doesNotContain("page 1");
    }

    @Test
    void thePagesContextIsReplacedAndTheSameAgainAddsNothing() {
        Story s = Story.begun();
        List<ContextFact> plan = List.of(new ContextFact("plan", "Fibre 500"));
        List<ContextFact> cart = List.of(new ContextFact("cart", "3 items"));
        assertThat(setContext(s, plan).outcome()).isEqualTo("ContextSet");
        assertThat(setContext(s, plan).outcome()).isEqualTo("nothing");
        assertThat(setContext(s, cart).outcome()).isEqualTo("ContextSet");
        assertThat(s.state().context()).isEqualTo(cart);
        assertThat(HandoffComposer.compose(s.state()).context()).isEqualTo(cart);
        assertThat(setContext(s, List.of()).outcome()).isEqualTo("ContextSet");
        assertThat(s.state().context()).isEmpty();
    }

    private static Story setContext(Story s, List<ContextFact> context) {
        return s.zoe(new ClientCommand.SetContext(s.next(), Story.ID, context));
    }

    @Test
    void aPageThatNeverStopsTalkingAboutItselfFillsTheConversationAndNoMore() {
        Story s = Story.begun().under(SMALL);
        for (int i = 0; i <= SMALL.maxEvents(); i++) {
            setContext(s, List.of(new ContextFact("clock", String.valueOf(i))));
        }
        assertThat(s.outcome()).isEqualTo("rejected AT_CAPACITY");
        assertThat(s.state().version()).isEqualTo(SMALL.maxEvents());
    }

    @Test
    void whatTheAssistantIsInDoubtAboutIsAskedBehindItsAnswerAndRemembered() {
        Story s = Story.begun();
        s.zoe(s.say("Where is my parcel?"));
        long question = s.openQuestion();
        s.when(
                new ConversationCommand.Reply(
                        question,
                        List.of(),
                        List.of(
                                new ConversationCommand.Answer(
                                        AnswerBand.ANSWER,
                                        "In three days.",
                                        List.of(),
                                        0.9,
                                        List.of()),
                                new ConversationCommand.Answer(
                                        AnswerBand.TALK,
                                        "Is this about an order of your own?",
                                        List.of(),
                                        1,
                                        List.of("Yes", "No"))),
                        Story.decided(question, EscalationOutcome.CLARIFY),
                        Story.EVERYTHING));
        assertThat(s.outcome()).isEqualTo("EscalationDecided AssistantSaid AssistantSaid");
        s.zoe(s.say("Yes"));
        assertThat(s.state().transcript().doubtBefore(s.openQuestion()))
                .contains(Trigger.AI_UNCERTAIN);
        s.assistantSays("Good.");
        s.zoe(s.say("And then?"));
        assertThat(s.state().transcript().doubtBefore(s.openQuestion())).isEmpty();
        assertThat(s.state().transcript().hasDoubted(Trigger.AI_UNCERTAIN)).isTrue();
    }

    @Test
    void theTopicsOfAnUnclearQuestionAreOnTheTimeline() {
        Story s = Story.begun();
        s.zoe(s.say("Router"));
        s.when(
                new ConversationCommand.Reply(
                        s.openQuestion(),
                        List.of(),
                        List.of(
                                new ConversationCommand.Answer(
                                        AnswerBand.SUGGEST,
                                        "Which of these is it about?",
                                        List.of(),
                                        0.4,
                                        List.of("Return a router", "Restart a router"))),
                        Story.decided(s.openQuestion(), EscalationOutcome.CONTINUE),
                        Story.EVERYTHING));
        assertThat(s.event(ConversationEvent.AssistantSaid.class).topics())
                .contains(List.of("Return a router", "Restart a router"));
    }

    @Test
    void aClearAnswerHasNoTopics() {
        Story s = Story.begun();
        s.zoe(s.say("How do I restart it?")).assistantSays("Hold the button.");
        assertThat(s.event(ConversationEvent.AssistantSaid.class).topics()).isEmpty();
    }

    @Test
    void aFullConversationTakesNoMoreWordsButCanBeBroughtToAnEnd() {
        Story s = Story.begun().under(SMALL);
        while (s.state().version() < SMALL.maxEvents()) {
            s.zoe(s.say("more"));
            assertThat(s.outcome()).isEqualTo("CustomerSaid");
        }
        assertThat(s.zoe(s.say("too much")).outcome()).isEqualTo("rejected AT_CAPACITY");
        visit(s, 1);
        assertThat(s.outcome()).isEqualTo("rejected AT_CAPACITY");
        assertThat(s.zoeStartsAgain(s.start("again", Channel.TEXT)).outcome())
                .isEqualTo("rejected AT_CAPACITY");

        s.zoe(new ClientCommand.AskForPerson(s.next(), Story.ID, Optional.of(Channel.TEXT)));
        s.zoe(new ClientCommand.SkipDetails(s.next(), Story.ID)).rings(Story.ADA);
        s.ada(new ClientCommand.AcceptOffer(s.next(), Story.ID, Story.OFFER));
        s.ada(new ClientCommand.EndConversation(s.next(), Story.ID));
        s.ada(
                new ClientCommand.FinishWrapUp(
                        s.next(),
                        Story.ID,
                        Disposition.SOLVED,
                        Optional.empty(),
                        Optional.empty()));
        assertThat(s.state().phase()).isEqualTo(new Phase.Closed());
        assertThat(s.zoe(rate(s)).outcome()).isEqualTo("Rated");
    }

    @Test
    void evenWishesThatMoveTheConversationOnEndSomewhere() {
        Story s = Story.begun().under(SMALL);
        int events = 0;
        while (!s.outcome().equals("rejected AT_CAPACITY")) {
            s.zoe(new ClientCommand.GiveDetails(s.next(), Story.ID, Story.details("Zoe")));
            assertThat(++events).isLessThan(SMALL.maxEvents() + Rules.ROOM_TO_FINISH + 1);
        }
        assertThat(s.state().version()).isEqualTo(SMALL.maxEvents() + Rules.ROOM_TO_FINISH);
        s.zoe(new ClientCommand.EndConversation(s.next(), Story.ID));
        assertThat(s.state().phase()).isEqualTo(new Phase.Closed());
    }

    @Test
    void marksTellUpToWhichMessageOfTheOtherSideAndNeverGoBack() {
        Story s = Stage.TALKING.reached();
        long hello = s.state().version();
        s.zoe(new ClientCommand.MarkSeen(s.next(), Story.ID, hello + 1_000, hello));
        assertThat(s.event(ConversationEvent.MessagesSeen.class))
                .isEqualTo(new ConversationEvent.MessagesSeen(Role.CUSTOMER, hello, hello));
        s.zoe(new ClientCommand.MarkSeen(s.next(), Story.ID, 1, 0));
        assertThat(s.outcome()).isEqualTo("nothing");
        assertThat(s.state().seen().customerRead()).isEqualTo(hello);
    }

    @Test
    void marksOfMarksAddNothing() {
        Story s = Stage.TALKING.reached();
        s.zoe(new ClientCommand.MarkSeen(s.next(), Story.ID, s.state().version(), 0));
        s.ada(new ClientCommand.MarkSeen(s.next(), Story.ID, s.state().version(), 0));
        long version = s.state().version();
        s.zoe(new ClientCommand.MarkSeen(s.next(), Story.ID, version, 0));
        s.ada(new ClientCommand.MarkSeen(s.next(), Story.ID, version, 0));
        assertThat(s.state().version()).isEqualTo(version);
    }

    @Test
    void aJudgementIsKeptWithTheAnswerAndTheSameOneIsNoNews() {
        Story s = Stage.ASKED.reached();
        s.zoe(new ClientCommand.JudgeAnswer(s.next(), Story.ID, 4, false));
        assertThat(s.state().transcript().turn(4).orElseThrow().answer().orElseThrow().helped())
                .contains(false);
        s.zoe(new ClientCommand.JudgeAnswer(s.next(), Story.ID, 4, false));
        assertThat(s.outcome()).isEqualTo("nothing");
        s.zoe(new ClientCommand.JudgeAnswer(s.next(), Story.ID, 2, true));
        assertThat(s.outcome()).isEqualTo("rejected INVALID_VALUE");
    }

    @Test
    void ratingIsOpenForAWeekAfterTheEnd() {
        Story s = Stage.CLOSED.reached();
        Duration left =
                Duration.between(
                        s.now(),
                        s.state().outcome().endedAt().orElseThrow().plus(s.rules().rateWithin()));
        assertThat(s.later(left.minusNanos(1)).zoe(rate(s)).outcome()).isEqualTo("Rated");
        assertThat(s.later(Duration.ofNanos(1)).zoe(rate(s)).outcome())
                .isEqualTo("rejected NOT_NOW");
    }

    @Test
    void theAssistantAnswersTheNewestMessageOnly() {
        Story s = Story.begun();
        s.zoe(s.say("One")).zoe(s.say("Two"));
        s.when(s.reply(2, "to one", AnswerBand.ANSWER, EscalationOutcome.CONTINUE));
        assertThat(s.outcome()).isEqualTo("rejected FLOOR_PASSED");
        s.when(s.reply(3, "to two", AnswerBand.ANSWER, EscalationOutcome.CONTINUE));
        assertThat(s.outcome()).isEqualTo("EscalationDecided AssistantSaid");
        s.when(s.reply(3, "to two", AnswerBand.ANSWER, EscalationOutcome.CONTINUE));
        assertThat(s.outcome()).isEqualTo("rejected FLOOR_PASSED");
    }

    @Test
    void replayGivesTheStateThatWasLived() {
        for (Stage stage : Stage.values()) {
            Story s = stage.reached();
            assertThat(Conversation.replay(Story.ID, s.log())).isEqualTo(s.state());
        }
    }

    @Test
    void anEntryOutOfOrderIsOurOwnFault() {
        Story s = Story.begun();
        TimelineEntry gap =
                new TimelineEntry(
                        3, s.now(), Optional.empty(), new ConversationEvent.CustomerSaid("?"));
        assertThatThrownBy(() -> s.state().after(gap)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Conversation.replay(Story.ID, List.of(gap)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClockThatJumpsBackMakesNoCallOfNegativeLength() {
        Story s = Stage.CALLING.reached();
        s.later(Duration.ofHours(-1));
        s.zoe(new ClientCommand.EndCall(s.next(), Story.ID, s.call()));
        assertThat(s.state().outcome().callSeconds()).isZero();
    }

    @Test
    void rulesRefuseNonsense() {
        assertThatThrownBy(() -> withMaxEvents(0)).hasMessageContaining("maxEvents");
        assertThatThrownBy(() ->
                        new Rules(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                Duration.ZERO,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                10))
                .hasMessageContaining("ringFor");
    }

    @Test
    void atCapacityIsARefusalWithAReason() {
        Story s = Story.begun().under(withMaxEvents(1));
        s.zoe(s.say("Hello"));
        assertThat(s.decision())
                .isEqualTo(
                        new Decision.Rejected(
                                RejectionCode.AT_CAPACITY, "this conversation has 1 events"));
    }

    private static ClientCommand.Rate rate(Story s) {
        return new ClientCommand.Rate(s.next(), Story.ID, 5, List.of(), Optional.empty());
    }

    private static void visit(Story s, int page) {
        s.zoe(
                new ClientCommand.VisitPage(
                        s.next(),
                        Story.ID,
                        new PageView("https://harbor.example/" + page, "page " + page)));
    }

    static Rules withMaxEvents(int max) {
        Rules d = Rules.DEFAULT;
        return new Rules(
                d.answerWithin(),
                d.fillFormWithin(),
                d.ringFor(),
                d.waitAtMost(),
                d.proposalOpenFor(),
                d.wrapUpFor(),
                d.idleWithAssistant(),
                d.idleWithAgent(),
                d.rateWithin(),
                max);
    }
}
