package dev.tandem.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.bridge.SimulatedBrowser.Numbers;
import dev.tandem.media.bridge.SimulatedBrowser.Received;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.RtcpView;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeRefusal;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.LegId;

import org.junit.jupiter.api.Test;

import java.util.List;

/// On hold: music spliced into the one stream that the leg has, and nothing of the others.
class HoldTest {
    private static final int VOICE = 30;

    private final BridgeSimulation sim = new BridgeSimulation(47);
    private final SimulatedBrowser customer = sim.joined("customer", Numbers.CHROMIUM);
    private final SimulatedBrowser agent = sim.joined("agent", Numbers.OTHER);

    @Test
    void whoIsHeldHearsMusicFrameByFrame() {
        hold("customer", true);
        sim.advance(1_000);

        List<Received> music = customer.audio();
        assertThat(music).hasSizeBetween(50, 51);
        assertThat(music)
                .allMatch(p -> p.ssrc() == customer.bridgeSsrc(MediaKind.AUDIO))
                .allMatch(p -> p.payloadType() == Numbers.CHROMIUM.opus());
        goesOn(music, 960);
        assertThat(agent.audio()).isEmpty();
    }

    @Test
    void theMusicGoesRound() {
        hold("customer", true);
        sim.advance(20L * BridgeSimulation.MUSIC.size() + 100);

        List<Received> music = customer.audio();
        assertThat(music).hasSizeGreaterThan(BridgeSimulation.MUSIC.size());
        for (int i = 0; i + BridgeSimulation.MUSIC.size() < music.size(); i++) {
            assertThat(music.get(i + BridgeSimulation.MUSIC.size()).payload())
                    .isEqualTo(music.get(i).payload());
        }
        goesOn(music, 960);
    }

    @Test
    void voiceMusicAndVoiceAreOneStreamWithoutAGapOrAJump() {
        speaks(agent, 100, 5);
        hold("customer", true);
        sim.advance(400);
        hold("customer", false);
        speaks(agent, 125, 5);

        List<Received> heard = customer.audio();
        assertThat(heard).hasSizeBetween(30, 31);
        for (int i = 1; i < heard.size(); i++) {
            int ticks = heard.get(i).timestamp() - heard.get(i - 1).timestamp();
            assertThat(heard.get(i).sequence())
                    .isEqualTo((heard.get(i - 1).sequence() + 1) & 0xffff);
            assertThat(ticks).as("ticks before packet %d", i).isBetween(960, 2 * 960);
        }
        assertThat(heard.get(4).payload()).isEqualTo("speech");
        assertThat(heard.get(5).payload()).isNotEqualTo("speech");
        assertThat(heard.getLast().payload()).isEqualTo("speech");
    }

    @Test
    void neitherSideGetsAnythingOfTheOther() {
        speaks(agent, 100, 2);
        agent.sendVideo(1, 3_000, "one");
        customer.sendVideo(1, 3_000, "one");
        int heard = agent.rtp.size();
        hold("customer", true);
        speaks(agent, 102, 10);
        speaks(customer, 102, 10);
        agent.sendVideo(2, 6_000, "two");
        customer.sendVideo(2, 6_000, "two");

        assertThat(agent.rtp).hasSize(heard);
        assertThat(customer.video()).hasSize(1);
        assertThat(customer.audio().stream().filter(p -> p.payload().equals("speech"))).hasSize(2);
        assertThat(sim.drops(DropReason.ON_HOLD)).isEqualTo(22);
    }

    @Test
    void afterTheHoldPicturesBeginWithAWholeOne() {
        agent.sendVideo(1, 3_000, "one");
        sim.advance(1_000);
        hold("customer", true);
        agent.sendVideo(2, 6_000, "two");
        sim.advance(1_000);
        int asked = agent.rtcp(RtcpView.PAYLOAD_FEEDBACK, RtcpView.PLI).size();
        hold("customer", false);
        agent.sendVideo(3, 9_000, "three");

        List<Received> seen = customer.video();
        assertThat(seen).hasSize(2);
        assertThat(seen.get(1).sequence()).isEqualTo(seen.get(0).sequence() + 1);
        assertThat(agent.rtcp(RtcpView.PAYLOAD_FEEDBACK, RtcpView.PLI)).hasSize(asked + 1);
    }

    @Test
    void aReloadOrAnIceRestartFreesNobody() {
        hold("customer", true);
        customer.rejoinAfterReload();
        customer.rtp.clear();
        speaks(agent, 100, 5);
        sim.advance(200);
        assertThat(customer.audio()).isNotEmpty().noneMatch(p -> p.payload().equals("speech"));
        goesOn(customer.audio(), 960);

        customer.restartIce();
        customer.check(true);
        speaks(agent, 105, 5);
        assertThat(customer.audio()).noneMatch(p -> p.payload().equals("speech"));
        speaks(customer, 100, 5);
        assertThat(agent.audio()).isEmpty();
    }

    @Test
    void theOthersTalkOnWithoutTheOneWhoIsHeld() {
        SimulatedBrowser colleague = sim.joined("colleague", Numbers.CHROMIUM);
        hold("customer", true);
        speaks(customer, 100, 2);
        speaks(agent, 100, 3);

        assertThat(colleague.audio()).hasSize(3);
        assertThat(customer.audio()).noneMatch(p -> p.payload().equals("speech"));
        hold("customer", false);
        speaks(agent, 110, 2);
        assertThat(customer.audio().stream().filter(p -> p.payload().equals("speech"))).hasSize(2);
    }

    @Test
    void aLoopThatStoodStillOwesNoMusic() {
        hold("customer", true);
        sim.advance(100);
        int before = customer.audio().size();
        sim.now += 5_000_000_000L;
        sim.advance(10);

        List<Received> music = customer.audio();
        assertThat(music).hasSize(before + 1);
        assertThat(music.getLast().timestamp() - music.get(before - 1).timestamp())
                .as("the pause was a pause")
                .isBetween(5 * 48_000, 6 * 48_000);
    }

    @Test
    void aHoldOnNobodyIsRefused() {
        BridgeReply noLeg =
                sim.perform(
                        new BridgeCommand.SetHold(
                                BridgeSimulation.CALL, new LegId("nobody"), true));
        BridgeReply noCall =
                sim.perform(
                        new BridgeCommand.SetHold(new CallId("none"), new LegId("customer"), true));

        assertThat(((BridgeReply.Refused) noLeg).refusal().code())
                .isEqualTo(BridgeRefusal.Code.UNKNOWN_LEG);
        assertThat(((BridgeReply.Refused) noCall).refusal().code())
                .isEqualTo(BridgeRefusal.Code.UNKNOWN_CALL);
    }

    private void hold(String leg, boolean held) {
        assertThat(
                        sim.perform(
                                new BridgeCommand.SetHold(
                                        BridgeSimulation.CALL, new LegId(leg), held)))
                .isEqualTo(new BridgeReply.Done());
    }

    /// A frame each 20 ms.
    private void speaks(SimulatedBrowser who, int from, int frames) {
        for (int i = from; i < from + frames; i++) {
            who.sendAudio(i, i * 960, VOICE, "speech");
            sim.advance(20);
        }
    }

    private static void goesOn(List<Received> packets, int ticks) {
        for (int i = 1; i < packets.size(); i++) {
            assertThat(packets.get(i).sequence())
                    .isEqualTo((packets.get(i - 1).sequence() + 1) & 0xffff);
            assertThat(packets.get(i).timestamp() - packets.get(i - 1).timestamp())
                    .isEqualTo(ticks);
        }
    }
}
