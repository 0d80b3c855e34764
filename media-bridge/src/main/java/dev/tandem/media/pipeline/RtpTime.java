package dev.tandem.media.pipeline;

/// Conversions between nanoseconds, RTP ticks and NTP's 32.32 fixed point. Overflow-free for
/// centuries.
final class RtpTime {
    private static final long SECOND_NANOS = 1_000_000_000;

    private RtpTime() {}

    static long ticks(long nanos, int clockRate) {
        return nanos / 1_000 * clockRate / 1_000_000;
    }

    static long nanos(int ticks, int clockRate) {
        return ticks * SECOND_NANOS / clockRate;
    }

    static long ntp(long nanos) {
        return ((nanos / SECOND_NANOS) << 32) + (((nanos % SECOND_NANOS) << 32) / SECOND_NANOS);
    }

    /// The inverse of [#shortNtp], for a span of up to nine hours.
    static long nanosOfShortNtp(int span) {
        return (span * SECOND_NANOS) >> 16;
    }

    /// NTP's middle 32 bits, in units of 1/65536 s, as reports carry a delay (RFC 3550 section 4).
    static int shortNtp(long nanos) {
        return (int) (ntp(nanos) >>> 16);
    }
}
