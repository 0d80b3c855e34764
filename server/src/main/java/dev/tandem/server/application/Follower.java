package dev.tandem.server.application;

import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Participant;

/// One socket of one participant, wherever it is, as a conversation or a desk sees it.
public interface Follower {
    /// Unique among all sockets of all nodes.
    String id();

    Participant who();

    SiteKey site();

    /// Takes the message and returns at once; messages come in the order in which they were told.
    void hear(ServerMessage message);
}
