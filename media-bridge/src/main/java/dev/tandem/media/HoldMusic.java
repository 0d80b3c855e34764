package dev.tandem.media;

import dev.tandem.media.pipeline.OpusLoop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The tune for those on hold, as shipped with this module.
final class HoldMusic {
    private static final String FILE = "/music/hold.opus";

    private HoldMusic() {}

    static OpusLoop load() {
        try (InputStream in = HoldMusic.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            return OpusLoop.ofOgg(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
