package dev.tandem.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.pipeline.MediaCodec;
import dev.tandem.signaling.bridge.MediaKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// Packets become frames in the right order, and nothing else becomes one.
class DepacketizersTest {
    private static final byte[] KEYFRAME = {
        0x10, 0, 0, (byte) 0x9d, 0x01, 0x2a, 0x40, 0x01, (byte) 0xb4, 0x00, 7, 8, 9
    };
    private static final byte[] DELTA = {0x11, 1, 2, 3};

    private long sequence = 100;

    private MediaPacket packet(int timestamp, boolean marker, int... payload) {
        byte[] bytes = new byte[payload.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) payload[i];
        }
        return new MediaPacket(1, sequence++, timestamp, marker, bytes, 0);
    }

    private static int[] with(byte[] frame, int from, int to, int... descriptor) {
        int[] payload = new int[descriptor.length + to - from];
        System.arraycopy(descriptor, 0, payload, 0, descriptor.length);
        for (int i = from; i < to; i++) {
            payload[descriptor.length + i - from] = frame[i];
        }
        return payload;
    }

    private Frame keyframe(Vp8Frames vp8, int timestamp) {
        return vp8.take(packet(timestamp, true, with(KEYFRAME, 0, 13, 0x10)), false);
    }

    @Test
    void aPictureInThreePacketsIsOneFrameWithItsSize() {
        Vp8Frames vp8 = new Vp8Frames();

        assertThat(vp8.take(packet(9, false, with(KEYFRAME, 0, 5, 0x10)), false)).isNull();
        assertThat(vp8.take(packet(9, false, with(KEYFRAME, 5, 9, 0x00)), false)).isNull();
        Frame frame = vp8.take(packet(9, true, with(KEYFRAME, 9, 13, 0x00)), false);

        assertThat(frame.data()).isEqualTo(KEYFRAME);
        assertThat(frame.keyframe()).isTrue();
        assertThat(frame.format()).isEqualTo(new TrackFormat.Vp(8, 320, 180));
        assertThat(frame.timestamp()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({"0x80 0x11", "0x40 0x12 0x05", "0x20 0x13 0x40", "0xf0 0x81 0x02 0x03 0x45"})
    void descriptorsOfEveryLengthAreTakenOff(String extension) {
        Vp8Frames vp8 = new Vp8Frames();
        keyframe(vp8, 1);
        List<Integer> descriptor = new ArrayList<>(List.of(0x90));
        // The flags, and for each flag what follows it; see RFC 7741 section 4.2.
        String[] parts = extension.split(" ");
        int flags = Integer.decode(parts[0]);
        descriptor.add(flags);
        if ((flags & 0x80) != 0) {
            descriptor.add(flags == 0xf0 ? 0x81 : 0x11);
            if (flags == 0xf0) {
                descriptor.add(0x02);
            }
        }
        if ((flags & 0x40) != 0) {
            descriptor.add(0x03);
        }
        if ((flags & 0x30) != 0) {
            descriptor.add(0x45);
        }
        int[] before = descriptor.stream().mapToInt(i -> i).toArray();

        Frame frame = vp8.take(packet(2, true, with(DELTA, 0, 4, before)), false);

        assertThat(frame.data()).isEqualTo(DELTA);
        assertThat(frame.keyframe()).isFalse();
    }

    @Test
    void afterALossNothingComesUntilAKeyframe() {
        Vp8Frames vp8 = new Vp8Frames();
        keyframe(vp8, 1);

        assertThat(vp8.take(packet(2, true, with(DELTA, 0, 4, 0x10)), true)).isNull();
        assertThat(vp8.take(packet(3, true, with(DELTA, 0, 4, 0x10)), false)).isNull();
        assertThat(keyframe(vp8, 4)).isNotNull();
        assertThat(vp8.take(packet(5, true, with(DELTA, 0, 4, 0x10)), false)).isNotNull();
    }

    @Test
    void aFrameWithoutItsEndIsNoFrame() {
        Vp8Frames vp8 = new Vp8Frames();
        keyframe(vp8, 1);
        assertThat(vp8.take(packet(2, false, with(DELTA, 0, 4, 0x10)), false)).isNull();

        assertThat(vp8.take(packet(3, true, with(DELTA, 0, 4, 0x10)), false)).isNull();
        assertThat(keyframe(vp8, 4)).isNotNull();
    }

    @Test
    void aFrameHasALimit() {
        Vp8Frames vp8 = new Vp8Frames();
        byte[] chunk = new byte[64 * 1024];
        int chunks = Depacketizer.MAX_FRAME_BYTES / chunk.length;
        vp8.take(packet(1, false, with(KEYFRAME, 0, 13, 0x10)), false);
        for (int i = 0; i < chunks + 1; i++) {
            assertThat(vp8.take(packet(1, i == chunks, with(chunk, 0, chunk.length, 0x00)), false))
                    .isNull();
        }
        assertThat(keyframe(vp8, 2)).isNotNull();
    }

    @Test
    void aKeyframeWithoutItsStartCodeOrWithoutASizeIsNone() {
        byte[] noCode = KEYFRAME.clone();
        noCode[4] = 2;
        byte[] noSize = KEYFRAME.clone();
        noSize[6] = 0;
        noSize[7] = 0;
        Vp8Frames vp8 = new Vp8Frames();

        assertThat(vp8.take(packet(1, true, with(noCode, 0, 13, 0x10)), false)).isNull();
        assertThat(vp8.take(packet(2, true, with(noSize, 0, 13, 0x10)), false)).isNull();
        assertThat(vp8.take(packet(3, true, 0x10, 0x00), false)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0x00, 480",
        "0x08, 960",
        "0x18, 2880",
        "0x60, 480",
        "0x78, 960",
        "0x80, 120",
        "0xf8, 960",
        "0xf9, 1920"
    })
    void anOpusPacketSaysHowLongItSounds(String toc, int samples) {
        assertThat(OpusPackets.samples(new byte[] {(byte) (int) Integer.decode(toc), 1}))
                .isEqualTo(samples);
    }

    @Test
    void whatIsNoOpusPacketIsDropped() {
        OpusPackets opus = new OpusPackets();
        assertThat(opus.take(packet(1, false), false)).isNull();
        assertThat(opus.take(packet(1, false, 0xfb), false)).isNull(); // no count of frames
        assertThat(opus.take(packet(1, false, 0xfb, 63), false)).isNull(); // over 120 ms
        assertThat(opus.take(packet(1, false, 0xfb, 3, 1), false)).isNotNull();
    }

    /// Bytes at random, and such that begin as packets of this codec do.
    @ParameterizedTest
    @EnumSource(MediaCodec.class)
    void noiseNeitherThrowsNorBecomesAGiant(MediaCodec codec) {
        Random random = new Random(7);
        int[] heads = {0x10, 0x08, 0x0c, 0x67, 0x68, 0x65, 0x78, 0x7c, 0x18, 0x50, 0x90, 0xd0};
        Depacketizer depacketizer = Depacketizer.of(codec);
        int frames = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] payload = new byte[random.nextInt(40)];
            random.nextBytes(payload);
            if (payload.length > 1 && random.nextBoolean()) {
                payload[0] = (byte) heads[random.nextInt(heads.length)];
                payload[1] = (byte) heads[random.nextInt(heads.length)];
            }
            MediaPacket packet =
                    new MediaPacket(1, i, random.nextInt(4), random.nextBoolean(), payload, 0);
            Frame frame = depacketizer.take(packet, random.nextInt(10) == 0);
            if (frame != null) {
                frames++;
                assertThat(frame.data()).hasSizeBetween(1, Depacketizer.MAX_FRAME_BYTES);
                if (frame.format() instanceof TrackFormat.Sound sound) {
                    assertThat(sound.nanos(frame.data())).isPositive();
                } else if (frame.format() != null) {
                    assertThat(frame.format().entry()).isNotEmpty();
                }
            }
        }
        if (codec.kind() == MediaKind.AUDIO) {
            assertThat(frames).isPositive();
        }
    }

    /// What H.264 says of its size is read however it is said: by an encoder that crops, and by one
    /// that hides a start code in it.
    @ParameterizedTest
    @CsvSource({
        // Of x264, in profiles baseline, baseline, high and main; three of them are cropped.
        "6742c01fd9005005bb011000000300100000030320f1832480, 1280, 720",
        "6742c00cd901419f9f011000000300100000030320f142a480, 320, 180",
        "67640028acd940780227e5c044000003000400000300c83c60c658, 1920, 1080",
        "674d4020eca02b030f3780880000030008000003019078c18cb0, 1366, 768"
    })
    void theSizeStandsInTheParametersOfH264(String hex, int width, int height) {
        H264Sequence read = H264Sequence.read(HexFormat.of().parseHex(hex));
        assertThat(read).isNotNull();
        assertThat(List.of(read.width(), read.height())).containsExactly(width, height);
    }
}
