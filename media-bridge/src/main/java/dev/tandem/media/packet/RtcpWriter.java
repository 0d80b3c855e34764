package dev.tandem.media.packet;

import java.nio.charset.StandardCharsets;

/// Writes an RTCP compound into a buffer, packet after packet.
///
/// Every compound begins with a report, so it is valid for receivers without reduced-size RTCP too.
public final class RtcpWriter {
    /// One report block of a sender or receiver report.
    public static final int REPORT_BLOCK_BYTES = 24;

    private final PacketBuffer packet;
    private int start;
    private int at;

    public RtcpWriter(PacketBuffer packet) {
        this.packet = packet;
    }

    public void begin() {
        packet.reset(0);
        at = 0;
    }

    /// Opens a sender report: the caller adds report blocks and closes it.
    public void openSenderReport(
            int ssrc, long ntp, int rtpTimestamp, long packets, long octets, int blocks) {
        open(RtcpView.SENDER_REPORT, blocks);
        put32(ssrc);
        Bytes.put64(packet.bytes(), at, ntp);
        at += 8;
        put32(rtpTimestamp);
        put32((int) packets);
        put32((int) octets);
    }

    public void openReceiverReport(int ssrc, int blocks) {
        open(RtcpView.RECEIVER_REPORT, blocks);
        put32(ssrc);
    }

    /// RFC 3550 section 6.4.1.
    public void reportBlock(
            int ssrc, int fractionLost, int lost, int highest, int jitter, int lsr, int dlsr) {
        put32(ssrc);
        put32((fractionLost << 24) | (Math.clamp(lost, -0x80_0000, 0x7f_ffff) & 0xff_ffff));
        put32(highest);
        put32(jitter);
        put32(lsr);
        put32(dlsr);
    }

    public void emptyReceiverReport(int ssrc) {
        openReceiverReport(ssrc, 0);
        close();
    }

    public void cname(int ssrc, String cname) {
        byte[] text = cname.getBytes(StandardCharsets.US_ASCII);
        open(RtcpView.SOURCE_DESCRIPTION, 1);
        put32(ssrc);
        packet.bytes()[at++] = 1;
        packet.bytes()[at++] = (byte) text.length;
        System.arraycopy(text, 0, packet.bytes(), at, text.length);
        at += text.length;
        // The list of items ends with at least one zero byte and on a 32-bit boundary.
        do {
            packet.bytes()[at++] = 0;
        } while ((at - start) % 4 != 0);
        close();
    }

    /// RFC 4585 section 6.3.1.
    public void pictureLoss(int senderSsrc, int mediaSsrc) {
        open(RtcpView.PAYLOAD_FEEDBACK, RtcpView.PLI);
        put32(senderSsrc);
        put32(mediaSsrc);
        close();
    }

    /// How much the receivers of this source can take (draft-alvestrand-rmcat-remb-03).
    public void receiverLimit(int senderSsrc, int mediaSsrc, long bitsPerSecond) {
        open(RtcpView.PAYLOAD_FEEDBACK, RtcpView.REMB);
        put32(senderSsrc);
        put32(0);
        put32(RtcpView.REMB_NAME);
        // 18 bits of mantissa and 6 of exponent.
        int exponent = Math.max(0, 46 - Long.numberOfLeadingZeros(bitsPerSecond));
        put32((1 << 24) | (exponent << 18) | (int) (bitsPerSecond >>> exponent));
        put32(mediaSsrc);
        close();
    }

    /// Opens a NACK (RFC 4585 section 6.2.1): the caller adds [#lost] entries and closes it.
    public void openNack(int senderSsrc, int mediaSsrc) {
        open(RtcpView.TRANSPORT_FEEDBACK, RtcpView.NACK);
        put32(senderSsrc);
        put32(mediaSsrc);
    }

    /// A lost packet and a bit for each of the 16 after it.
    public void lost(int sequence, int following) {
        put32((sequence << 16) | (following & 0xffff));
    }

    /// Opens feedback of this type and format; the caller writes the rest with the `put` methods.
    public void openFeedback(int type, int format, int senderSsrc, int mediaSsrc) {
        open(type, format);
        put32(senderSsrc);
        put32(mediaSsrc);
    }

    public void put8(int value) {
        packet.bytes()[at++] = (byte) value;
    }

    public void put16(int value) {
        Bytes.put16(packet.bytes(), at, value);
        at += 2;
    }

    public void put32(int value) {
        Bytes.put32(packet.bytes(), at, value);
        at += 4;
    }

    /// Pads the open packet with zeros to a 32-bit boundary.
    public void align() {
        while ((at - start) % 4 != 0) {
            put8(0);
        }
    }

    /// Writes the open packet's length.
    public void close() {
        Bytes.put16(packet.bytes(), start + 2, (at - start) / 4 - 1);
        packet.reset(at);
    }

    private void open(int type, int count) {
        start = at;
        put8(0x80 | count);
        put8(type);
        put16(0);
    }
}
