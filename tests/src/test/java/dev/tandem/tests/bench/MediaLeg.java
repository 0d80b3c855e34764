package dev.tandem.tests.bench;

import dev.tandem.media.dtls.DtlsClient;
import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.PacketBuffer;
import dev.tandem.media.packet.PacketKind;
import dev.tandem.media.srtp.SrtpKeys;
import dev.tandem.media.srtp.SrtpProfile;
import dev.tandem.media.srtp.SrtpTransform;
import dev.tandem.signaling.bridge.DtlsFingerprint;
import dev.tandem.signaling.bridge.HeaderExtension;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One browser of the load generator: an ICE check, a DTLS handshake, and then SRTP of an Opus and
/// a VP8 stream, the same to whichever server it is pointed at.
///
/// Sends on the generator's sending thread, takes in on its receiving one; nothing is shared
/// between the two but the socket.
final class MediaLeg implements AutoCloseable {
    static final int AUDIO_TYPE = 111;
    static final int VIDEO_TYPE = 96;
    static final int RTX_TYPE = 97;

    /// Opus at 40 kbit/s, and what a browser puts of a video frame into one packet.
    static final int AUDIO_PAYLOAD = 100;

    static final int VIDEO_PAYLOAD = 1_100;

    private static final int LEVEL_ID = 1;
    private static final int TRANSPORT_ID = 3;
    private static final int HEADER = 12;

    /// Behind the payload's first bytes, which a server may look into: whose, when, in which run.
    private static final int STAMP = 16;

    private static final int MAGIC = 0x7a9d_e311;
    private static final int KEYFRAME_EVERY = 250;

    private final DatagramChannel channel;
    private final InetSocketAddress local;
    private final SecureRandom random = new SecureRandom();
    private final String ufrag = "g" + text(7);
    private final String password = text(24);
    private final DtlsClient identity;
    private final int audioSsrc = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
    private final int videoSsrc = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
    private final int rtxSsrc = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);

    private @Nullable DtlsClient dtls;
    private byte[] check = new byte[0];
    private volatile boolean checked;
    private volatile @Nullable SrtpTransform out;
    private volatile @Nullable SrtpTransform in;

    private final PacketBuffer packet = new PacketBuffer();
    private final ByteBuffer wire = ByteBuffer.allocateDirect(PacketBuffer.MAX_DATAGRAM);
    private int audioSequence = 1;
    private int videoSequence = 1;
    private int transportSequence;
    private int ticks;

    /// Protected before, one behind the other, all of [#preparedBytes].
    private ByteBuffer prepared = ByteBuffer.allocateDirect(0);

    private int preparedBytes;

    /// The run whose sound is counted as it comes; 0: sound is opened and looked at.
    private volatile int counted;

    private final PacketBuffer taken = new PacketBuffer();
    private final ByteBuffer arrived = ByteBuffer.allocateDirect(2_048);

    /// What becomes of a packet that was sent by the generator and came back through the server.
    interface Arrivals {
        void arrived(int run, boolean audio, long nanos);
    }

    MediaLeg(InetAddress host, SrtpProfile profile) {
        identity =
                new DtlsClient(
                        random, DtlsFingerprint.of(new byte[32]), Instant.now(), List.of(profile));
        try {
            channel = DatagramChannel.open().bind(new InetSocketAddress(host, 0));
            channel.configureBlocking(false);
            channel.setOption(java.net.StandardSocketOptions.SO_RCVBUF, 1 << 20);
            local = (InetSocketAddress) channel.getLocalAddress();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    DatagramChannel channel() {
        return channel;
    }

    // ---- Signaling ----

    /// An offer, or the answer to one: both say the same.
    String description() {
        return """
        v=0
        o=- 1 1 IN IP4 127.0.0.1
        s=-
        t=0 0
        a=group:BUNDLE 0 1
        a=msid-semantic: WMS load
        """
                + section(
                        "audio", "0", AUDIO_TYPE + "", LEVEL_ID + " " + HeaderExtension.AUDIO_LEVEL)
                + """
                a=rtpmap:111 opus/48000/2
                a=rtcp-fb:111 transport-cc
                a=fmtp:111 minptime=10;useinbandfec=1
                """
                + source(audioSsrc)
                + section("video", "1", VIDEO_TYPE + " " + RTX_TYPE, "")
                + """
                a=rtpmap:96 VP8/90000
                a=rtcp-fb:96 transport-cc
                a=rtcp-fb:96 ccm fir
                a=rtcp-fb:96 nack
                a=rtcp-fb:96 nack pli
                a=rtpmap:97 rtx/90000
                a=fmtp:97 apt=96
                """
                + "a=ssrc-group:FID %d %d%n".formatted(videoSsrc, rtxSsrc)
                + source(videoSsrc)
                + source(rtxSsrc);
    }

    /// The description as lines end on the wire.
    String sdp() {
        return description().replace("\r\n", "\n").replace("\n", "\r\n");
    }

    private String section(String kind, String mid, String types, String extension) {
        String more = extension.isEmpty() ? "" : "a=extmap:" + extension + "\n";
        return """
        m=%s %d UDP/TLS/RTP/SAVPF %s
        c=IN IP4 %s
        a=rtcp:%d IN IP4 %s
        a=candidate:1 1 udp 2130706431 %s %d typ host
        a=end-of-candidates
        a=ice-ufrag:%s
        a=ice-pwd:%s
        a=fingerprint:sha-256 %s
        a=setup:active
        a=mid:%s
        a=extmap:%d %s
        %sa=sendrecv
        a=rtcp-mux
        """
                .formatted(
                        kind,
                        local.getPort(),
                        types,
                        local.getAddress().getHostAddress(),
                        local.getPort(),
                        local.getAddress().getHostAddress(),
                        local.getAddress().getHostAddress(),
                        local.getPort(),
                        ufrag,
                        password,
                        identity.fingerprint().sha256(),
                        mid,
                        TRANSPORT_ID,
                        HeaderExtension.TRANSPORT_CC,
                        more);
    }

    private static String source(int ssrc) {
        return "a=ssrc:%d cname:load%na=ssrc:%d msid:load load-%d%n".formatted(ssrc, ssrc, ssrc);
    }

    /// Takes the server's answer to our offer in.
    void answered(String sdp) {
        described(sdp, true);
    }

    /// Takes the server's own offer in, which [#sdp()] answers.
    void offered(String sdp) {
        described(sdp, false);
    }

    private void described(String sdp, boolean controls) {
        InetSocketAddress server =
                sdp.lines()
                        .filter(line -> line.startsWith("a=candidate:"))
                        .map(line -> line.split(" "))
                        .filter(parts -> parts[2].equalsIgnoreCase("udp"))
                        .filter(parts -> parts[4].equals(local.getAddress().getHostAddress()))
                        .map(parts -> new InetSocketAddress(parts[4], Integer.parseInt(parts[5])))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no candidate in\n" + sdp));
        dtls =
                identity.expecting(
                        DtlsFingerprint.fromSdp(value(sdp, "a=fingerprint:sha-256 "))
                                .orElseThrow());
        check = check(value(sdp, "a=ice-ufrag:") + ":" + ufrag, value(sdp, "a=ice-pwd:"), controls);
        try {
            channel.connect(server);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String value(String sdp, String name) {
        return sdp.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name + " in\n" + sdp));
    }

    /// Proves its address and shakes hands; blocks.
    void connect() {
        DtlsClient client = dtls;
        if (client == null) {
            throw new IllegalStateException("the server has not been heard");
        }
        long giveUpAt = System.nanoTime() + 20_000_000_000L;
        while (!checked) {
            if (System.nanoTime() > giveUpAt) {
                throw new IllegalStateException("no answer to the ICE check from " + local);
            }
            prove();
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
        }
        SrtpKeys keys =
                client.connect(this::transmit)
                        .orElseThrow(() -> new IllegalStateException("no DTLS at " + local));
        SrtpTransform both = keys.clientSide();
        in = both;
        out = both;
    }

    /// For an echo, which sends everything back as it came: the keys of both sides.
    void connectToEcho(InetSocketAddress echo, SrtpProfile profile) {
        byte[] material = new byte[SrtpKeys.materialBytes(profile)];
        random.nextBytes(material);
        SrtpKeys keys = SrtpKeys.fromExport(profile, material);
        try {
            channel.connect(echo);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        in = keys.serverSide();
        out = keys.clientSide();
    }

    /// An ICE check, also the consent to go on.
    void prove() {
        if (check.length > 0) {
            transmit(check);
        }
    }

    /// @param controls the side that offered decides which path is used (RFC 8445 section 6.1.1)
    private static byte[] check(String user, String password, boolean controls) {
        byte[] name = user.getBytes(StandardCharsets.UTF_8);
        int padded = (name.length + 3) & ~3;
        byte[] transaction = new byte[12];
        ThreadLocalRandom.current().nextBytes(transaction);
        byte[] attributes = new byte[4 + padded + 12 + 8 + (controls ? 4 : 0)];
        Bytes.put16(attributes, 0, 0x0006);
        Bytes.put16(attributes, 2, name.length);
        System.arraycopy(name, 0, attributes, 4, name.length);
        int at = 4 + padded;
        Bytes.put16(attributes, at, controls ? 0x802a : 0x8029);
        Bytes.put16(attributes, at + 2, 8);
        Bytes.put64(attributes, at + 4, 7);
        Bytes.put16(attributes, at + 12, 0x0024);
        Bytes.put16(attributes, at + 14, 4);
        Bytes.put32(attributes, at + 16, 1_862_270_975);
        if (controls) {
            Bytes.put16(attributes, at + 20, 0x0025);
        }
        return stun(0x0001, transaction, attributes, password);
    }

    /// The answer to a full ICE agent's check, without which it sends nothing.
    private byte[] answerTo(byte[] request) {
        InetSocketAddress server = (InetSocketAddress) channel.socket().getRemoteSocketAddress();
        byte[] attributes = new byte[12];
        Bytes.put16(attributes, 0, 0x0020);
        Bytes.put16(attributes, 2, 8);
        attributes[5] = 1;
        Bytes.put16(attributes, 6, server.getPort() ^ 0x2112);
        Bytes.put32(attributes, 8, Bytes.i32(server.getAddress().getAddress(), 0) ^ 0x2112_a442);
        return stun(0x0101, Arrays.copyOfRange(request, 8, 20), attributes, password);
    }

    /// A STUN message with integrity and fingerprint (RFC 8489).
    private static byte[] stun(int type, byte[] transaction, byte[] attributes, String password) {
        int integrityAt = 20 + attributes.length;
        byte[] message = new byte[integrityAt + 24 + 8];
        Bytes.put16(message, 0, type);
        Bytes.put32(message, 4, 0x2112_a442);
        System.arraycopy(transaction, 0, message, 8, 12);
        System.arraycopy(attributes, 0, message, 20, attributes.length);
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            Bytes.put16(message, 2, integrityAt + 24 - 20);
            byte[] integrity = mac.doFinal(Arrays.copyOf(message, integrityAt));
            Bytes.put16(message, integrityAt, 0x0008);
            Bytes.put16(message, integrityAt + 2, 20);
            System.arraycopy(integrity, 0, message, integrityAt + 4, 20);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HmacSHA1", missing);
        }
        Bytes.put16(message, 2, message.length - 20);
        CRC32 crc = new CRC32();
        crc.update(message, 0, integrityAt + 24);
        Bytes.put16(message, integrityAt + 24, 0x8028);
        Bytes.put16(message, integrityAt + 26, 4);
        Bytes.put32(message, integrityAt + 28, (int) crc.getValue() ^ 0x5354_554e);
        return message;
    }

    private void transmit(byte[] datagram) {
        try {
            channel.write(ByteBuffer.wrap(datagram));
        } catch (IOException refused) {
            // As lost on the way: whoever waits for an answer asks again.
        }
    }

    // ---- Sending ----

    /// One audio packet, stamped and protected.
    void sendAudio(int run) {
        protectAudio(run);
        transmit();
    }

    /// Protects so many audio packets of this run for [#sendPrepared]; what comes in from now on is
    /// counted by its size and kind, which SRTP leaves to be seen.
    void prepareAudio(int run, int packets) {
        for (int i = 0; i < packets; i++) {
            protectAudio(run);
            if (i == 0) {
                preparedBytes = packet.getLength();
                prepared = ByteBuffer.allocateDirect(packets * preparedBytes);
            }
            prepared.put(packet.bytes(), packet.getOffset(), preparedBytes);
        }
        prepared.position(0).limit(0);
        counted = run;
    }

    /// The next of them.
    void sendPrepared() {
        int next = prepared.position();
        prepared.limit(next + preparedBytes);
        try {
            channel.write(prepared);
        } catch (IOException refused) {
            // Counted by its absence at the other end.
        }
        prepared.position(next + preparedBytes);
    }

    private void protectAudio(int run) {
        int at = begin(AUDIO_TYPE, false, audioSequence, audioSequence * 960, audioSsrc);
        audioSequence = (audioSequence + 1) & 0xffff;
        byte[] bytes = packet.bytes();
        Arrays.fill(bytes, at, at + AUDIO_PAYLOAD, (byte) 0x5a);
        stamp(at, AUDIO_PAYLOAD, run);
    }

    /// One video frame of so many packets.
    void sendFrame(int run, int packets) {
        boolean key = ticks++ % KEYFRAME_EVERY == 0;
        for (int i = 0; i < packets; i++) {
            int at = begin(VIDEO_TYPE, i == packets - 1, videoSequence, ticks * 1_800, videoSsrc);
            videoSequence = (videoSequence + 1) & 0xffff;
            byte[] bytes = packet.bytes();
            Arrays.fill(bytes, at, at + VIDEO_PAYLOAD, (byte) 0x5b);
            bytes[at] = (byte) (i == 0 ? 0x10 : 0);
            bytes[at + 1] = (byte) (key && i == 0 ? 0x10 : 0x31);
            if (key && i == 0) {
                bytes[at + 4] = (byte) 0x9d;
                bytes[at + 5] = 0x01;
                bytes[at + 6] = 0x2a;
            }
            stamp(at, VIDEO_PAYLOAD, run);
            transmit();
        }
    }

    /// Writes the header and says where the payload begins.
    private int begin(int type, boolean marker, int sequence, int timestamp, int ssrc) {
        byte[] bytes = packet.bytes();
        bytes[0] = (byte) 0x90;
        bytes[1] = (byte) (type | (marker ? 0x80 : 0));
        Bytes.put16(bytes, 2, sequence);
        Bytes.put32(bytes, 4, timestamp);
        Bytes.put32(bytes, 8, ssrc);
        Bytes.put16(bytes, HEADER, 0xbede);
        Bytes.put16(bytes, HEADER + 2, 2);
        bytes[HEADER + 4] = (byte) (TRANSPORT_ID << 4 | 1);
        Bytes.put16(bytes, HEADER + 5, transportSequence++ & 0xffff);
        boolean audio = type == AUDIO_TYPE;
        bytes[HEADER + 7] = audio ? (byte) (LEVEL_ID << 4) : 0;
        bytes[HEADER + 8] = audio ? (byte) (0x80 | 20) : 0;
        bytes[HEADER + 9] = 0;
        bytes[HEADER + 10] = 0;
        bytes[HEADER + 11] = 0;
        return HEADER + 12;
    }

    private void stamp(int at, int payload, int run) {
        byte[] bytes = packet.bytes();
        Bytes.put32(bytes, at + STAMP, MAGIC);
        Bytes.put32(bytes, at + STAMP + 4, run);
        Bytes.put64(bytes, at + STAMP + 8, System.nanoTime());
        packet.reset(at + payload);
        SrtpTransform keys = out;
        if (keys == null || keys.protectRtp(packet) != null) {
            throw new IllegalStateException("a leg without keys was to send");
        }
    }

    private void transmit() {
        byte[] bytes = packet.bytes();
        wire.clear().put(bytes, packet.getOffset(), packet.getLength()).flip();
        try {
            channel.write(wire);
        } catch (IOException refused) {
            // Counted by its absence at the other end.
        }
    }

    // ---- Receiving ----

    /// Takes in all that has arrived.
    void receive(Arrivals arrivals) throws IOException {
        for (arrived.clear(); channel.isConnected() && channel.read(arrived) > 0; arrived.clear()) {
            long now = System.nanoTime();
            arrived.flip();
            int length = arrived.remaining();
            if (length > PacketBuffer.MAX_DATAGRAM) {
                continue;
            }
            taken.reset(length);
            arrived.get(taken.bytes(), 0, length);
            switch (PacketKind.of(taken.bytes(), 0, length)) {
                case STUN -> {
                    checked |= Bytes.u16(taken.bytes(), 0) == 0x0101;
                    if (Bytes.u16(taken.bytes(), 0) == 0x0001 && length >= 20) {
                        transmit(answerTo(taken.bytes()));
                    }
                }
                case DTLS -> {
                    DtlsClient client = dtls;
                    if (client != null) {
                        client.receive(Arrays.copyOf(taken.bytes(), length));
                    }
                }
                case RTP -> receiveRtp(now, arrivals);
                case RTCP, UNKNOWN -> {
                    // The server's own reports; no packet of ours.
                }
            }
        }
    }

    private void receiveRtp(long now, Arrivals arrivals) {
        int run = counted;
        if (run > 0) {
            if (taken.getLength() == preparedBytes) {
                arrivals.arrived(run, true, 0);
            }
            return;
        }
        SrtpTransform keys = in;
        if (keys == null || keys.unprotectRtp(taken) != null) {
            return;
        }
        byte[] bytes = taken.bytes();
        int type = bytes[taken.getOffset() + 1] & 0x7f;
        int at = taken.getOffset() + HEADER;
        if ((bytes[taken.getOffset()] & 0x10) != 0) {
            at += 4 + 4 * Bytes.u16(bytes, at + 2);
        }
        boolean audio = taken.getOffset() + taken.getLength() - at == AUDIO_PAYLOAD;
        if (type != RTX_TYPE && Bytes.i32(bytes, at + STAMP) == MAGIC) {
            arrivals.arrived(
                    Bytes.i32(bytes, at + STAMP + 4),
                    audio,
                    now - Bytes.i64(bytes, at + STAMP + 8));
        }
    }

    private String text(int characters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < characters; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    @Override
    public void close() {
        if (dtls != null) {
            dtls.close();
        }
        try {
            channel.close();
        } catch (IOException already) {
            // It is closed.
        }
    }
}
