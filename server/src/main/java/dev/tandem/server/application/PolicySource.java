package dev.tandem.server.application;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.escalation.EscalationPolicy;
import dev.tandem.server.escalation.Observation;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;

import java.util.Optional;

/// Which policy decides on a site now. Never blocks.
public interface PolicySource {
    InForce of(SiteKey site);

    /// @param beside decides the same, and is only compared
    record InForce(EscalationPolicy live, Beside beside) {}

    /// Told what was decided after it has been acted on. Never throws.
    interface Beside {
        Beside NOBODY =
                new Beside() {
                    @Override
                    public void decided(
                            Conversation state, Observation seen, EscalationDecided live) {}

                    @Override
                    public void judged(Conversation state, Optional<EscalationDecided> live) {}
                };

        void decided(Conversation state, Observation seen, EscalationDecided live);

        /// After the customer has judged an answer.
        void judged(Conversation state, Optional<EscalationDecided> live);
    }
}
