package dev.tandem.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// Telling a keyframe by its first bytes; most of them are the beginnings of packets that Chromium
/// 156 sent.
class KeyframesTest {
    private static final int MUTATIONS = 50_000;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    VP8  | true  | 9080b85ed053009d012a80026801392f           | first packet of a keyframe
                    VP8  | false | 8080b85e1bd1ff6cee1e13ff78b6574d           | second packet of it
                    VP8  | false | 9080b85fb11700e4e0afb8b7dfa747a7           | interframe
                    VP9  | true  | 9b96bb1002800168824983420027f016           | first packet of a keyframe, with its size
                    VP9  | false | 9596bb1e7a6110d1efed18d063adc9d4           | second packet of it
                    VP9  | false | dd96bc0286004092b8485463c0603018           | interframe, flexible mode
                    VP9  | false | d9be710286004092b84c54c370300603           | first of two packets of an interframe
                    VP9  | true  | 08824983420027f016                         | the least descriptor, keyframe
                    VP9  | false | 0886004092b848                             | the least descriptor, predicted though it says not
                    VP9  | true  | ab9611 00 0a 38 0280 0168 0140 00b4 01 04 01 824983 | layer 0 of 2, with sizes and groups
                    VP9  | false | a89611 02 0a 824983                         | layer 1 of the same picture
                    VP9  | true  | 08b0                                       | profile 3 has one bit more
                    VP9  | false | 08b4                                       | an interframe of profile 3
                    H264 | true  | 7800136742c01f8c8d405017fcb350606060784423500004 68ce3c80 | parameters, several in one packet
                    H264 | true  | 7c85b800040000788c500011198e0002           | first piece of a picture that needs no other
                    H264 | false | 7c455d75dfa01fc527f09c001ce889aa           | last piece of it
                    H264 | false | 61e0004000be4780d737fff7821c0012           | interframe
                    H264 | true  | 6742c01f8c8d40                             | parameters alone
                    H264 | true  | 65b800040000                               | a picture that needs no other, in one packet
                    H264 | false | 78000468ce3c80000361e000                   | several without parameters
                    AV1  | true  | 680b080000000cc4ff67006802301046           | first packet of a sequence
                    AV1  | false | 902cca4cd79acd9ad5a248bb1a6faba6           | the next
                    AV1  | false | 103030c040fdf8012703403b501d2800           | interframe
                    AV1  | false | 08                                         | nothing behind the header
                    """)
    void aKeyframeIsToldByItsFirstBytes(
            MediaCodec codec, boolean keyframe, String hex, String what) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        // Its place in the datagram must not matter.
        byte[] within = new byte[bytes.length + 40];
        Arrays.fill(within, (byte) 0xff);
        System.arraycopy(bytes, 0, within, 20, bytes.length);

        assertThat(codec.beginsKeyframe(within, 20, bytes.length)).as(what).isEqualTo(keyframe);
    }

    @ParameterizedTest
    @EnumSource(names = {"VP8", "VP9", "H264", "AV1"})
    void nothingIsTheBeginningOfNoKeyframe(MediaCodec codec) {
        assertThat(codec.beginsKeyframe(new byte[20], 20, 0)).isFalse();
    }

    /// What stands behind the payload is not looked at, whatever the payload says of its lengths.
    @Test
    void brokenPayloadsAreLookedAtWithinTheirBounds() {
        long seed = Long.getLong("hostile.seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> seeds =
                List.of(
                        "90f0b85ed053009d012a80026801392f",
                        "ab9611000a3802800168014000b4010401824983420027f016",
                        "fd96bc420286004092b8485463c06030180c0603",
                        "7800136742c01f8c8d405017fcb3506060607844235000000468ce3c80",
                        "7c85b800040000788c500011198e0002",
                        "680b080000000cc4ff67006802301046");
        for (int round = 0; round < MUTATIONS; round++) {
            byte[] bytes = HexFormat.of().parseHex(seeds.get(random.nextInt(seeds.size())));
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            // Exactly as long as it may be read: one byte more would throw.
            byte[] exact = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            for (MediaCodec codec : MediaCodec.values()) {
                try {
                    codec.beginsKeyframe(exact, 0, exact.length);
                    Vp9.frameAt(exact, 0, exact.length);
                } catch (RuntimeException broken) {
                    throw new AssertionError(
                            "seed=" + seed + " " + codec + " " + HexFormat.of().formatHex(exact),
                            broken);
                }
            }
        }
    }
}
