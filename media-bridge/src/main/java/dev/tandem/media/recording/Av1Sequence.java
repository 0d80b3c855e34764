package dev.tandem.media.recording;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;

/// A sequence header of AV1 (section 5.5), read as far as the header of a file repeats it: an
/// AV1CodecConfigurationRecord.
final class Av1Sequence {
    /// Primaries of BT.709, the curve of sRGB, no matrix.
    private static final int SRGB = 0x01_0d_00;

    private final BitReader in;
    private int level;
    private int tier;
    private int width;
    private int height;

    private Av1Sequence(byte[] header) {
        in = new BitReader(header, 0);
    }

    /// @param header without the head of its unit
    /// @param unit the whole of it, with its length
    /// @return null when it does not stand there
    static @Nullable TrackFormat format(byte[] header, byte[] unit) {
        return new Av1Sequence(header).read(unit);
    }

    private @Nullable TrackFormat read(byte[] unit) {
        int profile = (int) in.take(3);
        in.flag(); // a still picture
        boolean reduced = in.flag();
        if (reduced) {
            level = (int) in.take(5);
        } else {
            operatingPoints();
        }
        int widthBits = (int) in.take(4) + 1;
        int heightBits = (int) in.take(4) + 1;
        width = (int) in.take(widthBits) + 1;
        height = (int) in.take(heightBits) + 1;
        if (!reduced && in.flag()) {
            in.take(4 + 3); // frame numbers
        }
        in.take(3); // superblocks, filter, edges
        if (!reduced) {
            tools();
        }
        in.take(3); // resolution, filters
        int colours = colours(profile);
        if (!in.isWhole()) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x81);
        out.write((profile << 5) | level);
        out.write((tier << 7) | colours);
        out.write(0);
        out.writeBytes(unit);
        return new TrackFormat.Av1(width, height, new Setup(out.toByteArray()));
    }

    private void operatingPoints() {
        int delayBits = 0;
        boolean timing = in.flag();
        if (timing) {
            in.take(32);
            in.take(32);
            if (in.flag()) {
                in.exponential();
            }
            if (in.flag()) {
                delayBits = (int) in.take(5) + 1;
                in.take(32);
                in.take(10);
            }
        }
        boolean displayDelay = in.flag();
        int points = (int) in.take(5) + 1;
        for (int i = 0; i < points; i++) {
            in.take(12);
            int pointLevel = (int) in.take(5);
            int pointTier = pointLevel > 7 ? (int) in.take(1) : 0;
            if (i == 0) {
                level = pointLevel;
                tier = pointTier;
            }
            if (delayBits > 0 && in.flag()) {
                in.take(delayBits);
                in.take(delayBits);
                in.flag();
            }
            if (displayDelay && in.flag()) {
                in.take(4);
            }
        }
    }

    private void tools() {
        in.take(4);
        boolean order = in.flag();
        if (order) {
            in.take(2);
        }
        boolean choose = in.flag();
        boolean screen = choose || in.flag();
        if (screen) {
            boolean chooseMotion = in.flag();
            if (!chooseMotion) {
                in.flag();
            }
        }
        if (order) {
            in.take(3);
        }
    }

    /// The low seven bits of the record's third byte.
    private int colours(int profile) {
        boolean deep = in.flag();
        boolean deeper = profile == 2 && deep && in.flag();
        boolean grey = profile != 1 && in.flag();
        boolean srgb = false;
        if (in.flag()) {
            srgb = in.take(24) == SRGB;
        }
        boolean x = true;
        boolean y = true;
        int position = 0;
        if (grey) {
            in.flag();
        } else if (srgb) {
            x = false;
            y = false;
        } else {
            in.flag();
            x = profile == 0 || (profile == 2 && (!deeper || in.flag()));
            y = profile == 0 || (deeper && x && in.flag());
            position = x && y ? (int) in.take(2) : 0;
        }
        return bit(deep, 6) | bit(deeper, 5) | bit(grey, 4) | bit(x, 3) | bit(y, 2) | position;
    }

    private static int bit(boolean set, int place) {
        return set ? 1 << place : 0;
    }
}
