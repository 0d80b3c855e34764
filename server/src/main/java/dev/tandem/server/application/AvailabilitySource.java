package dev.tandem.server.application;

import dev.tandem.server.conversation.Availability;
import dev.tandem.signaling.protocol.SiteKey;

/// Who could come now. Answers at once from what was known last.
@FunctionalInterface
public interface AvailabilitySource {
    Availability of(SiteKey site);
}
