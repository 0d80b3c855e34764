package dev.tandem.server.escalation;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.Transcript.AnswerInfo;
import dev.tandem.server.conversation.Transcript.Turn;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.Signal;
import dev.tandem.signaling.timeline.Trigger;

import java.util.List;
import java.util.Optional;

/// Answers in a row, the coming one included, that did not help.
///
/// @param suggested at least one of them was an "Is it this?"
/// @param complaint in the newest message, about the answer before it
record Failures(int inARow, boolean suggested, Optional<Signal> complaint) {
    /// Words as sure as this say that the last answer missed, if only by correcting it ("no, the
    /// blue one"); below, the customer may only add something.
    private static final double COMPLAINT = 0.9;

    /// As sure as this they complain of it, and a corrected question is not worth another try:
    /// "that is not what I asked".
    private static final double OUTRIGHT = 0.95;

    /// A head as sure as this hears a complaint that no rule lists.
    private static final double HEARD = 0.65;

    /// And one as sure as this hears it outright.
    private static final double SURELY_HEARD = 0.9;

    boolean complained() {
        return complaint.filter(c -> c.value() >= OUTRIGHT).isPresent();
    }

    /// Nothing found, only something near, "no" said to it, or a complaint written. Small talk asks
    /// nothing, so nothing has failed.
    static Failures of(Conversation conversation, Observation seen, Cues notHelped) {
        if (seen.band().filter(b -> b == AnswerBand.TALK).isPresent()) {
            return new Failures(0, false, Optional.empty());
        }
        List<Turn> turns = conversation.transcript().turns();
        boolean hadAnswer =
                turns.stream()
                        .anyMatch(t ->
                                t.answer().filter(a -> a.band() != AnswerBand.TALK).isPresent());
        Optional<Signal> complaint = hadAnswer ? complaint(seen, notHelped) : Optional.empty();
        boolean complains = complaint.filter(c -> c.value() >= COMPLAINT).isPresent();
        boolean coming =
                seen.band()
                        .filter(b -> b == AnswerBand.NONE || b == AnswerBand.SUGGEST)
                        .isPresent();
        if (!coming && seen.band().isPresent() && !complains) {
            return new Failures(0, false, complaint);
        }
        int failures = coming ? 1 : 0;
        boolean suggested = seen.band().filter(b -> b == AnswerBand.SUGGEST).isPresent();
        boolean complained = complains;
        for (Turn turn : turns.reversed()) {
            if (turn.by() == Role.AGENT) {
                break;
            }
            if (turn.by() == Role.CUSTOMER && turn.version() < seen.turn()) {
                complained = isComplaint(turn.text(), notHelped);
                continue;
            }
            Optional<AnswerInfo> answer = turn.answer();
            if (answer.isEmpty() || answer.get().band() == AnswerBand.TALK) {
                continue;
            }
            if (!failed(answer.get(), complained)) {
                break;
            }
            suggested |= answer.get().band() == AnswerBand.SUGGEST;
            failures++;
        }
        return new Failures(failures, suggested, complaint);
    }

    private static Optional<Signal> complaint(Observation seen, Cues notHelped) {
        Optional<Signal> said =
                notHelped
                        .strongest(Words.plain(seen.text()))
                        .map(s ->
                                new Signal(
                                        s.name(),
                                        s.value(),
                                        Words.evidence(
                                                Words.asWritten(seen.text(), s.evidence()))));
        Optional<Signal> read =
                seen.readings().stream()
                        .filter(r -> r.trigger() == Trigger.AI_UNCERTAIN)
                        .filter(r -> r.likelihood() >= HEARD)
                        .findFirst()
                        .map(r ->
                                new Signal(
                                        "not_helped",
                                        r.likelihood() >= SURELY_HEARD ? OUTRIGHT : COMPLAINT,
                                        Words.evidence(r.words())));
        // A head hears that an answer missed; whether it is complained of, words tell better.
        return said.filter(s -> s.value() >= COMPLAINT).or(() -> read).or(() -> said);
    }

    private static boolean isComplaint(String text, Cues notHelped) {
        return notHelped
                .strongest(Words.plain(text))
                .filter(s -> s.value() >= COMPLAINT)
                .isPresent();
    }

    private static boolean failed(AnswerInfo answer, boolean complained) {
        return answer.helped()
                .map(helped -> !helped)
                .orElse(
                        complained
                                || answer.band() == AnswerBand.NONE
                                || answer.band() == AnswerBand.SUGGEST);
    }

    /// Of the answers that were given: nothing found, or "no" said to it.
    static int judgedInARow(Conversation conversation) {
        int failures = 0;
        for (Turn turn : conversation.transcript().turns().reversed()) {
            if (turn.by() == Role.AGENT) {
                break;
            }
            Optional<AnswerInfo> answer = turn.answer();
            if (answer.isEmpty() || answer.get().band() == AnswerBand.TALK) {
                continue;
            }
            if (answer.get().helped().orElse(answer.get().band() != AnswerBand.NONE)) {
                break;
            }
            failures++;
        }
        return failures;
    }
}
