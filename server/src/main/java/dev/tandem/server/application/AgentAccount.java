package dev.tandem.server.application;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.Limits;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Participant;

import java.util.List;
import java.util.Locale;

/// An agent as the business has set them up.
///
/// @param login unique in the whole installation, whatever its case
/// @param capacity conversations at once
/// @param queues those the agent takes customers from
/// @param supervisor may also see what goes on at the site, and be in the calls of others
public record AgentAccount(
        AgentId id,
        SiteKey site,
        String login,
        String name,
        PasswordHash password,
        int capacity,
        List<String> queues,
        boolean supervisor) {

    /// Conversations that one agent may have at once, at most.
    public static final int CAPACITY_MAX = 20;

    public AgentAccount {
        login = normalised(Limits.requireText("login", login, Limits.NAME_CHARS));
        Limits.requireText("name", name, Limits.NAME_CHARS);
        Limits.requireEntries("queues", queues, Limits.LIST_ENTRIES);
        queues = List.copyOf(queues);
        queues.forEach(queue -> Limits.requireText("queue", queue, Limits.ID_CHARS));
        if (capacity < 1 || capacity > CAPACITY_MAX) {
            throw new IllegalArgumentException("capacity must be 1 to " + CAPACITY_MAX);
        }
    }

    public AgentProfile profile() {
        return new AgentProfile(id, site, name, capacity, queues);
    }

    public Participant participant() {
        return supervisor ? Participant.supervisor(id, name) : Participant.agent(id, name);
    }

    /// The one way in which a login is written.
    public static String normalised(String login) {
        return login.strip().toLowerCase(Locale.ROOT);
    }
}
