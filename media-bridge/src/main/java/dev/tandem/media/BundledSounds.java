package dev.tandem.media;

import dev.tandem.media.pipeline.OpusLoop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the bridge plays, as shipped with this module: the tune for those on hold, and a sentence
/// for those who are recorded.
final class BundledSounds {
    /// Names the shipped sentence, "This call is being recorded.", where a file could be named.
    static final String SPOKEN = "english";

    private static final String HOLD_MUSIC = "/music/hold.opus";
    private static final String RECORDED = "/announcements/recorded.opus";

    private BundledSounds() {}

    static OpusLoop holdMusic() {
        return shipped(HOLD_MUSIC);
    }

    /// @param what [#SPOKEN] or the path of an Ogg Opus file with frames of 20 ms
    static OpusLoop recordingNotice(String what) {
        if (what.equals(SPOKEN)) {
            return shipped(RECORDED);
        }
        try {
            return OpusLoop.ofOgg(Files.readAllBytes(Path.of(what)));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "recordings.announcement must be "
                            + SPOKEN
                            + " or an Ogg Opus file with frames of 20 ms; it is "
                            + what
                            + ".",
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
