package dev.tandem.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.Property;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.Handoff;
import dev.tandem.signaling.timeline.PageView;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.Signal;
import dev.tandem.signaling.timeline.Trigger;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/// What the agent reads before the first word: chosen from what was said, never made up.
class HandoffComposerTest {
    private static final String PROBLEM = "My internet has been down since Monday morning";

    @Test
    void theProblemIsTheFirstMessageThatSaysSomething() {
        Story s = Story.begun();
        s.zoe(s.say("hi")).zoe(s.say(PROBLEM)).zoe(s.say("And the lamp blinks red all the time"));
        assertThat(handoff(s).problem()).isEqualTo(PROBLEM);
    }

    @Test
    void theWishForAPersonIsNotTheProblem() {
        Story s = Story.begun();
        s.zoe(s.say("I would like to talk to a human being")).zoe(s.say(PROBLEM));
        assertThat(handoff(s).problem()).isEqualTo(PROBLEM);
    }

    private static final String HOURS = "What are your opening hours on Sunday?";
    private static final String BROKEN = "My order arrived broken and I want my money back";

    @Test
    void theProblemIsWhatAPersonWasBroughtInForAndNotWhatWasAnsweredBefore() {
        Story s = Story.begun();
        s.zoe(s.say(HOURS));
        s.assistantSays("Ten to four.", AnswerBand.ANSWER, EscalationOutcome.CONTINUE);
        decides(s, BROKEN, EscalationOutcome.ESCALATE, Trigger.ACCOUNT_SPECIFIC);
        assertThat(handoff(s).problem()).isEqualTo(BROKEN);
        s.zoe(s.say("It stood in the rain for two days, too"));
        assertThat(handoff(s).problem()).isEqualTo(BROKEN);
    }

    @Test
    void whoAskedForAPersonHasTheProblemThatTheAssistantLeftOpen() {
        Story s = Story.begun();
        s.zoe(s.say(HOURS));
        s.assistantSays("Ten to four.", AnswerBand.ANSWER, EscalationOutcome.CONTINUE);
        s.zoe(s.say(BROKEN));
        s.assistantSays("", AnswerBand.NONE, EscalationOutcome.CONTINUE);
        s.zoe(s.say("Thank you for nothing, have a nice day"));
        s.assistantSays("You're welcome", AnswerBand.TALK, EscalationOutcome.CONTINUE);
        wishes(s, "Let me speak to somebody in your team please", "speak to somebody");
        assertThat(handoff(s).problem()).isEqualTo(BROKEN);
    }

    @Test
    void anAnswerThatDidNotHelpLeavesItsQuestionOpen() {
        Story s = Story.begun();
        s.zoe(s.say(HOURS));
        s.assistantSays("Ten to four.", AnswerBand.ANSWER, EscalationOutcome.CONTINUE);
        s.zoe(s.say(BROKEN));
        s.assistantSays("Pack it well.", AnswerBand.ANSWER, EscalationOutcome.CONTINUE);
        s.zoe(new ClientCommand.JudgeAnswer(s.next(), Story.ID, s.state().version(), false));
        wishes(s, "I would like to talk to a human being", "talk to a human");
        assertThat(handoff(s).problem()).isEqualTo(BROKEN);
    }

    @Test
    void whoAsksAgainInAHurryHasTheProblemThatIsStillOpen() {
        Story s = Story.begun();
        s.zoe(s.say(HOURS));
        s.assistantSays("Ten to four.", AnswerBand.ANSWER, EscalationOutcome.CONTINUE);
        s.zoe(s.say(PROBLEM));
        s.assistantSays("Restart it.", AnswerBand.ANSWER, EscalationOutcome.CONTINUE);
        s.zoe(new ClientCommand.JudgeAnswer(s.next(), Story.ID, s.state().version(), false));
        String again = "It just dropped again and I have a call at eight";
        decides(s, again, EscalationOutcome.ESCALATE, Trigger.EMOTION_URGENCY);
        assertThat(handoff(s).problem()).isEqualTo(PROBLEM);
        assertThat(handoff(s).open()).map(Handoff.OpenQuestion::text).contains(again);
    }

    @Test
    void whoWasOfferedAPersonBesideAnAnswerHasTheMessageOfTheOffer() {
        Story s = Story.begun();
        s.zoe(s.say(HOURS));
        s.assistantSays("Ten to four.", AnswerBand.ANSWER, EscalationOutcome.CONTINUE);
        s.zoe(s.say(PROBLEM));
        s.assistantSays("Restart it.", AnswerBand.ANSWER, EscalationOutcome.OFFER);
        assertThat(handoff(s).problem()).isEqualTo(PROBLEM);
    }

    @Test
    void theProblemStaysTheSameWhileAPersonTalksAboutIt() {
        Story s = Story.begun();
        s.zoe(s.say(HOURS));
        s.assistantSays("Ten to four.", AnswerBand.ANSWER, EscalationOutcome.CONTINUE);
        s.zoe(s.say(BROKEN));
        s.assistantSays("", AnswerBand.NONE, EscalationOutcome.CONTINUE);
        wishes(s, "agent", "agent");
        s.zoe(new ClientCommand.ChooseChannel(s.next(), Story.ID, Channel.TEXT));
        s.zoe(new ClientCommand.SkipDetails(s.next(), Story.ID));
        s.rings(Story.ADA);
        s.ada(new ClientCommand.AcceptOffer(s.next(), Story.ID, Story.OFFER));
        s.ada(s.say("Hello Zoe")).zoe(s.say("Hello, do you also sell any glasses?"));
        s.ada(s.say("We do."));
        assertThat(handoff(s).problem()).isEqualTo(BROKEN);
    }

    @Test
    void whereEverythingWasAnsweredTheProblemIsTheFirstMessage() {
        Story s = Story.begun();
        s.zoe(s.say(HOURS));
        s.assistantSays("Ten to four.", AnswerBand.ANSWER, EscalationOutcome.CONTINUE);
        s.zoe(s.say("And where is the shop in Bristol?"));
        s.assistantSays("At the harbor.", AnswerBand.ANSWER, EscalationOutcome.CONTINUE);
        s.zoe(new ClientCommand.AskForPerson(s.next(), Story.ID, Optional.of(Channel.TEXT)));
        assertThat(handoff(s).problem()).isEqualTo(HOURS);
    }

    @Test
    void theWordAgentInAProblemIsNoWishForOne() {
        String leak = "The cleaning agent leaked over my desk";
        Story s = Story.begun();
        s.zoe(s.say("hi")).zoe(s.say(leak)).zoe(s.say("And over everything that stood on it"));
        assertThat(handoff(s).problem()).isEqualTo(leak);
        Story wanted = Story.begun();
        String spare = "I need the cleaning agent for my pump";
        wanted.zoe(wanted.say(spare));
        wanted.assistantSays("", AnswerBand.NONE, EscalationOutcome.CONTINUE);
        assertThat(handoff(wanted).problem()).as("the policy read no wish in it").isEqualTo(spare);
        assertThat(handoff(wanted).goal()).contains(spare);
    }

    @Test
    void aWishForAPersonThatSaysWhatForIsTheProblem() {
        Story s = Story.begun();
        s.zoe(s.say(HOURS));
        s.assistantSays("Ten to four.", AnswerBand.ANSWER, EscalationOutcome.CONTINUE);
        String both = "Agent please, the parcel of last week came back to you";
        wishes(s, both, "Agent please");
        assertThat(handoff(s).problem()).isEqualTo(both);
    }

    @Test
    void aComplaintAboutAnAnswerIsNotTheProblemButTheQuestionBeforeItIs() {
        Story s = Story.begun();
        s.zoe(s.say(HOURS));
        s.assistantSays("Ten to four.", AnswerBand.ANSWER, EscalationOutcome.CONTINUE);
        s.zoe(s.say(BROKEN));
        s.assistantSays("Pack it well.", AnswerBand.ANSWER, EscalationOutcome.CONTINUE);
        decides(
                s,
                "No, that is not what I asked you for",
                EscalationOutcome.ESCALATE,
                Trigger.AI_UNCERTAIN,
                new Signal("not_helped", 1, "not what I asked"));
        assertThat(handoff(s).problem()).isEqualTo(BROKEN);
    }

    @Test
    void everyFactNamesTheMessageThatItStandsIn() {
        Story s = Story.begun();
        s.zoe(s.say("I need a new lamp for my kitchen"));
        s.assistantSays("Here.", AnswerBand.ANSWER, EscalationOutcome.CONTINUE);
        decides(s, BROKEN, EscalationOutcome.ESCALATE, Trigger.ACCOUNT_SPECIFIC);
        Handoff handoff = handoff(s);
        assertThat(handoff.problemTurn()).isEqualTo(turnOf(s, BROKEN));
        assertThat(handoff.goal()).contains(BROKEN);
        assertThat(handoff.goalTurn()).isEqualTo(turnOf(s, BROKEN));
        assertThat(handoff.tried())
                .extracting(Handoff.Attempt::turn)
                .containsExactly(turnOf(s, "I need a new lamp for my kitchen"));
    }

    @Test
    void aProblemOutOfTheFormHasNoMessage() {
        Story s = Story.begun();
        s.zoe(s.say("agent"));
        assertThat(handoff(s).problemTurn()).isEqualTo(turnOf(s, "agent"));
        s.zoe(new ClientCommand.GiveDetails(s.next(), Story.ID, Story.details("Zoe")));
        assertThat(handoff(s).problemTurn()).isEmpty();
    }

    @Test
    void theOpenQuestionIsTheNewestThatNobodyAnswered() {
        Story s = Story.begun();
        s.zoe(s.say(PROBLEM));
        s.assistantSays("", AnswerBand.NONE, EscalationOutcome.CONTINUE);
        s.zoe(s.say("Is it a fault?"));
        s.assistantSays("", AnswerBand.NONE, EscalationOutcome.CONTINUE);
        s.zoe(s.say(HOURS));
        s.assistantSays("Ten to four.", AnswerBand.ANSWER, EscalationOutcome.CONTINUE);
        wishes(s, "Can I speak to somebody?", "speak to somebody");
        assertThat(handoff(s).open())
                .contains(
                        new Handoff.OpenQuestion(
                                "Is it a fault?", turnOf(s, "Is it a fault?").orElseThrow()));
        Story answered = Story.begun();
        answered.zoe(answered.say(HOURS));
        answered.assistantSays("Ten to four.");
        assertThat(handoff(answered).open()).isEmpty();
    }

    @Test
    void theMoodIsTheStrongestOfWhatWasFelt() {
        Story s = Story.begun();
        Signal fear = new Signal("anxiety", 0.75, "scared");
        decides(
                s,
                PROBLEM,
                EscalationOutcome.ESCALATE,
                Trigger.EMOTION_URGENCY,
                new Signal("time_pressure", 0.6, "since Monday"),
                fear,
                new Signal("failed_answers", 2, "2 in a row"));
        assertThat(handoff(s).mood()).contains(fear);
        Story calm = Story.begun();
        wishes(calm, "agent", "agent");
        assertThat(handoff(calm).mood()).isEmpty();
    }

    private static Optional<Long> turnOf(Story s, String text) {
        return s.state().transcript().turns().stream()
                .filter(t -> t.text().equals(text))
                .map(Transcript.Turn::version)
                .findFirst();
    }

    private static void wishes(Story s, String text, String words) {
        decides(
                s,
                text,
                EscalationOutcome.ESCALATE,
                Trigger.EXPLICIT_REQUEST,
                new Signal("explicit_request", 1, words));
    }

    private static void decides(
            Story s, String text, EscalationOutcome outcome, Trigger trigger, Signal... seen) {
        s.zoe(s.say(text));
        long turn = s.openQuestion();
        s.when(
                new ConversationCommand.Reply(
                        turn,
                        List.of(),
                        List.of(),
                        new ConversationEvent.EscalationDecided(
                                turn, outcome, trigger, "test", "test-1", List.of(seen)),
                        Story.EVERYTHING));
    }

    @Test
    void whoOnlyAskedForAPersonHasTheProblemInTheForm() {
        Story s = Story.begun();
        s.zoe(s.say("agent"));
        s.zoe(new ClientCommand.GiveDetails(s.next(), Story.ID, Story.details("Zoe")));
        assertThat(handoff(s).problem()).isEqualTo("the router blinks");
        assertThat(handoff(s).details()).isEqualTo(Story.details("Zoe"));
    }

    @Test
    void whoSaidNothingHasNoProblem() {
        assertThat(handoff(Story.begun()).problem()).isEmpty();
    }

    @Test
    void theGoalIsTheNewestWishThatIsNotForAPerson() {
        Story s = Story.begun();
        s.zoe(s.say("I want to move home")).zoe(s.say("I need the fast plan there"));
        s.zoe(s.say("I want to talk to a person"));
        assertThat(handoff(s).goal()).contains("I need the fast plan there");
    }

    @Test
    void whatWasTriedIsEachQuestionWithItsAnswerAndItsJudgement() {
        Story s = Story.begun();
        s.zoe(s.say(PROBLEM));
        s.assistantSays("Restart it.", AnswerBand.ANSWER, EscalationOutcome.CONTINUE);
        s.zoe(new ClientCommand.JudgeAnswer(s.next(), Story.ID, s.state().version(), false));
        s.zoe(s.say("ok"));
        s.assistantSays("You're welcome", AnswerBand.TALK, EscalationOutcome.CONTINUE);
        s.zoe(s.say("Do you sell bananas?"));
        s.assistantSays("", AnswerBand.NONE, EscalationOutcome.ESCALATE);
        assertThat(handoff(s).tried())
                .containsExactly(
                        new Handoff.Attempt(
                                PROBLEM,
                                AnswerBand.ANSWER,
                                Optional.empty(),
                                Optional.of(false),
                                Optional.of(2L)),
                        new Handoff.Attempt(
                                "Do you sell bananas?",
                                AnswerBand.NONE,
                                Optional.empty(),
                                Optional.empty(),
                                turnOf(s, "Do you sell bananas?")));
        assertThat(handoff(s).trigger()).isEqualTo(Trigger.AI_UNCERTAIN);
        assertThat(handoff(s).turns()).isEqualTo(6);
    }

    @Test
    void outOfTheLogComesWhatRangWhateverWasSaidSince() {
        Story s = Stage.waiting(Channel.TEXT);
        s.zoe(s.say("I need it for a call at eight")).rings(Story.ADA);
        Handoff rung = handoff(s);
        assertThat(rung.goal()).contains("I need it for a call at eight");
        s.ada(new ClientCommand.AcceptOffer(s.next(), Story.ID, Story.OFFER));
        s.zoe(s.say("I want to cancel everything")).ada(s.say("One moment"));
        assertThat(handoff(s)).isNotEqualTo(rung);
        assertThat(HandoffComposer.ofLog(Story.ID, s.log())).contains(rung);
    }

    @Test
    void whoStillWaitsHasAHandoffAndWhoNeverDidHasNone() {
        Story s = Stage.waiting(Channel.TEXT);
        assertThat(HandoffComposer.ofLog(Story.ID, s.log())).contains(handoff(s));
        assertThat(HandoffComposer.ofLog(Story.ID, Stage.ASKED.reached().log())).isEmpty();
    }

    @Test
    void theButtonIsAReasonToo() {
        Story s = Story.begun();
        s.zoe(new ClientCommand.AskForPerson(s.next(), Story.ID, Optional.of(Channel.TEXT)));
        assertThat(handoff(s).trigger()).isEqualTo(Trigger.EXPLICIT_REQUEST);
        assertThat(handoff(s).why()).extracting(w -> w.name()).containsExactly("button");
    }

    @Test
    void aLongProblemIsShortenedToOneLineAndNoCharacterIsCutInTwo() {
        int most = HandoffComposer.PROBLEM_CHARS;
        assertThat(HandoffComposer.oneLine("a".repeat(most))).isEqualTo("a".repeat(most));
        assertThat(HandoffComposer.oneLine("a".repeat(most + 1))).hasSize(most).endsWith("a…");
        assertThat(HandoffComposer.oneLine("a\n b\t c")).isEqualTo("a b c");
        String emoji = HandoffComposer.oneLine("a".repeat(most - 2) + "🙂🙂");
        assertThat(emoji.codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }

    @Test
    void everyFactIsTraceableToWhatHappened() {
        Property.holds(
                300,
                chance -> {
                    Story s = Story.begun();
                    List<String> sayings =
                            List.of(
                                    PROBLEM,
                                    "hi",
                                    "I need help with my bill please",
                                    "agent",
                                    "Comment puis-je payer ma facture en ligne ?",
                                    "x".repeat(300));
                    for (int i = 0; i < chance.between(0, 12); i++) {
                        s.zoe(s.say(chance.of(sayings)));
                        if (chance.yes(0.6)) {
                            s.assistantSays(
                                    "So.",
                                    chance.of(List.of(AnswerBand.values())),
                                    EscalationOutcome.CONTINUE);
                        }
                        if (chance.yes(0.3)) {
                            s.zoe(
                                    new ClientCommand.VisitPage(
                                            s.next(),
                                            Story.ID,
                                            new PageView("https://h.example/" + i, "P")));
                        }
                    }
                    Handoff handoff = handoff(s);
                    List<String> said =
                            s.state().transcript().turns().stream()
                                    .filter(t -> t.by() == Role.CUSTOMER)
                                    .map(t -> t.text())
                                    .toList();
                    assertThat(isPartOfOne(handoff.problem(), said)).isTrue();
                    handoff.goal().ifPresent(g -> assertThat(isPartOfOne(g, said)).isTrue());
                    assertThat(handoff.tried())
                            .allSatisfy(t -> assertThat(isPartOfOne(t.question(), said)).isTrue());
                    handoff.problemTurn()
                            .ifPresent(t -> assertThat(isPartOf(handoff.problem(), s, t)).isTrue());
                    handoff.goalTurn()
                            .ifPresent(t ->
                                    assertThat(isPartOf(handoff.goal().orElseThrow(), s, t))
                                            .isTrue());
                    handoff.open()
                            .ifPresent(q -> assertThat(isPartOf(q.text(), s, q.turn())).isTrue());
                    assertThat(handoff.tried())
                            .allSatisfy(t ->
                                    assertThat(isPartOf(t.question(), s, t.turn().orElseThrow()))
                                            .isTrue());
                    assertThat(handoff.pages()).isEqualTo(s.state().transcript().pages());
                });
    }

    private static boolean isPartOf(String fact, Story s, long turn) {
        return isPartOfOne(fact, List.of(s.state().transcript().turn(turn).orElseThrow().text()));
    }

    private static boolean isPartOfOne(String fact, List<String> said) {
        String start = fact.endsWith("…") ? fact.substring(0, fact.length() - 1) : fact;
        return start.isEmpty() || said.stream().anyMatch(t -> t.startsWith(start));
    }

    private static Handoff handoff(Story s) {
        return HandoffComposer.compose(s.state());
    }
}
