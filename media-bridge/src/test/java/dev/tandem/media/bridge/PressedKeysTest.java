package dev.tandem.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.bridge.SimulatedBrowser.Numbers;
import dev.tandem.media.bridge.SimulatedBrowser.Received;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.KeyResult;
import dev.tandem.media.packet.PacketBuffer;
import dev.tandem.media.pipeline.CountedCodec;
import dev.tandem.media.pipeline.TelephoneEvents;
import dev.tandem.signaling.bridge.Audience;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.BridgeRefusal;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.MediaKind;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Keys pressed in a call: who gets them, as what, and what is never made of them.
class PressedKeysTest {
    private static final int A_KEYS = 110;
    private static final int A_KEYS_8 = 126;
    private static final int B_KEYS = 101;

    private final BridgeSimulation sim = new BridgeSimulation(29);
    private int sequence = 1;
    private int timestamp = 960;

    private SimulatedBrowser a() {
        return joined(sim, "a", Numbers.CHROMIUM, A_KEYS, A_KEYS_8);
    }

    private SimulatedBrowser b() {
        return joined(sim, "b", Numbers.OTHER, B_KEYS, 100);
    }

    private static SimulatedBrowser joined(
            BridgeSimulation sim, String leg, Numbers numbers, int keys, int keys8) {
        SimulatedBrowser browser =
                sim.browser(leg, numbers)
                        .offering(
                                List.of(
                                        SimulatedBrowser.sound(numbers.opus(), "opus", 48_000, 2),
                                        SimulatedBrowser.sound(0, "PCMU", 8_000, 1),
                                        SimulatedBrowser.sound(keys, "telephone-event", 48_000, 1),
                                        SimulatedBrowser.sound(keys8, "telephone-event", 8_000, 1)),
                                List.of(
                                        SimulatedBrowser.picture(
                                                numbers.vp8(), "VP8", "", numbers.rtx())));
        browser.join();
        browser.connect();
        return browser;
    }

    private void speaks(SimulatedBrowser who, int frames) {
        for (int i = 0; i < frames; i++) {
            who.sendAudio(sequence++, timestamp, 20, "sound");
            timestamp += 960;
            sim.advance(20);
        }
    }

    /// As a browser presses for 100 ms.
    private void presses(SimulatedBrowser who, int type, int event) {
        for (int i = 1; i <= 7; i++) {
            int duration = Math.min(i, 5) * 960;
            String payload =
                    new String(
                            new char[] {
                                (char) event,
                                (char) (i >= 5 ? 0x8a : 0x0a),
                                (char) (duration >> 8),
                                (char) (duration & 0xff)
                            });
            byte[] plain = who.plainRtp(type, who.audioSsrc, sequence++, timestamp, -1, payload);
            if (i == 1) {
                plain[1] |= (byte) 0x80;
            }
            who.send(who.protect(new PacketBuffer(), plain, false));
            sim.advance(20);
        }
        timestamp += 7 * 960;
    }

    private List<String> told() {
        return sim.events.stream()
                .filter(e -> e instanceof BridgeEvent.KeyPressed)
                .map(e -> ((BridgeEvent.KeyPressed) e).key())
                .toList();
    }

    private void perform(BridgeCommand command) {
        assertThat(sim.perform(command)).isEqualTo(new BridgeReply.Done());
    }

    @Test
    void theAnswerTakesKeysForEachClockOfItsSoundAfterTheSound() {
        assertThat(a().answer(MediaKind.AUDIO).codecs().stream().map(Codec::payloadType))
                .containsExactly(111, 0, A_KEYS, A_KEYS_8);
    }

    @Test
    void keysWithoutSoundAreNoSound() {
        SimulatedBrowser only =
                sim.browser("a", Numbers.CHROMIUM)
                        .offering(
                                List.of(
                                        SimulatedBrowser.sound(
                                                A_KEYS, "telephone-event", 48_000, 1)),
                                List.of(SimulatedBrowser.picture(96, "VP8", "", 97)));
        assertThat(
                        sim.perform(
                                new BridgeCommand.AddLeg(
                                        BridgeSimulation.CALL, only.leg, only.offer())))
                .isInstanceOfSatisfying(
                        BridgeReply.Refused.class,
                        no ->
                                assertThat(no.refusal().code())
                                        .isEqualTo(BridgeRefusal.Code.NO_COMMON_CODEC));
    }

    @Test
    void keysOfAClockThatNoSoundHasAreNotTaken() {
        SimulatedBrowser browser =
                sim.browser("a", Numbers.CHROMIUM)
                        .offering(
                                List.of(
                                        SimulatedBrowser.sound(111, "opus", 48_000, 2),
                                        SimulatedBrowser.sound(
                                                A_KEYS_8, "telephone-event", 8_000, 1)),
                                List.of(SimulatedBrowser.picture(96, "VP8", "", 97)));
        browser.join();
        assertThat(browser.answer(MediaKind.AUDIO).codecs()).hasSize(1);
    }

    @Test
    void aKeyReachesTheOtherSideUnderItsOwnTypeAndIsToldOnce() {
        SimulatedBrowser a = a();
        SimulatedBrowser b = b();
        speaks(a, 3);
        presses(a, A_KEYS, 4);
        speaks(a, 3);
        presses(a, A_KEYS, 11);

        assertThat(told()).containsExactly("4", "#");
        List<Received> pressed = b.of(B_KEYS);
        assertThat(pressed).hasSize(14).allMatch(p -> p.ssrc() == b.bridgeSsrc(MediaKind.AUDIO));
        assertThat(pressed.getFirst().marker()).isTrue();
        assertThat(pressed.subList(1, 7)).noneMatch(Received::marker);
        assertThat(pressed.stream().limit(7).map(Received::timestamp).distinct()).hasSize(1);
        assertThat(pressed.getFirst().payload().charAt(0)).isEqualTo((char) 4);
        assertThat(sequences(b)).as("one stream without a gap").hasSize(20);
        assertThat(sim.counters.keys(KeyResult.HEARD)).isEqualTo(2);
        assertThat(b.audio()).hasSize(6);
        int before = b.audio().get(2).timestamp();
        assertThat(pressed.getFirst().timestamp() - before).isEqualTo(960);
        assertThat(b.audio().get(3).timestamp() - before).isEqualTo(8 * 960);
    }

    private static List<Integer> sequences(SimulatedBrowser who) {
        List<Integer> all = who.rtp.stream().map(Received::sequence).toList();
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i)).isEqualTo((all.get(i - 1) + 1) & 0xffff);
        }
        return all;
    }

    /// An old telephone's clock in the stream of Opus, as some browsers choose the first type there
    /// is.
    @Test
    void aKeyUnderAnotherClocksTypeBelongsToTheSameSound() {
        SimulatedBrowser a = a();
        SimulatedBrowser b = b();
        speaks(a, 3);
        presses(a, A_KEYS_8, 7);
        speaks(a, 3);
        assertThat(told()).containsExactly("7");
        assertThat(b.of(100)).hasSize(7);
        assertThat(sequences(b)).hasSize(13);
    }

    @Test
    void whoIsMutedPressesKeysAndIsNotHeard() {
        SimulatedBrowser a = a();
        SimulatedBrowser b = b();
        speaks(a, 3);
        perform(sending(a, false, true));
        speaks(a, 3);
        presses(a, A_KEYS, 5);
        speaks(a, 3);
        presses(a, A_KEYS, 6);
        assertThat(told()).containsExactly("5", "6");
        assertThat(b.audio()).hasSize(3);
        assertThat(b.of(B_KEYS)).hasSize(14);
        assertThat(sequences(b)).hasSize(17);
    }

    @Test
    void beforeTheCallNobodyPressesAnything() {
        SimulatedBrowser a = a();
        SimulatedBrowser b = b();
        perform(sending(a, false, false));
        presses(a, A_KEYS, 5);
        assertThat(told()).isEmpty();
        assertThat(b.rtp).isEmpty();
        assertThat(sim.drops(DropReason.MUTED)).isEqualTo(7);
    }

    /// From a server that knows no keys.
    @Test
    void whereNothingIsSaidOfKeysTheyGoWithTheSound() {
        SimulatedBrowser a = a();
        perform(
                new BridgeCommand.SetSending(
                        BridgeSimulation.CALL, a.leg, false, false, false, Optional.empty()));
        presses(a, A_KEYS, 5);
        assertThat(told()).isEmpty();
    }

    private static BridgeCommand sending(SimulatedBrowser who, boolean audio, boolean keys) {
        return new BridgeCommand.SetSending(
                BridgeSimulation.CALL, who.leg, audio, false, false, Optional.of(keys));
    }

    @Test
    void onHoldNobodyPressesAnythingAndNobodyHearsIt() {
        SimulatedBrowser a = a();
        SimulatedBrowser b = b();
        perform(new BridgeCommand.SetHold(BridgeSimulation.CALL, a.leg, true));
        presses(a, A_KEYS, 1);
        assertThat(told()).isEmpty();
        assertThat(b.of(B_KEYS)).isEmpty();

        presses(b, B_KEYS, 2);
        assertThat(a.of(A_KEYS)).isEmpty();
        assertThat(sim.drops(DropReason.ON_HOLD)).isEqualTo(14);
    }

    @Test
    void aWhispererPressesForTheAgentAlone() {
        SimulatedBrowser a = a();
        SimulatedBrowser b = b();
        perform(
                new BridgeCommand.SetAudience(
                        BridgeSimulation.CALL, a.leg, new Audience.Only(Set.of())));
        presses(a, A_KEYS, 3);
        assertThat(b.rtp).isEmpty();
        assertThat(sim.drops(DropReason.NOT_IN_AUDIENCE)).isEqualTo(7);
    }

    @Test
    void whoHasNotNegotiatedThemGetsNoneAndTheSoundGoesOn() {
        SimulatedBrowser a = a();
        SimulatedBrowser deaf = sim.joined("b", Numbers.OTHER);
        speaks(a, 2);
        presses(a, A_KEYS, 8);
        speaks(a, 2);
        assertThat(told()).containsExactly("8");
        assertThat(sequences(deaf)).as("without a gap").hasSize(4);
        assertThat(deaf.audio()).hasSize(4);
        assertThat(sim.drops(DropReason.NO_COMMON_CODEC)).isEqualTo(7);
    }

    @Test
    void nothingOfAKeyIsRecorded() {
        SimulatedBrowser a = a();
        b();
        perform(new BridgeCommand.SetRecording(BridgeSimulation.CALL, true));
        speaks(a, 1);
        presses(a, A_KEYS, 9);
        speaks(a, 1);
        assertThat(sim.tap.heard).containsExactly("begin", "a opus sound", "a opus sound");
    }

    @Test
    void aFloodOfKeysIsDroppedAndCounted() {
        SimulatedBrowser a = a();
        SimulatedBrowser b = b();
        for (int i = 0; i < 40; i++) {
            byte[] plain =
                    a.plainRtp(
                            A_KEYS,
                            a.audioSsrc,
                            sequence++,
                            timestamp,
                            -1,
                            "\u0001\u0008\u0003\u00c0");
            a.send(a.protect(new PacketBuffer(), plain, false));
            timestamp += 960;
        }
        assertThat(told()).hasSize(TelephoneEvents.MAX_PRESSES_PER_SECOND);
        assertThat(b.of(B_KEYS)).hasSize(TelephoneEvents.MAX_PRESSES_PER_SECOND);
        assertThat(sequences(b)).as("without a gap").isNotEmpty();
        assertThat(sim.counters.keys(KeyResult.TOO_MANY)).isEqualTo(25);
        assertThat(sim.drops(DropReason.TOO_MANY_KEYS)).isEqualTo(25);
    }

    @Test
    void whatIsNoKeyIsNotSentOn() {
        SimulatedBrowser a = a();
        SimulatedBrowser b = b();
        presses(a, A_KEYS, 16);
        assertThat(told()).isEmpty();
        assertThat(b.rtp).isEmpty();
        assertThat(sim.counters.keys(KeyResult.UNKNOWN)).isEqualTo(1);
    }

    @Test
    void keysAloneDoNotCountAsSound() {
        SimulatedBrowser a = a();
        b();
        presses(a, A_KEYS, 1);
        assertThat(sim.events).noneMatch(e -> e instanceof BridgeEvent.MediaStarted);
    }

    @Test
    void aReportDoesNotSayWhichKeyItWas() {
        SimulatedBrowser a = a();
        presses(a, A_KEYS, 9);
        assertThat(sim.events.getLast().toString()).contains("KeyPressed").doesNotContain("9");
    }

    /// Who hears several hears a sum in which nobody's packets stand; who hears one hears that
    /// one's keys.
    @Test
    void inAMixNobodyHearsAKeyAndAllAreTold() {
        CountedCodec codec = new CountedCodec();
        BridgeSimulation mixing = BridgeSimulation.mixing(5, codec);
        List<SimulatedBrowser> three = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            three.add(joined(mixing, "leg" + i, Numbers.CHROMIUM, A_KEYS, A_KEYS_8));
        }
        SimulatedBrowser speaker = three.getFirst();
        SimulatedBrowser other = three.get(1);
        SimulatedBrowser hearsBoth = three.get(2);
        for (int i = 0; i < 20; i++) {
            speaker.sendAudio(i, i * 960, 20, "sound");
            other.sendAudio(i, i * 960, 20, "sound");
            mixing.advance(20);
        }
        byte[] plain =
                speaker.plainRtp(
                        A_KEYS, speaker.audioSsrc, 20, 20 * 960, -1, "\u0002\u0008\u0003\u00c0");
        speaker.send(speaker.protect(new PacketBuffer(), plain, false));

        assertThat(other.of(A_KEYS)).as("hears nobody else").hasSize(1);
        assertThat(hearsBoth.of(A_KEYS)).isEmpty();
        assertThat(mixing.drops(DropReason.MIXED)).isPositive();
        assertThat(mixing.events)
                .contains(new BridgeEvent.KeyPressed(BridgeSimulation.CALL, speaker.leg, "2"));
        mixing.switchboard.close();
    }
}
