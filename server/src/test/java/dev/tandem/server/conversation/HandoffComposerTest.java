package dev.tandem.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.Property;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.Handoff;
import dev.tandem.signaling.timeline.PageView;
import dev.tandem.signaling.timeline.Role;
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
                                PROBLEM, AnswerBand.ANSWER, Optional.empty(), Optional.of(false)),
                        new Handoff.Attempt(
                                "Do you sell bananas?",
                                AnswerBand.NONE,
                                Optional.empty(),
                                Optional.empty()));
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
                    assertThat(handoff.pages()).isEqualTo(s.state().transcript().pages());
                });
    }

    private static boolean isPartOfOne(String fact, List<String> said) {
        String start = fact.endsWith("…") ? fact.substring(0, fact.length() - 1) : fact;
        return start.isEmpty() || said.stream().anyMatch(t -> t.startsWith(start));
    }

    private static Handoff handoff(Story s) {
        return HandoffComposer.compose(s.state());
    }
}
