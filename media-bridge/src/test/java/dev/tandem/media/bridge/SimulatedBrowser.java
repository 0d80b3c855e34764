package dev.tandem.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.ice.StunRequests;
import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.PacketBuffer;
import dev.tandem.media.packet.PacketKind;
import dev.tandem.media.packet.RtcpView;
import dev.tandem.media.packet.RtpView;
import dev.tandem.media.srtp.SrtpTransform;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.Direction;
import dev.tandem.signaling.bridge.DtlsFingerprint;
import dev.tandem.signaling.bridge.DtlsSetup;
import dev.tandem.signaling.bridge.HeaderExtension;
import dev.tandem.signaling.bridge.IceCredentials;
import dev.tandem.signaling.bridge.LegAnswer;
import dev.tandem.signaling.bridge.LegOffer;
import dev.tandem.signaling.bridge.MediaAnswer;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.bridge.MediaOffer;
import dev.tandem.signaling.protocol.LegId;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// One browser of the simulation: real STUN and SRTP, a fake handshake, and a memory of all it
/// received.
final class SimulatedBrowser {
    /// The numbers that an offer chooses; two browsers rarely agree.
    record Numbers(int opus, int vp8, int rtx, int transportId, int levelId) {
        static final Numbers CHROMIUM = new Numbers(111, 96, 97, 3, 1);
        static final Numbers OTHER = new Numbers(109, 120, 124, 7, 10);
    }

    /// An RTP packet as received, unprotected.
    ///
    /// @param sendTime 24 bits of abs-send-time; -1: none
    /// @param waitMillis how long a picture is to be waited with at least; -1: nothing is said
    record Received(
            int payloadType,
            int sequence,
            int timestamp,
            int ssrc,
            boolean marker,
            int transportSequence,
            int sendTime,
            int level,
            int waitMillis,
            String payload) {}

    private static final int MID_ID = 5;
    private static final int DELAY_ID = 6;
    private static final int SEND_TIME_ID = 4;

    private static int instances;

    final LegId leg;
    final Numbers numbers;
    int audioSsrc;
    int videoSsrc;
    int rtxSsrc;
    int screenSsrc;

    /// Packets of the screen name their section, as those of browsers that announce no SSRC.
    boolean namesSection;

    final List<Received> rtp = new ArrayList<>();
    final List<byte[]> rtcp = new ArrayList<>();
    int stunAnswers;

    /// What of the media that is sent to it arrives; all, as long as nobody says otherwise.
    Predicate<byte[]> link = _ -> true;

    private final BridgeSimulation simulation;
    private final DtlsFingerprint fingerprint;
    private final int instance = ++instances;
    private List<Codec> audioCodecs;
    private List<Codec> videoCodecs;
    private boolean offersScreen;
    private boolean takesDelay = true;
    private boolean onlyRemb;
    private InetSocketAddress address;
    private IceCredentials ice;
    private int iceGeneration;
    private LegAnswer answer;
    private SrtpTransform srtp;
    private int transportSequence;
    private int rtxSequence = 500;

    SimulatedBrowser(BridgeSimulation simulation, LegId leg, Numbers numbers) {
        this.simulation = simulation;
        this.leg = leg;
        this.numbers = numbers;
        audioCodecs = List.of(sound(numbers.opus, "opus", 48_000, 2));
        videoCodecs = List.of(picture(numbers.vp8, "VP8", "", numbers.rtx));
        byte[] hash = new byte[32];
        simulation.random.nextBytes(hash);
        fingerprint = DtlsFingerprint.of(hash);
        audioSsrc = simulation.random.nextInt();
        videoSsrc = simulation.random.nextInt();
        rtxSsrc = simulation.random.nextInt();
        moveTo(new InetSocketAddress("127.0.0.1", 20_000 + instance % 20_000));
        newIce();
    }

    private void newIce() {
        ice =
                new IceCredentials(
                        "peer" + instance + "g" + iceGeneration++,
                        "secret-of-the-browser-" + instance);
    }

    /// Another choice than Opus and VP8.
    SimulatedBrowser offering(List<Codec> audio, List<Codec> video) {
        audioCodecs = audio;
        videoCodecs = video;
        return this;
    }

    /// Has a second section of pictures, with the same payload types.
    SimulatedBrowser withScreen() {
        offersScreen = true;
        screenSsrc = simulation.random.nextInt();
        return this;
    }

    /// One that negotiates no transport-cc for its pictures, as browsers did before.
    SimulatedBrowser knowingOnlyRemb() {
        onlyRemb = true;
        videoCodecs = List.of(picture(numbers.vp8, "VP8", "", numbers.rtx, "goog-remb"));
        return this;
    }

    SimulatedBrowser withoutPlayoutDelay() {
        takesDelay = false;
        return this;
    }

    static Codec sound(int payloadType, String name, int clockRate, int channels) {
        return new Codec(
                payloadType,
                name,
                clockRate,
                channels,
                "",
                List.of("transport-cc"),
                OptionalInt.empty());
    }

    static Codec picture(int payloadType, String name, String fmtp, int rtx) {
        return picture(payloadType, name, fmtp, rtx, "goog-remb", "transport-cc");
    }

    private static Codec picture(
            int payloadType, String name, String fmtp, int rtx, String... judged) {
        return new Codec(
                payloadType,
                name,
                90_000,
                1,
                fmtp,
                Stream.concat(Stream.of("nack", "nack pli"), Stream.of(judged)).toList(),
                OptionalInt.of(rtx));
    }

    LegOffer offer() {
        List<HeaderExtension> extensions =
                List.of(
                        new HeaderExtension(numbers.transportId, HeaderExtension.TRANSPORT_CC),
                        new HeaderExtension(numbers.levelId, HeaderExtension.AUDIO_LEVEL),
                        new HeaderExtension(14, "urn:not-for-us"));
        List<HeaderExtension> ofPictures = new ArrayList<>(extensions);
        if (onlyRemb) {
            ofPictures.set(0, new HeaderExtension(SEND_TIME_ID, HeaderExtension.ABS_SEND_TIME));
        }
        if (takesDelay) {
            ofPictures.add(new HeaderExtension(DELAY_ID, HeaderExtension.PLAYOUT_DELAY));
        }
        List<MediaOffer> media = new ArrayList<>();
        media.addAll(
                List.of(
                        new MediaOffer(
                                "0",
                                MediaKind.AUDIO,
                                Direction.SENDRECV,
                                audioCodecs,
                                extensions,
                                List.of(Integer.toUnsignedLong(audioSsrc))),
                        new MediaOffer(
                                "1",
                                MediaKind.VIDEO,
                                Direction.SENDRECV,
                                videoCodecs,
                                ofPictures,
                                List.of(
                                        Integer.toUnsignedLong(videoSsrc),
                                        Integer.toUnsignedLong(rtxSsrc)))));
        if (offersScreen) {
            List<HeaderExtension> named = new ArrayList<>(ofPictures);
            named.add(new HeaderExtension(MID_ID, HeaderExtension.MID));
            media.add(
                    new MediaOffer(
                            "2",
                            MediaKind.SCREEN,
                            Direction.SENDRECV,
                            videoCodecs,
                            named,
                            namesSection
                                    ? List.of()
                                    : List.of(Integer.toUnsignedLong(screenSsrc))));
        }
        return new LegOffer(ice, fingerprint, DtlsSetup.ACTPASS, media);
    }

    // ---- Connecting ----

    void join() {
        answer = simulation.answered(new BridgeCommand.AddLeg(BridgeSimulation.CALL, leg, offer()));
    }

    void restartIce() {
        newIce();
        join();
    }

    void rejoinAfterReload() {
        join();
        connect();
    }

    void connect() {
        check(false);
        check(true);
        clientHello();
        srtp = simulation.dtls.keysOf(fingerprint).clientSide();
    }

    void check(boolean nominate) {
        simulation.deliver(StunRequests.check(answer.ice(), ice.ufrag(), nominate), address);
    }

    void clientHello() {
        byte[] hello = new byte[FakeDtls.HELLO_BYTES];
        hello[hello.length - 1] = FakeDtls.MARK;
        hello[0] = 22;
        hello[13] = 1;
        byte[] random = new byte[32];
        simulation.random.nextBytes(random);
        System.arraycopy(random, 0, hello, 27, random.length);
        simulation.deliver(hello, address);
    }

    void moveTo(InetSocketAddress elsewhere) {
        address = elsewhere;
        simulation.attach(elsewhere, this);
    }

    InetSocketAddress address() {
        return address;
    }

    LegAnswer answer() {
        return answer;
    }

    DtlsFingerprint fingerprint() {
        return fingerprint;
    }

    MediaAnswer answer(MediaKind kind) {
        return answer.media().stream().filter(m -> m.kind() == kind).findFirst().orElseThrow();
    }

    int bridgeSsrc(MediaKind kind) {
        return (int) answer(kind).ssrc();
    }

    // ---- Sending ----

    void sendAudio(int sequence, int timestamp, int level, String payload) {
        send(protectedRtp(numbers.opus, audioSsrc, sequence, timestamp, level, payload));
    }

    void sendVideo(int sequence, int timestamp, String payload) {
        send(protectedRtp(numbers.vp8, videoSsrc, sequence, timestamp, -1, payload));
    }

    /// What has been on its way since then, by the clock of one that knows only REMB.
    byte[] timedVideo(int sequence, int timestamp, long sentAtNanos, String payload) {
        byte[] plain = plainRtp(numbers.vp8, videoSsrc, sequence, timestamp, -1, payload);
        plain[16] = (byte) (SEND_TIME_ID << 4 | 2);
        long ticks = (long) (sentAtNanos * ((1 << 18) / 1e9));
        plain[17] = (byte) (ticks >>> 16);
        Bytes.put16(plain, 18, (int) ticks);
        return protect(new PacketBuffer(), plain, false);
    }

    /// What this browser says that it can take (draft-alvestrand-rmcat-remb-03 section 2.2).
    void receiverLimit(int mantissa, int exponent) {
        byte[] packet = new byte[24];
        packet[0] = (byte) (0x80 | RtcpView.REMB);
        packet[1] = (byte) RtcpView.PAYLOAD_FEEDBACK;
        Bytes.put16(packet, 2, 5);
        Bytes.put32(packet, 4, videoSsrc);
        Bytes.put32(packet, 12, 0x52454d42);
        Bytes.put32(packet, 16, 1 << 24 | exponent << 18 | mantissa);
        Bytes.put32(packet, 20, bridgeSsrc(MediaKind.VIDEO));
        sendRtcp(packet);
    }

    void sendScreen(int sequence, int timestamp, String payload) {
        send(protectedRtp(numbers.vp8, screenSsrc, sequence, timestamp, -1, payload));
    }

    void sendRetransmission(int sequence, int timestamp, String payload) {
        String wrapped =
                new String(new char[] {(char) (sequence >>> 8 & 0xff), (char) (sequence & 0xff)});
        send(protectedRtp(numbers.rtx, rtxSsrc, rtxSequence++, timestamp, -1, wrapped + payload));
    }

    void send(byte[] datagram) {
        simulation.deliver(datagram, address);
    }

    byte[] protectedRtp(
            int payloadType, int ssrc, int sequence, int timestamp, int level, String payload) {
        PacketBuffer packet = new PacketBuffer();
        byte[] plain = plainRtp(payloadType, ssrc, sequence, timestamp, level, payload);
        return protect(packet, plain, false);
    }

    /// A packet with transport-cc and, if given, an audio level; the payload's chars are its bytes.
    byte[] plainRtp(
            int payloadType, int ssrc, int sequence, int timestamp, int level, String payload) {
        byte[] out = new byte[24 + payload.length()];
        out[0] = (byte) 0x90;
        out[1] = (byte) payloadType;
        Bytes.put16(out, 2, sequence);
        Bytes.put32(out, 4, timestamp);
        Bytes.put32(out, 8, ssrc);
        Bytes.put16(out, 12, 0xbede);
        Bytes.put16(out, 14, 2);
        out[16] = (byte) (numbers.transportId << 4 | 1);
        Bytes.put16(out, 17, transportSequence++);
        if (level >= 0) {
            out[19] = (byte) (numbers.levelId << 4);
            out[20] = (byte) level;
        }
        if (namesSection && ssrc == screenSsrc) {
            out[21] = MID_ID << 4;
            out[22] = '2';
        }
        for (int i = 0; i < payload.length(); i++) {
            out[24 + i] = (byte) payload.charAt(i);
        }
        return out;
    }

    byte[] protect(PacketBuffer packet, byte[] plain, boolean isRtcp) {
        packet.reset(plain.length);
        System.arraycopy(plain, 0, packet.bytes(), 0, plain.length);
        assertThat(isRtcp ? srtp.protectRtcp(packet) : srtp.protectRtp(packet)).isNull();
        return Arrays.copyOf(packet.bytes(), packet.getLength());
    }

    void sendRtcp(byte[] plain) {
        send(protect(new PacketBuffer(), plain, true));
    }

    /// Asks the bridge again for what it sent on its video SSRC.
    void nack(int... sequences) {
        nackOf(MediaKind.VIDEO, sequences);
    }

    void nackOf(MediaKind kind, int... sequences) {
        byte[] packet = new byte[12 + 4 * sequences.length];
        packet[0] = (byte) 0x81;
        packet[1] = (byte) RtcpView.TRANSPORT_FEEDBACK;
        Bytes.put16(packet, 2, packet.length / 4 - 1);
        Bytes.put32(packet, 4, videoSsrc);
        Bytes.put32(packet, 8, bridgeSsrc(kind));
        for (int i = 0; i < sequences.length; i++) {
            Bytes.put32(packet, 12 + 4 * i, sequences[i] << 16);
        }
        sendRtcp(packet);
    }

    void pictureLoss() {
        pictureLossOf(MediaKind.VIDEO);
    }

    void pictureLossOf(MediaKind kind) {
        byte[] packet = new byte[12];
        packet[0] = (byte) 0x81;
        packet[1] = (byte) RtcpView.PAYLOAD_FEEDBACK;
        Bytes.put16(packet, 2, 2);
        Bytes.put32(packet, 4, videoSsrc);
        Bytes.put32(packet, 8, bridgeSsrc(kind));
        sendRtcp(packet);
    }

    /// Transport-cc about so many packets up to the newest that was received.
    void transportFeedback(int count, int vector) {
        transportFeedback(rtp.getLast().transportSequence - count + 1, count, vector);
    }

    /// Transport-cc with one status vector of so many packets, without their times; true bits were
    /// received.
    void transportFeedback(int base, int count, int vector) {
        byte[] packet = new byte[24];
        packet[0] = (byte) (0x80 | RtcpView.TRANSPORT_CC);
        packet[1] = (byte) RtcpView.TRANSPORT_FEEDBACK;
        Bytes.put16(packet, 2, 5);
        Bytes.put32(packet, 4, videoSsrc);
        Bytes.put16(packet, 12, base);
        Bytes.put16(packet, 14, count);
        Bytes.put16(packet, 20, 0x8000 | (vector & 0x3fff));
        sendRtcp(packet);
    }

    void senderReport(int ssrc, long ntp, int timestamp) {
        byte[] packet = new byte[28];
        packet[0] = (byte) 0x80;
        packet[1] = (byte) RtcpView.SENDER_REPORT;
        Bytes.put16(packet, 2, 6);
        Bytes.put32(packet, 4, ssrc);
        Bytes.put64(packet, 8, ntp);
        Bytes.put32(packet, 16, timestamp);
        sendRtcp(packet);
    }

    /// What this browser says of the sound it hears.
    ///
    /// @param lastReport middle 32 bits of the NTP time in the bridge's last sender report
    /// @param kept since that came, in 1/65536 s
    void receiverReport(int fractionLost, int jitter, int lastReport, int kept) {
        report(MediaKind.AUDIO, fractionLost, 0, jitter, lastReport, kept);
    }

    /// What it says of the pictures that it is sent.
    ///
    /// @param fractionLost in 1/256
    void pictureReport(int fractionLost, int highest) {
        report(MediaKind.VIDEO, fractionLost, highest, 0, 0, 0);
    }

    private void report(
            MediaKind kind, int fractionLost, int highest, int jitter, int lastReport, int kept) {
        byte[] packet = new byte[32];
        packet[0] = (byte) 0x81;
        packet[1] = (byte) RtcpView.RECEIVER_REPORT;
        Bytes.put16(packet, 2, 7);
        Bytes.put32(packet, 4, audioSsrc);
        Bytes.put32(packet, 8, bridgeSsrc(kind));
        packet[12] = (byte) fractionLost;
        Bytes.put32(packet, 16, highest);
        Bytes.put32(packet, 20, jitter);
        Bytes.put32(packet, 24, lastReport);
        Bytes.put32(packet, 28, kept);
        sendRtcp(packet);
    }

    // ---- Receiving ----

    void receive(byte[] datagram) {
        switch (PacketKind.of(datagram, 0, datagram.length)) {
            case STUN -> {
                assertThat(StunRequests.isSuccess(datagram, answer.ice().password())).isTrue();
                stunAnswers++;
            }
            case RTP -> {
                if (link.test(datagram)) {
                    receiveRtp(datagram);
                }
            }
            case RTCP -> {
                PacketBuffer packet = buffer(datagram);
                assertThat(srtp.unprotectRtcp(packet)).isNull();
                rtcp.add(Arrays.copyOf(packet.bytes(), packet.getLength()));
            }
            case DTLS, UNKNOWN -> throw new AssertionError("not expected by a simulated browser");
        }
    }

    private void receiveRtp(byte[] datagram) {
        PacketBuffer packet = buffer(datagram);
        assertThat(srtp.unprotectRtp(packet)).as("every packet is new and authentic").isNull();
        RtpView view = new RtpView();
        assertThat(view.parse(packet)).isTrue();
        int transportAt = view.extension(numbers.transportId, 2);
        int timeAt = onlyRemb ? view.extension(SEND_TIME_ID, 3) : -1;
        int levelAt = view.extension(numbers.levelId, 1);
        int delayAt = view.extension(DELAY_ID, 3);
        StringBuilder payload = new StringBuilder();
        for (int i = 0; i < view.payloadLength(); i++) {
            payload.append((char) (view.bytes()[view.payloadOffset() + i] & 0xff));
        }
        rtp.add(
                new Received(
                        view.payloadType(),
                        view.sequence(),
                        view.timestamp(),
                        view.ssrc(),
                        view.marker(),
                        transportAt < 0 ? -1 : Bytes.u16(view.bytes(), transportAt),
                        timeAt < 0 ? -1 : Bytes.u24(view.bytes(), timeAt),
                        levelAt < 0 ? -1 : view.bytes()[levelAt] & 0xff,
                        delayAt < 0 ? -1 : 10 * (Bytes.u16(view.bytes(), delayAt) >>> 4),
                        payload.toString()));
    }

    private static PacketBuffer buffer(byte[] datagram) {
        PacketBuffer packet = new PacketBuffer();
        packet.reset(datagram.length);
        System.arraycopy(datagram, 0, packet.bytes(), 0, datagram.length);
        return packet;
    }

    /// What was received so far is not asked for any more.
    void forget() {
        rtp.clear();
        rtcp.clear();
    }

    // ---- What was received ----

    List<Received> audio() {
        return of(numbers.opus);
    }

    List<Received> video() {
        return of(numbers.vp8);
    }

    /// Of the camera, where a screen comes under the same payload type.
    List<Received> camera() {
        return from(MediaKind.VIDEO);
    }

    List<Received> screen() {
        return from(MediaKind.SCREEN);
    }

    private List<Received> from(MediaKind kind) {
        int ssrc = bridgeSsrc(kind);
        return rtp.stream().filter(r -> r.ssrc == ssrc).toList();
    }

    List<Received> retransmissions() {
        return of(numbers.rtx);
    }

    List<Received> of(int payloadType) {
        return rtp.stream().filter(r -> r.payloadType == payloadType).toList();
    }

    /// How much the bridge says that it may send, each time that it was said, in bits per second.
    List<Long> toldLimits() {
        return rtcp(RtcpView.PAYLOAD_FEEDBACK, RtcpView.REMB).stream()
                .map(remb -> Bytes.u32(remb, 16))
                .map(coded -> (coded & 0x3ffff) << (coded >>> 18 & 0x3f))
                .toList();
    }

    /// The RTCP packets of this type and format, each from its four header bytes on.
    List<byte[]> rtcp(int type, int count) {
        List<byte[]> found = new ArrayList<>();
        RtcpView view = new RtcpView();
        for (byte[] compound : rtcp) {
            assertThat(view.begin(buffer(compound))).isTrue();
            while (view.next()) {
                if (view.type() == type && (count < 0 || view.count() == count)) {
                    int from = view.bodyOffset() - 4;
                    found.add(Arrays.copyOfRange(view.bytes(), from, from + 4 + view.bodyLength()));
                }
            }
        }
        return found;
    }
}
