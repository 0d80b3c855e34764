package dev.tandem.server.escalation;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.Phase;
import dev.tandem.server.conversation.Transcript.AnswerInfo;
import dev.tandem.server.conversation.Transcript.Turn;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.Signal;
import dev.tandem.signaling.timeline.Trigger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Decides after every customer message whether a person should come, and says why. The rules in
/// their order: explicit request, anger, failed answers, rephrased question; else the assistant
/// goes on.
public final class EscalationPolicy {
    private final EscalationSettings settings;

    public EscalationPolicy(EscalationSettings settings) {
        this.settings = settings;
    }

    /// Present if the words alone decide: a person was asked for. Needs no answer, so it works when
    /// the assistant is broken, and no setting can prevent it.
    ///
    /// Every message that waits for an answer counts: "a person please" must not be lost because
    /// "hello?" came before the assistant's turn.
    public Optional<EscalationDecided> explicitRequest(
            Conversation conversation, Observation seen) {
        return Stream.concat(Stream.of(seen.text()), unanswered(conversation, seen.turn()))
                .flatMap(text -> PersonWish.in(text).stream())
                .findFirst()
                .map(words ->
                        decided(
                                seen,
                                EscalationOutcome.ESCALATE,
                                Trigger.EXPLICIT_REQUEST,
                                "explicit_request",
                                List.of(new Signal("explicit_request", 1, words))));
    }

    private static Stream<String> unanswered(Conversation conversation, long before) {
        return conversation.phase() instanceof Phase.WithAssistant p && p.question().isPresent()
                ? conversation.transcript().customerTurns().stream()
                        .filter(t -> t.version() >= p.question().get().from())
                        .filter(t -> t.version() < before)
                        .map(Turn::text)
                : Stream.empty();
    }

    public EscalationDecided decide(Conversation conversation, Observation seen) {
        Optional<EscalationDecided> explicit = explicitRequest(conversation, seen);
        if (explicit.isPresent()) {
            return explicit.get();
        }
        List<Signal> signals = new ArrayList<>();
        Anger anger = Anger.in(seen.text());
        if (anger.score() > 0) {
            signals.add(new Signal("anger", anger.score(), anger.evidence()));
        }
        int failures = failures(conversation, seen);
        if (failures > 0) {
            signals.add(new Signal("failed_answers", failures, failures + " in a row"));
        }
        List<String> same = sameQuestion(seen);
        if (!same.isEmpty()) {
            signals.add(new Signal("rephrased", same.size(), same.getFirst()));
        }
        if (anger.score() >= settings.angerFrom()) {
            EscalationOutcome outcome =
                    seen.band().filter(b -> b == AnswerBand.ANSWER).isPresent()
                            ? EscalationOutcome.OFFER
                            : EscalationOutcome.ESCALATE;
            return decided(seen, outcome, Trigger.EMOTION_URGENCY, "anger", signals);
        }
        if (failures >= settings.failures()) {
            return decided(
                    seen,
                    EscalationOutcome.ESCALATE,
                    Trigger.AI_UNCERTAIN,
                    "failed_answers",
                    signals);
        }
        if (same.size() >= settings.rephrases()) {
            return decided(
                    seen,
                    EscalationOutcome.ESCALATE,
                    Trigger.AI_UNCERTAIN,
                    "rephrased_question",
                    signals);
        }
        return decided(seen, EscalationOutcome.CONTINUE, Trigger.NONE, "no_rule", signals);
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
        int failures = failuresInARow(conversation);
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
            List<Signal> signals) {
        return new EscalationDecided(
                seen.turn(), outcome, trigger, rule, settings.version(), List.copyOf(signals));
    }

    /// Answers in a row, the coming one included, that did not help: nothing found, or "no" said to
    /// it. Small talk asks nothing, so nothing has failed.
    private static int failures(Conversation conversation, Observation seen) {
        if (seen.band().filter(b -> b == AnswerBand.TALK).isPresent()) {
            return 0;
        }
        int failures = seen.band().filter(b -> b == AnswerBand.NONE).isPresent() ? 1 : 0;
        if (failures == 0 && seen.band().isPresent()) {
            return 0;
        }
        return failures + failuresInARow(conversation);
    }

    private static int failuresInARow(Conversation conversation) {
        int failures = 0;
        for (Turn turn : conversation.transcript().turns().reversed()) {
            if (turn.by() == Role.AGENT) {
                break;
            }
            Optional<AnswerInfo> answer = turn.answer();
            if (answer.isEmpty() || answer.get().band() == AnswerBand.TALK) {
                continue;
            }
            if (!failed(answer.get())) {
                break;
            }
            failures++;
        }
        return failures;
    }

    private static boolean failed(AnswerInfo answer) {
        return answer.helped().map(helped -> !helped).orElse(answer.band() == AnswerBand.NONE);
    }

    /// The earlier messages that ask the same as this one, without a break.
    private List<String> sameQuestion(Observation seen) {
        if (seen.band().filter(b -> b == AnswerBand.TALK).isPresent()) {
            return List.of();
        }
        List<String> same = new ArrayList<>();
        for (int i = 0; i < seen.earlier().size(); i++) {
            if (seen.similarity().get(i) < settings.sameQuestionFrom()) {
                break;
            }
            same.add(seen.earlier().get(i));
        }
        return same;
    }
}
