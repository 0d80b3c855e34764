package dev.tandem.server.conversation;

import static dev.tandem.server.conversation.Decision.accepted;
import static dev.tandem.server.conversation.Decision.rejected;

import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.OfferEnd;

import java.time.Instant;

/// Passing a conversation on: to a colleague, who has to say yes before anything changes, or back
/// to the queue. Whether the colleague is there and has room is the desk's to know. That the one
/// who wishes it is the agent has been decided before.
final class TransferDecisions {
    private final Rules rules;
    private final Instant at;

    TransferDecisions(Rules rules, Instant at) {
        this.rules = rules;
        this.at = at;
    }

    Decision transfer(Phase.WithAgent now, ClientCommand.Transfer wish) {
        if (now.transfer().isPresent()) {
            return rejected(RejectionCode.NOT_NOW, "a colleague is asked already");
        }
        if (wish.to().isEmpty()) {
            return accepted(
                    new ConversationEvent.Requeued(
                            now.agent(),
                            now.agentName(),
                            Queues.DEFAULT,
                            wish.note(),
                            at.plus(rules.waitAtMost())));
        }
        if (wish.to().get().equals(now.agent())) {
            return rejected(RejectionCode.INVALID_VALUE, "that agent has the conversation");
        }
        return accepted(
                new ConversationEvent.TransferAsked(
                        now.agent(),
                        now.agentName(),
                        wish.to().get(),
                        wish.note(),
                        at.plus(rules.ringFor())));
    }

    Decision cancel(Phase.WithAgent now) {
        return now.transfer()
                .map(t -> accepted(new ConversationEvent.TransferEnded(t.to(), OfferEnd.WITHDRAWN)))
                .orElseGet(() -> rejected(RejectionCode.NOT_NOW, "nobody is asked"));
    }
}
