package dev.tandem.server.routing;

import dev.tandem.signaling.protocol.AgentId;

import java.time.Instant;
import java.util.Set;

/// What routing knows of an agent.
///
/// @param available signed in, connected, and taking conversations
/// @param capacity conversations at once
/// @param load conversations that are on, ring or wrap up
/// @param onCall a call takes the agent wholly
/// @param idleSince when the last conversation ended, or the agent became available
public record AgentState(
        AgentId id,
        Set<String> queues,
        boolean available,
        int capacity,
        int load,
        boolean onCall,
        Instant idleSince) {
    public AgentState {
        if (capacity < 0 || load < 0) {
            throw new IllegalArgumentException("capacity and load must not be negative");
        }
        queues = Set.copyOf(queues);
    }

    /// A call may come on top of text conversations, but nothing comes on top of a call: else an
    /// agent with one quiet text conversation would keep every caller waiting.
    public boolean canTake() {
        return available && !onCall && load < capacity;
    }
}
