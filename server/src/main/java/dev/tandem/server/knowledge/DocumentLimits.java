package dev.tandem.server.knowledge;

import java.time.Duration;

/// What reading one document may take; a document beyond it is reported and left out.
///
/// @param bytes of the file
/// @param pages of it
/// @param chars of its words: a small file can unpack to a library
/// @param time from the start of its reading to the last word
/// @param heapMegabytes of the process that reads it
/// @param atOnce documents read at the same time by this server
public record DocumentLimits(
        int bytes, int pages, int chars, Duration time, int heapMegabytes, int atOnce) {
    public static final DocumentLimits DEFAULT =
            new DocumentLimits(20 * 1024 * 1024, 500, 2_000_000, Duration.ofSeconds(20), 192, 2);

    public DocumentLimits {
        if (bytes < 1 || pages < 1 || chars < 1 || heapMegabytes < 1 || atOnce < 1) {
            throw new IllegalArgumentException("document limits must be positive");
        }
    }
}
