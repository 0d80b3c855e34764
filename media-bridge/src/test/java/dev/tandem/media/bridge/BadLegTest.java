package dev.tandem.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.bridge.SimulatedBrowser.Numbers;
import dev.tandem.media.bridge.SimulatedBrowser.Received;
import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.RtcpView;
import dev.tandem.media.pipeline.PictureGate;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

/// Three in a call, of whom one has a bad link: nobody else's picture suffers, and that one's sound
/// does not either.
class BadLegTest {
    private static final long SEED = Long.getLong("bad-leg.seed", 20_261_126);
    private static final int FULL_BITS = 1_200_000;
    private static final int PACKET_BYTES = 1_000;

    /// 50 times a second, this is 120 kbit/s.
    private static final int SCREEN_BYTES = 250;

    private final BridgeSimulation sim = new BridgeSimulation(SEED);
    private final Random dice = new Random(SEED);
    private final SimulatedBrowser speaker = joined("speaker", Numbers.CHROMIUM);
    private final SimulatedBrowser good = joined("good", Numbers.OTHER);
    private final SimulatedBrowser bad = joined("bad", Numbers.CHROMIUM);

    private SimulatedBrowser joined(String leg, Numbers numbers) {
        SimulatedBrowser browser = sim.browser(leg, numbers).withScreen();
        browser.join();
        browser.connect();
        return browser;
    }

    private int step;
    private int screenPackets;
    private int seenOfScreen;
    private int videoSequence;
    private double owedBytes;
    private long toldBits = Long.MAX_VALUE;
    private long lowestTold = Long.MAX_VALUE;
    private final Link goodLink = new Link(5_000_000);
    private final Link badLink = new Link(5_000_000);

    /// A link of this much, with 100 ms of queue and a little loss of its own.
    private final class Link {
        double bitsPerSecond;
        private double tokens;
        private long filledAt = sim.now;
        private int lastTransport = -1;

        Link(double bitsPerSecond) {
            this.bitsPerSecond = bitsPerSecond;
        }

        boolean carries(byte[] datagram) {
            tokens += (sim.now - filledAt) / 1e9 * bitsPerSecond;
            tokens = Math.min(tokens, bitsPerSecond / 10);
            filledAt = sim.now;
            if (tokens < datagram.length * 8.0 || dice.nextInt(200) == 0) {
                return false;
            }
            tokens -= datagram.length * 8.0;
            return true;
        }

        /// What a browser says every 100 ms: which of the packets since the last time arrived.
        void feedback(SimulatedBrowser browser, List<Received> since) {
            if (since.isEmpty()) {
                return;
            }
            boolean[] arrived = new boolean[1 << 16];
            since.forEach(r -> arrived[r.transportSequence()] = true);
            int newest = since.getLast().transportSequence();
            int at = lastTransport < 0 ? since.getFirst().transportSequence() : lastTransport + 1;
            while (at != newest + 1) {
                int base = at;
                int count = 0;
                int vector = 0;
                while (count < 14 && at != newest + 1) {
                    vector |= arrived[at] ? 1 << (13 - count) : 0;
                    count++;
                    at = at + 1 & 0xffff;
                }
                browser.transportFeedback(base, count, vector);
            }
            lastTransport = newest;
        }
    }

    /// 20 ms: a frame of sound, and as much picture as the sender was told that it may.
    private void twentyMillis() {
        speaker.sendAudio(step, 960 * step, 20, "sound");
        owedBytes += Math.min(FULL_BITS, toldBits - 40_000.0) / 8 / 50;
        while (owedBytes >= PACKET_BYTES) {
            owedBytes -= PACKET_BYTES;
            speaker.sendVideo(
                    videoSequence++, 1_800 * step, "\u0010\u0001" + "x".repeat(PACKET_BYTES));
        }
        for (int i = 0; i < screenPackets; i++) {
            speaker.sendScreen(
                    step * screenPackets + i,
                    1_800 * step,
                    "\u0010\u0001" + "s".repeat(SCREEN_BYTES));
        }
        step++;
        sim.advance(20);
        if (step % 500 == 0) {
            List.of(speaker, good, bad).forEach(browser -> browser.check(true));
        }
    }

    @Test
    void aLinkThatCarriesTheScreenAloneLosesTheCameraAndKeepsTheScreen() {
        good.link = goodLink::carries;
        bad.link = badLink::carries;
        screenPackets = 1;
        seconds(3);
        assertThat(seenOfScreen).isGreaterThan(100);

        badLink.bitsPerSecond = 220_000;
        seconds(6);
        seenOfScreen = 0;
        Seen[] during = seconds(20);
        System.out.println("bad leg with a screen: " + during[1] + ", screen " + seenOfScreen);

        assertThat(seenOfScreen).as("of 1,000, seed %d", SEED).isGreaterThan(900);
        assertThat(during[1].audio()).isGreaterThan(900);
        assertThat(during[1].video()).isLessThan(during[0].video() / 4);
    }

    private record Seen(int audio, int video) {}

    /// Lets time pass; what each of the two has got meanwhile.
    private Seen[] seconds(int seconds) {
        int[] counted = new int[4];
        for (int tenth = 0; tenth < 10 * seconds; tenth++) {
            for (int i = 0; i < 5; i++) {
                twentyMillis();
            }
            counted[0] += good.audio().size();
            counted[1] += good.camera().size();
            counted[2] += bad.audio().size();
            counted[3] += bad.camera().size();
            seenOfScreen += bad.screen().size();
            goodLink.feedback(good, List.copyOf(good.rtp));
            badLink.feedback(bad, List.copyOf(bad.rtp));
            readLimits();
            good.forget();
            bad.forget();
        }
        return new Seen[] {new Seen(counted[0], counted[1]), new Seen(counted[2], counted[3])};
    }

    private void readLimits() {
        for (byte[] packet : speaker.rtcp(RtcpView.PAYLOAD_FEEDBACK, 15)) {
            int coded = Bytes.i32(packet, 16);
            toldBits = (long) (coded & 0x3ffff) << (coded >>> 18 & 0x3f);
            lowestTold = Math.min(lowestTold, toldBits);
        }
        speaker.forget();
    }

    @Test
    void oneBadLinkCostsTheOthersNoPictureAndItselfNoSound() {
        good.link = goodLink::carries;
        bad.link = badLink::carries;
        Seen[] before = seconds(3);
        assertThat(before[0].video()).as("seed %d", SEED).isGreaterThan(400);
        assertThat(before[1].video()).isGreaterThan(400);

        badLink.bitsPerSecond = 120_000;
        seconds(6);
        lowestTold = Long.MAX_VALUE;
        Seen[] during = seconds(20);
        System.out.println(
                "bad leg: good " + during[0] + ", bad " + during[1] + ", told " + lowestTold);

        assertThat(sim.drops(DropReason.LINK_TOO_WEAK)).isPositive();
        assertThat(during[0].video()).as("the good one sees on").isGreaterThan(20 * 25);
        assertThat(during[0].audio()).isGreaterThan(980);
        assertThat(during[1].audio()).as("the bad one hears, seed %d", SEED).isGreaterThan(900);
        assertThat(during[1].video()).isLessThan(during[0].video() / 4);
        assertThat(lowestTold).isGreaterThan(PictureGate.WORTH_BITS * 9 / 10);

        badLink.bitsPerSecond = 5_000_000;
        seconds(70);
        Seen[] after = seconds(3);
        System.out.println("link good again: good " + after[0] + ", bad " + after[1]);
        assertThat(after[1].video()).as("sees again").isGreaterThan(after[0].video() * 9 / 10);
    }
}
