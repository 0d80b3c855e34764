package dev.tandem.server.application;

import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.protocol.SiteKey;

/// Follows a conversation of one site on one node: nobody refuses it or moves what it follows.
interface TestFollower extends Follower {
    SiteKey SITE = new SiteKey("harbor");

    @Override
    default SiteKey site() {
        return SITE;
    }

    @Override
    default void refused(ConversationId conversation, RejectionCode code, String why) {
        throw new AssertionError(why);
    }

    @Override
    default void attachAgain(ConversationId conversation) {
        throw new AssertionError("nobody moved " + conversation);
    }
}
