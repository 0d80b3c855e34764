package dev.tandem.media.recording;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.Set;

/// As much of a sequence parameter set (H.264 section 7.3.2.1.1) as the header of a file names.
///
/// @param high of a profile whose record has a tail
/// @param chroma 1: 4:2:0
record H264Sequence(int width, int height, boolean high, int chroma, int bitDepth) {
    /// Profiles that say more about colours.
    private static final Set<Long> HIGH = Set.of(100L, 110L, 122L, 244L, 44L, 83L, 86L, 118L, 128L);

    private static final Set<Long> WITH_TAIL = Set.of(100L, 110L, 122L, 144L);

    private static final int MACROBLOCK = 16;

    /// Wider or higher is no picture of a call.
    private static final int MAX_SIDE = 16_384;

    /// Null when it does not stand there.
    static @Nullable H264Sequence read(byte[] unit) {
        BitReader in = new BitReader(withoutEmulation(unit), 1);
        long profile = in.take(8);
        in.take(16); // constraints, level
        in.exponential(); // its number
        long chroma = 1;
        long depth = 8;
        boolean planes = false;
        if (HIGH.contains(profile)) {
            chroma = in.exponential();
            planes = chroma == 3 && in.flag();
            depth = 8 + in.exponential();
            in.exponential(); // depth of colours
            in.flag(); // transform
            if (in.flag()) {
                scalingLists(in, chroma == 3 ? 12 : 8);
            }
        }
        in.exponential(); // frame numbers
        order(in);
        in.exponential(); // reference frames
        in.flag(); // gaps
        long width = (in.exponential() + 1) * MACROBLOCK;
        long height = (in.exponential() + 1) * MACROBLOCK;
        boolean frames = in.flag();
        if (!frames) {
            height *= 2;
            in.flag(); // fields or frames
        }
        in.flag(); // direct inference
        if (in.flag()) {
            boolean whole = chroma == 0 || planes;
            long x = whole || chroma == 3 ? 1 : 2;
            long y = whole || chroma != 1 ? 1 : 2;
            y = frames ? y : 2 * y;
            width -= x * (in.exponential() + in.exponential());
            height -= y * (in.exponential() + in.exponential());
        }
        boolean sound =
                in.isWhole()
                        && width > 0
                        && height > 0
                        && width <= MAX_SIDE
                        && height <= MAX_SIDE
                        && chroma <= 3
                        && depth <= 14;
        return sound
                ? new H264Sequence(
                        (int) width,
                        (int) height,
                        WITH_TAIL.contains(profile),
                        (int) chroma,
                        (int) depth)
                : null;
    }

    /// How the order of pictures is said.
    private static void order(BitReader in) {
        long kind = in.exponential();
        if (kind == 0) {
            in.exponential();
        } else if (kind == 1) {
            in.flag();
            in.signedExponential();
            in.signedExponential();
            long cycle = in.exponential();
            for (long i = 0; i < cycle && in.isWhole(); i++) {
                in.signedExponential();
            }
        }
    }

    private static void scalingLists(BitReader in, int lists) {
        for (int list = 0; list < lists; list++) {
            if (in.flag()) {
                long last = 8;
                long next = 8;
                int size = list < 6 ? 16 : 64;
                for (int i = 0; i < size && next != 0; i++) {
                    next = Math.floorMod(last + in.signedExponential(), 256L);
                    last = next == 0 ? last : next;
                }
            }
        }
    }

    /// Takes out the 3 that stands behind two zeros so that nothing looks like a start code.
    private static byte[] withoutEmulation(byte[] unit) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(unit.length);
        int zeros = 0;
        for (byte b : unit) {
            if (zeros >= 2 && b == 3) {
                zeros = 0;
            } else {
                zeros = b == 0 ? zeros + 1 : 0;
                out.write(b);
            }
        }
        return out.toByteArray();
    }
}
