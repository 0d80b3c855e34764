package dev.tandem.signaling.timeline;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.Limits;

/// Anyone who speaks or acts in a conversation. The id is unique within its role.
public record Participant(Role role, String id, String name) {
    public static final Participant ASSISTANT = new Participant(Role.ASSISTANT, "assistant", "");

    public Participant {
        Limits.requireAtMost("id", id, Limits.ID_CHARS);
        Limits.requireAtMost("name", name, Limits.NAME_CHARS);
    }

    public static Participant customer(CustomerId id, String name) {
        return new Participant(Role.CUSTOMER, id.value(), name);
    }

    public static Participant agent(AgentId id, String name) {
        return new Participant(Role.AGENT, id.value(), name);
    }

    /// Same person, whatever name is shown.
    public boolean isSameAs(Participant other) {
        return role == other.role && id.equals(other.id);
    }
}
