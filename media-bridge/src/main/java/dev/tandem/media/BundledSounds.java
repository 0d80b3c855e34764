package dev.tandem.media;

import dev.tandem.media.pipeline.OpusLoop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the bridge plays, as shipped with this module or as an operator wants it: the tune for
/// those on hold, and sentences.
final class BundledSounds {
    /// Names the shipped sentence where a file could be named.
    static final String SHIPPED = "english";

    /// A sentence that can be said.
    ///
    /// @param file the shipped one
    /// @param key the setting that another one is named by
    record Sentence(String file, String key) {}

    /// "This call is being recorded."
    static final Sentence RECORDED =
            new Sentence("/announcements/recorded.opus", "recordings.announcement");

    /// "Please stay on the line. We will be back with you shortly."
    static final Sentence HOLDING =
            new Sentence("/announcements/hold.opus", "calls.hold-announcement");

    private static final String HOLD_MUSIC = "/music/hold.opus";

    private BundledSounds() {}

    static OpusLoop holdMusic() {
        return shipped(HOLD_MUSIC);
    }

    /// @param what [#SHIPPED], the path of an Ogg Opus file with frames of 20 ms, or
    ///   `say:VOICE:TEXT`
    static OpusLoop sentence(Sentence sentence, String what) {
        if (what.equals(SHIPPED)) {
            return shipped(sentence.file());
        }
        try {
            return OpusLoop.ofOgg(
                    SpokenText.isOne(what)
                            ? SpokenText.spoken(what)
                            : Files.readAllBytes(Path.of(what)));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    sentence.key()
                            + " must be "
                            + SHIPPED
                            + ", an Ogg Opus file with frames of 20 ms, or say:VOICE:TEXT where"
                            + " espeak-ng and ffmpeg are installed; it is "
                            + what
                            + " ("
                            + e.getMessage()
                            + ").",
                    e);
        }
    }

    private static OpusLoop shipped(String file) {
        try (InputStream in = BundledSounds.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing");
            }
            return OpusLoop.ofOgg(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
