package dev.tandem.server.application;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.escalation.EscalationPolicy;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.TimelineEntry;

import java.util.List;

/// Asks the escalation policy when the customer has said that an answer did not help: whoever was
/// failed often enough is offered a person at once, and not only with the next message. After a
/// crash the state tells whether that is still owed.
public final class Judgements implements Reaction {
    private final EscalationPolicy policy;
    private final AvailabilitySource availability;

    public Judgements(EscalationPolicy policy, AvailabilitySource availability) {
        this.policy = policy;
        this.availability = availability;
    }

    @Override
    public void after(Conversation state, List<TimelineEntry> entries, Doer doer) {
        if (entries.isEmpty() || entries.stream().anyMatch(Judgements::judges)) {
            policy.afterJudgement(state)
                    .ifPresent(decision ->
                            doer.act(
                                    state.id(),
                                    new ConversationCommand.Escalate(
                                            decision, availability.of(state.site()))));
        }
    }

    private static boolean judges(TimelineEntry entry) {
        return entry.event() instanceof ConversationEvent.AnswerJudged;
    }
}
