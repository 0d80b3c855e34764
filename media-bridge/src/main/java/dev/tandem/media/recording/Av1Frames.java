package dev.tandem.media.recording;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// AV1 over RTP (AV1 RTP payload format, section 4): units of what has one timestamp become one
/// picture, each with its length, as a file wants them. After a loss nothing comes until a
/// keyframe.
final class Av1Frames implements Depacketizer {
    private static final int CONTINUES = 0x80;
    private static final int GOES_ON = 0x40;

    private static final int HAS_EXTENSION = 0x04;
    private static final int HAS_SIZE = 0x02;
    private static final int SEQUENCE = 1;
    private static final int DELIMITER = 2;
    private static final int TILE_LIST = 8;
    private static final int PADDING = 15;

    /// A length that stands in more bytes is none.
    private static final int MAX_LENGTH_BYTES = 4;

    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
    private @Nullable TrackFormat format;
    private int timestamp;
    private boolean open;
    private boolean pieceOpen;
    private boolean broken = true;

    /// Where the next length was read to; a decoder of one number needs two results.
    private int behindLength;

    @Override
    public @Nullable Frame take(MediaPacket packet, boolean lossBefore) {
        if (lossBefore || (open && packet.timestamp() != timestamp)) {
            breaks();
        }
        if (!open) {
            open = true;
            timestamp = packet.timestamp();
            format = null;
            pieceOpen = false;
            frame.reset();
        }
        if (!elements(packet.payload()) || frame.size() + piece.size() > MAX_FRAME_BYTES) {
            breaks();
        }
        if (!packet.marker()) {
            return null;
        }
        boolean whole = open && !pieceOpen && frame.size() > 0;
        open = false;
        if (!whole) {
            broken = true;
            return null;
        }
        TrackFormat begins = format;
        broken &= begins == null;
        return broken ? null : new Frame(timestamp, begins, frame.toByteArray());
    }

    private void breaks() {
        open = false;
        pieceOpen = false;
        frame.reset();
        piece.reset();
        broken = true;
    }

    private boolean elements(byte[] payload) {
        if (payload.length < 2) {
            return false;
        }
        int head = payload[0] & 0xff;
        boolean continues = (head & CONTINUES) != 0;
        if (continues != pieceOpen) {
            return false;
        }
        int count = head >>> 4 & 3;
        int at = 1;
        int number = 0;
        while (at < payload.length) {
            number++;
            int end = payload.length;
            if (count == 0 || number < count) {
                long length = length(payload, at);
                at = behindLength;
                if (length < 0 || length > payload.length - at) {
                    return false;
                }
                end = at + (int) length;
            }
            piece.write(payload, at, end - at);
            at = end;
            boolean last = at == payload.length;
            pieceOpen = last && (head & GOES_ON) != 0;
            if (!pieceOpen) {
                byte[] unit = piece.toByteArray();
                piece.reset();
                if (!unit(unit)) {
                    return false;
                }
            }
        }
        return count == 0 || number == count;
    }

    /// Seven bits in each byte, the lowest first (AV1 section 4.10.5); -1 when it is none.
    private long length(byte[] bytes, int from) {
        long length = 0;
        int at = from;
        for (int i = 0; i < MAX_LENGTH_BYTES && at < bytes.length; i++) {
            int b = bytes[at++];
            length |= (long) (b & 0x7f) << (7 * i);
            if ((b & 0x80) == 0) {
                behindLength = at;
                return length;
            }
        }
        behindLength = at;
        return -1;
    }

    private boolean unit(byte[] unit) {
        if (unit.length == 0) {
            return false;
        }
        int type = unit[0] >>> 3 & 15;
        int headerBytes = (unit[0] & HAS_EXTENSION) != 0 ? 2 : 1;
        int from = headerBytes;
        if ((unit[0] & HAS_SIZE) != 0) {
            long length = length(unit, from);
            from = behindLength;
            if (length != unit.length - from) {
                return false;
            }
        }
        if (unit.length < headerBytes) {
            return false;
        }
        if (type == DELIMITER || type == TILE_LIST || type == PADDING) {
            return true;
        }
        byte[] sized = sized(unit, headerBytes, from);
        frame.writeBytes(sized);
        if (type == SEQUENCE) {
            format = Av1Sequence.format(Arrays.copyOfRange(unit, from, unit.length), sized);
            return format != null;
        }
        return true;
    }

    private static byte[] sized(byte[] unit, int headerBytes, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(unit.length + MAX_LENGTH_BYTES);
        out.write(unit[0] | HAS_SIZE);
        out.write(unit, 1, headerBytes - 1);
        int rest = unit.length - from;
        while (rest >= 0x80) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        out.write(unit, from, unit.length - from);
        return out.toByteArray();
    }
}
