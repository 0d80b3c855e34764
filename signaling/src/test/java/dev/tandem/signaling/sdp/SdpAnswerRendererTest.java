package dev.tandem.signaling.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.bridge.Candidate;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.Direction;
import dev.tandem.signaling.bridge.DtlsFingerprint;
import dev.tandem.signaling.bridge.HeaderExtension;
import dev.tandem.signaling.bridge.IceCredentials;
import dev.tandem.signaling.bridge.LegAnswer;
import dev.tandem.signaling.bridge.MediaAnswer;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.bridge.MediaOffer;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

class SdpAnswerRendererTest {
    private static final Codec VP8 =
            new Codec(96, "VP8", 90_000, 1, "", List.of("nack", "nack pli"), OptionalInt.of(97));
    private static final Codec OPUS =
            new Codec(
                    111,
                    "opus",
                    48_000,
                    2,
                    "minptime=10;useinbandfec=1",
                    List.of("transport-cc"),
                    OptionalInt.empty());

    @Test
    void aScreenIsAStreamOfItsOwn() {
        String sdp =
                SdpAnswerRenderer.render(
                        answer(
                                List.of(
                                        media("1", MediaKind.VIDEO, VP8, Direction.SENDRECV, 20),
                                        media(
                                                "2",
                                                MediaKind.SCREEN,
                                                VP8,
                                                Direction.SENDRECV,
                                                30))));

        assertThat(sdp.lines().filter(l -> l.startsWith("m=") || l.startsWith("a=msid:")))
                .containsExactly(
                        "m=video 9 UDP/TLS/RTP/SAVPF 96 97",
                        "a=msid:bridge bridge-video",
                        "m=video 9 UDP/TLS/RTP/SAVPF 96 97",
                        "a=msid:bridge-screen bridge-screen");
        assertThat(sdp).contains("a=group:BUNDLE 1 2\r\n", "a=ssrc-group:FID 30 31");
    }

    @Test
    void anAnswerHasOneBundleOneCandidatePerSectionAndTheBridgesSources() {
        LegAnswer answer =
                answer(
                        List.of(
                                media("0", MediaKind.AUDIO, OPUS, Direction.SENDRECV, 10),
                                media("1", MediaKind.VIDEO, VP8, Direction.SENDRECV, 20)));

        String sdp = SdpAnswerRenderer.render(answer);

        assertThat(sdp).startsWith("v=0\r\n").endsWith("\r\n");
        assertThat(sdp.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(sdp.lines())
                .contains(
                        "a=group:BUNDLE 0 1",
                        "a=ice-lite",
                        "m=audio 9 UDP/TLS/RTP/SAVPF 111",
                        "a=rtpmap:111 opus/48000/2",
                        "a=fmtp:111 minptime=10;useinbandfec=1",
                        "m=video 9 UDP/TLS/RTP/SAVPF 96 97",
                        "a=rtpmap:96 VP8/90000",
                        "a=rtpmap:97 rtx/90000",
                        "a=fmtp:97 apt=96",
                        "a=fmtp:96 x-google-start-bitrate=1000",
                        "a=rtcp-fb:96 nack pli",
                        "a=extmap:3 " + HeaderExtension.TRANSPORT_CC,
                        "a=ssrc:10 cname:tandem",
                        "a=ssrc-group:FID 20 21",
                        "a=msid:bridge bridge-video",
                        "a=candidate:1 1 udp 2130706175 127.0.0.1 10000 typ host");
        assertThat(sdp.lines().filter("a=setup:passive"::equals)).hasSize(2);
        assertThat(sdp.lines().filter("a=end-of-candidates"::equals)).hasSize(2);
    }

    @Test
    void aRefusedSectionKeepsItsPlaceWithPortZeroAndOutsideTheBundle() {
        MediaOffer second =
                new MediaOffer(
                        "2",
                        MediaKind.VIDEO,
                        Direction.SENDRECV,
                        List.of(VP8),
                        List.of(),
                        List.of());
        LegAnswer answer =
                answer(
                        List.of(
                                media("0", MediaKind.AUDIO, OPUS, Direction.SENDRECV, 10),
                                MediaAnswer.refused(second)));

        assertThat(SdpAnswerRenderer.render(answer).lines())
                .contains("a=group:BUNDLE 0", "m=video 0 UDP/TLS/RTP/SAVPF 96", "a=mid:2");
    }

    @Test
    void aSectionOnWhichTheBridgeOnlyReceivesNamesNoSources() {
        LegAnswer answer =
                answer(List.of(media("0", MediaKind.AUDIO, OPUS, Direction.RECVONLY, 10)));

        assertThat(SdpAnswerRenderer.render(answer))
                .contains("a=recvonly")
                .doesNotContain("a=ssrc", "a=msid:");
    }

    private static LegAnswer answer(List<MediaAnswer> media) {
        return new LegAnswer(
                new IceCredentials("lite", "abcdefghijklmnopqrstuv"),
                DtlsFingerprint.of(new byte[32]),
                List.of(new Candidate("127.0.0.1", 10_000)),
                media,
                "bridge");
    }

    private static MediaAnswer media(
            String mid, MediaKind kind, Codec codec, Direction direction, long ssrc) {
        return new MediaAnswer(
                mid,
                kind,
                direction,
                List.of(codec),
                0,
                List.of(new HeaderExtension(3, HeaderExtension.TRANSPORT_CC)),
                ssrc,
                codec.rtxPayloadType().isPresent()
                        ? OptionalLong.of(ssrc + 1)
                        : OptionalLong.empty());
    }
}
