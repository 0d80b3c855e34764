package dev.tandem.server.conversation;

import static dev.tandem.server.conversation.Decision.accepted;
import static dev.tandem.server.conversation.Decision.rejected;

import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.timeline.ConsultEnd;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.OfferEnd;

import java.time.Instant;
import java.util.Optional;

/// Passing a conversation on: to a colleague, who has to say yes before anything changes and with
/// whom the agent may talk first, or back to the queue. Whether the colleague is there and has room
/// is the desk's to know. That the one who wishes it is the agent has been decided before.
final class TransferDecisions {
    private final Optional<Media.LiveCall> call;
    private final Rules rules;
    private final Instant at;

    /// @param call that is on
    TransferDecisions(Optional<Media.LiveCall> call, Rules rules, Instant at) {
        this.call = call;
        this.rules = rules;
        this.at = at;
    }

    Decision transfer(Phase.WithAgent now, ClientCommand.Transfer wish) {
        if (now.transfer().isPresent()) {
            return rejected(RejectionCode.NOT_NOW, "a colleague is asked already");
        }
        if (now.colleague().isPresent()) {
            return rejected(RejectionCode.NOT_NOW, "a colleague is in the call already");
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
        if (wish.consult().orElse(false) && call.isEmpty()) {
            return rejected(RejectionCode.CALL_GONE, "there is no call to talk in");
        }
        return accepted(
                new ConversationEvent.TransferAsked(
                        now.agent(),
                        now.agentName(),
                        wish.to().get(),
                        wish.note(),
                        at.plus(rules.ringFor()),
                        wish.consult()));
    }

    Decision cancel(Phase.WithAgent now) {
        return now.transfer()
                .map(t -> accepted(new ConversationEvent.TransferEnded(t.to(), OfferEnd.WITHDRAWN)))
                .orElseGet(() -> rejected(RejectionCode.NOT_NOW, "nobody is asked"));
    }

    /// The colleague with whom the agent has talked has the conversation now.
    static Decision complete(Phase.WithAgent now) {
        return now.colleague()
                .map(c -> accepted(new ConversationEvent.AgentJoined(c.agent(), c.name())))
                .orElseGet(TransferDecisions::nobodyHere);
    }

    static Decision endConsult(Phase.WithAgent now, ConsultEnd reason) {
        return now.colleague()
                .map(c -> accepted(new ConversationEvent.ConsultEnded(c.agent(), reason)))
                .orElseGet(TransferDecisions::nobodyHere);
    }

    private static Decision nobodyHere() {
        return rejected(RejectionCode.NOT_NOW, "no colleague is in the call");
    }
}
