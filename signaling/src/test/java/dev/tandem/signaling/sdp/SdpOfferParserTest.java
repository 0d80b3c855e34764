package dev.tandem.signaling.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.Direction;
import dev.tandem.signaling.bridge.DtlsSetup;
import dev.tandem.signaling.bridge.HeaderExtension;
import dev.tandem.signaling.bridge.LegOffer;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.bridge.MediaOffer;
import dev.tandem.signaling.sdp.SdpProblem.Code;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/// Offers as Chromium 156 wrote them, and what becomes of broken and hostile ones.
class SdpOfferParserTest {
    private static final String REAL = offer("chromium-microphone-and-camera");

    @Test
    void aRealOfferYieldsWhatTheBridgeNeeds() {
        LegOffer offer = parsed(REAL);

        assertThat(offer.ice().ufrag()).isEqualTo("0dGw");
        assertThat(offer.ice().password()).isEqualTo("AWUaOB4sLrkgwakXCgNRhfSI");
        assertThat(offer.fingerprint().sha256()).startsWith("7E:D9:65:56:").endsWith(":A3:21:36");
        assertThat(offer.setup()).isEqualTo(DtlsSetup.ACTPASS);
        assertThat(offer.media()).extracting(MediaOffer::mid).containsExactly("0", "1");

        MediaOffer audio = offer.first(MediaKind.AUDIO).orElseThrow();
        assertThat(audio.direction()).isEqualTo(Direction.SENDRECV);
        assertThat(audio.codecs().getFirst())
                .satisfies(opus -> {
                    assertThat(opus.payloadType()).isEqualTo(111);
                    assertThat(opus.isCalled("OPUS")).isTrue();
                    assertThat(opus.clockRate()).isEqualTo(48_000);
                    assertThat(opus.channels()).isEqualTo(2);
                    assertThat(opus.fmtp()).isEqualTo("minptime=10;useinbandfec=1");
                    assertThat(opus.feedback()).containsExactly("transport-cc");
                    assertThat(opus.rtxPayloadType()).isEmpty();
                });
        assertThat(audio.extensions())
                .contains(new HeaderExtension(1, HeaderExtension.AUDIO_LEVEL));
        assertThat(audio.ssrcs()).containsExactly(2431633280L);

        MediaOffer video = offer.first(MediaKind.VIDEO).orElseThrow();
        assertThat(video.codecs().getFirst())
                .satisfies(vp8 -> {
                    assertThat(vp8.payloadType()).isEqualTo(96);
                    assertThat(vp8.isCalled("VP8")).isTrue();
                    assertThat(vp8.rtxPayloadType()).hasValue(97);
                    assertThat(vp8.feedback()).contains("nack", "nack pli", "transport-cc");
                });
        assertThat(video.codecs()).extracting(Codec::name).doesNotContain("rtx");
        assertThat(video.extensions())
                .contains(new HeaderExtension(3, HeaderExtension.TRANSPORT_CC));
        assertThat(video.ssrcs()).containsExactly(3628921690L, 3002935531L);
    }

    @Test
    void theOtherRealOffersAreReadToo() {
        assertThat(parsed(offer("chromium-receive-only")).media())
                .allSatisfy(m -> assertThat(m.direction()).isEqualTo(Direction.RECVONLY))
                .hasSize(2);
        assertThat(parsed(offer("chromium-no-devices")).media())
                .allSatisfy(m -> assertThat(m.direction()).isEqualTo(Direction.SENDRECV))
                .hasSize(2);
    }

    @Test
    void sessionLevelTransportLinesServeSectionsWithoutTheirOwn() {
        String lifted =
                REAL.replaceAll("a=(ice-ufrag|ice-pwd|fingerprint|setup):[^\r]*\r\n", "")
                        .replace(
                                "a=group:BUNDLE 0 1\r\n",
                                """
                                a=group:BUNDLE 0 1\r
                                a=ice-ufrag:abcd\r
                                a=ice-pwd:abcdefghijklmnopqrstuv\r
                                a=fingerprint:SHA-256 %s\r
                                a=setup:active\r
                                """
                                        .formatted("ab:".repeat(31) + "cd"));

        LegOffer offer = parsed(lifted);

        assertThat(offer.ice().ufrag()).isEqualTo("abcd");
        assertThat(offer.setup()).isEqualTo(DtlsSetup.ACTIVE);
        assertThat(offer.fingerprint().sha256()).isEqualTo("AB:".repeat(31) + "CD");
    }

    @Test
    void bareLineFeedsAreLinesToo() {
        assertThat(parsed(REAL.replace("\r\n", "\n"))).isEqualTo(parsed(REAL));
    }

    @Test
    void theSecondSectionOfPicturesIsAScreenAndSoIsWhatFollows() {
        String video = REAL.substring(REAL.indexOf("m=video"));
        String more =
                REAL.replace("BUNDLE 0 1", "BUNDLE 0 1 2 3")
                        + video.replace("a=mid:1", "a=mid:2")
                        + video.replace("a=mid:1", "a=mid:3");

        assertThat(parsed(more).media())
                .extracting(MediaOffer::kind)
                .containsExactly(
                        MediaKind.AUDIO, MediaKind.VIDEO, MediaKind.SCREEN, MediaKind.SCREEN);
        assertThat(parsed(more).first(MediaKind.SCREEN).orElseThrow().mid()).isEqualTo("2");
    }

    @Test
    void aDisabledSectionIsInactiveButABundleOnlyOneIsNot() {
        String disabled = REAL.replace("m=video 9 ", "m=video 0 ");
        assertThat(parsed(disabled).first(MediaKind.VIDEO).orElseThrow().direction())
                .isEqualTo(Direction.INACTIVE);
        String bundleOnly = disabled.replace("a=mid:1\r\n", "a=mid:1\r\na=bundle-only\r\n");
        assertThat(parsed(bundleOnly).first(MediaKind.VIDEO).orElseThrow().direction())
                .isEqualTo(Direction.SENDRECV);
    }

    @Test
    void everyDefectHasItsName() {
        assertThat(problem("")).isEqualTo(Code.NO_MEDIA);
        assertThat(problem("hello")).isEqualTo(Code.NOT_SDP);
        assertThat(problem("v=0\r\nnonsense\r\n")).isEqualTo(Code.NOT_SDP);
        assertThat(problem("v=0\r\n")).isEqualTo(Code.NO_MEDIA);
        assertThat(problem(REAL.replace("m=video ", "m=application ")))
                .isEqualTo(Code.UNSUPPORTED_MEDIA);
        assertThat(problem(REAL.replace("UDP/TLS/RTP/SAVPF", "RTP/AVP")))
                .isEqualTo(Code.UNSUPPORTED_MEDIA);
        assertThat(problem(REAL.replace("a=rtcp-mux\r\n", ""))).isEqualTo(Code.NO_RTCP_MUX);
        assertThat(problem(REAL.replace("BUNDLE 0 1", "BUNDLE 0"))).isEqualTo(Code.NOT_BUNDLED);
        assertThat(problem(REAL.replace("a=mid:1\r\n", "a=mid:0\r\n"))).isEqualTo(Code.BAD_MID);
        assertThat(problem(REAL.replace("a=mid:1\r\n", ""))).isEqualTo(Code.BAD_MID);
        assertThat(problem(REAL.replace("a=ice-pwd:AWUaOB4sLrkgwakXCgNRhfSI", "a=ice-pwd:short")))
                .isEqualTo(Code.BAD_ICE_CREDENTIALS);
        assertThat(problem(REAL.replace("a=fingerprint:sha-256", "a=fingerprint:sha-1")))
                .isEqualTo(Code.BAD_FINGERPRINT);
        assertThat(problem(REAL.replace("7E:D9:65", "7E:D9:6X"))).isEqualTo(Code.BAD_FINGERPRINT);
        assertThat(problem(REAL.replace("a=setup:actpass", "a=setup:passive")))
                .isEqualTo(Code.BAD_SETUP);
        assertThat(problem(REAL.replace("opus/48000/2", "opus/fast"))).isEqualTo(Code.BAD_CODEC);
        assertThat(problem(REAL.replace("a=rtpmap:111 ", "a=rtpmap:128 ")))
                .isEqualTo(Code.BAD_CODEC);
        assertThat(problem(REAL.replace("a=extmap:1 ", "a=extmap:0 ")))
                .isEqualTo(Code.BAD_EXTENSION);
        assertThat(problem(REAL.replace("a=ssrc:2431633280 ", "a=ssrc:4294967296 ")))
                .isEqualTo(Code.BAD_SSRC);
    }

    /// A call can be heard: pictures alone are none, however many.
    @Test
    void anOfferOfPicturesAloneIsNotAnOfferButOneWhoseSoundIsSwitchedOffIs() {
        String head = REAL.substring(0, REAL.indexOf("m=audio"));
        String video = REAL.substring(REAL.indexOf("m=video"));
        assertThat(problem(head + video)).isEqualTo(Code.NO_AUDIO);
        assertThat(problem(head + video + video.replace("a=mid:1", "a=mid:0")))
                .isEqualTo(Code.NO_AUDIO);

        assertThat(parsed(REAL.replaceFirst("m=audio \\d+ ", "m=audio 0 ")).media())
                .first()
                .returns(MediaKind.AUDIO, MediaOffer::kind)
                .returns(Direction.INACTIVE, MediaOffer::direction);
    }

    @Test
    void theProblemNamesItsLine() {
        String broken = REAL.replace("opus/48000/2", "opus/fast");
        int line = REAL.substring(0, REAL.indexOf("a=rtpmap:111")).split("\n", -1).length;
        assertThat(SdpOfferParser.parse(broken))
                .isEqualTo(new SdpOffer.Malformed(new SdpProblem(Code.BAD_CODEC, line)));
    }

    @Test
    void eachLimitHoldsExactly() {
        String audio = REAL.substring(REAL.indexOf("m=audio"), REAL.indexOf("m=video"));
        String head =
                REAL.substring(0, REAL.indexOf("m=audio"))
                        .replace("BUNDLE 0 1", "BUNDLE a b c d e f g h i");
        StringBuilder eight = new StringBuilder(head);
        for (char mid = 'a'; mid <= 'h'; mid++) {
            eight.append(audio.replace("a=mid:0", "a=mid:" + mid));
        }
        assertThat(parsed(eight.toString()).media()).hasSize(LegOffer.MAX_MEDIA);
        assertThat(problem(eight + audio.replace("a=mid:0", "a=mid:i")))
                .isEqualTo(Code.TOO_MANY_MEDIA);

        String types = " 100".repeat(MediaOffer.MAX_CODECS - 8);
        String full = "SAVPF 111 63 9 0 8 13 110 126" + types;
        assertThat(parsed(REAL.replace("SAVPF 111 63 9 0 8 13 110 126", full)).media()).hasSize(2);
        assertThat(problem(REAL.replace("SAVPF 111 63 9 0 8 13 110 126", full + " 100")))
                .isEqualTo(Code.TOO_MANY_CODECS);

        String extension = "a=extmap:9 urn:x\r\n";
        String mid = "a=mid:0\r\n";
        assertThat(parsed(REAL.replace(mid, mid + extension.repeat(28))).media()).hasSize(2);
        assertThat(problem(REAL.replace(mid, mid + extension.repeat(29))))
                .isEqualTo(Code.TOO_MANY_EXTENSIONS);

        StringBuilder ssrcs = new StringBuilder();
        for (int i = 0; i < MediaOffer.MAX_SSRCS - 1; i++) {
            ssrcs.append("a=ssrc:").append(i).append(" cname:x\r\n");
        }
        assertThat(parsed(REAL.replace(mid, mid + ssrcs)).media()).hasSize(2);
        assertThat(problem(REAL.replace(mid, mid + ssrcs + "a=ssrc:99 cname:x\r\n")))
                .isEqualTo(Code.TOO_MANY_SSRCS);

        String longest = "a=x:" + "y".repeat(SdpOfferParser.MAX_LINE_CHARS - 4) + "\r\n";
        assertThat(parsed(REAL + longest).media()).hasSize(2);
        assertThat(problem(REAL + longest.replace("x:", "xx:"))).isEqualTo(Code.TOO_MANY_LINES);
        assertThat(problem(REAL + "a=x\r\n".repeat(SdpOfferParser.MAX_LINES)))
                .isEqualTo(Code.TOO_MANY_LINES);

        String padded = REAL + "a=pad\n".repeat(900);
        String exact = padded + "a=" + "z".repeat(SdpOfferParser.MAX_CHARS - padded.length() - 2);
        assertThat(exact).hasSize(SdpOfferParser.MAX_CHARS);
        assertThat(SdpOfferParser.parse(exact + "z"))
                .isEqualTo(new SdpOffer.Malformed(new SdpProblem(Code.TOO_LARGE, 0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chromium-microphone-and-camera",
                "chromium-no-devices",
                "chromium-receive-only"
            })
    void noMutationOfARealOfferMakesTheParserThrow(String name) {
        long seed = Long.getLong("hostile.seed", System.nanoTime());
        Random random = new Random(seed);
        String real = offer(name);
        int readable = 0;
        int rounds = 20_000 * Integer.getInteger("hostile.calls", 1);
        for (int round = 0; round < rounds; round++) {
            String mutated = mutate(real, random);
            try {
                if (SdpOfferParser.parse(mutated) instanceof SdpOffer.Parsed) {
                    readable++;
                }
            } catch (RuntimeException broken) {
                throw new AssertionError("seed=" + seed + " round=" + round, broken);
            }
        }
        System.out.printf("SDP: %,d mutated offers, %,d readable%n", rounds, readable);
        // Most single mutations hit a line that does not matter: the loop really parses deep.
        assertThat(readable).as("seed=%d", seed).isGreaterThan(1_000);
    }

    private static String mutate(String real, Random random) {
        StringBuilder text = new StringBuilder(real);
        int edits = 1 + random.nextInt(4);
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                case 1 -> text.deleteCharAt(at);
                case 2 -> text.insert(at, "0123456789:= /\r\n-".charAt(random.nextInt(17)));
                case 3 -> {
                    int end = Math.min(text.length(), at + random.nextInt(200));
                    text.insert(random.nextInt(text.length()), text.substring(at, end));
                }
                default -> text.delete(at, Math.min(text.length(), at + random.nextInt(60)));
            }
        }
        return text.toString();
    }

    private static LegOffer parsed(String text) {
        SdpOffer offer = SdpOfferParser.parse(text);
        assertThat(offer).isInstanceOf(SdpOffer.Parsed.class);
        return ((SdpOffer.Parsed) offer).offer();
    }

    private static Code problem(String text) {
        SdpOffer offer = SdpOfferParser.parse(text);
        assertThat(offer).isInstanceOf(SdpOffer.Malformed.class);
        return ((SdpOffer.Malformed) offer).problem().code();
    }

    private static String offer(String name) {
        try (InputStream in =
                SdpOfferParserTest.class.getResourceAsStream("/sdp/" + name + ".sdp")) {
            // The repository keeps text with bare line feeds; browsers send CRLF.
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .replace("\r", "")
                    .replace("\n", "\r\n");
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }
}
