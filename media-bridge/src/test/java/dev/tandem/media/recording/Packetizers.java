package dev.tandem.media.recording;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cuts pictures into the payloads that a browser would send; the last one has the marker.
final class Packetizers {
    private static final int PIECE = 1_100;

    private Packetizers() {}

    /// RFC 9628 in its shortest form, without a picture id.
    static List<byte[]> vp9(byte[] frame) {
        boolean key = (frame[0] & 0x04) == 0;
        List<byte[]> payloads = new ArrayList<>();
        for (int at = 0; at < frame.length; at += PIECE) {
            int end = Math.min(at + PIECE, frame.length);
            int head = (key ? 0 : 0x40) | (at == 0 ? 8 : 0) | (end == frame.length ? 4 : 0);
            payloads.add(behind(new int[] {head}, frame, at, end));
        }
        return payloads;
    }

    /// Pictures of a stream with start codes, each the list of its units.
    static List<List<byte[]>> h264Pictures(byte[] stream) {
        List<List<byte[]>> pictures = new ArrayList<>();
        List<byte[]> picture = new ArrayList<>();
        int at = startCode(stream, 0);
        while (at < stream.length) {
            int next = startCode(stream, at + 3);
            int end = next;
            while (end > at + 3 && stream[end - 1] == 0) {
                end--;
            }
            byte[] unit = Arrays.copyOfRange(stream, at + 3, end);
            picture.add(unit);
            int type = unit[0] & 0x1f;
            if (type == 1 || type == 5) {
                pictures.add(picture);
                picture = new ArrayList<>();
            }
            at = next;
        }
        return pictures;
    }

    private static int startCode(byte[] stream, int from) {
        for (int at = from; at + 2 < stream.length; at++) {
            if (stream[at] == 0 && stream[at + 1] == 0 && stream[at + 2] == 1) {
                return at;
            }
        }
        return stream.length;
    }

    /// As browsers do: what is small together (STAP-A), what is large in pieces (FU-A).
    static List<byte[]> h264(List<byte[]> units) {
        List<byte[]> payloads = new ArrayList<>();
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        together.write(0x78);
        for (byte[] unit : units) {
            if (unit.length <= PIECE / 2) {
                together.write(unit.length >>> 8);
                together.write(unit.length);
                together.writeBytes(unit);
                continue;
            }
            if (together.size() > 1) {
                payloads.add(together.toByteArray());
                together.reset();
                together.write(0x78);
            }
            for (int at = 1; at < unit.length; at += PIECE) {
                int end = Math.min(at + PIECE, unit.length);
                int flags = (at == 1 ? 0x80 : 0) | (end == unit.length ? 0x40 : 0);
                payloads.add(
                        behind(
                                new int[] {(unit[0] & 0xe0) | 28, (unit[0] & 0x1f) | flags},
                                unit,
                                at,
                                end));
            }
        }
        if (together.size() > 1) {
            payloads.add(together.toByteArray());
        }
        return payloads;
    }

    /// Units without their lengths, as the payload format wants them; one element in a packet.
    static List<byte[]> av1(byte[] temporalUnit) {
        List<byte[]> payloads = new ArrayList<>();
        int at = 0;
        boolean first = true;
        while (at < temporalUnit.length) {
            int head = temporalUnit[at];
            int size = 0;
            int shift = 0;
            int from = at + 1;
            do {
                size |= (temporalUnit[from] & 0x7f) << shift;
                shift += 7;
            } while ((temporalUnit[from++] & 0x80) != 0);
            boolean delimiter = (head >>> 3 & 15) == 2;
            if (!delimiter) {
                byte[] unit = behind(new int[] {head & ~2}, temporalUnit, from, from + size);
                for (int i = 0; i < unit.length; i += PIECE) {
                    int end = Math.min(i + PIECE, unit.length);
                    int flags =
                            0x10
                                    | (i > 0 ? 0x80 : 0)
                                    | (end < unit.length ? 0x40 : 0)
                                    | (first && (head >>> 3 & 15) == 1 ? 8 : 0);
                    payloads.add(behind(new int[] {flags}, unit, i, end));
                    first = false;
                }
            }
            at = from + size;
        }
        return payloads;
    }

    /// Samples of 20 ms each.
    static List<byte[]> g711(byte[] samples) {
        List<byte[]> payloads = new ArrayList<>();
        for (int at = 0; at + 160 <= samples.length; at += 160) {
            payloads.add(Arrays.copyOfRange(samples, at, at + 160));
        }
        return payloads;
    }

    private static byte[] behind(int[] head, byte[] bytes, int from, int to) {
        byte[] payload = new byte[head.length + to - from];
        for (int i = 0; i < head.length; i++) {
            payload[i] = (byte) head[i];
        }
        System.arraycopy(bytes, from, payload, head.length, to - from);
        return payload;
    }
}
