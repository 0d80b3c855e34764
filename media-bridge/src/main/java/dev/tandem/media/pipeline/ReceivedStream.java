package dev.tandem.media.pipeline;

import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.RtcpWriter;
import dev.tandem.signaling.bridge.MediaKind;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// One source of a leg as the bridge receives it: order, duplicates, gaps, and the numbers for its
/// reports.
///
/// Identity matters: a leg that is replaced has other objects, and that is how others notice the
/// change.
public final class ReceivedStream {
    /// Packets older than this many before the newest are not looked at.
    static final int WINDOW = 2_048;

    /// A jump by more than this is not asked for again: a keyframe is cheaper.
    static final int MAX_GAP = MissingPackets.WINDOW;

    /// A receiver's word holds until its next one: browsers report about sound every 2.5 to 7.5 s,
    /// and of two reports one may be lost.
    static final long HEARD_NANOS = 20_000_000_000L;

    private static final int WHOLE = 255;

    private final MediaKind kind;
    private final int ssrc;
    private final int clockRate;
    private final boolean asksAgain;
    private final MissingPackets missing = new MissingPackets();
    private final KeyframeRequests keyframes = new KeyframeRequests();
    private final RepairDelay repairs = new RepairDelay();
    private final long[] seen = new long[WINDOW / 64];

    /// Extended sequence numbers begin one turn up, so that a packet before the first is not
    /// negative.
    private long first = -1;

    private long highest = -1;
    private long received;
    private long expectedBefore;
    private long receivedBefore;
    private long lastPacketAt;
    private long lastTransit;
    private boolean hasTransit;
    private double jitter;

    private int heardFraction;
    private long heardAt;
    private int lostBehindUs;
    private long lostBehindUsAt;

    private boolean reported;
    private long reportNtp;
    private int reportTimestamp;
    private long reportAt;

    /// @param asksAgain whether the sender answers NACKs
    public ReceivedStream(MediaKind kind, int ssrc, int clockRate, boolean asksAgain) {
        this.kind = kind;
        this.ssrc = ssrc;
        this.clockRate = clockRate;
        this.asksAgain = asksAgain;
    }

    /// Takes note of a packet; null when it is new and in the window.
    public @Nullable DropReason receive(
            int sequence16, int timestamp, boolean retransmission, long now) {
        DropReason dropped = take(sequence16, retransmission, now);
        if (dropped == null && !retransmission) {
            measureJitter(timestamp, now);
            lastPacketAt = now;
        } else if (dropped == null && hasTransit) {
            int late = (int) (transit(timestamp, now) - lastTransit);
            repairs.repaired(RtpTime.nanos(late, clockRate), now);
        }
        return dropped;
    }

    /// How long whoever shows it has to wait, so that what had to be asked for again is there in
    /// time; 0: nothing is lost.
    int repairDelayMillis(long now) {
        return repairs.millis(now);
    }

    /// The same of a packet whose timestamp does not say when it was sent: a pressed key's say when
    /// the press began.
    public @Nullable DropReason receiveUntimed(int sequence16, long now) {
        DropReason dropped = take(sequence16, false, now);
        if (dropped == null) {
            lastPacketAt = now;
        }
        return dropped;
    }

    private @Nullable DropReason take(int sequence16, boolean retransmission, long now) {
        if (highest < 0) {
            // A retransmission alone does not say where the stream is.
            if (retransmission) {
                return DropReason.TOO_LATE;
            }
            first = sequence16 + 0x1_0000L;
            highest = first - 1;
        }
        long sequence = extended(sequence16);
        if (sequence <= highest - WINDOW || sequence < first) {
            return DropReason.TOO_LATE;
        }
        if (sequence <= highest && isSeen(sequence)) {
            return DropReason.DUPLICATE;
        }
        if (sequence > highest) {
            advance(sequence, now);
        }
        markSeen(sequence);
        missing.arrived(sequence);
        received++;
        return null;
    }

    /// The extended sequence number that is nearest to the newest.
    public long extended(int sequence16) {
        return highest + (short) (sequence16 - (int) highest);
    }

    private void advance(long sequence, long now) {
        long gap = sequence - highest - 1;
        if (gap >= WINDOW) {
            Arrays.fill(seen, 0);
        } else {
            for (long skipped = highest + 1; skipped < sequence; skipped++) {
                seen[word(skipped)] &= ~bit(skipped);
            }
        }
        seen[word(sequence)] &= ~bit(sequence);
        if (asksAgain && gap > 0 && gap <= MAX_GAP) {
            for (long skipped = highest + 1; skipped < sequence; skipped++) {
                missing.missing(skipped, now);
            }
        } else if (gap > MAX_GAP && kind.isPicture()) {
            keyframes.request();
        }
        highest = sequence;
    }

    /// How long it was on the way, by two clocks that agree on nothing but their speed.
    private long transit(int timestamp, long now) {
        return RtpTime.ticks(now, clockRate) - timestamp;
    }

    /// RFC 3550 section 6.4.1 and appendix A.8.
    private void measureJitter(int timestamp, long now) {
        long transit = transit(timestamp, now);
        if (hasTransit) {
            double difference = Math.abs((int) (transit - lastTransit));
            jitter += (difference - jitter) / 16;
        }
        hasTransit = true;
        lastTransit = transit;
    }

    /// The sender's own clock, as its report maps it to its RTP timestamps.
    public void senderReport(long ntp, int rtpTimestamp, long now) {
        reported = true;
        reportNtp = ntp;
        reportTimestamp = rtpTimestamp;
        reportAt = now;
    }

    /// The worst that a receiver of this source says of it in its reports, in 1/256. Gaps are
    /// forwarded as gaps, so this is of the whole way: the sender's to us and ours to the receiver.
    public void heard(int fractionLost, long now) {
        heardFraction = fractionLost;
        heardAt = now;
    }

    /// What is lost now between us and its worst receiver, in 1/255.
    public void lostBehindUs(int fraction, long now) {
        lostBehindUs = fraction;
        lostBehindUsAt = now;
    }

    /// Writes the report block about this source. Its fraction lost is that of the whole way to the
    /// worst receiver, because a sender of sound goes by it, and by nothing else, when it adds
    /// redundancy (Opus' FEC), and only a sender can. The count of lost packets, by which senders
    /// judge their own link, is of this link alone.
    ///
    /// What a receiver's feedback on arrivals says is there within a second, its report about sound
    /// within eight, but not every browser gives both.
    public void writeReport(RtcpWriter writer, long now) {
        long expected = highest - first + 1;
        long expectedNow = expected - expectedBefore;
        long lostNow = expectedNow - (received - receivedBefore);
        int fraction = expectedNow <= 0 || lostNow <= 0 ? 0 : (int) (lostNow * 255 / expectedNow);
        expectedBefore = expected;
        receivedBefore = received;
        writer.reportBlock(
                ssrc,
                wholeWay(fraction, now),
                Math.clamp(expected - received, Integer.MIN_VALUE, Integer.MAX_VALUE),
                (int) (highest - 0x1_0000L),
                (int) jitter,
                reported ? (int) (reportNtp >>> 16) : 0,
                reported ? RtpTime.shortNtp(now - reportAt) : 0);
    }

    /// Whatever comes through the one has to come through the other.
    private int wholeWay(int fraction, long now) {
        int behind = now - lostBehindUsAt < LinkLimit.TOLD_NANOS ? lostBehindUs : 0;
        int both = WHOLE - (WHOLE - fraction) * (WHOLE - behind) / WHOLE;
        return now - heardAt < HEARD_NANOS ? Math.max(both, heardFraction) : both;
    }

    public boolean hasNackDue(long now) {
        return missing.hasDue(now);
    }

    public long nextNack() {
        return missing.isEmpty() ? Long.MAX_VALUE : missing.nextAsk();
    }

    /// Writes what is due into an open NACK. What was asked for in vain for too long is given up: a
    /// picture goes on with the next keyframe only, and its receiver would stand still for seconds
    /// before it asked for one.
    ///
    /// @param roundTripNanos to the sender, or -1: not known
    public int writeNack(RtcpWriter writer, long roundTripNanos, long now) {
        int asked = missing.ask(highest, roundTripNanos, now, writer);
        if (missing.takeGivenUp() && kind.isPicture()) {
            keyframes.request();
        }
        return asked;
    }

    public boolean hasPackets() {
        return highest >= 0;
    }

    public KeyframeRequests keyframes() {
        return keyframes;
    }

    public MediaKind kind() {
        return kind;
    }

    public int clockRate() {
        return clockRate;
    }

    public int ssrc() {
        return ssrc;
    }

    public long lastPacketAt() {
        return lastPacketAt;
    }

    boolean isReported() {
        return reported;
    }

    long reportNtp() {
        return reportNtp;
    }

    int reportTimestamp() {
        return reportTimestamp;
    }

    long reportAt() {
        return reportAt;
    }

    private boolean isSeen(long sequence) {
        return (seen[word(sequence)] & bit(sequence)) != 0;
    }

    private void markSeen(long sequence) {
        seen[word(sequence)] |= bit(sequence);
    }

    private static int word(long sequence) {
        return (int) (sequence & (WINDOW - 1)) >>> 6;
    }

    private static long bit(long sequence) {
        return 1L << sequence;
    }
}
