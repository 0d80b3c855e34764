package dev.tandem.media.packet;

import java.util.Locale;

/// What became of a pressed key. Counted without saying which key it was.
public enum KeyResult {
    /// Reported, and sent on to whoever may hear it.
    HEARD,
    /// Beyond the quota of its leg.
    TOO_MANY,
    /// No key of a telephone: a hook flash, a tone of a fax.
    UNKNOWN;

    /// The value of the metric's `result` label.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
