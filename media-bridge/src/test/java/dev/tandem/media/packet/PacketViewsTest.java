package dev.tandem.media.packet;

import static dev.tandem.media.packet.TransportFeedbackView.UNTIMED;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.pipeline.Vp8;

import org.junit.jupiter.api.Test;

import java.util.HexFormat;
import java.util.stream.IntStream;

/// The wire formats, by the examples and the rules of their RFCs.
class PacketViewsTest {
    private final PacketBuffer packet = new PacketBuffer();
    private final RtpView rtp = new RtpView();
    private final RtcpView rtcp = new RtcpView();

    @Test
    void theFirstByteSaysWhatADatagramIs() {
        // RFC 7983 section 7, and RFC 5761 section 4 for RTCP.
        assertThat(kind("0001")).isEqualTo(PacketKind.STUN);
        assertThat(kind("03ff")).isEqualTo(PacketKind.STUN);
        assertThat(kind("04ff")).isEqualTo(PacketKind.UNKNOWN);
        assertThat(kind("13ff")).isEqualTo(PacketKind.UNKNOWN);
        assertThat(kind("14ff")).isEqualTo(PacketKind.DTLS);
        assertThat(kind("3fff")).isEqualTo(PacketKind.DTLS);
        assertThat(kind("40ff")).isEqualTo(PacketKind.UNKNOWN);
        assertThat(kind("8060")).isEqualTo(PacketKind.RTP);
        assertThat(kind("80e0")).as("marker and type 96").isEqualTo(PacketKind.RTP);
        assertThat(kind("80bf")).isEqualTo(PacketKind.RTP);
        assertThat(kind("80c0")).isEqualTo(PacketKind.RTCP);
        assertThat(kind("80df")).isEqualTo(PacketKind.RTCP);
        assertThat(kind("bfc8")).isEqualTo(PacketKind.RTCP);
        assertThat(kind("c000")).isEqualTo(PacketKind.UNKNOWN);
        assertThat(kind("80")).isEqualTo(PacketKind.UNKNOWN);
        assertThat(kind("")).isEqualTo(PacketKind.UNKNOWN);
    }

    @Test
    void anRtpPacketIsReadWithSourcesExtensionAndPadding() {
        read("b2e00102 03040506 0708090a 11111111 22222222 bede0001 10aa0000 cafe 000003");

        assertThat(rtp.parse(packet)).isTrue();
        assertThat(rtp.marker()).isTrue();
        assertThat(rtp.payloadType()).isEqualTo(96);
        assertThat(rtp.sequence()).isEqualTo(0x0102);
        assertThat(rtp.timestamp()).isEqualTo(0x03040506);
        assertThat(rtp.ssrc()).isEqualTo(0x0708090a);
        assertThat(rtp.payloadOffset()).isEqualTo(28);
        assertThat(rtp.payloadLength()).isEqualTo(2);
    }

    @Test
    void oneByteExtensionsAreFoundBehindPaddingAndTheReservedIdEndsThem() {
        // The shape of RFC 8285 section 4.2: elements of 1, 2 and 4 bytes, padding between and
        // after.
        read("90600000 00000000 00000001 bede0003 10aa 21bbbb 0000 33cccccccc 00");
        assertThat(rtp.parse(packet)).isTrue();
        assertThat(rtp.bytes()[rtp.extension(1, 1)]).isEqualTo((byte) 0xaa);
        assertThat(rtp.bytes()[rtp.extension(2, 2)]).isEqualTo((byte) 0xbb);
        assertThat(rtp.bytes()[rtp.extension(3, 4)]).isEqualTo((byte) 0xcc);
        assertThat(rtp.extension(1, 2)).as("shorter than asked for").isEqualTo(-1);
        assertThat(rtp.extension(4, 1)).isEqualTo(-1);

        read("90600000 00000000 00000001 bede0001 f0aa 10bb");
        assertThat(rtp.parse(packet)).isTrue();
        assertThat(rtp.extension(1, 1)).as("behind id 15").isEqualTo(-1);
    }

    @Test
    void twoByteExtensionsAreFoundToo() {
        // RFC 8285 section 4.3, with an element of length zero.
        read("90600000 00000000 00000001 10000003 0100 0201bb 00 0304cccccccc");
        assertThat(rtp.parse(packet)).isTrue();
        assertThat(rtp.extension(1, 0)).isPositive();
        assertThat(rtp.bytes()[rtp.extension(2, 1)]).isEqualTo((byte) 0xbb);
        assertThat(rtp.bytes()[rtp.extension(3, 4)]).isEqualTo((byte) 0xcc);
    }

    @Test
    void contradictingLengthsAreRefused() {
        for (String broken :
                new String[] {
                    "",
                    "80600000 00000000 000000",
                    "40600000 00000000 00000001",
                    "81600000 00000000 00000001",
                    "90600000 00000000 00000001 bede",
                    "90600000 00000000 00000001 bede0001",
                    "a0600000 00000000 00000001",
                    "a0600000 00000000 00000001 00",
                    "a0600000 00000000 00000001 cafe04"
                }) {
            read(broken);
            assertThat(rtp.parse(packet)).as(broken).isFalse();
        }
    }

    @Test
    void aRetransmissionBecomesThePacketItRepeats() {
        read("80610005 00000009 00000002 1234 cafe");
        assertThat(rtp.parse(packet)).isTrue();
        assertThat(rtp.unwrapRetransmission(96, 1)).isTrue();

        assertThat(rtp.sequence()).isEqualTo(0x1234);
        assertThat(rtp.payloadType()).isEqualTo(96);
        assertThat(rtp.ssrc()).isEqualTo(1);
        assertThat(rtp.payloadLength()).isEqualTo(2);
    }

    @Test
    void aCompoundIsWalkedOnlyIfAllItsLengthsFit() {
        read("80c90001 00000001 81ca0002 00000001 01000000");
        assertThat(rtcp.begin(packet)).isTrue();
        assertThat(rtcp.next()).isTrue();
        assertThat(rtcp.type()).isEqualTo(RtcpView.RECEIVER_REPORT);
        assertThat(rtcp.next()).isTrue();
        assertThat(rtcp.count()).isEqualTo(1);
        assertThat(rtcp.bodyLength()).isEqualTo(8);
        assertThat(rtcp.next()).isFalse();

        for (String broken : new String[] {"", "80c9", "80c90002 00000001", "00c90001 00000001"}) {
            read(broken);
            assertThat(rtcp.begin(packet)).as(broken).isFalse();
        }
    }

    @Test
    void transportFeedbackIsCountedInAllItsChunkForms() {
        TransportFeedbackView feedback = new TransportFeedbackView();
        // 30 packets: a run of 10 received, 14 by one bit (8 received), 6 by two bits (4 received).
        read("8fcd0006 00000001 00000002 0001001e 00000000 200a bfc0 d540 0000");
        assertThat(rtcp.begin(packet) && rtcp.next()).isTrue();
        assertThat(feedback.parse(rtcp)).isTrue();
        assertThat(feedback.told()).isEqualTo(30);
        assertThat(IntStream.range(0, 30).filter(feedback::isArrived)).hasSize(10 + 8 + 4);
        assertThat(feedback.sequence(29)).isEqualTo(30);
        assertThat(feedback.arrivedAt(27)).as("it is too short to say").isEqualTo(UNTIMED);

        // From 65,535 on: 10 ms after the reference of 128 ms; lost; 5 ms before the first.
        read("8fcd0006 00000001 00000002 ffff0003 00000200 d200 28 ffec 000000");
        assertThat(rtcp.begin(packet) && rtcp.next()).isTrue();
        assertThat(feedback.parse(rtcp)).isTrue();
        assertThat(feedback.sequence(0)).isEqualTo(65_535);
        assertThat(feedback.arrivedAt(0)).isEqualTo(138_000_000);
        assertThat(feedback.isArrived(1)).isFalse();
        assertThat(feedback.sequence(2)).isEqualTo(1);
        assertThat(feedback.arrivedAt(2)).isEqualTo(133_000_000);

        // About more packets than are read.
        read("8fcd0005 00000001 00000002 00010fff 00000000 2fff 0000");
        assertThat(rtcp.begin(packet) && rtcp.next()).isTrue();
        assertThat(feedback.parse(rtcp)).isTrue();
        assertThat(feedback.told()).isEqualTo(TransportFeedbackView.MAX_TOLD);

        // More packets than its chunks speak of.
        read("8fcd0005 00000001 00000002 0001ffff 00000000 200a 0000");
        assertThat(rtcp.begin(packet) && rtcp.next()).isTrue();
        assertThat(feedback.parse(rtcp)).isFalse();
    }

    @Test
    void theWriterWritesWhatTheWalkReads() {
        RtcpWriter writer = new RtcpWriter(packet);
        writer.begin();
        writer.openReceiverReport(1, 1);
        writer.reportBlock(2, 255, -1, 3, 4, 5, 6);
        writer.close();
        writer.cname(1, "tandem");
        writer.pictureLoss(1, 2);
        writer.receiverLimit(1, 2, 1_000_000);

        assertThat(rtcp.begin(packet)).isTrue();
        assertThat(rtcp.next()).isTrue();
        assertThat(Bytes.i32(rtcp.bytes(), rtcp.bodyOffset() + 8)).isEqualTo(0xffff_ffff);
        assertThat(rtcp.next() && rtcp.type() == RtcpView.SOURCE_DESCRIPTION).isTrue();
        assertThat(rtcp.next() && rtcp.count() == RtcpView.PLI).isTrue();
        assertThat(rtcp.next() && rtcp.count() == RtcpView.REMB).isTrue();
        int coded = Bytes.i32(rtcp.bytes(), rtcp.bodyOffset() + 12);
        assertThat((coded & 0x3ffff) << (coded >>> 18 & 0x3f)).isEqualTo(1_000_000);
        assertThat(rtcp.next()).isFalse();
    }

    @Test
    void aVp8KeyframeIsToldByItsFirstBytes() {
        // RFC 7741 section 4.2 and 4.3: descriptor, extended with a 15-bit picture id, frame
        // header.
        assertThat(keyframe("10 00")).isTrue();
        assertThat(keyframe("10 01")).as("interframe").isFalse();
        assertThat(keyframe("00 00")).as("not the start").isFalse();
        assertThat(keyframe("90 80 81 23 00")).isTrue();
        assertThat(keyframe("90 80 23 00")).isTrue();
        assertThat(keyframe("90 f0 81 23 00 00 00")).isTrue();
        assertThat(keyframe("90 80 81 23")).as("ends too early").isFalse();
        assertThat(keyframe("90")).isFalse();
        assertThat(keyframe("")).isFalse();
    }

    private static boolean keyframe(String hex) {
        byte[] bytes = bytes(hex);
        return Vp8.beginsKeyframe(bytes, 0, bytes.length);
    }

    private static PacketKind kind(String hex) {
        byte[] bytes = bytes(hex);
        return PacketKind.of(bytes, 0, bytes.length);
    }

    private void read(String hex) {
        byte[] bytes = bytes(hex);
        packet.reset(bytes.length);
        System.arraycopy(bytes, 0, packet.bytes(), 0, bytes.length);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
