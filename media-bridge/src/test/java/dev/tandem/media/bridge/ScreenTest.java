package dev.tandem.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.bridge.SimulatedBrowser.Numbers;
import dev.tandem.media.bridge.SimulatedBrowser.Received;
import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.RtcpView;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.MediaAnswer;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.protocol.LegId;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/// A screen beside the camera: two streams of pictures of one leg, under the same payload types.
class ScreenTest {
    private static final String KEYFRAME = "\u0010\u0000\u0000\u0000";
    private static final String DELTA = "\u0010\u0001";

    private final BridgeSimulation sim = new BridgeSimulation(11);

    private SimulatedBrowser joined(String leg, Numbers numbers) {
        SimulatedBrowser browser = sim.browser(leg, numbers).withScreen();
        browser.join();
        browser.connect();
        return browser;
    }

    private static void show(SimulatedBrowser from, int begin, int packets) {
        for (int i = begin; i < begin + packets; i++) {
            from.sendVideo(i, i * 3_000, DELTA + "camera " + i);
            from.sendScreen(7_000 + i, 900_000 + i * 9_000, DELTA + "screen " + i);
        }
    }

    private static List<String> payloads(List<Received> received) {
        return received.stream().map(r -> r.payload().substring(2)).toList();
    }

    private void allow(SimulatedBrowser browser, boolean video, boolean screen) {
        assertThat(
                        sim.perform(
                                new BridgeCommand.SetSending(
                                        BridgeSimulation.CALL,
                                        browser.leg,
                                        true,
                                        video,
                                        screen,
                                        Optional.empty())))
                .isEqualTo(new BridgeReply.Done());
    }

    @Test
    void cameraAndScreenArriveAsTwoStreamsOfTheirOwn() {
        SimulatedBrowser a = joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = joined("b", Numbers.OTHER);
        assertThat(b.answer().media()).extracting(MediaAnswer::isRefused).containsOnly(false);

        show(a, 100, 3);

        assertThat(payloads(b.camera())).containsExactly("camera 100", "camera 101", "camera 102");
        assertThat(payloads(b.screen())).containsExactly("screen 100", "screen 101", "screen 102");
        assertThat(b.screen()).extracting(Received::payloadType).containsOnly(Numbers.OTHER.vp8());
        assertThat(b.screen().get(2).timestamp() - b.screen().get(0).timestamp()).isEqualTo(18_000);
        assertThat(sim.events)
                .contains(
                        new BridgeEvent.MediaStarted(
                                BridgeSimulation.CALL, a.leg, MediaKind.SCREEN));
    }

    @Test
    void aBrowserThatAnnouncesNoSourceIsKnownByTheSectionsName() {
        SimulatedBrowser a = sim.browser("a", Numbers.CHROMIUM).withScreen();
        a.namesSection = true;
        a.join();
        a.connect();
        SimulatedBrowser b = joined("b", Numbers.OTHER);

        show(a, 1, 2);

        assertThat(payloads(b.camera())).containsExactly("camera 1", "camera 2");
        assertThat(payloads(b.screen())).containsExactly("screen 1", "screen 2");
    }

    @Test
    void whoHasNoSecondSectionGoesOnWithoutTheScreen() {
        SimulatedBrowser a = joined("a", Numbers.CHROMIUM);
        SimulatedBrowser old = sim.joined("old", Numbers.OTHER);
        assertThat(old.answer().media()).hasSize(2);

        show(a, 1, 2);
        old.sendVideo(1, 3_000, DELTA + "of old");

        assertThat(payloads(old.video())).containsExactly("camera 1", "camera 2");
        assertThat(payloads(a.camera())).containsExactly("of old");
        assertThat(sim.drops(DropReason.NO_RECEIVER)).isEqualTo(2);
    }

    @Test
    void theScreenIsTakenAwayWithoutTheCameraAndComesBackWithoutAGap() {
        SimulatedBrowser a = joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = joined("b", Numbers.OTHER);
        show(a, 1, 2);
        allow(a, true, false);
        show(a, 3, 2);
        allow(a, true, true);
        show(a, 5, 2);

        assertThat(payloads(b.camera())).hasSize(6);
        assertThat(payloads(b.screen()))
                .containsExactly("screen 1", "screen 2", "screen 5", "screen 6");
        int first = b.screen().getFirst().sequence();
        assertThat(b.screen())
                .extracting(r -> r.sequence() - first & 0xffff)
                .containsExactly(0, 1, 2, 3);
        assertThat(sim.drops(DropReason.MUTED)).isEqualTo(2);
    }

    @Test
    void whoMissesTheScreensPicturesAsksForThoseAndGetsThem() {
        SimulatedBrowser a = joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = joined("b", Numbers.OTHER);
        show(a, 1, 3);
        sim.advance(1_000);
        a.forget();

        b.pictureLossOf(MediaKind.SCREEN);
        b.nackOf(MediaKind.SCREEN, b.screen().get(1).sequence());
        sim.advance(50);

        List<byte[]> asked = a.rtcp(RtcpView.PAYLOAD_FEEDBACK, RtcpView.PLI);
        assertThat(asked).hasSize(1);
        assertThat(Bytes.i32(asked.getFirst(), 8)).isEqualTo(a.screenSsrc);
        assertThat(b.retransmissions()).hasSize(1);
        assertThat(b.retransmissions().getFirst().ssrc())
                .isEqualTo((int) b.answer(MediaKind.SCREEN).rtxSsrc().orElseThrow());
        assertThat(b.retransmissions().getFirst().payload()).endsWith("screen 2");
    }

    @Test
    void aGapInTheScreenIsAskedForOfItsOwnSender() {
        SimulatedBrowser a = joined("a", Numbers.CHROMIUM);
        joined("b", Numbers.OTHER);
        a.sendScreen(1, 0, KEYFRAME);
        a.sendScreen(3, 9_000, DELTA);
        sim.advance(30);

        List<byte[]> nacks = a.rtcp(RtcpView.TRANSPORT_FEEDBACK, RtcpView.NACK);
        assertThat(nacks).isNotEmpty();
        assertThat(Bytes.i32(nacks.getFirst(), 8)).isEqualTo(a.screenSsrc);
        assertThat(Bytes.u16(nacks.getFirst(), 12)).isEqualTo(2);
    }

    @Test
    void reportsSpeakOfAllThreeStreams() {
        SimulatedBrowser a = joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = joined("b", Numbers.OTHER);
        a.sendAudio(1, 960, 20, "sound");
        show(a, 1, 2);
        a.senderReport(a.screenSsrc, 0x1234_0000_0000L, 900_000);
        sim.advance(1_100);

        List<byte[]> received = a.rtcp(RtcpView.RECEIVER_REPORT, 3);
        assertThat(received).hasSize(1);
        assertThat(
                        List.of(
                                Bytes.i32(received.getFirst(), 8),
                                Bytes.i32(received.getFirst(), 32),
                                Bytes.i32(received.getFirst(), 56)))
                .containsExactlyInAnyOrder(a.audioSsrc, a.videoSsrc, a.screenSsrc);
        assertThat(b.rtcp(RtcpView.SENDER_REPORT, -1))
                .anyMatch(r -> Bytes.i32(r, 4) == b.bridgeSsrc(MediaKind.SCREEN));
    }

    @Test
    void ofTwoScreensAmongThreeTheFirstIsSeenUntilItIsTakenAway() {
        SimulatedBrowser a = joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = joined("b", Numbers.OTHER);
        SimulatedBrowser c = joined("c", Numbers.CHROMIUM);

        a.sendScreen(1, 0, KEYFRAME + "of a");
        b.sendScreen(1, 0, KEYFRAME + "of b");
        assertThat(c.screen()).extracting(Received::payload).containsExactly(KEYFRAME + "of a");
        assertThat(b.screen()).hasSize(1);
        assertThat(a.screen()).as("sees the other's, not its own").hasSize(1);

        allow(a, true, false);
        b.sendScreen(2, 9_000, KEYFRAME + "of b");
        assertThat(c.screen().getLast().payload()).isEqualTo(KEYFRAME + "of b");
        assertThat(c.screen()).hasSize(2);
    }

    @Test
    void aScreenIsSeenByWhoMayAndByNobodyOnHold() {
        SimulatedBrowser a = joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = joined("b", Numbers.OTHER);
        hold(b.leg, true);
        show(a, 1, 1);
        assertThat(b.screen()).isEmpty();
        hold(b.leg, false);
        show(a, 2, 1);
        assertThat(payloads(b.screen())).containsExactly("screen 2");
    }

    private void hold(LegId leg, boolean held) {
        assertThat(sim.perform(new BridgeCommand.SetHold(BridgeSimulation.CALL, leg, held)))
                .isEqualTo(new BridgeReply.Done());
    }

    @Test
    void aScreenIsNotTakenForTheCameraByTheRecorder() {
        SimulatedBrowser a = joined("a", Numbers.CHROMIUM);
        joined("b", Numbers.OTHER);
        sim.perform(new BridgeCommand.SetRecording(BridgeSimulation.CALL, true));
        show(a, 1, 3);
        assertThat(sim.tap.heard.stream().filter(p -> p.contains("screen")))
                .hasSize(3)
                .allMatch(p -> p.startsWith("a screen VP8 "));
        assertThat(sim.tap.heard.stream().filter(p -> p.startsWith("a VP8 "))).hasSize(3);
    }
}
