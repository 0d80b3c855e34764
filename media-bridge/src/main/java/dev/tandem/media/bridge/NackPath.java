package dev.tandem.media.bridge;

import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.RtcpView;
import dev.tandem.media.pipeline.SentStream;

/// The way of a NACK: what a leg misses of its pictures is sent again from the cache. To a leg that
/// loses much it is sent twice at once: the answer is lost as often as anything, and the picture
/// would stand still until it was asked for another time.
final class NackPath {
    /// Of what is sent to a leg, in 1/255: one of twenty-five.
    static final int LOSES_MUCH = 10;

    private final Workspace work;

    NackPath(Workspace work) {
        this.work = work;
    }

    void receive(Leg leg, RtcpView rtcp, long now, Output out) {
        int at = rtcp.bodyOffset();
        SentStream sent =
                rtcp.bodyLength() < 8 ? null : leg.sentFrom(Bytes.i32(rtcp.bytes(), at + 4));
        if (sent == null || !sent.terms().kind().isPicture()) {
            return;
        }
        int end = at + rtcp.bodyLength();
        for (int entry = at + 8; entry + 4 <= end; entry += 4) {
            int sequence = Bytes.u16(rtcp.bytes(), entry);
            int following = Bytes.u16(rtcp.bytes(), entry + 2);
            retransmit(leg, sent, sequence, now, out);
            for (int bit = 0; bit < 16; bit++) {
                if ((following & (1 << bit)) != 0) {
                    retransmit(leg, sent, (sequence + bit + 1) & 0xffff, now, out);
                }
            }
        }
    }

    private void retransmit(Leg leg, SentStream sent, int sequence, long now, Output out) {
        if (!leg.retransmissions().take(now)) {
            work.counters.dropped(DropReason.RETRANSMISSION_QUOTA);
            return;
        }
        DropReason problem = sent.retransmit(sequence, now, work.out);
        if (problem != null) {
            work.counters.dropped(problem);
            return;
        }
        send(leg, sent, sequence, now, out);
        if (leg.downlink().fractionLost(now) >= LOSES_MUCH && leg.retransmissions().take(now)) {
            sent.repeat(sequence, now, work.out);
            send(leg, sent, sequence, now, out);
        }
    }

    private void send(Leg leg, SentStream sent, int sequence, long now, Output out) {
        if (leg.sendRtp(work.out, sent.firstSentAt(sequence), now, out)) {
            work.counters.retransmission();
        }
    }
}
