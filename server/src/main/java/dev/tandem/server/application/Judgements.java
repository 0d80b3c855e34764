package dev.tandem.server.application;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;
import dev.tandem.signaling.timeline.TimelineEntry;

import java.util.List;
import java.util.Optional;

/// Asks the escalation policy when the customer has said that an answer did not help: whoever was
/// failed often enough is offered a person at once, and not only with the next message. After a
/// crash the state tells whether that is still owed.
public final class Judgements implements Reaction {
    private final PolicySource policies;
    private final AvailabilitySource availability;

    public Judgements(PolicySource policies, AvailabilitySource availability) {
        this.policies = policies;
        this.availability = availability;
    }

    @Override
    public void after(Conversation state, List<TimelineEntry> entries, Doer doer) {
        boolean judged = entries.stream().anyMatch(Judgements::judges);
        if (!judged && !entries.isEmpty()) {
            return;
        }
        PolicySource.InForce policy = policies.of(state.site());
        Optional<EscalationDecided> decision = policy.live().afterJudgement(state);
        decision.ifPresent(d ->
                doer.act(
                        state.id(),
                        new ConversationCommand.Escalate(d, availability.of(state.site()))));
        if (judged) {
            policy.beside().judged(state, decision);
        }
    }

    private static boolean judges(TimelineEntry entry) {
        return entry.event() instanceof ConversationEvent.AnswerJudged;
    }
}
