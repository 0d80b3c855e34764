package dev.tandem.server.application;

import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Details;
import dev.tandem.signaling.timeline.Participant;

/// Who a customer is, as the signed token says.
///
/// @param vouched what the business's backend has signed about its user; nothing for a visitor
public record CustomerIdentity(SiteKey site, CustomerId customer, Details vouched) {
    public Participant participant() {
        return Participant.customer(customer, vouched.name().orElse(""));
    }
}
