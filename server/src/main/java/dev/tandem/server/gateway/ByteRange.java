package dev.tandem.server.gateway;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which part of a file is asked for (RFC 9110 section 14.1.2). Several ranges at once, or what is
/// no range at all, mean the whole file, as the RFC allows.
sealed interface ByteRange {
    record Whole() implements ByteRange {}

    /// Both ends are part of it.
    record Part(long from, long to) implements ByteRange {}

    /// Begins behind the end.
    record Unsatisfiable() implements ByteRange {}

    Pattern ONE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    static ByteRange of(Optional<String> header, long bytes) {
        Matcher range = ONE.matcher(header.orElse(""));
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return new Whole();
        }
        if (range.group(1).isEmpty()) {
            long last = Math.min(Long.parseLong(range.group(2)), bytes);
            return last == 0 ? new Unsatisfiable() : new Part(bytes - last, bytes - 1);
        }
        long from = Long.parseLong(range.group(1));
        long to = range.group(2).isEmpty() ? bytes - 1 : Long.parseLong(range.group(2));
        if (from >= bytes) {
            return new Unsatisfiable();
        }
        return to < from ? new Whole() : new Part(from, Math.min(to, bytes - 1));
    }
}
