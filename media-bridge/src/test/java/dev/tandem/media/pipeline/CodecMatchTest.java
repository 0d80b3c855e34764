package dev.tandem.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.bridge.Codec;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.OptionalInt;

/// Who understands whom, when nothing is transcoded.
class CodecMatchTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    VP8  | -                                           | VP8  | max-fr=30                                   | true
                    VP8  | -                                           | VP9  | -                                           | false
                    VP9  | -                                           | VP9  | profile-id=0                                | true
                    VP9  | profile-id=2                                | VP9  | profile-id=0                                | false
                    AV1  | level-idx=5;profile=0;tier=0                | AV1  | -                                           | true
                    AV1  | profile=1                                   | AV1  | profile=0                                   | false
                    H264 | packetization-mode=1;profile-level-id=42e01f | H264 | packetization-mode=1;profile-level-id=42e034 | true
                    H264 | packetization-mode=1;profile-level-id=42e01f | H264 | packetization-mode=0;profile-level-id=42e01f | false
                    H264 | packetization-mode=0;profile-level-id=42e01f | H264 | packetization-mode=1;profile-level-id=42e01f | true
                    H264 | profile-level-id=42e01f                     | H264 | profile-level-id=4d001f                     | true
                    H264 | profile-level-id=4d001f                     | H264 | profile-level-id=42e01f                     | false
                    H264 | profile-level-id=4d001f                     | H264 | profile-level-id=640c1f                     | false
                    H264 | profile-level-id=640c1f                     | H264 | profile-level-id=64001f                     | true
                    H264 | profile-level-id=4d801f                     | H264 | profile-level-id=42001f                     | true
                    H264 | profile-level-id=42001f                     | H264 | profile-level-id=42E01F                     | false
                    H264 | -                                           | H264 | profile-level-id=42001f                     | true
                    H264 | packetization-mode=2                        | H264 | packetization-mode=2                        | false
                    H264 | profile-level-id=nonsense                   | H264 | profile-level-id=nonsense                   | false
                    H264 | profile-level-id=f4001f                     | H264 | profile-level-id=f4001f                     | false
                    """)
    void aSenderIsUnderstoodByWhoDecodesItsProfile(
            String sent,
            @Nullable String sentAs,
            String received,
            @Nullable String receivedAs,
            boolean understood) {
        assertThat(CodecMatch.understands(codec(97, received, receivedAs), codec(96, sent, sentAs)))
                .isEqualTo(understood);
    }

    @Test
    void theVerySameIsChosenBeforeOneThatIncludesIt() {
        Codec main = codec(100, "H264", "packetization-mode=1;profile-level-id=4d001f");
        Codec baseline = codec(101, "h264", "profile-level-id=42e01f;packetization-mode=1");
        Codec sent = codec(96, "H264", "packetization-mode=1;profile-level-id=42e01f");

        assertThat(CodecMatch.among(List.of(main, baseline), sent)).isEqualTo(baseline);
        assertThat(CodecMatch.among(List.of(main), sent)).isEqualTo(main);
        assertThat(CodecMatch.among(List.of(codec(98, "VP8", null)), sent)).isNull();
    }

    private static Codec codec(int type, String name, @Nullable String fmtp) {
        return new Codec(
                type, name, 90_000, 1, fmtp == null ? "" : fmtp, List.of(), OptionalInt.empty());
    }
}
