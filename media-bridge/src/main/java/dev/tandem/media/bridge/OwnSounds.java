package dev.tandem.media.bridge;

import dev.tandem.media.pipeline.OpusLoop;

import java.util.Optional;

/// All that a bridge plays by itself.
///
/// @param holdMusic for who is on hold
/// @param recordingNotice is said to whoever is recorded, once; empty: nothing is
/// @param reminder is said to who is on hold between the music; empty: there is only music
public record OwnSounds(
        OpusLoop holdMusic, Optional<OpusLoop> recordingNotice, Optional<Reminder> reminder) {
    /// @param everyNanos from the beginning of the hold, and from the end of the last time
    public record Reminder(OpusLoop sentence, long everyNanos) {}
}
