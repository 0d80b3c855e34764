package dev.tandem.media.bridge;

import dev.tandem.media.pipeline.OpusLoop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The hold music as it is shipped.
public final class HoldFile {
    private HoldFile() {}

    public static OpusLoop music() {
        return OpusLoop.ofOgg(bytes());
    }

    public static byte[] bytes() {
        return shipped("/music/hold.opus");
    }

    /// The sentence for those who are recorded, as it is shipped.
    static OpusLoop notice() {
        return OpusLoop.ofOgg(shipped("/announcements/recorded.opus"));
    }

    /// The sentence for those on hold, as it is shipped.
    static OpusLoop reminder() {
        return OpusLoop.ofOgg(shipped("/announcements/hold.opus"));
    }

    private static byte[] shipped(String file) {
        try (InputStream in = HoldFile.class.getResourceAsStream(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
