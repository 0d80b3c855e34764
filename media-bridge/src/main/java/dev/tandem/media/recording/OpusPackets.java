package dev.tandem.media.recording;

import org.jspecify.annotations.Nullable;

/// Opus over RTP (RFC 7587): a payload is a packet.
final class OpusPackets implements Depacketizer {
    static final int CLOCK = 48_000;

    /// An Opus packet has at most 120 ms (RFC 6716 section 3).
    static final int MAX_SAMPLES = 5_760;

    /// 20 ms of nothing (RFC 6716: CELT, full band, one frame).
    static final byte[] SILENCE = {(byte) 0xf8, (byte) 0xff, (byte) 0xfe};

    private static final TrackFormat FORMAT = new TrackFormat.Opus();

    @Override
    public @Nullable Frame take(MediaPacket packet, boolean lossBefore) {
        return samples(packet.payload()) == 0
                ? null
                : new Frame(packet.timestamp(), FORMAT, packet.payload());
    }

    /// How long it sounds, in samples at 48 kHz; 0 when it is no Opus packet (RFC 6716 section
    /// 3.1).
    static int samples(byte[] packet) {
        if (packet.length == 0) {
            return 0;
        }
        int toc = packet[0] & 0xff;
        int config = toc >>> 3;
        int frame;
        if (config < 12) {
            frame = new int[] {480, 960, 1_920, 2_880}[config & 3];
        } else if (config < 16) {
            frame = new int[] {480, 960}[config & 1];
        } else {
            frame = new int[] {120, 240, 480, 960}[config & 3];
        }
        int frames =
                switch (toc & 3) {
                    case 0 -> 1;
                    case 1, 2 -> 2;
                    default -> packet.length < 2 ? 0 : packet[1] & 0x3f;
                };
        int samples = frame * frames;
        return samples > MAX_SAMPLES ? 0 : samples;
    }
}
