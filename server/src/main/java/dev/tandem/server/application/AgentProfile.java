package dev.tandem.server.application;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.SiteKey;

import java.util.List;

/// What routing needs to know of an agent: an account without what it signs in with.
///
/// @param capacity conversations at once
/// @param queues those the agent takes customers from
public record AgentProfile(
        AgentId id, SiteKey site, String name, int capacity, List<String> queues) {
    public AgentProfile {
        queues = List.copyOf(queues);
    }
}
