package dev.tandem.media.recording;

import dev.tandem.media.packet.Bytes;
import dev.tandem.media.pipeline.H264Packets;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// H.264 over RTP (RFC 6184), single units, several in one packet (STAP-A) and pieces (FU-A): what
/// has one timestamp becomes one picture, each unit behind its length. The parameters go to the
/// file's header. After a loss nothing comes until a picture that needs no other.
final class H264Frames implements Depacketizer {
    private static final int TYPE = 0x1f;
    private static final int BEGINS = 0x80;
    private static final int ENDS = 0x40;

    /// Says that a picture begins, which a file does not need to be told.
    private static final int DELIMITER = 9;

    private final H264Parameters parameters = new H264Parameters();
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
    private int timestamp;
    private boolean open;
    private boolean key;
    private boolean piecesOpen;
    private boolean broken = true;

    /// Whether nothing of the picture can be missing before its first packet.
    private boolean fromItsBeginning;

    private boolean afterAnEnd;

    @Override
    public @Nullable Frame take(MediaPacket packet, boolean lossBefore) {
        byte[] payload = packet.payload();
        if (lossBefore || (open && packet.timestamp() != timestamp)) {
            breaks();
        }
        if (!open) {
            open = true;
            key = false;
            piecesOpen = false;
            fromItsBeginning = afterAnEnd && !lossBefore;
            timestamp = packet.timestamp();
            frame.reset();
            parameters.beginPicture();
        }
        boolean understood = payload.length > 0 && units(payload);
        if (!understood || frame.size() + piece.size() > MAX_FRAME_BYTES) {
            breaks();
        }
        afterAnEnd = packet.marker();
        if (!packet.marker()) {
            return null;
        }
        boolean whole = open && !piecesOpen && frame.size() > 0;
        open = false;
        if (!whole) {
            broken = true;
            return null;
        }
        return complete(frame.toByteArray());
    }

    private void breaks() {
        open = false;
        piecesOpen = false;
        frame.reset();
        piece.reset();
        broken = true;
    }

    private boolean units(byte[] payload) {
        int type = payload[0] & TYPE;
        return switch (type) {
            case H264Packets.STAP_A -> several(payload);
            case H264Packets.FU_A -> piece(payload);
            case 0, 25, 26, 27, 29, 30, 31 -> false;
            default -> unit(payload);
        };
    }

    private boolean several(byte[] payload) {
        int at = 1;
        while (at + 2 < payload.length) {
            int length = Bytes.u16(payload, at);
            int end = at + 2 + length;
            if (length == 0 || end > payload.length) {
                return false;
            }
            if (!unit(Arrays.copyOfRange(payload, at + 2, end))) {
                return false;
            }
            at = end;
        }
        return at == payload.length;
    }

    private boolean piece(byte[] payload) {
        if (payload.length < 3) {
            return false;
        }
        boolean begins = (payload[1] & BEGINS) != 0;
        if (begins == piecesOpen) {
            return false;
        }
        if (begins) {
            piece.reset();
            piece.write((payload[0] & ~TYPE) | (payload[1] & TYPE));
            piecesOpen = true;
        }
        piece.write(payload, 2, payload.length - 2);
        if ((payload[1] & ENDS) == 0) {
            return true;
        }
        piecesOpen = false;
        byte[] unit = piece.toByteArray();
        piece.reset();
        return unit(unit);
    }

    private boolean unit(byte[] unit) {
        switch (unit[0] & TYPE) {
            case H264Packets.SPS -> {
                fromItsBeginning |= frame.size() == 0;
                return parameters.take(unit);
            }
            case H264Packets.PPS -> {
                return parameters.take(unit);
            }
            case DELIMITER -> fromItsBeginning |= frame.size() == 0;
            default -> {
                key |= (unit[0] & TYPE) == H264Packets.IDR;
                for (int shift = 24; shift >= 0; shift -= 8) {
                    frame.write(unit.length >>> shift);
                }
                frame.writeBytes(unit);
            }
        }
        return true;
    }

    private @Nullable Frame complete(byte[] data) {
        if (!key) {
            return broken ? null : new Frame(timestamp, null, data);
        }
        TrackFormat format = fromItsBeginning ? parameters.format() : null;
        broken = format == null;
        return format == null ? null : new Frame(timestamp, format, data);
    }
}
