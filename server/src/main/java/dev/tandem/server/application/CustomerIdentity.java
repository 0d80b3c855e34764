package dev.tandem.server.application;

import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Details;
import dev.tandem.signaling.timeline.Participant;

import java.util.Optional;

/// Who a customer is, as the signed token says.
///
/// @param vouched what the business says about the user it has signed; nothing for a visitor
/// @param segment of its customers, signed as well
/// @param user the id at the business that is signed; empty for a visitor, and for one that is too
///   long to be asked about
public record CustomerIdentity(
        SiteKey site,
        CustomerId customer,
        Details vouched,
        Optional<String> segment,
        Optional<String> user) {
    /// Of an id at the business. A token carries it, and has to fit into the first message of a
    /// socket.
    public static final int USER_CHARS = 200;

    public CustomerIdentity {
        user = user.filter(id -> !id.isBlank() && id.length() <= USER_CHARS);
    }

    public CustomerIdentity(SiteKey site, CustomerId customer, Details vouched) {
        this(site, customer, vouched, Optional.empty(), Optional.empty());
    }

    public Participant participant() {
        return Participant.customer(customer, vouched.name().orElse(""));
    }
}
