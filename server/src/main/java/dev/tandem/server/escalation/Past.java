package dev.tandem.server.escalation;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.Transcript;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.TimelineEntry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A stored conversation as the policy saw it: every moment at which it was asked.
///
/// @param offered a person was
/// @param taken and the customer waited for one
public record Past(ConversationId id, List<Moment> moments, boolean offered, boolean taken) {
    public Past {
        moments = List.copyOf(moments);
    }

    /// What was known then. What other versions would have made of the conversation until then is
    /// not known, so every moment is the stored one.
    public sealed interface Moment {
        Conversation state();

        Instant at();
    }

    /// @param state with the message, before the decision
    /// @param band of the answer that was given; the one of a withheld answer is not stored
    public record Message(
            Conversation state,
            Transcript.Turn turn,
            Instant at,
            EscalationDecided stored,
            Optional<AnswerBand> band)
            implements Moment {}

    /// The customer said no to an answer.
    public record Judgement(Conversation state, Instant at) implements Moment {}

    /// @param log from version 1 on; may end before the conversation did
    public static Past of(ConversationId id, List<TimelineEntry> log) {
        List<Moment> moments = new ArrayList<>();
        boolean offered = false;
        boolean taken = false;
        Conversation state = Conversation.started(id, log.getFirst());
        for (TimelineEntry entry : log.subList(1, log.size())) {
            if (entry.event() instanceof ConversationEvent.EscalationDecided decided) {
                offered |= Replay.bringsPerson(decided);
                message(state, entry.at(), decided, log).ifPresent(moments::add);
            }
            state = state.after(entry);
            if (entry.event() instanceof ConversationEvent.AnswerJudged judged
                    && !judged.helpful()) {
                moments.add(new Judgement(state, entry.at()));
            } else if (entry.event() instanceof ConversationEvent.Queued) {
                taken = offered;
            }
        }
        return new Past(id, moments, offered, taken);
    }

    private static Optional<Moment> message(
            Conversation state, Instant at, EscalationDecided stored, List<TimelineEntry> log) {
        return state.transcript()
                .turn(stored.turn())
                .filter(t -> t.by() == Role.CUSTOMER)
                .map(t -> new Message(state, t, at, stored, band(stored.turn(), log)));
    }

    private static Optional<AnswerBand> band(long turn, List<TimelineEntry> log) {
        return log.stream()
                .filter(e -> e.event() instanceof ConversationEvent.AssistantSaid)
                .map(e -> (ConversationEvent.AssistantSaid) e.event())
                .filter(said -> said.inReplyTo() == turn)
                .map(ConversationEvent.AssistantSaid::band)
                .findFirst();
    }
}
