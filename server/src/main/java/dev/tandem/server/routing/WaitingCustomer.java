package dev.tandem.server.routing;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.ConversationId;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/// Somebody in the queue.
///
/// @param isCall voice or video: takes an agent wholly
/// @param priority higher first
/// @param since place in the queue
/// @param passedBy agents who have passed or did not answer
/// @param quietSince when the last offer ended without a yes
public record WaitingCustomer(
        ConversationId conversation,
        String queue,
        boolean isCall,
        int priority,
        Instant since,
        Set<AgentId> passedBy,
        Optional<Instant> quietSince) {
    public WaitingCustomer {
        passedBy = Set.copyOf(passedBy);
    }

    /// First come, first served among equals; the id makes the order total.
    static final Comparator<WaitingCustomer> ORDER =
            Comparator.comparingInt(WaitingCustomer::priority)
                    .reversed()
                    .thenComparing(WaitingCustomer::since)
                    .thenComparing(w -> w.conversation().value());
}
