package dev.tandem.media;

import dev.tandem.media.bridge.OwnSounds;

import java.time.Duration;
import java.util.Optional;

/// What is said in the calls of a bridge. A sentence is `english` for the shipped one, the path of
/// an Ogg Opus file with frames of 20 ms, or `say:VOICE:TEXT`, which espeak-ng speaks at the start.
///
/// @param recording `recordings.announcement`, to whoever is recorded; empty: nothing is said
/// @param hold `calls.hold-announcement`, to who is on hold; empty: there is only music
/// @param holdEvery how much music is between two of them
public record Announcements(Optional<String> recording, Optional<String> hold, Duration holdEvery) {
    /// How much music is between two sentences, when nobody says otherwise.
    public static final Duration HOLD_EVERY = Duration.ofSeconds(30);

    public static final Announcements NONE =
            new Announcements(Optional.empty(), Optional.empty(), HOLD_EVERY);

    OwnSounds load() {
        return new OwnSounds(
                BundledSounds.holdMusic(),
                recording.map(what -> BundledSounds.sentence(BundledSounds.RECORDED, what)),
                hold.map(what ->
                        new OwnSounds.Reminder(
                                BundledSounds.sentence(BundledSounds.HOLDING, what),
                                holdEvery.toNanos())));
    }
}
