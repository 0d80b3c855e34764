package dev.tandem.server.escalation;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.Phase;
import dev.tandem.server.conversation.Transcript.Turn;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.Signal;
import dev.tandem.signaling.timeline.Threshold;
import dev.tandem.signaling.timeline.Threshold.Because;
import dev.tandem.signaling.timeline.Trigger;
import dev.tandem.signaling.timeline.Weighing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Decides after every customer message whether a person should come, and says why.
///
/// Rules that no weighing can overrule come first: the explicit request, then danger and the law,
/// anger, a thing to be done in the customer's account, answers that failed, a question asked
/// again. Everything else is weighed: what going on alone is expected to cost against an agent's
/// time.
public final class EscalationPolicy {
    /// Words of a rule that are as sure as this decide alone.
    private static final double CERTAIN = 0.9;

    /// A head as sure as this hears a wish for a person that no rule lists, unless another matter
    /// is more likely.
    private static final double HEARD = 0.55;

    /// And as sure as this beside a good answer: who gets one may have asked just that.
    private static final double HEARD_BESIDE_AN_ANSWER = 0.8;

    /// A matter as sure as this goes before a row of failed answers about it.
    private static final double CLEAR = 0.6;

    /// And what only a head has read has to be as sure as this.
    private static final double SURELY_READ = 0.9;

    /// A second offer for the same reason has to be worth so much more than the first.
    private static final double AGAIN = 1.5;

    /// So far below the limit a question helps more than a person.
    private static final double NEARLY = 0.7;

    /// How much one failed answer, or a complaint about one, says about the next one.
    private static final double ONE_FAILURE = 0.3;

    private static final double ONE_COMPLAINT = 0.6;

    private final EscalationSettings settings;
    private final Vocabulary words;

    public EscalationPolicy(EscalationSettings settings, Vocabulary words) {
        this.settings = settings;
        this.words = words;
    }

    /// Present if the words alone decide: a person was asked for. Needs no answer, so it works when
    /// the assistant is broken, and no setting can prevent it.
    ///
    /// Every message that waits for an answer counts: "a person please" must not be lost because
    /// "hello?" came before the assistant's turn.
    public Optional<EscalationDecided> explicitRequest(
            Conversation conversation, Observation seen) {
        return Stream.concat(Stream.of(seen.text()), unanswered(conversation, seen.turn()))
                .flatMap(text ->
                        words.personWish.in(text).map(wish -> Words.asWritten(text, wish)).stream())
                .findFirst()
                .map(wish ->
                        decided(
                                seen,
                                EscalationOutcome.ESCALATE,
                                Trigger.EXPLICIT_REQUEST,
                                "explicit_request",
                                List.of(new Signal("explicit_request", 1, Words.evidence(wish))),
                                Optional.empty()));
    }

    private static Stream<String> unanswered(Conversation conversation, long before) {
        return conversation.phase() instanceof Phase.WithAssistant p && p.question().isPresent()
                ? conversation.transcript().customerTurns().stream()
                        .filter(t -> t.version() >= p.question().get().from())
                        .filter(t -> t.version() < before)
                        .map(Turn::text)
                : Stream.empty();
    }

    /// Present if this message is a bare yes or no to what the customer was asked back: nothing is
    /// left to be answered then.
    public Optional<EscalationDecided> answerToDoubt(Conversation conversation, Observation seen) {
        return conversation
                .transcript()
                .doubtBefore(seen.turn())
                .flatMap(doubt ->
                        words.bareAnswers
                                .in(seen.text())
                                .map(said ->
                                        switch (said) {
                                            case YES -> told(seen, doubt, true);
                                            case NO -> told(seen, doubt, false);
                                        }));
    }

    private EscalationDecided told(Observation seen, Trigger doubt, boolean confirmed) {
        String rule = confirmed ? "doubt_confirmed" : "doubt_denied";
        return decided(
                seen,
                confirmed ? EscalationOutcome.OFFER : EscalationOutcome.CONTINUE,
                confirmed ? doubt : Trigger.NONE,
                rule,
                List.of(new Signal(rule, 1, Words.evidence(seen.text()))),
                Optional.empty());
    }

    /// Present if the words alone decide, in one way or the other.
    Optional<EscalationDecided> byWords(Conversation conversation, Observation seen) {
        return explicitRequest(conversation, seen).or(() -> answerToDoubt(conversation, seen));
    }

    public EscalationDecided decide(Conversation conversation, Observation observed) {
        Optional<EscalationDecided> byWords = byWords(conversation, observed);
        if (byWords.isPresent()) {
            return byWords.get();
        }
        Anger anger = words.moods.in(observed.text());
        Seen seen = Seen.in(observed, anger, words);
        Failures failures = Failures.of(conversation, observed, words.notHelped);
        List<String> same = SameQuestion.before(observed, settings.sameQuestionFrom());
        failures.complaint().ifPresent(seen::note);
        if (failures.inARow() > 0) {
            seen.note(
                    new Signal(
                            "failed_answers", failures.inARow(), failures.inARow() + " in a row"));
        }
        if (!same.isEmpty()) {
            seen.note(new Signal("rephrased", same.size(), Words.evidence(same.getFirst())));
        }
        double uncertain =
                failures.complained() ? ONE_COMPLAINT : failures.inARow() > 0 ? ONE_FAILURE : 0;
        Scale scale =
                new Scale(
                        settings.values(),
                        conversation.segment(),
                        observed.expectedWait(),
                        seen,
                        uncertain);
        Optional<Ruling> ruling =
                byMatter(conversation, observed, seen, anger, scale, byFailure(failures, same));
        return ruling.map(r ->
                        decided(
                                observed,
                                r.outcome(),
                                r.trigger(),
                                r.rule(),
                                seen.signals(),
                                Optional.of(scale.weighing(r.trigger(), r.threshold()))))
                .orElseGet(() -> weighed(conversation, observed, seen, scale));
    }

    private static double heardFrom(Observation observed) {
        boolean unanswered =
                observed.band()
                        .filter(b -> b == AnswerBand.NONE || b == AnswerBand.SUGGEST)
                        .isPresent();
        return unanswered ? HEARD : HEARD_BESIDE_AN_ANSWER;
    }

    /// @param threshold that the costs have reached; empty if they were not asked
    private record Ruling(
            Trigger trigger,
            EscalationOutcome outcome,
            String rule,
            Optional<Threshold> threshold) {}

    /// Rules over what is said, in their order.
    ///
    /// @param failed what follows from answers that did not help; before a matter that only a head
    ///   has read into the words of one who asks again
    private Optional<Ruling> byMatter(
            Conversation conversation,
            Observation observed,
            Seen seen,
            Anger anger,
            Scale scale,
            Optional<Ruling> failed) {
        double wish = seen.strength(Trigger.EXPLICIT_REQUEST);
        double other =
                Stream.of(Trigger.values())
                        .filter(t -> t != Trigger.EXPLICIT_REQUEST)
                        .mapToDouble(seen::strength)
                        .max()
                        .orElse(0);
        if (wish >= heardFrom(observed) && wish >= Math.min(SURELY_READ, other)) {
            return ruling(Trigger.EXPLICIT_REQUEST, EscalationOutcome.ESCALATE, "explicit_request");
        }
        EscalationOutcome besideAnAnswer =
                observed.band().filter(b -> b == AnswerBand.ANSWER).isPresent()
                        ? EscalationOutcome.OFFER
                        : EscalationOutcome.ESCALATE;
        Optional<Signal> risk = certain(seen, Trigger.REGULATED_SAFETY);
        if (risk.isPresent()) {
            return ruling(Trigger.REGULATED_SAFETY, EscalationOutcome.ESCALATE, risk.get().name());
        }
        if (anger.score() >= settings.angerFrom()) {
            return ruling(Trigger.EMOTION_URGENCY, besideAnAnswer, "anger");
        }
        Optional<Threshold> reached =
                scale.foremost(seen)
                        .map(t -> threshold(conversation, observed, t))
                        .filter(t -> scale.isWorthIt(t.trigger(), t.factor()));
        if (reached.isEmpty()) {
            return failed;
        }
        Trigger clear = reached.get().trigger();
        if (clear == Trigger.ACCOUNT_SPECIFIC && certain(seen, clear).isPresent()) {
            return Optional.of(new Ruling(clear, besideAnAnswer, "account_action", reached));
        }
        boolean onlyRead = seen.saying(clear).isEmpty();
        return seen.strength(clear) >= (failed.isPresent() && onlyRead ? SURELY_READ : CLEAR)
                ? Optional.of(new Ruling(clear, EscalationOutcome.OFFER, "expected_cost", reached))
                : failed;
    }

    private static Optional<Ruling> ruling(
            Trigger trigger, EscalationOutcome outcome, String rule) {
        return Optional.of(new Ruling(trigger, outcome, rule, Optional.empty()));
    }

    private static Optional<Signal> certain(Seen seen, Trigger trigger) {
        return seen.saying(trigger).filter(s -> s.value() >= CERTAIN);
    }

    private Optional<Ruling> byFailure(Failures failures, List<String> same) {
        if (failures.inARow() >= settings.failures()) {
            return ruling(
                    Trigger.AI_UNCERTAIN,
                    failures.suggested() ? EscalationOutcome.OFFER : EscalationOutcome.ESCALATE,
                    "failed_answers");
        }
        return same.size() >= settings.rephrases()
                ? ruling(Trigger.AI_UNCERTAIN, EscalationOutcome.ESCALATE, "rephrased_question")
                : Optional.empty();
    }

    /// No rule holds: the costs decide.
    private EscalationDecided weighed(
            Conversation conversation, Observation observed, Seen seen, Scale scale) {
        Trigger trigger = scale.heaviest();
        Threshold threshold = threshold(conversation, observed, trigger);
        double again = threshold.factor();
        boolean supposed =
                trigger == Trigger.EXPLICIT_REQUEST
                        && seen.strength(trigger) < heardFrom(observed)
                        && !wasJustDoubted(conversation, observed, trigger);
        Optional<Weighing> weighing =
                Optional.of(
                        scale.weighing(
                                trigger,
                                trigger == Trigger.NONE
                                        ? Optional.empty()
                                        : Optional.of(supposed ? unsure(threshold) : threshold)));
        if (trigger != Trigger.NONE && !supposed && scale.isWorthIt(trigger, again)) {
            return decided(
                    observed,
                    EscalationOutcome.OFFER,
                    trigger,
                    "expected_cost",
                    seen.signals(),
                    weighing);
        }
        boolean asks =
                trigger != Trigger.NONE
                        && !conversation.transcript().hasDoubted(trigger)
                        && scale.isWorthIt(trigger, again * NEARLY);
        return asks
                ? decided(
                        observed,
                        EscalationOutcome.CLARIFY,
                        trigger,
                        "nearly",
                        seen.signals(),
                        weighing)
                : decided(
                        observed,
                        EscalationOutcome.CONTINUE,
                        Trigger.NONE,
                        "no_rule",
                        seen.signals(),
                        weighing);
    }

    /// An offer that was not taken stands in the way of the next one for the same reason; who says
    /// again what they were just asked about needs no more than was nearly enough.
    private static Threshold threshold(
            Conversation conversation, Observation observed, Trigger trigger) {
        if (conversation.outcome().trigger().filter(t -> t == trigger).isPresent()) {
            return new Threshold(trigger, AGAIN, Optional.of(Because.OFFERED_BEFORE));
        }
        return wasJustDoubted(conversation, observed, trigger)
                ? new Threshold(trigger, NEARLY, Optional.of(Because.ASKED_BEFORE))
                : new Threshold(trigger, 1, Optional.empty());
    }

    private static Threshold unsure(Threshold threshold) {
        return new Threshold(
                threshold.trigger(), threshold.factor(), Optional.of(Because.WISH_UNSURE));
    }

    private static boolean wasJustDoubted(
            Conversation conversation, Observation observed, Trigger trigger) {
        return conversation
                .transcript()
                .doubtBefore(observed.turn())
                .filter(t -> t == trigger)
                .isPresent();
    }

    /// Present if what the customer said about the answers is enough, without another message: "no"
    /// to as many in a row as count as failed. The newest answer is the turn; about each, this is
    /// decided once.
    public Optional<EscalationDecided> afterJudgement(Conversation conversation) {
        if (!(conversation.phase() instanceof Phase.WithAssistant p)
                || p.question().isPresent()
                || p.offered().isPresent()) {
            return Optional.empty();
        }
        int failures = Failures.judgedInARow(conversation);
        return conversation.transcript().turns().reversed().stream()
                .filter(t -> t.answer().filter(a -> a.band() != AnswerBand.TALK).isPresent())
                .findFirst()
                .filter(t -> conversation.transcript().isJudgedAndNotWeighed(t.version()))
                .filter(_ -> failures >= settings.failures())
                .map(t ->
                        new EscalationDecided(
                                t.version(),
                                EscalationOutcome.OFFER,
                                Trigger.AI_UNCERTAIN,
                                "judged_answers",
                                settings.version(),
                                List.of(
                                        new Signal(
                                                "failed_answers",
                                                failures,
                                                failures + " in a row"))));
    }

    private EscalationDecided decided(
            Observation seen,
            EscalationOutcome outcome,
            Trigger trigger,
            String rule,
            List<Signal> signals,
            Optional<Weighing> weighing) {
        return new EscalationDecided(
                seen.turn(),
                outcome,
                trigger,
                rule,
                settings.version(),
                List.copyOf(signals),
                weighing);
    }
}
