package dev.tandem.server.application;

import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Ids of conversations: the hash of whose it is and the how manieth. Nobody can guess one without
/// the customer's random id.
public final class ConversationIds {
    private static final int HEX_DIGITS = 24;

    private ConversationIds() {}

    /// The customer's open conversation, else the id of their next one. It follows from how many
    /// were before, so two tabs that start at the same time mean the same conversation. Blocks.
    public static ConversationId currentOrNext(ConversationStore store, CustomerIdentity who) {
        return store.openOf(who.site(), who.customer())
                .map(ConversationSummary::id)
                .orElseGet(() ->
                        next(
                                who.site(),
                                who.customer(),
                                store.countOf(who.site(), who.customer())));
    }

    static ConversationId next(SiteKey site, CustomerId customer, int before) {
        String seed = site + "|" + customer + "|" + before;
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(seed.getBytes(StandardCharsets.UTF_8));
            return new ConversationId(
                    "c" + HexFormat.of().formatHex(hash).substring(0, HEX_DIGITS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
