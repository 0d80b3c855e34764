package dev.tandem.signaling.timeline;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.Limits;

/// Anyone who speaks or acts in a conversation. The id is unique within its role; agents and
/// supervisors are of one kind.
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

    public static Participant supervisor(AgentId id, String name) {
        return new Participant(Role.SUPERVISOR, id.value(), name);
    }

    /// Same person, whatever name is shown. A supervisor who serves a customer is an agent there,
    /// and still the same.
    public boolean isSameAs(Participant other) {
        boolean sameSide = role == other.role || (role.isAtDesk() && other.role.isAtDesk());
        return sameSide && id.equals(other.id);
    }
}
