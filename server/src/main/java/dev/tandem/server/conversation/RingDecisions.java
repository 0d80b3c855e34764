package dev.tandem.server.conversation;

import static dev.tandem.server.conversation.Decision.accepted;
import static dev.tandem.server.conversation.Decision.rejected;

import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.OfferEnd;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What an agent says to a desk that rings: the only ones who may are those it rings for.
final class RingDecisions {
    private final Conversation now;
    private final Rules rules;
    private final Instant at;

    RingDecisions(Conversation conversation, Rules rules, Instant at) {
        this.now = conversation;
        this.rules = rules;
        this.at = at;
    }

    Decision accept(ClientCommand.AcceptOffer w, String agent) {
        if (!(now.phase() instanceof Phase.Ringing p)
                || !p.offer().equals(w.offer())
                || !p.agent().value().equals(agent)
                || !at.isBefore(p.expiresAt())) {
            return rejected(RejectionCode.OFFER_GONE, "the offer is over");
        }
        List<ConversationEvent> events = new ArrayList<>();
        events.add(new ConversationEvent.AgentJoined(p.agent(), p.agentName()));
        Channel channel = p.waiting().channel();
        if (channel.isCall() && now.media().call().isEmpty()) {
            events.addAll(
                    new RecordingDecisions(now, rules)
                            .started(now.nextCall(events.size() + 1), channel));
        }
        return new Decision.Accepted(events);
    }

    Decision pass(ClientCommand.PassOffer w, String agent) {
        return now.phase() instanceof Phase.Ringing p
                        && p.offer().equals(w.offer())
                        && p.agent().value().equals(agent)
                ? accepted(new ConversationEvent.OfferEnded(p.offer(), p.agent(), OfferEnd.PASSED))
                : rejected(RejectionCode.OFFER_GONE, "the offer is over");
    }
}
