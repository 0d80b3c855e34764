package dev.tandem.media.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Sound that the bridge plays itself, encoded before it was shipped: Opus frames of 20 ms, sent as
/// they are, over and over.
public final class OpusLoop {
    public static final long FRAME_NANOS = 20_000_000;

    /// At Opus' clock of 48 kHz, which does not depend on how it was encoded (RFC 7587 section
    /// 4.1).
    public static final int FRAME_TICKS = 960;

    /// A frame has to fit a datagram with its headers.
    static final int MAX_FRAME_BYTES = 1_200;

    /// Ogg (RFC 3533): the fixed part of a page before its segment table.
    private static final int PAGE_HEADER = 27;

    /// A segment of this length is continued by the next one.
    private static final int FULL_SEGMENT = 255;

    /// OpusHead and OpusTags come first (RFC 7845 section 3).
    private static final int HEADER_PACKETS = 2;

    private final List<byte[]> frames;

    private OpusLoop(List<byte[]> frames) {
        this.frames = frames;
    }

    /// Reads an Ogg Opus file of one stream. What does not stand there as it should is our own
    /// fault: the file is ours.
    public static OpusLoop ofOgg(byte[] file) {
        List<byte[]> packets = packets(file);
        if (packets.size() <= HEADER_PACKETS) {
            throw new IllegalArgumentException("no Opus frames");
        }
        List<byte[]> frames = List.copyOf(packets.subList(HEADER_PACKETS, packets.size()));
        for (byte[] frame : frames) {
            if (frame.length == 0
                    || frame.length > MAX_FRAME_BYTES
                    || ticks(frame[0]) != FRAME_TICKS) {
                throw new IllegalArgumentException("an Opus frame that is not one of 20 ms");
            }
        }
        return new OpusLoop(frames);
    }

    private static List<byte[]> packets(byte[] file) {
        List<byte[]> packets = new ArrayList<>();
        byte[] packet = new byte[0]; // of which some segments have been read
        int page = 0;
        while (page + PAGE_HEADER <= file.length) {
            if (file[page] != 'O' || file[page + 1] != 'g') {
                throw new IllegalArgumentException("no Ogg page at " + page);
            }
            int segments = file[page + PAGE_HEADER - 1] & 0xff;
            int at = page + PAGE_HEADER + segments;
            for (int i = 0; i < segments; i++) {
                int length = file[page + PAGE_HEADER + i] & 0xff;
                int before = packet.length;
                packet = Arrays.copyOf(packet, before + length);
                System.arraycopy(file, at, packet, before, length);
                at += length;
                if (length < FULL_SEGMENT) {
                    packets.add(packet);
                    packet = new byte[0];
                }
            }
            page = at;
        }
        return packets;
    }

    /// How long a packet of one frame lasts, by its first byte; 0 when it holds several (RFC 6716
    /// section 3.1).
    private static int ticks(byte toc) {
        int config = (toc & 0xff) >> 3;
        if ((toc & 3) != 0) {
            return 0;
        }
        if (config < 12) {
            return List.of(480, 960, 1920, 2880).get(config % 4);
        }
        return config < 16
                ? List.of(480, 960).get(config % 2)
                : List.of(120, 240, 480, 960).get(config % 4);
    }

    byte[] frame(int number) {
        return frames.get(Math.floorMod(number, frames.size()));
    }

    public int size() {
        return frames.size();
    }
}
