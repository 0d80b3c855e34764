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
public record CustomerIdentity(
        SiteKey site, CustomerId customer, Details vouched, Optional<String> segment) {
    public CustomerIdentity(SiteKey site, CustomerId customer, Details vouched) {
        this(site, customer, vouched, Optional.empty());
    }

    public Participant participant() {
        return Participant.customer(customer, vouched.name().orElse(""));
    }
}
