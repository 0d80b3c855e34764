package dev.tandem.server.knowledge;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/// What came back for one request.
sealed interface Fetched {
    /// A class and not a record: records of arrays have no useful equals.
    final class Body implements Fetched {
        private final byte[] bytes;
        private final @Nullable String charset;
        private final List<String> robots;
        private final boolean pdf;

        /// @param charset as the server named it, null if it did not
        /// @param robots the X-Robots-Tag headers
        /// @param pdf as the server says; else a page
        Body(byte[] bytes, @Nullable String charset, List<String> robots, boolean pdf) {
            this.bytes = bytes;
            this.charset = charset;
            this.robots = List.copyOf(robots);
            this.pdf = pdf;
        }

        byte[] bytes() {
            return bytes;
        }

        @Nullable String charset() {
            return charset;
        }

        List<String> robots() {
            return robots;
        }

        boolean isPdf() {
            return pdf;
        }
    }

    record Moved(URI target) implements Fetched {}

    /// The server asks to come back later.
    record Busy(int status, Duration later) implements Fetched {}

    /// @param status of HTTP; 0 if there was none
    record Failed(CrawlProblem.Reason reason, String detail, int status) implements Fetched {}
}
