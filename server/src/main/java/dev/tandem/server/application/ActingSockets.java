package dev.tandem.server.application;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.timeline.Participant;

import java.util.HashMap;
import java.util.Map;

/// The sockets by which each party of a conversation last did something: a call begins there.
/// Belongs to the conversation's mailbox.
final class ActingSockets {
    private final Map<LegId, String> sockets = new HashMap<>();

    /// Strangers may wish what they like; nothing of it is remembered.
    void acted(Conversation state, Participant who, String socket) {
        boolean isTheirs =
                switch (who.role()) {
                    case CUSTOMER -> state.customerParticipant().isSameAs(who);
                    case AGENT, SUPERVISOR -> true;
                    case ASSISTANT -> false;
                };
        if (isTheirs) {
            sockets.put(CallParty.legOf(who), socket);
        }
    }

    boolean is(Follower follower) {
        return follower.id().equals(sockets.get(CallParty.legOf(follower.who())));
    }
}
