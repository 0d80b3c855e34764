package dev.tandem.media.pipeline;

import dev.tandem.media.packet.RtcpView;
import dev.tandem.media.packet.RtcpWriter;

import java.util.Arrays;

/// When each packet of a leg arrived, told back to it so that it can estimate its own bandwidth
/// (draft-holmer-rmcat-transport-wide-cc-extensions-01).
public final class ArrivalRecorder {
    /// Arrivals kept until they are reported: half a second at 4,000 packets per second.
    static final int WINDOW = 2_048;

    /// Often enough for the browser's estimator, which is made for 50 to 250 ms.
    public static final long REPORT_NANOS = 100_000_000;

    /// In one feedback packet, 2 bytes of status per 7 and up to 2 bytes of time each.
    private static final int MAX_STATUSES = 400;

    private static final int PER_CHUNK = 7;
    private static final long TICK_NANOS = 250_000;
    private static final long REFERENCE_TICKS = 256;
    private static final int NOT_RECEIVED = 0;
    private static final int SMALL_DELTA = 1;
    private static final int LARGE_DELTA = 2;

    private final long[] sequences = new long[WINDOW];
    private final long[] arrivals = new long[WINDOW];
    private final int[] symbols = new int[MAX_STATUSES];
    private final int[] deltas = new int[MAX_STATUSES];
    private long next = -1;
    private long highest = -1;
    private long lastReportAt;
    private int feedbackCount;

    public ArrivalRecorder() {
        Arrays.fill(sequences, -1);
    }

    public void record(int sequence16, long now) {
        if (highest < 0) {
            highest = sequence16 + 0x1_0000L;
            next = highest;
            lastReportAt = now;
            keep(highest, now);
            return;
        }
        long sequence = highest + (short) (sequence16 - (int) highest);
        if (sequence <= highest - WINDOW / 2 || sequences[slot(sequence)] == sequence) {
            return;
        }
        keep(sequence, now);
        highest = Math.max(highest, sequence);
        // A late one is reported from where it belongs, together with what follows it.
        next = Math.max(Math.min(next, sequence), highest - WINDOW / 2);
    }

    public long nextDeadline() {
        return hasNews() ? lastReportAt + REPORT_NANOS : Long.MAX_VALUE;
    }

    private boolean hasNews() {
        return highest >= 0 && next <= highest;
    }

    /// Writes one feedback packet, if there is anything to tell; more may be left for the next.
    public boolean write(RtcpWriter writer, int senderSsrc, int mediaSsrc, long now) {
        lastReportAt = now;
        while (hasNews() && sequences[slot(next)] != next) {
            // Lost ones at the beginning are told with the next that came, which is always there.
            long received = next;
            while (sequences[slot(received)] != received) {
                received++;
            }
            if (received - next < MAX_STATUSES / 2) {
                break;
            }
            next = received;
        }
        if (!hasNews()) {
            return false;
        }
        long base = next;
        long referenceTick = firstArrival(base) / TICK_NANOS / REFERENCE_TICKS * REFERENCE_TICKS;
        int count = collect(base, referenceTick);
        writer.openFeedback(
                RtcpView.TRANSPORT_FEEDBACK, RtcpView.TRANSPORT_CC, senderSsrc, mediaSsrc);
        writer.put16((int) base);
        writer.put16(count);
        long reference = referenceTick / REFERENCE_TICKS;
        writer.put32(((int) (reference & 0xff_ffff) << 8) | (feedbackCount & 0xff));
        feedbackCount++;
        writeChunks(writer, count);
        writeDeltas(writer, count);
        writer.align();
        writer.close();
        next = base + count;
        return true;
    }

    private long firstArrival(long base) {
        long sequence = base;
        while (sequences[slot(sequence)] != sequence) {
            sequence++;
        }
        return arrivals[slot(sequence)];
    }

    /// Fills symbols and deltas; stops where a delta no longer fits 16 bits.
    private int collect(long base, long referenceTick) {
        long previous = referenceTick;
        int count = 0;
        while (count < MAX_STATUSES && base + count <= highest) {
            int slot = slot(base + count);
            if (sequences[slot] != base + count) {
                symbols[count] = NOT_RECEIVED;
            } else {
                long delta = arrivals[slot] / TICK_NANOS - previous;
                if (delta != (short) delta) {
                    break;
                }
                symbols[count] = delta >= 0 && delta <= 255 ? SMALL_DELTA : LARGE_DELTA;
                deltas[count] = (int) delta;
                previous += delta;
            }
            count++;
        }
        return count;
    }

    /// Status vectors with two bits per packet: simple, and short enough for what a leg sends in
    /// 100 ms.
    private void writeChunks(RtcpWriter writer, int count) {
        for (int from = 0; from < count; from += PER_CHUNK) {
            int chunk = 0b11 << 14;
            for (int i = 0; i < PER_CHUNK && from + i < count; i++) {
                chunk |= symbols[from + i] << (2 * (PER_CHUNK - 1 - i));
            }
            writer.put16(chunk);
        }
    }

    private void writeDeltas(RtcpWriter writer, int count) {
        for (int i = 0; i < count; i++) {
            switch (symbols[i]) {
                case SMALL_DELTA -> writer.put8(deltas[i]);
                case LARGE_DELTA -> writer.put16(deltas[i]);
                default -> {
                    // Not received: no time to tell.
                }
            }
        }
    }

    private void keep(long sequence, long now) {
        sequences[slot(sequence)] = sequence;
        arrivals[slot(sequence)] = now;
    }

    private static int slot(long sequence) {
        return (int) (sequence & (WINDOW - 1));
    }
}
