package dev.tandem.server.conversation;

import dev.tandem.signaling.protocol.SiteKey;

/// Which policy holds for which site now.
@FunctionalInterface
public interface RecordingPolicies {
    /// Of a server that has no place for recordings.
    RecordingPolicies NOWHERE = _ -> RecordingPolicy.OFF;

    RecordingPolicy of(SiteKey site);
}
