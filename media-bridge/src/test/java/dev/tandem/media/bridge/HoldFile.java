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
        try (InputStream in = HoldFile.class.getResourceAsStream("/music/hold.opus")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
