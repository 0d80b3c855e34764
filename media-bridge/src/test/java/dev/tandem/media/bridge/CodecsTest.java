package dev.tandem.media.bridge;

import static dev.tandem.media.bridge.SimulatedBrowser.picture;
import static dev.tandem.media.bridge.SimulatedBrowser.sound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.bridge.SimulatedBrowser.Numbers;
import dev.tandem.media.bridge.SimulatedBrowser.Received;
import dev.tandem.media.packet.DropReason;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeRefusal;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.MediaKind;

import org.junit.jupiter.api.Test;

import java.util.List;

/// What legs send each other when they do not all have the same codecs.
class CodecsTest {
    private static final Codec OPUS = sound(111, "opus", 48_000, 2);
    private static final Codec PCMU = sound(0, "PCMU", 8_000, 1);
    private static final Codec VP8 = picture(96, "VP8", "", 97);
    private static final Codec VP9 = picture(98, "VP9", "profile-id=0", 99);
    private static final Codec H264 =
            picture(102, "H264", "packetization-mode=1;profile-level-id=42e01f", 103);
    private static final Codec AV1 = picture(45, "AV1", "profile=0", 46);

    private final BridgeSimulation sim = new BridgeSimulation(7);

    private SimulatedBrowser joined(String leg, List<Codec> audio, List<Codec> video) {
        SimulatedBrowser browser = sim.browser(leg, Numbers.CHROMIUM).offering(audio, video);
        browser.join();
        browser.connect();
        return browser;
    }

    @Test
    void aLegIsAnsweredWithAllThatWeForwardAndFirstWhatCanBeRecorded() {
        Codec h265 = picture(50, "H265", "", 51);
        Codec red = sound(63, "red", 48_000, 2);
        SimulatedBrowser a =
                joined("a", List.of(PCMU, red, OPUS), List.of(AV1, h265, H264, VP9, VP8));

        assertThat(a.answer(MediaKind.AUDIO).codecs())
                .extracting(Codec::name)
                .containsExactly("opus", "PCMU");
        assertThat(a.answer(MediaKind.VIDEO).codecs())
                .extracting(Codec::name)
                .containsExactly("VP8", "VP9", "H264", "AV1");
        assertThat(a.answer(MediaKind.VIDEO).codecs())
                .extracting(codec -> codec.rtxPayloadType().orElseThrow())
                .containsExactly(97, 99, 103, 46);
    }

    @Test
    void whoJoinsSendsFirstWhatTheOthersUnderstand() {
        joined("a", List.of(OPUS, PCMU), List.of(AV1, H264));
        joined("b", List.of(OPUS), List.of(VP9, AV1));

        SimulatedBrowser c = joined("c", List.of(PCMU, OPUS), List.of(VP8, VP9, H264, AV1));

        assertThat(c.answer(MediaKind.AUDIO).codecs().getFirst().name()).isEqualTo("opus");
        assertThat(c.answer(MediaKind.VIDEO).codecs().getFirst().name()).isEqualTo("AV1");
    }

    @Test
    void picturesGoUnderTheReceiversNumbersAndAreRepeatedUnderThem() {
        Codec other = picture(35, "h264", "profile-level-id=42e034;packetization-mode=1", 36);
        SimulatedBrowser a = joined("a", List.of(OPUS), List.of(H264));
        SimulatedBrowser b = joined("b", List.of(OPUS), List.of(VP8, other));

        a.send(a.protectedRtp(102, a.videoSsrc, 500, 9_000, -1, "\u0067sps"));

        assertThat(b.of(35)).extracting(Received::payload).containsExactly("\u0067sps");
        b.nack(b.of(35).getFirst().sequence());
        assertThat(b.of(36)).hasSize(1);
        assertThat(b.of(36).getFirst().payload()).endsWith("\u0067sps");
    }

    /// Payload type 98 is VP9 for the one and H.264 for the other.
    @Test
    void oneNumberMeansToEachLegWhatItOffered() {
        Codec h264 = picture(98, "H264", "packetization-mode=1;profile-level-id=42e01f", 99);
        SimulatedBrowser a = joined("a", List.of(OPUS), List.of(VP9, H264));
        SimulatedBrowser b = joined("b", List.of(OPUS), List.of(h264));

        a.send(a.protectedRtp(98, a.videoSsrc, 500, 9_000, -1, "\u0008\u0082vp9"));
        assertThat(b.of(98)).isEmpty();
        assertThat(sim.drops(DropReason.NO_COMMON_CODEC)).isEqualTo(1);

        b.send(b.protectedRtp(98, b.videoSsrc, 500, 9_000, -1, "\u0067sps"));
        assertThat(a.of(102)).hasSize(1);
    }

    @Test
    void aLegWhosePictureNobodyDecodesIsStillHeard() {
        SimulatedBrowser a = joined("a", List.of(OPUS), List.of(VP8));
        SimulatedBrowser b = joined("b", List.of(OPUS), List.of(AV1));

        a.sendAudio(1, 960, 20, "hello");
        a.sendVideo(1, 3_000, "\u0010\u0000vp8");
        a.sendVideo(2, 6_000, "\u0010\u0001vp8");

        assertThat(b.audio()).hasSize(1);
        assertThat(b.rtp).hasSize(1);
        assertThat(sim.drops(DropReason.NO_COMMON_CODEC)).isEqualTo(2);
        assertThat(b.answer(MediaKind.VIDEO).isRefused()).as("others may see it").isFalse();
    }

    /// When the sender changes to what the other understands, the picture begins without a gap.
    @Test
    void aSenderThatNegotiatesAnewIsToldToSendWhatAllUnderstand() {
        SimulatedBrowser a = joined("a", List.of(OPUS), List.of(VP8, H264));
        SimulatedBrowser b = joined("b", List.of(OPUS), List.of(H264));
        a.sendVideo(1, 3_000, "\u0010\u0000vp8");
        assertThat(b.rtp).isEmpty();

        a.restartIce();

        assertThat(a.answer(MediaKind.VIDEO).codecs())
                .extracting(Codec::name)
                .containsExactly("H264", "VP8");
        a.send(a.protectedRtp(102, a.videoSsrc, 2, 6_000, -1, "\u0067sps"));
        a.send(a.protectedRtp(102, a.videoSsrc, 3, 6_000, -1, "\u0065idr"));
        assertThat(b.of(102))
                .extracting(Received::payload)
                .containsExactly("\u0067sps", "\u0065idr");
        assertThat(sim.counters.keyframeRequests()).as("it began with one").isZero();
    }

    @Test
    void aPictureThatBeginsInTheMiddleIsAskedForAKeyframeInItsOwnCodec() {
        SimulatedBrowser a = joined("a", List.of(OPUS), List.of(AV1));
        SimulatedBrowser b = joined("b", List.of(OPUS), List.of(AV1));

        a.send(a.protectedRtp(45, a.videoSsrc, 1, 3_000, -1, "\u0010interframe"));
        assertThat(sim.counters.keyframeRequests()).isEqualTo(1);
        assertThat(b.of(45)).hasSize(1);
    }

    @Test
    void aLegThatWouldNotUnderstandTheSoundOfAnotherIsRefused() {
        joined("a", List.of(OPUS, PCMU), List.of(VP8));

        BridgeReply reply =
                sim.perform(
                        new BridgeCommand.AddLeg(
                                BridgeSimulation.CALL,
                                sim.browser("b", Numbers.CHROMIUM).leg,
                                sim.browser("b", Numbers.CHROMIUM)
                                        .offering(List.of(PCMU), List.of(VP8))
                                        .offer()));

        assertThat(reply).isInstanceOf(BridgeReply.Refused.class);
        assertThat(((BridgeReply.Refused) reply).refusal().code())
                .isEqualTo(BridgeRefusal.Code.NO_COMMON_CODEC);
        assertThat(sim.switchboard.legCount()).isEqualTo(1);
    }

    @Test
    void whoHasOnlyPcmuDecidesForWhoComesAfter() {
        SimulatedBrowser a = joined("a", List.of(PCMU), List.of(VP8));
        SimulatedBrowser b = joined("b", List.of(OPUS, PCMU), List.of(VP8));

        assertThat(b.answer(MediaKind.AUDIO).codecs())
                .extracting(Codec::name)
                .containsExactly("PCMU", "opus");
        for (int i = 0; i < 3; i++) {
            b.send(b.protectedRtp(0, b.audioSsrc, 10 + i, 160 * i, 20, "mu-law"));
            sim.advance(20);
        }
        List<Received> heard = a.of(0);
        assertThat(heard).hasSize(3);
        assertThat(heard.get(2).timestamp() - heard.get(0).timestamp()).isEqualTo(320);
    }

    /// The music is Opus and is not transcoded.
    @Test
    void whoTakesNoOpusHearsNothingOnHold() {
        SimulatedBrowser a = joined("a", List.of(PCMU), List.of(VP8));
        sim.perform(new BridgeCommand.SetHold(BridgeSimulation.CALL, a.leg, true));

        sim.advance(200);

        assertThat(a.rtp).isEmpty();
    }

    /// Sound that goes on in a codec of another clock, from the same source.
    @Test
    void aSenderMayChangeItsSoundsCodecInTheMiddle() {
        SimulatedBrowser a = joined("a", List.of(OPUS, PCMU), List.of(VP8));
        SimulatedBrowser b = joined("b", List.of(OPUS, PCMU), List.of(VP8));
        a.sendAudio(1, 48_000, 20, "opus");
        sim.advance(20);
        a.send(a.protectedRtp(0, a.audioSsrc, 2, 8_160, 20, "mu-law"));
        sim.advance(20);
        a.send(a.protectedRtp(0, a.audioSsrc, 3, 8_320, 20, "mu-law"));

        assertThat(b.of(0)).hasSize(2);
        int first = b.audio().getFirst().timestamp();
        assertThat(b.of(0).getFirst().timestamp() - first).isEqualTo(160);
        assertThat(b.of(0).getFirst().sequence() - b.audio().getFirst().sequence()).isEqualTo(1);
        assertThat(b.of(0).get(1).timestamp() - b.of(0).get(0).timestamp()).isEqualTo(160);
    }
}
