package dev.tandem.server.conversation;

import dev.tandem.signaling.timeline.Role;

/// Delivered and read marks of both sides, as versions.
public record Seen(long customerDelivered, long customerRead, long agentDelivered, long agentRead) {
    static final Seen NOTHING = new Seen(0, 0, 0, 0);

    Seen by(Role role, long delivered, long read) {
        return role == Role.CUSTOMER
                ? new Seen(
                        Math.max(customerDelivered, delivered),
                        Math.max(customerRead, read),
                        agentDelivered,
                        agentRead)
                : new Seen(
                        customerDelivered,
                        customerRead,
                        Math.max(agentDelivered, delivered),
                        Math.max(agentRead, read));
    }

    boolean has(Role role, long delivered, long read) {
        return this.equals(by(role, delivered, read));
    }
}
