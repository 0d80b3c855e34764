package dev.tandem.media.pipeline;

import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.KeyResult;
import dev.tandem.signaling.bridge.Codec;

import org.jspecify.annotations.Nullable;

/// Which keys one leg presses, read from the telephone events in its sound (RFC 4733).
///
/// A press is several packets: some while the key is down, and three times its end, so that each of
/// them may be lost. All of a press have the same RTP timestamp, and that is what tells one from
/// the next; the first that arrives, whichever it is, is the press.
public final class TelephoneEvents {
    /// A browser cannot press faster than 14 times a second (40 ms of tone and 30 ms of silence).
    public static final int MAX_PRESSES_PER_SECOND = 15;

    /// Presses whose late packets are still known. Further back a network does not reorder.
    static final int REMEMBERED = 8;

    /// Event, end bit and volume, duration.
    static final int EVENT_BYTES = 4;

    /// By event code; 16 and above are no keys.
    private static final String KEYS = "0123456789*#ABCD";

    /// A press that outlasts what 16 bits can count goes on under another timestamp (RFC 4733
    /// section 2.5.1.3): then its duration was near their end, and the next timestamp is as far.
    private static final int LONG_DURATION = 0x8000;

    private static final int MIN_SEGMENT_TICKS = 0xf000;
    private static final int MAX_SEGMENT_TICKS = 0x1_8000;

    private static final long SECOND_NANOS = 1_000_000_000;

    private final @Nullable Press[] presses = new Press[REMEMBERED];
    private int count;
    private long newestSequence = Long.MIN_VALUE;
    private long windowStart;
    private int used;

    /// What a packet is.
    public sealed interface Heard {
        /// The first of a press.
        ///
        /// @param key one of 0 to 9, *, #, A to D
        record Pressed(String key) implements Heard {}

        /// One more of a press that is known.
        record GoesOn() implements Heard {}

        /// The first of a press that counts for nothing.
        record Refused(KeyResult result, DropReason reason) implements Heard {}

        record Dropped(DropReason reason) implements Heard {}
    }

    /// @param refused why its packets are dropped; null: they are not
    private record Press(
            int timestamp, int event, int duration, boolean ended, @Nullable DropReason refused) {}

    /// Whether this is how telephone events are negotiated.
    public static boolean isNegotiatedBy(Codec codec) {
        return codec.isCalled("telephone-event") && codec.channels() == 1;
    }

    /// Takes note of a packet that has not come before.
    ///
    /// @param sequence extended, as the stream counts
    /// @param marker as a sender sets it on the first packet of a press
    /// @param length of the payload; what follows the first event is not looked at
    public Heard receive(
            long sequence,
            int timestamp,
            boolean marker,
            byte[] bytes,
            int offset,
            int length,
            long now) {
        if (length < EVENT_BYTES) {
            return new Heard.Dropped(DropReason.MALFORMED_KEY);
        }
        int event = bytes[offset] & 0xff;
        boolean ended = (bytes[offset + 1] & 0x80) != 0;
        int duration = Bytes.u16(bytes, offset + 2);
        boolean isNewest = sequence > newestSequence;
        newestSequence = Math.max(newestSequence, sequence);
        int known = indexOf(timestamp);
        if (known >= 0) {
            return goesOn(known, event, duration, ended);
        }
        if (!isNewest) {
            return new Heard.Dropped(DropReason.TOO_LATE);
        }
        Press before = last();
        if (before != null && !marker && continues(before, event, timestamp)) {
            keep(new Press(timestamp, event, duration, ended, before.refused));
            return heard(before.refused);
        }
        DropReason refused = refusal(event, now);
        keep(new Press(timestamp, event, duration, ended, refused));
        if (refused == null) {
            return new Heard.Pressed(KEYS.substring(event, event + 1));
        }
        return new Heard.Refused(
                refused == DropReason.UNKNOWN_KEY ? KeyResult.UNKNOWN : KeyResult.TOO_MANY,
                refused);
    }

    private Heard goesOn(int index, int event, int duration, boolean ended) {
        Press press = at(index);
        if (press.event != event) {
            return new Heard.Dropped(DropReason.MALFORMED_KEY);
        }
        presses[index] =
                new Press(
                        press.timestamp,
                        event,
                        Math.max(press.duration, duration),
                        press.ended || ended,
                        press.refused);
        return heard(press.refused);
    }

    private static Heard heard(@Nullable DropReason refused) {
        return refused == null ? new Heard.GoesOn() : new Heard.Dropped(refused);
    }

    private static boolean continues(Press before, int event, int timestamp) {
        int ticks = timestamp - before.timestamp;
        return before.event == event
                && !before.ended
                && before.duration >= LONG_DURATION
                && ticks >= MIN_SEGMENT_TICKS
                && ticks <= MAX_SEGMENT_TICKS;
    }

    private @Nullable DropReason refusal(int event, long now) {
        if (event >= KEYS.length()) {
            return DropReason.UNKNOWN_KEY;
        }
        if (now - windowStart >= SECOND_NANOS) {
            windowStart = now;
            used = 0;
        }
        if (used == MAX_PRESSES_PER_SECOND) {
            return DropReason.TOO_MANY_KEYS;
        }
        used++;
        return null;
    }

    private int indexOf(int timestamp) {
        for (int i = 0; i < Math.min(count, REMEMBERED); i++) {
            if (at(i).timestamp == timestamp) {
                return i;
            }
        }
        return -1;
    }

    private Press at(int index) {
        Press press = presses[index];
        if (press == null) {
            throw new IllegalStateException("no press was kept at " + index);
        }
        return press;
    }

    private @Nullable Press last() {
        return count == 0 ? null : presses[(count - 1) % REMEMBERED];
    }

    private void keep(Press press) {
        presses[count % REMEMBERED] = press;
        count++;
        if (count == 2 * REMEMBERED) {
            count = REMEMBERED; // The same place, and never more than an int holds.
        }
    }
}
