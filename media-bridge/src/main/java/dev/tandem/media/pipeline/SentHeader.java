package dev.tandem.media.pipeline;

import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.RtpView;

/// The RTP header of what is sent to one leg, with the leg's own extension ids (RFC 8285, one-byte
/// form).
final class SentHeader {
    /// No audio level, no playout delay.
    static final int NONE = -1;

    private static final int EXTENSION_PROFILE = 0xbede;

    /// What a receiver may wait at most, in the unit of [#DELAY_UNIT_MILLIS]: browsers' own limit
    /// of ten seconds.
    private static final int LONGEST_DELAY = 1_000;

    private static final int DELAY_UNIT_MILLIS = 10;

    /// abs-send-time: 24 bits of seconds, 18 of them behind the point.
    private static final double SEND_TICK_NANOS = 1e9 / (1 << 18);

    private SentHeader() {}

    /// Writes it and returns where the payload begins.
    ///
    /// @param level the audio level byte, or [#NONE]
    /// @param delayMillis how long the receiver is to wait at least with a picture, or [#NONE]
    static int write(
            byte[] out,
            SendTerms terms,
            TransportSequence transport,
            int payloadType,
            boolean marker,
            int sequence,
            int timestamp,
            int ssrc,
            int level,
            int delayMillis,
            long now) {
        boolean withTransport = terms.transportId() > 0;
        boolean withTime = terms.sendTimeId() > 0;
        boolean withLevel = terms.audioLevelId() > 0 && level >= 0;
        boolean withDelay = terms.playoutDelayId() > 0 && delayMillis >= 0;
        boolean extended = withTransport || withTime || withLevel || withDelay;
        out[0] = (byte) (extended ? 0x90 : 0x80);
        out[1] = (byte) (payloadType | (marker ? 0x80 : 0));
        Bytes.put16(out, 2, sequence);
        Bytes.put32(out, 4, timestamp);
        Bytes.put32(out, 8, ssrc);
        int at = RtpView.HEADER_BYTES;
        if (!extended) {
            return at;
        }
        int start = at + 4;
        at = start;
        if (withTransport) {
            out[at] = (byte) ((terms.transportId() << 4) | 1);
            Bytes.put16(out, at + 1, transport.take());
            at += 3;
        }
        if (withTime) {
            int ticks = (int) (long) (now / SEND_TICK_NANOS);
            out[at] = (byte) ((terms.sendTimeId() << 4) | 2);
            out[at + 1] = (byte) (ticks >>> 16);
            Bytes.put16(out, at + 2, ticks);
            at += 4;
        }
        if (withLevel) {
            out[at] = (byte) (terms.audioLevelId() << 4);
            out[at + 1] = (byte) level;
            at += 2;
        }
        if (withDelay) {
            // Twelve bits each: at least, at most.
            int least = delayMillis / DELAY_UNIT_MILLIS;
            out[at] = (byte) ((terms.playoutDelayId() << 4) | 2);
            out[at + 1] = (byte) (least >>> 4);
            Bytes.put16(out, at + 2, (least & 0xf) << 12 | LONGEST_DELAY);
            at += 4;
        }
        while ((at - start) % 4 != 0) {
            out[at++] = 0;
        }
        Bytes.put16(out, RtpView.HEADER_BYTES, EXTENSION_PROFILE);
        Bytes.put16(out, RtpView.HEADER_BYTES + 2, (at - start) / 4);
        return at;
    }
}
