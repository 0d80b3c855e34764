package dev.tandem.media.recording;

import dev.tandem.media.pipeline.H264Packets;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The parameters that stand before H.264's pictures (SPS and PPS), as the header of a file wants
/// them: an AVCDecoderConfigurationRecord (ISO 14496-15 section 5.3.3.1).
final class H264Parameters {
    /// Sets of one kind before one picture; an encoder of a call has one.
    private static final int MAX_SETS = 16;

    /// A set has some twenty bytes.
    private static final int MAX_SET_BYTES = 1_024;

    /// Its head, profile, constraints and level.
    private static final int MIN_SEQUENCE_BYTES = 4;

    private static final int TYPE = 0x1f;

    private final List<byte[]> sequence = new ArrayList<>();
    private final List<byte[]> picture = new ArrayList<>();
    private boolean stale;

    /// Those that come from now on replace those of an earlier picture; without any, the old hold.
    void beginPicture() {
        stale = true;
    }

    /// False when there are more than can be right.
    boolean take(byte[] set) {
        boolean isSequence = (set[0] & TYPE) == H264Packets.SPS;
        if (stale && isSequence) {
            sequence.clear();
            picture.clear();
            stale = false;
        }
        List<byte[]> sets = isSequence ? sequence : picture;
        boolean known = sets.stream().anyMatch(other -> Arrays.equals(other, set));
        if (!known) {
            sets.add(set);
        }
        int least = isSequence ? MIN_SEQUENCE_BYTES : 2;
        return sets.size() <= MAX_SETS && set.length >= least && set.length <= MAX_SET_BYTES;
    }

    /// Null without both kinds, or when they cannot be read.
    @Nullable TrackFormat format() {
        if (sequence.isEmpty() || picture.isEmpty()) {
            return null;
        }
        H264Sequence first = H264Sequence.read(sequence.getFirst());
        return first == null
                ? null
                : new TrackFormat.H264(first.width(), first.height(), new Setup(record(first)));
    }

    private byte[] record(H264Sequence first) {
        byte[] set = sequence.getFirst();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(1);
        out.write(set, 1, 3); // profile, constraints, level
        out.write(0xff); // lengths have four bytes
        out.write(0xe0 | sequence.size());
        sequence.forEach(s -> add(out, s));
        out.write(picture.size());
        picture.forEach(s -> add(out, s));
        if (first.high()) {
            out.write(0xfc | first.chroma());
            out.write(0xf8 | (first.bitDepth() - 8));
            out.write(0xf8 | (first.bitDepth() - 8));
            out.write(0); // no further sets
        }
        return out.toByteArray();
    }

    private static void add(ByteArrayOutputStream out, byte[] set) {
        out.write(set.length >>> 8);
        out.write(set.length);
        out.writeBytes(set);
    }
}
