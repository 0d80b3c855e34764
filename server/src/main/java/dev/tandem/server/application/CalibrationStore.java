package dev.tandem.server.application;

import dev.tandem.server.assistant.SiteCalibration;
import dev.tandem.signaling.protocol.SiteKey;

import java.util.Optional;

/// What was learned of the assistant's confidence on each site. Methods block, with a deadline;
/// they throw [StoreUnavailableException].
public interface CalibrationStore {
    /// Empty if nothing was ever learned there. Cheap enough to be asked every few seconds.
    ///
    /// @throws IllegalArgumentException if what is stored is none, as of another program
    Optional<SiteCalibration> of(SiteKey site);

    /// In the place of what was learned before.
    void keep(SiteKey site, SiteCalibration learned);
}
