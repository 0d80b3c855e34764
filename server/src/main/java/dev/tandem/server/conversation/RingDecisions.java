package dev.tandem.server.conversation;

import static dev.tandem.server.conversation.Decision.accepted;
import static dev.tandem.server.conversation.Decision.rejected;

import dev.tandem.signaling.protocol.OfferId;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.OfferEnd;
import dev.tandem.signaling.timeline.SupervisionEnd;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an agent says to a desk that rings, for a customer who waits or for one whom a colleague
/// passes on: the only ones who may are those it rings for.
final class RingDecisions {
    private final Conversation now;
    private final Rules rules;
    private final Instant at;

    RingDecisions(Conversation conversation, Rules rules, Instant at) {
        this.now = conversation;
        this.rules = rules;
        this.at = at;
    }

    Decision accept(OfferId offer, String agent) {
        Optional<Phase.Ring> ring = ringing(offer, agent).filter(r -> at.isBefore(r.expiresAt()));
        if (ring.isEmpty()) {
            return rejected(RejectionCode.OFFER_GONE, "the offer is over");
        }
        List<ConversationEvent> events =
                new ArrayList<>(
                        new SupervisionDecisions(now)
                                .ended(ring.get().agent(), SupervisionEnd.TOOK_OVER));
        if (now.phase() instanceof Phase.WithAgent p && p.consults()) {
            events.add(
                    new ConversationEvent.ConsultStarted(
                            now.media().call().orElseThrow().id(),
                            ring.get().agent(),
                            ring.get().agentName()));
            return new Decision.Accepted(events);
        }
        events.add(new ConversationEvent.AgentJoined(ring.get().agent(), ring.get().agentName()));
        Channel channel = now.waiting().map(Phase.Waiting::channel).orElse(Channel.TEXT);
        if (channel.isCall() && now.media().call().isEmpty()) {
            events.addAll(
                    new RecordingDecisions(now, rules)
                            .started(now.nextCall(events.size() + 1), channel));
        }
        return new Decision.Accepted(events);
    }

    Decision pass(OfferId offer, String agent) {
        return ringing(offer, agent)
                .map(r -> accepted(SystemDecisions.offerEnded(now.phase(), r, OfferEnd.PASSED)))
                .orElseGet(() -> rejected(RejectionCode.OFFER_GONE, "the offer is over"));
    }

    private Optional<Phase.Ring> ringing(OfferId offer, String agent) {
        return now.phase()
                .ring()
                .filter(r -> r.offer().equals(offer) && r.agent().value().equals(agent));
    }
}
