package dev.tandem.server.application;

import dev.tandem.signaling.bridge.Audience;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;

import java.util.Locale;

/// One who has a part in a call, with a leg of their own.
///
/// @param held hears music instead of the others, who get nothing of this one either
/// @param audience who hears and sees this one
record CallParty(Participant who, Part part, boolean held, Audience audience) {
    /// Leg ids are as long as other ids.
    private static final int ID_CHARS = 48;

    /// What somebody is in the call for; decides what happens when they are lost to it.
    enum Part {
        CUSTOMER,
        /// Who has the conversation, or is asked to take it.
        AGENT,
        /// Whom the agent has asked into the call.
        COLLEAGUE,
        /// Who is in the call of others; it goes on without them.
        SUPERVISOR
    }

    LegId leg() {
        return legOf(who);
    }

    /// The same on every node, so that a new owner finds the leg that is there. A supervisor who
    /// takes the conversation over keeps theirs.
    static LegId legOf(Participant who) {
        String id = who.id().length() > ID_CHARS ? who.id().substring(0, ID_CHARS) : who.id();
        Role side = who.role().isAtDesk() ? Role.AGENT : who.role();
        return new LegId(side.name().toLowerCase(Locale.ROOT) + "-" + id);
    }
}
