package dev.tandem.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.bridge.SimulatedBrowser.Numbers;
import dev.tandem.media.bridge.SimulatedBrowser.Received;
import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.RtcpView;
import dev.tandem.media.pipeline.CountedCodec;
import dev.tandem.media.pipeline.OpusLoop;
import dev.tandem.media.pipeline.Tones;
import dev.tandem.media.pipeline.VoiceCodec;
import dev.tandem.signaling.bridge.Audience;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.BridgeRefusal;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.LegSound;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.protocol.LegId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who hears whom: several at once in one stream, one alone as that one is, and nobody who may not.
///
/// Each party says a tone of its own, in real Opus, and what it hears is decoded and looked through
/// for the tones of the others.
class MixingTest {
    private static final int LOUD = 6_000;

    /// Of a tone's loudness, where it is there, and where it is not: the codec leaves some of
    /// everything.
    private static final double THERE = 0.6;

    private static final double ABSENT = 0.1;

    private final CountedCodec codec = new CountedCodec();
    private final BridgeSimulation sim = BridgeSimulation.mixing(53, codec);
    private final List<Talker> talkers = new ArrayList<>();
    private final Talker customer = new Talker("customer", Numbers.CHROMIUM, 400);
    private final Talker agent = new Talker("agent", Numbers.OTHER, 900);

    @AfterEach
    void everythingIsFreed() {
        sim.switchboard.close();
        talkers.forEach(Talker::close);
        assertThat(codec.encoders()).as("encoders").isZero();
        assertThat(codec.decoders()).as("decoders").isZero();
    }

    @Test
    void twoPayNothing() {
        int own = codec.opened();
        talk(50, customer, agent);
        assertThat(codec.opened()).isEqualTo(own);
        assertThat(customer.heardAsSaidBy(agent)).hasSize(50);
        assertThat(agent.heardAsSaidBy(customer)).hasSize(50);
    }

    @Test
    void eachOfThreeHearsTheTwoOthersAndNotItself() {
        Talker colleague = new Talker("colleague", Numbers.CHROMIUM, 1_500);
        talk(60, customer, agent, colleague);
        forget();
        talk(25, customer, agent, colleague);

        customer.hears(agent, colleague);
        agent.hears(customer, colleague);
        colleague.hears(customer, agent);
        assertThat(customer.browser.audio())
                .hasSizeBetween(24, 26)
                .allMatch(p -> p.ssrc() == customer.browser.bridgeSsrc(MediaKind.AUDIO))
                .allMatch(p -> p.payloadType() == Numbers.CHROMIUM.opus())
                .allMatch(p -> p.level() < 40);
    }

    @Test
    void oneMixCostsAnEncoderAndEachVoiceADecoder() {
        Talker supervisor = new Talker("supervisor", Numbers.CHROMIUM, 1_500);
        setAudience(supervisor, new Audience.Only(Set.of()));
        int ownEncoders = codec.encoders();
        int ownDecoders = codec.decoders();
        talk(60, customer, agent, supervisor);

        assertThat(codec.encoders() - ownEncoders).as("for the supervisor").isEqualTo(1);
        assertThat(codec.decoders() - ownDecoders).as("of the two").isEqualTo(2);
    }

    @Test
    void whoMonitorsHearsBothAtOnceAndIsNotThere() {
        Talker supervisor = new Talker("supervisor", Numbers.CHROMIUM, 1_500);
        setAudience(supervisor, new Audience.Only(Set.of()));
        talk(60, customer, agent, supervisor);
        forget();
        talk(25, customer, agent, supervisor);
        supervisor.browser.sendVideo(1, 3_000, "a face");

        supervisor.hears(customer, agent);
        assertThat(agent.heardAsSaidBy(customer)).as("untouched").hasSize(25);
        assertThat(customer.heardAsSaidBy(agent)).as("untouched").hasSize(25);
        assertThat(agent.browser.video()).isEmpty();
        assertThat(customer.browser.video()).isEmpty();
    }

    @Test
    void aWhisperIsForTheAgentAlone() {
        Talker supervisor = new Talker("supervisor", Numbers.CHROMIUM, 1_500);
        setAudience(supervisor, new Audience.Only(Set.of(agent.id())));
        talk(60, customer, agent, supervisor);
        forget();
        talk(25, customer, agent, supervisor);

        agent.hears(customer, supervisor);
        assertThat(customer.heardAsSaidBy(agent)).as("untouched").hasSize(25);
        supervisor.hears(customer, agent);
    }

    @Test
    void fromMonitoringToWhisperingToJoiningIsOneStreamForEverybody() {
        Talker supervisor = new Talker("supervisor", Numbers.CHROMIUM, 1_500);
        setAudience(supervisor, new Audience.Only(Set.of()));
        talk(40, customer, agent, supervisor);
        setAudience(supervisor, new Audience.Only(Set.of(agent.id())));
        talk(40, customer, agent, supervisor);
        setAudience(supervisor, new Audience.Everybody());
        talk(40, customer, agent, supervisor);
        customer.hears(agent, supervisor);
        setAudience(supervisor, new Audience.Only(Set.of()));
        talk(40, customer, agent, supervisor);
        assertThat(agent.heardAsSaidBy(customer)).hasSizeGreaterThan(40);

        for (Talker one : List.of(customer, agent, supervisor)) {
            one.heardOneStream();
        }
    }

    @Test
    void whereASecondBeginsToSpeakTheStreamGoesOn() {
        Talker colleague = new Talker("colleague", Numbers.CHROMIUM, 1_500);
        talk(20, customer);
        assertThat(agent.heardAsSaidBy(customer)).as("one alone, as it is").hasSize(20);
        talk(30, customer, colleague);
        agent.hears(customer, colleague);
        talk(80, customer);
        assertThat(agent.browser.audio().getLast().payload()).isEqualTo(customer.last);

        agent.heardOneStream();
        List<Received> all = agent.browser.audio();
        assertThat(all).filteredOn(Received::marker).as("where a run begins").hasSize(3);
    }

    @Test
    void whoIsMutedOrOnHoldIsNotInTheMix() {
        Talker colleague = new Talker("colleague", Numbers.CHROMIUM, 1_500);
        talk(40, customer, agent, colleague);
        perform(
                new BridgeCommand.SetSending(
                        BridgeSimulation.CALL,
                        colleague.id(),
                        false,
                        true,
                        false,
                        Optional.empty()));
        forget();
        talk(25, customer, agent, colleague);
        assertThat(agent.heardAsSaidBy(customer)).hasSizeGreaterThan(20);
        colleague.hears(customer, agent);

        perform(
                new BridgeCommand.SetSending(
                        BridgeSimulation.CALL,
                        colleague.id(),
                        true,
                        true,
                        false,
                        Optional.empty()));
        perform(new BridgeCommand.SetHold(BridgeSimulation.CALL, customer.id(), true));
        talk(60, customer, agent, colleague);
        forget();
        talk(25, customer, agent, colleague);
        assertThat(agent.heardAsSaidBy(colleague)).hasSize(25);
        assertThat(customer.heardAsSaidBy(agent)).isEmpty();
        assertThat(customer.browser.audio()).as("music").isNotEmpty();

        perform(new BridgeCommand.SetHold(BridgeSimulation.CALL, customer.id(), false));
        talk(60, customer, agent, colleague);
        forget();
        talk(25, customer, agent, colleague);
        customer.hears(agent, colleague);
        agent.hears(customer, colleague);
    }

    /// A call of three that is silent costs its reports, and no look every 20 ms.
    @Test
    void whileNobodySpeaksTheMixWaitsForNothing() {
        Talker colleague = new Talker("colleague", Numbers.CHROMIUM, 1_500);
        talk(60, customer, agent, colleague);
        sim.advance(1_200);

        int atRest = 0;
        for (int i = 0; i < 50; i++) {
            sim.advance(20);
            atRest += sim.switchboard.nextDeadline() - sim.now > OpusLoop.FRAME_NANOS ? 1 : 0;
        }
        assertThat(atRest).isGreaterThan(40);

        forget();
        talk(25, customer, agent, colleague);
        customer.hears(agent, colleague);
        agent.hears(customer, colleague);
    }

    @Test
    void whoLeavesInTheMiddleOfAWordTakesTheMixAlong() {
        Talker colleague = new Talker("colleague", Numbers.CHROMIUM, 1_500);
        int own = codec.encoders() + codec.decoders();
        talk(40, customer, agent, colleague);
        assertThat(codec.encoders() + codec.decoders() - own).isEqualTo(6);
        perform(new BridgeCommand.RemoveLeg(BridgeSimulation.CALL, colleague.id()));
        assertThat(codec.encoders() + codec.decoders() - own).isZero();

        forget();
        talk(25, customer, agent);
        assertThat(agent.heardAsSaidBy(customer)).hasSize(25);
        agent.heardOneStream();
        customer.heardOneStream();
    }

    @Test
    void ofFourOneLeavesAndTheOthersGoOn() {
        Talker colleague = new Talker("colleague", Numbers.CHROMIUM, 1_500);
        Talker expert = new Talker("expert", Numbers.OTHER, 2_300);
        talk(60, customer, agent, colleague, expert);
        customer.hears(agent, colleague, expert);
        perform(new BridgeCommand.RemoveLeg(BridgeSimulation.CALL, expert.id()));
        forget();
        talk(25, customer, agent, colleague);
        customer.hears(agent, colleague);
        customer.heardOneStream();
    }

    /// As many as a call may have, all at once.
    @Test
    void eachOfEightHearsTheSevenOthersAndANinthIsNotLetIn() {
        List<Talker> eight = new ArrayList<>(List.of(customer, agent));
        for (int hertz : new int[] {600, 1_200, 1_500, 1_900, 2_300, 2_800}) {
            eight.add(new Talker("colleague-" + hertz, Numbers.CHROMIUM, hertz));
        }
        assertThat(eight).hasSize(BridgeLimits.DEFAULT_MAX_LEGS);
        eight.forEach(talker -> talker.loud = LOUD / 2);
        int own = codec.encoders() + codec.decoders();
        Talker[] all = eight.toArray(Talker[]::new);
        talk(60, all);
        forget();
        talk(25, all);
        for (Talker one : eight) {
            one.hears(eight.stream().filter(other -> other != one).toArray(Talker[]::new));
            one.heardOneStream();
        }
        assertThat(codec.encoders() + codec.decoders() - own)
                .as("one of each a head")
                .isEqualTo(16);

        agent.browser.sendVideo(1, 3_000, "a face");
        assertThat(eight).filteredOn(one -> one.browser.video().size() == 1).hasSize(7);

        LegId ninth = new LegId("ninth");
        BridgeReply reply =
                sim.perform(
                        new BridgeCommand.AddLeg(
                                BridgeSimulation.CALL,
                                ninth,
                                sim.browser("ninth", Numbers.CHROMIUM).offer()));
        assertThat(reply)
                .isInstanceOfSatisfying(
                        BridgeReply.Refused.class,
                        refused ->
                                assertThat(refused.refusal().code())
                                        .isEqualTo(BridgeRefusal.Code.TOO_MANY_LEGS));
    }

    @Test
    void anAudienceOutlivesReloadAndIceRestart() {
        Talker supervisor = new Talker("supervisor", Numbers.CHROMIUM, 1_500);
        setAudience(supervisor, new Audience.Only(Set.of()));
        supervisor.browser.rejoinAfterReload();
        talk(60, customer, agent, supervisor);
        supervisor.browser.restartIce();
        supervisor.browser.check(true);
        forget();
        talk(25, customer, agent, supervisor);

        assertThat(agent.heardAsSaidBy(customer)).hasSize(25);
        assertThat(customer.heardAsSaidBy(agent)).hasSize(25);
        supervisor.hears(customer, agent);
    }

    @Test
    void aWhisperIsNotRecorded() {
        Talker supervisor = new Talker("supervisor", Numbers.CHROMIUM, 1_500);
        setAudience(supervisor, new Audience.Only(Set.of(agent.id())));
        perform(new BridgeCommand.SetRecording(BridgeSimulation.CALL, true));
        talk(5, customer, agent, supervisor);
        assertThat(sim.tap.heard)
                .anyMatch(kept -> kept.startsWith("customer "))
                .anyMatch(kept -> kept.startsWith("agent "))
                .noneMatch(kept -> kept.startsWith("supervisor "));

        setAudience(supervisor, new Audience.Everybody());
        talk(5, customer, agent, supervisor);
        assertThat(sim.tap.heard).anyMatch(kept -> kept.startsWith("supervisor "));
    }

    @Test
    void whoHearsAMixIsToldItsTimeAndTellsTheWay() {
        Talker colleague = new Talker("colleague", Numbers.CHROMIUM, 1_500);
        talk(60, customer, agent, colleague);
        forget();
        byte[] report = new byte[0];
        for (int second = 0; second < 8; second++) {
            agent.browser.rtcp.clear();
            while (agent.browser.rtcp(RtcpView.SENDER_REPORT, -1).isEmpty()) {
                talk(1, customer, agent, colleague);
            }
            report = agent.browser.rtcp(RtcpView.SENDER_REPORT, -1).getLast();
            sim.now += 30_000_000; // there and back
            agent.browser.receiverReport(0, 0, Bytes.i32(report, 10), 0);
        }

        List<LegSound> heard =
                sim.events.stream()
                        .filter(BridgeEvent.LegHeard.class::isInstance)
                        .map(e -> ((BridgeEvent.LegHeard) e).sound())
                        .filter(sound -> sound.leg().equals(agent.id()))
                        .toList();
        assertThat(heard).isNotEmpty();
        assertThat(heard.getLast().roundTripMillis()).isBetween(29.0, 51.0);
        int ticks = agent.browser.audio().getLast().timestamp() - Bytes.i32(report, 16);
        assertThat(ticks).as("between the report and the last frame").isBetween(-960, 2 * 960);
    }

    @Test
    void aVoiceWithoutAPictureLeavesThePictureWhereItIs() {
        Talker colleague = new Talker("colleague", Numbers.CHROMIUM, 1_500);
        for (int i = 1; i <= 60; i++) {
            customer.browser.sendVideo(i, i * 3_000, "customer's face");
            talk(1, colleague);
        }
        assertThat(agent.browser.video()).hasSize(60);
    }

    private void setAudience(Talker who, Audience audience) {
        perform(new BridgeCommand.SetAudience(BridgeSimulation.CALL, who.id(), audience));
    }

    private void perform(BridgeCommand command) {
        assertThat(sim.perform(command)).isEqualTo(new BridgeReply.Done());
    }

    /// A frame each 20 ms from each of them.
    private void talk(int frames, Talker... who) {
        for (int i = 0; i < frames; i++) {
            for (Talker talker : who) {
                talker.say();
            }
            sim.advance(20);
        }
    }

    private void forget() {
        talkers.forEach(t -> t.browser.forget());
        talkers.forEach(t -> t.said.clear());
    }

    /// A browser that says a tone and knows what it hears.
    private final class Talker implements AutoCloseable {
        final SimulatedBrowser browser;
        final int hertz;
        final List<String> said = new ArrayList<>();
        int loud = LOUD;
        String last = "";
        private final VoiceCodec.Encoder encoder = codec.encoder();
        private final byte[] packet = new byte[1_200];
        private int number;

        Talker(String leg, Numbers numbers, int hertz) {
            browser = sim.joined(leg, numbers);
            this.hertz = hertz;
            talkers.add(this);
        }

        LegId id() {
            return browser.leg;
        }

        void say() {
            int length = encoder.encode(Tones.frame(number, hertz, loud), packet);
            last = new String(packet, 0, length, StandardCharsets.ISO_8859_1);
            said.add(last);
            browser.sendAudio(number, number * 960, 20, last);
            number++;
        }

        /// What it got bit for bit.
        List<String> heardAsSaidBy(Talker other) {
            return browser.audio().stream()
                    .map(Received::payload)
                    .filter(other.said::contains)
                    .toList();
        }

        /// In the last half second: these, and no one else's tone.
        void hears(Talker... others) {
            List<Received> heard = browser.audio();
            short[] samples = new short[0];
            try (VoiceCodec.Decoder decoder = codec.decoder()) {
                short[] some = new short[VoiceCodec.MAX_PACKET_SAMPLES];
                for (Received packet : heard) {
                    byte[] bytes = packet.payload().getBytes(StandardCharsets.ISO_8859_1);
                    int count = decoder.decode(bytes, bytes.length, some, 0);
                    assertThat(count).isEqualTo(VoiceCodec.FRAME_SAMPLES);
                    int before = samples.length;
                    samples = Arrays.copyOf(samples, before + count);
                    System.arraycopy(some, 0, samples, before, count);
                }
            }
            int half = Math.min(samples.length, 24_000);
            short[] latest = Arrays.copyOfRange(samples, samples.length - half, samples.length);
            for (Talker talker : talkers) {
                boolean expected = List.of(others).contains(talker);
                assertThat(Tones.amplitude(latest, talker.hertz))
                        .as("%s's tone at %s", talker.id(), id())
                        .satisfies(a -> {
                            if (expected) {
                                assertThat(a).isGreaterThan(talker.loud * THERE);
                            } else {
                                assertThat(a).isLessThan(talker.loud * ABSENT);
                            }
                        });
            }
        }

        /// Sequence numbers one by one, and timestamps that never go back or stand still.
        void heardOneStream() {
            List<Received> heard = browser.audio();
            assertThat(heard).isNotEmpty();
            for (int i = 1; i < heard.size(); i++) {
                assertThat(heard.get(i).sequence())
                        .as("packet %d", i)
                        .isEqualTo((heard.get(i - 1).sequence() + 1) & 0xffff);
                assertThat(heard.get(i).timestamp() - heard.get(i - 1).timestamp())
                        .as("ticks before packet %d", i)
                        .isBetween(960, 4 * 960);
            }
        }

        @Override
        public void close() {
            encoder.close();
        }
    }
}
