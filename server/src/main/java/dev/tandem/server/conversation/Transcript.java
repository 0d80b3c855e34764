package dev.tandem.server.conversation;

import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Citation;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.PageView;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.Signal;
import dev.tandem.signaling.timeline.Trigger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What was said, and the pages visited: the tail that decisions, previews and the handoff need.
/// The whole transcript is the event log.
///
/// @param turns oldest first, at most [#MAX_TURNS]
/// @param pages newest first, without repeats, at most [#MAX_PAGES]
/// @param said number of messages of all time
/// @param doubts oldest first; about each reason the customer is asked once
/// @param decisions of the escalation policy, oldest first, at most [#MAX_TURNS]
public record Transcript(
        List<Turn> turns,
        List<PageView> pages,
        int said,
        List<Doubt> doubts,
        List<Decided> decisions) {
    public static final int MAX_TURNS = 100;
    public static final int MAX_PAGES = 12;
    static final Transcript EMPTY = new Transcript(List.of(), List.of(), 0, List.of(), List.of());

    /// What the policy was nearly sure of, and asked the customer about.
    ///
    /// @param turn version of the customer's message
    public record Doubt(long turn, Trigger about) {}

    /// What the policy made of a message.
    ///
    /// @param turn version of the customer's message, or of the answer that was judged; of anything
    ///   before a button was pressed
    /// @param read the words were; not where the program decides without a policy
    /// @param person it brings one
    /// @param aside words of the customer about the talk and not about their matter: a wish for a
    ///   person, a complaint about an answer
    public record Decided(
            long turn, Trigger trigger, boolean read, boolean person, List<String> aside) {
        static Decided of(EscalationDecided event) {
            return new Decided(
                    event.turn(),
                    event.trigger(),
                    !event.policyVersion().equals(PersonWanted.ALWAYS),
                    event.outcome() == EscalationOutcome.OFFER
                            || event.outcome() == EscalationOutcome.ESCALATE,
                    event.signals().stream()
                            .filter(s -> isAside(event.trigger(), s.name()))
                            .map(Signal::evidence)
                            .toList());
        }

        /// What was said decided, and not how, or how often.
        boolean isAboutTheMatter() {
            return switch (trigger) {
                case REGULATED_SAFETY, BUYING_INTENT, COMPLEX, ACCOUNT_SPECIFIC -> true;
                case EXPLICIT_REQUEST, AI_UNCERTAIN, EMOTION_URGENCY, NONE -> false;
            };
        }

        /// The customer said that the answer before missed.
        boolean isComplaint() {
            return trigger == Trigger.AI_UNCERTAIN && !aside.isEmpty();
        }

        /// What a head has read is the whole sentence, and a weak reading no wish.
        private static boolean isAside(Trigger trigger, String signal) {
            return switch (trigger) {
                case EXPLICIT_REQUEST ->
                        signal.equals("explicit_request")
                                || signal.equals("reads_like_explicit_request");
                case AI_UNCERTAIN -> signal.equals("not_helped");
                case REGULATED_SAFETY,
                        BUYING_INTENT,
                        EMOTION_URGENCY,
                        COMPLEX,
                        ACCOUNT_SPECIFIC,
                        NONE ->
                        false;
            };
        }
    }

    /// One utterance.
    ///
    /// @param answer only of the assistant
    public record Turn(long version, Role by, String text, Optional<AnswerInfo> answer) {}

    /// @param inReplyTo version of the customer's message
    /// @param helped what the customer said about it, if anything
    /// @param weighed the escalation policy has offered a person because of what was said about it
    public record AnswerInfo(
            long inReplyTo,
            AnswerBand band,
            List<Citation> citations,
            Optional<Boolean> helped,
            boolean weighed) {}

    Transcript plus(Turn turn) {
        List<Turn> more = new ArrayList<>(turns);
        if (more.size() == MAX_TURNS) {
            more.removeFirst();
        }
        more.add(turn);
        return new Transcript(List.copyOf(more), pages, said + 1, doubts, decisions);
    }

    Transcript judged(long answer, boolean helpful) {
        return changing(
                answer,
                a ->
                        new AnswerInfo(
                                a.inReplyTo(),
                                a.band(),
                                a.citations(),
                                Optional.of(helpful),
                                a.weighed()));
    }

    /// The policy has decided about that answer; about a customer's message it decides once anyway.
    Transcript weighed(long answer) {
        return turn(answer).flatMap(Turn::answer).isEmpty()
                ? this
                : changing(
                        answer,
                        a ->
                                new AnswerInfo(
                                        a.inReplyTo(), a.band(), a.citations(), a.helped(), true));
    }

    /// That answer did not help, and nothing has followed from it yet.
    public boolean isJudgedAndNotWeighed(long answer) {
        return turn(answer)
                .flatMap(Turn::answer)
                .filter(a -> a.helped().equals(Optional.of(false)) && !a.weighed())
                .isPresent();
    }

    private Transcript changing(long version, UnaryOperator<AnswerInfo> change) {
        List<Turn> changed =
                turns.stream()
                        .map(t ->
                                t.version() == version
                                        ? new Turn(
                                                t.version(),
                                                t.by(),
                                                t.text(),
                                                t.answer().map(change))
                                        : t)
                        .toList();
        return new Transcript(changed, pages, said, doubts, decisions);
    }

    Transcript doubted(long turn, Trigger about) {
        List<Doubt> more = new ArrayList<>(doubts);
        more.add(new Doubt(turn, about));
        return new Transcript(turns, pages, said, List.copyOf(more), decisions);
    }

    Transcript decided(EscalationDecided event) {
        List<Decided> more = new ArrayList<>(decisions);
        if (more.size() == MAX_TURNS) {
            more.removeFirst();
        }
        more.add(Decided.of(event));
        return new Transcript(turns, pages, said, doubts, List.copyOf(more));
    }

    /// The newest decision for a person.
    Optional<Decided> forAPerson() {
        return decisions.reversed().stream().filter(Decided::person).findFirst();
    }

    public boolean hasDoubted(Trigger about) {
        return doubts.stream().anyMatch(d -> d.about() == about);
    }

    /// What the customer was asked about before this message, and after the one before it.
    public Optional<Trigger> doubtBefore(long message) {
        return customerTurns().reversed().stream()
                .filter(t -> t.version() < message)
                .findFirst()
                .flatMap(t ->
                        doubts.stream()
                                .filter(d -> d.turn() == t.version())
                                .map(Doubt::about)
                                .findFirst());
    }

    Transcript visited(PageView page) {
        List<PageView> more = new ArrayList<>();
        more.add(page);
        pages.stream()
                .filter(p -> !p.url().equals(page.url()))
                .limit(MAX_PAGES - 1)
                .forEach(more::add);
        return new Transcript(turns, List.copyOf(more), said, doubts, decisions);
    }

    public Optional<Turn> turn(long version) {
        return turns.stream().filter(t -> t.version() == version).findFirst();
    }

    public List<Turn> customerTurns() {
        return turns.stream().filter(t -> t.by() == Role.CUSTOMER).toList();
    }

    public Optional<Turn> last() {
        return turns.isEmpty() ? Optional.empty() : Optional.of(turns.getLast());
    }
}
