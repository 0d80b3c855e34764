package dev.tandem.server.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.server.Property;
import dev.tandem.server.application.ProgramPolicy;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Contribution;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;
import dev.tandem.signaling.timeline.Details;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.Signal;
import dev.tandem.signaling.timeline.Threshold;
import dev.tandem.signaling.timeline.TimelineEntry;
import dev.tandem.signaling.timeline.Trigger;
import dev.tandem.signaling.timeline.Weighing;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which message brings a person, and why it says it does.
class EscalationPolicyTest {
    private static final EscalationPolicy POLICY =
            new EscalationPolicy(EscalationSettings.DEFAULT, ProgramPolicy.WORDS);

    /// A conversation as the policy sees it.
    private static final class Talk {
        private static final ConversationId ID = new ConversationId("c1");
        private final List<TimelineEntry> log = new ArrayList<>();

        Talk() {
            Conversation.open(
                            new SiteKey("harbor"),
                            new CustomerId("zoe"),
                            "en",
                            Optional.empty(),
                            Details.NOTHING,
                            Optional.empty(),
                            Optional.empty())
                    .forEach(this::add);
        }

        Talk customer(String text) {
            return add(new ConversationEvent.CustomerSaid(text));
        }

        Talk assistant(AnswerBand band) {
            return add(
                    new ConversationEvent.AssistantSaid(
                            log.size(), band, "So.", List.of(), 0.5, Optional.empty()));
        }

        /// The policy was nearly sure and the customer has been asked.
        Talk doubted(EscalationDecided decision) {
            assertThat(decision.outcome()).isEqualTo(EscalationOutcome.CLARIFY);
            add(decision);
            return assistant(AnswerBand.ANSWER).assistant(AnswerBand.TALK);
        }

        Talk judged(boolean helpful) {
            return add(new ConversationEvent.AnswerJudged(log.size(), helpful));
        }

        Talk offeredAndDeclined(EscalationDecided decision) {
            add(decision);
            add(new ConversationEvent.ChannelsOffered(decision.trigger(), List.of()));
            return add(new ConversationEvent.ChannelsDeclined());
        }

        private Talk add(ConversationEvent event) {
            log.add(
                    new TimelineEntry(
                            log.size() + 1,
                            Instant.parse("2026-03-01T09:00:00Z"),
                            Optional.empty(),
                            event));
            return this;
        }

        Optional<EscalationDecided> afterJudgement() {
            return POLICY.afterJudgement(Conversation.replay(ID, log));
        }

        EscalationDecided decide(AnswerBand band, Reading read) {
            Conversation c = Conversation.replay(ID, log);
            var newest = c.transcript().customerTurns().getLast();
            return POLICY.decide(
                    c,
                    new Observation(
                            newest.version(),
                            newest.text(),
                            Optional.of(band),
                            List.of(),
                            List.of(),
                            List.of(read),
                            Duration.ZERO));
        }

        EscalationDecided decide(EscalationPolicy policy, AnswerBand band, double... similarity) {
            Conversation c = Conversation.replay(ID, log);
            var newest = c.transcript().customerTurns().getLast();
            List<String> earlier =
                    c.transcript().customerTurns().reversed().stream()
                            .skip(1)
                            .limit(similarity.length)
                            .map(t -> t.text())
                            .toList();
            List<Double> similar = new ArrayList<>();
            for (double s : similarity) {
                similar.add(s);
            }
            return policy.decide(
                    c,
                    new Observation(
                            newest.version(),
                            newest.text(),
                            Optional.of(band),
                            similar.subList(0, earlier.size()),
                            earlier));
        }

        EscalationDecided decide(AnswerBand band, double... similarity) {
            return decide(POLICY, band, similarity);
        }
    }

    /// As likely as makes the policy ask: between what is worth a person and what is nearly.
    private static final Reading NEARLY_AN_ORDER =
            new Reading(Trigger.ACCOUNT_SPECIFIC, 0.45, "about the parcel I am waiting for");

    private static Talk doubted() {
        Talk talk = new Talk().customer("It is about the parcel I am waiting for");
        return talk.doubted(talk.decide(AnswerBand.ANSWER, NEARLY_AN_ORDER));
    }

    @Test
    void yesToADoubtBringsAnOfferForThatReason() {
        EscalationDecided decided = doubted().customer("Yes, it is").decide(AnswerBand.NONE);
        assertThat(decided.outcome()).isEqualTo(EscalationOutcome.OFFER);
        assertThat(decided.trigger()).isEqualTo(Trigger.ACCOUNT_SPECIFIC);
        assertThat(decided.rule()).isEqualTo("doubt_confirmed");
        assertThat(decided.signals())
                .containsExactly(new Signal("doubt_confirmed", 1, "Yes, it is"));
    }

    @Test
    void noToADoubtLeavesItWithTheAssistant() {
        EscalationDecided decided = doubted().customer("no").decide(AnswerBand.NONE);
        assertThat(decided.outcome()).isEqualTo(EscalationOutcome.CONTINUE);
        assertThat(decided.rule()).isEqualTo("doubt_denied");
    }

    @Test
    void whoSaysItAgainInsteadOfYesIsBelieved() {
        Talk again = doubted().customer("The parcel I told you about, the second one");
        EscalationDecided decided = again.decide(AnswerBand.ANSWER, NEARLY_AN_ORDER);
        assertThat(decided.outcome()).isEqualTo(EscalationOutcome.OFFER);
        assertThat(decided.trigger()).isEqualTo(Trigger.ACCOUNT_SPECIFIC);
    }

    @Test
    void whoHintsAtAPersonAgainAfterBeingAskedIsOfferedOne() {
        Reading perhapsAPerson =
                new Reading(Trigger.EXPLICIT_REQUEST, 0.6, "this is easier in conversation");
        Talk talk = new Talk().customer("Perhaps this is easier in conversation");
        talk.doubted(talk.decide(AnswerBand.ANSWER, perhapsAPerson));
        talk.customer("Really, this is easier in conversation");
        assertThat(talk.decide(AnswerBand.ANSWER, perhapsAPerson))
                .extracting(EscalationDecided::outcome, EscalationDecided::trigger)
                .containsExactly(EscalationOutcome.OFFER, Trigger.EXPLICIT_REQUEST);
    }

    @Test
    void aWishThatIsOnlySupposedBringsAPersonWhereTheSiteHasNoGoodAnswer() {
        Reading perhaps = new Reading(Trigger.EXPLICIT_REQUEST, 0.55, "easier in conversation");
        Talk talk = new Talk().customer("Perhaps this is easier in conversation");
        assertThat(talk.decide(AnswerBand.ANSWER, perhaps).outcome())
                .isEqualTo(EscalationOutcome.CLARIFY);
        assertThat(talk.decide(AnswerBand.TALK, perhaps).outcome())
                .isEqualTo(EscalationOutcome.CLARIFY);
        assertThat(talk.decide(AnswerBand.SUGGEST, perhaps).outcome())
                .isEqualTo(EscalationOutcome.ESCALATE);
        assertThat(talk.decide(AnswerBand.NONE, perhaps).outcome())
                .isEqualTo(EscalationOutcome.ESCALATE);
    }

    @Test
    void besideAGoodAnswerAWishThatNoRuleListsHasToBeReadSurely() {
        Talk talk = new Talk().customer("It would be easier by voice");
        String text = "It would be easier by voice";
        assertThat(
                        talk.decide(
                                AnswerBand.ANSWER,
                                new Reading(Trigger.EXPLICIT_REQUEST, 0.79, text)))
                .extracting(EscalationDecided::outcome, EscalationDecided::trigger)
                .containsExactly(EscalationOutcome.CLARIFY, Trigger.EXPLICIT_REQUEST);
        assertThat(talk.decide(AnswerBand.ANSWER, new Reading(Trigger.EXPLICIT_REQUEST, 0.8, text)))
                .extracting(EscalationDecided::outcome, EscalationDecided::trigger)
                .containsExactly(EscalationOutcome.ESCALATE, Trigger.EXPLICIT_REQUEST);
    }

    @Test
    void aboutOneReasonIsAskedOnce() {
        Talk later =
                doubted()
                        .customer("How long does a parcel take?")
                        .assistant(AnswerBand.ANSWER)
                        .customer("The parcel I am waiting for, that is");
        EscalationDecided decided = later.decide(AnswerBand.ANSWER, NEARLY_AN_ORDER);
        assertThat(decided.outcome()).isEqualTo(EscalationOutcome.CONTINUE);
    }

    @Test
    void yesToNothingIsAnsweredLikeAnyMessage() {
        Talk talk = new Talk().customer("How do I restart it?").assistant(AnswerBand.ANSWER);
        assertThat(talk.customer("Yes").decide(AnswerBand.NONE).rule()).isEqualTo("no_rule");
    }

    @Test
    void aWishForAPersonGoesBeforeADoubt() {
        EscalationDecided decided =
                doubted().customer("Yes, get me a person").decide(AnswerBand.NONE);
        assertThat(decided.outcome()).isEqualTo(EscalationOutcome.ESCALATE);
        assertThat(decided.trigger()).isEqualTo(Trigger.EXPLICIT_REQUEST);
    }

    @Test
    void theHeaviestReasonIsHeldAgainstAPersonAndTheOthersDoNotAddToIt() {
        EscalationDecided decided =
                new Talk()
                        .customer("It is about the parcel I am waiting for")
                        .decide(
                                AnswerBand.NONE,
                                new Reading(
                                        Trigger.ACCOUNT_SPECIFIC,
                                        0.35,
                                        "about the parcel I am waiting for"));
        assertThat(decided.outcome()).isEqualTo(EscalationOutcome.CONTINUE);
        Weighing weighing = decided.weighing().orElseThrow();
        assertThat(weighing.contributions()).hasSize(2);
        assertThat(weighing.contributions().stream().mapToDouble(Contribution::cost).sum())
                .isGreaterThan(weighing.agentCost());
        assertThat(weighing.assistantCost())
                .isCloseTo(0.35 * 11, within(1e-9))
                .isLessThan(weighing.agentCost());
        assertThat(weighing.threshold())
                .contains(new Threshold(Trigger.ACCOUNT_SPECIFIC, 1, Optional.empty()));
    }

    @Test
    void aDecisionSaysThatTheReasonWasOfferedBeforeAndHadToWeighMore() {
        Reading order = new Reading(Trigger.ACCOUNT_SPECIFIC, 0.7, NEARLY_AN_ORDER.words());
        Talk talk = new Talk().customer("It is about the parcel I am waiting for");
        EscalationDecided first = talk.decide(AnswerBand.ANSWER, order);
        assertThat(first.outcome()).isEqualTo(EscalationOutcome.OFFER);
        assertThat(first.weighing().flatMap(Weighing::threshold))
                .contains(new Threshold(Trigger.ACCOUNT_SPECIFIC, 1, Optional.empty()));
        EscalationDecided second =
                talk.offeredAndDeclined(first)
                        .customer("The parcel I told you about, the second one")
                        .decide(AnswerBand.ANSWER, order);
        assertThat(second.outcome()).isEqualTo(EscalationOutcome.CLARIFY);
        Weighing weighing = second.weighing().orElseThrow();
        assertThat(weighing.assistantCost()).isGreaterThan(weighing.agentCost());
        assertThat(weighing.threshold())
                .contains(
                        new Threshold(
                                Trigger.ACCOUNT_SPECIFIC,
                                1.5,
                                Optional.of(Threshold.Because.OFFERED_BEFORE)));
    }

    @Test
    void aDecisionSaysThatTheCustomerWasJustAskedOrThatAWishWasNotSure() {
        EscalationDecided again =
                doubted()
                        .customer("The parcel I told you about, the second one")
                        .decide(AnswerBand.ANSWER, NEARLY_AN_ORDER);
        assertThat(because(again)).contains(Threshold.Because.ASKED_BEFORE);
        String text = "It would be easier by voice";
        EscalationDecided unsure =
                new Talk()
                        .customer(text)
                        .decide(
                                AnswerBand.ANSWER,
                                new Reading(Trigger.EXPLICIT_REQUEST, 0.79, text));
        assertThat(unsure.outcome()).isEqualTo(EscalationOutcome.CLARIFY);
        assertThat(because(unsure)).contains(Threshold.Because.WISH_UNSURE);
    }

    private static Optional<Threshold.Because> because(EscalationDecided decided) {
        return decided.weighing().flatMap(Weighing::threshold).flatMap(Threshold::because);
    }

    @Test
    void whereARuleDecidesBesideTheCostsNothingWasCompared() {
        EscalationDecided angry =
                new Talk().customer("This is ridiculous, unacceptable!").decide(AnswerBand.NONE);
        assertThat(angry.rule()).isEqualTo("anger");
        assertThat(angry.weighing()).isPresent();
        assertThat(angry.weighing().flatMap(Weighing::threshold)).isEmpty();
    }

    @Test
    void aQuestionThatIsAnsweredNeedsNobody() {
        EscalationDecided decided =
                new Talk().customer("How do I restart it?").decide(AnswerBand.ANSWER);
        assertThat(decided.outcome()).isEqualTo(EscalationOutcome.CONTINUE);
        assertThat(decided.trigger()).isEqualTo(Trigger.NONE);
        assertThat(decided.policyVersion()).isEqualTo(EscalationSettings.DEFAULT.version());
    }

    @Test
    void anExplicitRequestWinsWhateverTheAnswerAndTheSettings() {
        Property.holds(
                500,
                chance -> {
                    EscalationSettings settings =
                            new EscalationSettings(
                                    "any",
                                    chance.between(1, 100) / 100.0,
                                    chance.between(1, 1_000),
                                    chance.between(1, 1_000),
                                    chance.between(1, 100) / 100.0);
                    Talk talk = new Talk();
                    for (int i = 0; i < chance.between(0, 6); i++) {
                        talk.customer("The router blinks " + i)
                                .assistant(chance.of(List.of(AnswerBand.values())));
                    }
                    List<String> wishes = WordsTest.person().toList();
                    talk.customer(chance.of(wishes));
                    for (int i = 0; i < chance.between(0, 2); i++) {
                        talk.customer("hello?");
                    }
                    EscalationDecided decided =
                            talk.decide(
                                    new EscalationPolicy(settings, ProgramPolicy.WORDS),
                                    chance.of(List.of(AnswerBand.values())));
                    assertThat(decided.outcome()).isEqualTo(EscalationOutcome.ESCALATE);
                    assertThat(decided.trigger()).isEqualTo(Trigger.EXPLICIT_REQUEST);
                });
    }

    @Test
    void aWishThatWasAnsweredIsNotHeardAgain() {
        Talk talk =
                new Talk()
                        .customer("agent please")
                        .assistant(AnswerBand.TALK)
                        .customer("What does the fast plan cost?");
        assertThat(talk.decide(AnswerBand.ANSWER).outcome()).isEqualTo(EscalationOutcome.CONTINUE);
    }

    @Test
    void aWishThatLedToADeclinedOfferIsNotHeardAgain() {
        Talk talk = new Talk().customer("agent please");
        talk.offeredAndDeclined(talk.decide(AnswerBand.NONE)).customer("What does it cost?");
        assertThat(talk.decide(AnswerBand.ANSWER).outcome()).isEqualTo(EscalationOutcome.CONTINUE);
    }

    @Test
    void angerWithAnAnswerIsOfferedAPersonBesideIt() {
        Talk talk = new Talk().customer("This is unacceptable, how do I restart it");
        assertThat(talk.decide(AnswerBand.ANSWER).outcome()).isEqualTo(EscalationOutcome.OFFER);
        assertThat(talk.decide(AnswerBand.NONE).outcome()).isEqualTo(EscalationOutcome.ESCALATE);
        assertThat(talk.decide(AnswerBand.NONE).trigger()).isEqualTo(Trigger.EMOTION_URGENCY);
        assertThat(talk.decide(AnswerBand.NONE).signals())
                .extracting(Signal::name, Signal::evidence)
                .contains(org.assertj.core.groups.Tuple.tuple("anger", "unacceptable"));
    }

    @Test
    void oneFailedAnswerIsForgivenTwoInARowAreNot() {
        Talk talk = new Talk().customer("Do you sell bananas?");
        assertThat(talk.decide(AnswerBand.NONE).outcome()).isEqualTo(EscalationOutcome.CONTINUE);
        talk.assistant(AnswerBand.NONE).customer("And apples?");
        EscalationDecided second = talk.decide(AnswerBand.NONE);
        assertThat(second.outcome()).isEqualTo(EscalationOutcome.ESCALATE);
        assertThat(second.rule()).isEqualTo("failed_answers");
    }

    @Test
    void anAnswerThatDidNotHelpIsAFailedOne() {
        Talk talk =
                new Talk()
                        .customer("It blinks red")
                        .assistant(AnswerBand.ANSWER)
                        .judged(false)
                        .customer("Do you sell bananas?");
        assertThat(talk.decide(AnswerBand.NONE).rule()).isEqualTo("failed_answers");
    }

    @Test
    void whatAHeadReadsIntoACutDownQuestionDoesNotHideThatTheAnswersFail() {
        Talk talk =
                new Talk()
                        .customer("Is the lake open for swimming?")
                        .assistant(AnswerBand.NONE)
                        .customer("Swimming in the lake allowed today?");
        Reading rules =
                new Reading(Trigger.REGULATED_SAFETY, 0.85, "Swimming in the lake allowed today?");
        assertThat(talk.decide(AnswerBand.NONE, rules).rule()).isEqualTo("failed_answers");
        assertThat(talk.decide(AnswerBand.ANSWER, rules).trigger())
                .as("without failed answers the head is heard")
                .isEqualTo(Trigger.REGULATED_SAFETY);
    }

    @Test
    void anAnswerInBetweenEndsTheRow() {
        Talk talk =
                new Talk()
                        .customer("Bananas?")
                        .assistant(AnswerBand.NONE)
                        .customer("Opening hours?")
                        .assistant(AnswerBand.ANSWER)
                        .customer("Apples?");
        assertThat(talk.decide(AnswerBand.NONE).outcome()).isEqualTo(EscalationOutcome.CONTINUE);
    }

    @Test
    void twoAnswersThatDidNotHelpBringAnOfferWithoutAnotherMessage() {
        Talk talk = new Talk().customer("It blinks red").assistant(AnswerBand.ANSWER).judged(false);
        assertThat(talk.afterJudgement()).isEmpty();
        talk.customer("It still blinks").assistant(AnswerBand.ANSWER);
        assertThat(talk.afterJudgement()).as("the second was not judged yet").isEmpty();
        EscalationDecided decided = talk.judged(false).afterJudgement().orElseThrow();
        assertThat(decided)
                .isEqualTo(
                        new EscalationDecided(
                                6,
                                EscalationOutcome.OFFER,
                                Trigger.AI_UNCERTAIN,
                                "judged_answers",
                                EscalationSettings.DEFAULT.version(),
                                List.of(new Signal("failed_answers", 2, "2 in a row"))));
        talk.offeredAndDeclined(decided);
        assertThat(talk.afterJudgement()).as("decided once about each answer").isEmpty();
        talk.customer("And now?").assistant(AnswerBand.SUGGEST).judged(false);
        assertThat(talk.afterJudgement().orElseThrow().signals().getFirst().value()).isEqualTo(3);
    }

    @Test
    void anAnswerThatHelpedInBetweenBringsNobody() {
        Talk talk =
                new Talk()
                        .customer("It blinks red")
                        .assistant(AnswerBand.ANSWER)
                        .judged(true)
                        .customer("And the other lamp?")
                        .assistant(AnswerBand.ANSWER)
                        .judged(false);
        assertThat(talk.afterJudgement()).isEmpty();
    }

    @Test
    void whileAMessageWaitsForItsAnswerAJudgementDecidesNothing() {
        Talk talk =
                new Talk()
                        .customer("Bananas?")
                        .assistant(AnswerBand.NONE)
                        .customer("Apples?")
                        .assistant(AnswerBand.SUGGEST)
                        .judged(false);
        assertThat(talk.afterJudgement()).isPresent();
        assertThat(talk.customer("Pears?").afterJudgement()).isEmpty();
    }

    @Test
    void smallTalkNeitherFailsNorHelps() {
        Talk talk =
                new Talk()
                        .customer("Bananas?")
                        .assistant(AnswerBand.NONE)
                        .customer("ok thanks")
                        .assistant(AnswerBand.TALK)
                        .customer("Apples?");
        assertThat(talk.decide(AnswerBand.NONE).rule()).isEqualTo("failed_answers");
    }

    @Test
    void thanksAfterTwoFailedAnswersBringsNobody() {
        Talk talk =
                new Talk()
                        .customer("Bananas?")
                        .assistant(AnswerBand.NONE)
                        .customer("Apples?")
                        .assistant(AnswerBand.NONE)
                        .customer("ok thanks");
        assertThat(talk.decide(AnswerBand.TALK).outcome()).isEqualTo(EscalationOutcome.CONTINUE);
    }

    @Test
    void theSameQuestionForTheThirdTimeBringsAPerson() {
        Talk talk =
                new Talk()
                        .customer("Why does it blink?")
                        .assistant(AnswerBand.ANSWER)
                        .customer("Why is the light blinking?")
                        .assistant(AnswerBand.ANSWER)
                        .customer("What does the blinking mean?");
        assertThat(talk.decide(AnswerBand.ANSWER, 0.72, 0.9).rule())
                .isEqualTo("rephrased_question");
        assertThat(talk.decide(AnswerBand.ANSWER, 0.71, 0.9).outcome())
                .isEqualTo(EscalationOutcome.CONTINUE);
        assertThat(talk.decide(AnswerBand.ANSWER, 0.9, 0.71).outcome())
                .isEqualTo(EscalationOutcome.CONTINUE);
    }

    @Test
    void theNextQuestionThatIsBuiltAlikeIsNotTheSameAgain() {
        Talk talk =
                new Talk()
                        .customer("How much is delivery to France?")
                        .assistant(AnswerBand.ANSWER)
                        .customer("How much is delivery to Spain?")
                        .assistant(AnswerBand.ANSWER)
                        .customer("How much is delivery to Italy?");
        assertThat(talk.decide(AnswerBand.ANSWER, 0.9, 0.9).outcome())
                .isEqualTo(EscalationOutcome.CONTINUE);
        Talk mistyped =
                new Talk()
                        .customer("How much is delivery to Spain?")
                        .assistant(AnswerBand.ANSWER)
                        .customer("How much is deliverys to Spain?")
                        .assistant(AnswerBand.ANSWER)
                        .customer("How much is delivery to Spaain?");
        assertThat(mistyped.decide(AnswerBand.ANSWER, 0.9, 0.9).rule())
                .isEqualTo("rephrased_question");
    }

    @Test
    void aCorrectedQuestionIsAnsweredOnceMoreAComplaintBringsAPerson() {
        Talk corrects =
                new Talk()
                        .customer("How big is the bag?")
                        .assistant(AnswerBand.ANSWER)
                        .customer("I mean the travel bag");
        assertThat(corrects.decide(AnswerBand.ANSWER).outcome())
                .isEqualTo(EscalationOutcome.CONTINUE);
        assertThat(corrects.decide(AnswerBand.SUGGEST).rule()).isEqualTo("failed_answers");
        Talk complains =
                new Talk()
                        .customer("How big is the bag?")
                        .assistant(AnswerBand.ANSWER)
                        .customer("That is not what I asked");
        assertThat(complains.decide(AnswerBand.ANSWER).trigger()).isEqualTo(Trigger.AI_UNCERTAIN);
    }

    @Test
    void settingsAndObservationsRefuseNonsense() {
        assertThatThrownBy(() -> new EscalationSettings("v", 0, 2, 2, 0.7))
                .hasMessageContaining("angerFrom");
        assertThatThrownBy(() -> new EscalationSettings("v", 0.6, 0, 2, 0.7))
                .hasMessageContaining("failures");
        assertThatThrownBy(() -> new EscalationSettings("v", 0.6, 2, 2, Double.NaN))
                .hasMessageContaining("sameQuestionFrom");
        assertThatThrownBy(() -> new Observation(2, "?", Optional.empty(), List.of(0.5), List.of()))
                .hasMessageContaining("similarity");
    }
}
