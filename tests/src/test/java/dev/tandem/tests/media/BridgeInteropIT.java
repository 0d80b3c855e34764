package dev.tandem.tests.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.MediaBridgeServer;
import dev.tandem.media.packet.DropReason;
import dev.tandem.signaling.bridge.Audience;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.tests.media.BrowserCall.Measured;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Two or three Chromiums with fake devices talk over the bridge, and go on talking whatever
/// happens to it.
class BridgeInteropIT {
    private static final List<String> BOTH = List.of("a", "b");

    private final Queue<BridgeEvent> events = new ConcurrentLinkedQueue<>();

    /// What the answer lets a browser's video begin with.
    private static final int START_BITS = 1_000_000;

    /// Less than what the fake camera takes, with its sound.
    private static final int WAY_BITS = 130_000;

    private static final int NARROWER_BITS = 90_000;

    private final MediaBridgeServer bridge = bridge();
    private final BrowserCall call = new BrowserCall(bridge);

    @AfterEach
    void end() {
        call.close();
        bridge.close();
    }

    @Test
    void twoBrowsersSeeAndHearEachOther() {
        talk();

        for (String leg : BOTH) {
            Measured now = goesOn(leg);
            // Some Chromiums put SRTP_ before it.
            assertThat(now.text("cipher")).matches("(SRTP_)?AEAD_AES_128_GCM");
            assertThat(now.text("dtls")).isEqualTo("connected");
            assertThat(events)
                    .contains(
                            new BridgeEvent.MediaStarted(
                                    call.call(), new LegId(leg), MediaKind.AUDIO),
                            new BridgeEvent.MediaStarted(
                                    call.call(), new LegId(leg), MediaKind.VIDEO));
            assertThat(events)
                    .anyMatch(e ->
                            e instanceof BridgeEvent.LegConnected connected
                                    && connected.leg().value().equals(leg));
        }
        // The browser's own bandwidth estimation lives on the bridge's transport-cc feedback.
        // Without it the estimate stays where it starts; where it goes depends on how busy the
        // machine is.
        call.await(
                "a",
                "estimates for itself",
                m ->
                        Math.abs(m.number("available") - START_BITS) > 20_000
                                && m.number("available") > 300_000);
        call.await("a", "knows the round trip", m -> m.number("roundTrip") > 0);
        // And the bridge knows from the browser's reports what it hears.
        call.await("a", "is known to hear well", _ -> events.stream().anyMatch(this::hearsWell));
    }

    private boolean hearsWell(BridgeEvent event) {
        return event instanceof BridgeEvent.LegHeard heard
                && heard.sound().lossShare() < 0.05
                && heard.sound().roundTripMillis() >= 0
                && heard.sound().roundTripMillis() < 500
                && heard.sound().othersRoundTripMillis() >= 0;
    }

    @Test
    void aThirdHearsBothAtOnceAndIsHeardByWhoMay() {
        List<String> three = List.of("a", "b", "c");
        three.forEach(leg -> call.join(leg, false));
        hearOnly("c", new Audience.Only(Set.of()));
        call.tone("a", 440);
        call.tone("b", 1_000);
        call.tone("c", 2_500);

        call.awaitTones("c", List.of(440, 1_000), List.of(2_500));
        call.awaitTones("a", List.of(1_000), List.of(440, 2_500));
        call.awaitTones("b", List.of(440), List.of(1_000, 2_500));

        hearOnly("c", new Audience.Only(Set.of(new LegId("a")))); // whispers
        call.awaitTones("a", List.of(1_000, 2_500), List.of(440));
        call.awaitTones("b", List.of(440), List.of(1_000, 2_500));

        hearOnly("c", new Audience.Everybody()); // joins in
        call.awaitTones("a", List.of(1_000, 2_500), List.of(440));
        call.awaitTones("b", List.of(440, 2_500), List.of(1_000));
        call.awaitTones("c", List.of(440, 1_000), List.of(2_500));
        for (String leg : three) {
            assertThat(call.measure(leg).number("audioLost")).as(leg).isZero();
        }
    }

    @Test
    void aScreenIsDecodedBesideTheCameraAndTakenAwayWithoutIt() {
        BOTH.forEach(call::joinWithScreen);
        call.join("c", true); // knows no screens
        call.await("b", "sees the camera", m -> m.number("frames") > 5);
        assertThat(call.measure("b").number("screenFrames")).isZero();

        call.show("a", 1_280, 720, "rgb(0, 90, 200)");
        Measured both =
                call.await(
                        "b",
                        "decodes a whole screen beside the camera",
                        m -> m.number("screenFrames") > 5 && m.number("screenWidth") == 1_280);
        assertThat(both.number("screenHeight")).isEqualTo(720);
        assertThat(call.colourSeen("b"))
                .satisfiesExactly(
                        red -> assertThat(red).isBetween(0, 12),
                        green -> assertThat(green).isBetween(78, 102),
                        blue -> assertThat(blue).isBetween(188, 212));
        call.await("b", "sees the camera on", m -> m.number("frames") > both.number("frames") + 10);
        call.await("c", "sees a camera and hears", m -> m.number("frames") > 5);

        allow("a", true, true); // of a screen it says no
        call.pause("b", 500);
        Measured taken = call.measure("b");
        call.await(
                "b",
                "sees the camera alone",
                m -> m.number("frames") > taken.number("frames") + 20);
        assertThat(call.measure("b").number("screenFrames"))
                .isEqualTo(taken.number("screenFrames"));
        call.unshow("a");
        assertThat(call.offers()).as("nobody has negotiated again").isEqualTo(3);
    }

    private void hearOnly(String leg, Audience audience) {
        BridgeReply reply =
                bridge.perform(new BridgeCommand.SetAudience(call.call(), new LegId(leg), audience))
                        .toCompletableFuture()
                        .join();
        assertThat(reply).isEqualTo(new BridgeReply.Done());
    }

    @Test
    void aSecondBridgeTakesTheCallOverByAnIceRestartOfTheSameConnections() {
        talk();
        MediaBridgeServer other = bridge();
        bridge.close();
        call.useBridge(other);

        long begin = System.nanoTime();
        BOTH.forEach(call::restart);
        BOTH.forEach(leg ->
                call.await(
                        leg,
                        "decodes frames of the other bridge",
                        m -> m.number("frames") > 0 && other.counters().packetsOut() > 50));
        System.out.println("media back after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
        BOTH.forEach(this::goesOn);
        other.close();
    }

    @Test
    void anIceRestartTowardsTheSameBridgeKeepsKeysAndStreams() {
        talk();
        Measured before = call.measure("b");

        call.restart("a");

        // b's counters go on: it noticed nothing.
        Measured after = goesOn("b");
        assertThat(after.number("frames")).isGreaterThan(before.number("frames"));
        goesOn("a");
        assertThat(events.stream().filter(e -> e instanceof BridgeEvent.LegConnected)).hasSize(2);
    }

    @Test
    void afterAReloadTheOtherSideGoesOnInTheSameStreams() {
        talk();
        Measured before = call.measure("b");

        call.reload("a");
        call.join("a");

        goesOn("a");
        Measured after = goesOn("b");
        assertThat(after.number("frames")).isGreaterThan(before.number("frames"));
        assertThat(after.number("keyframes")).isGreaterThan(before.number("keyframes"));
    }

    @Test
    void theBridgeDropsWhatAMutedLegSendsAndLetsItGoOnLater() {
        talk();
        allow("a", false, false);
        long muted = bridge.counters().drops(DropReason.MUTED);
        Measured still = call.await("b", "stands still", m -> standsStill("b", m));

        allow("a", true, true);

        call.await(
                "b",
                "goes on",
                m ->
                        m.number("frames") > still.number("frames") + 20
                                && m.number("audioPackets") > still.number("audioPackets") + 20);
        assertThat(bridge.counters().drops(DropReason.MUTED)).isGreaterThan(muted);
        // No gap was left behind: nobody asks for packets that never were.
        assertThat(call.measure("b").number("lost")).isLessThanOrEqualTo(1);
    }

    @Test
    void aCameraComesAndGoesWithoutRenegotiation() {
        call.join("a", false);
        call.join("b");
        call.await("a", "sees", m -> m.number("frames") > 10);
        assertThat(call.measure("b").number("frames")).isZero();

        long begin = System.nanoTime();
        call.camera("a", true);
        Measured on = call.await("b", "sees the first frame", m -> m.number("frames") > 0);
        System.out.println(
                "camera on to first frame " + (System.nanoTime() - begin) / 1_000_000 + " ms");
        goesOn("b");

        call.camera("a", false);
        call.await("b", "sees nothing new", m -> standsStill("b", m));
        call.camera("a", true);
        call.await("b", "sees again", m -> m.number("frames") > on.number("frames") + 20);
    }

    @Test
    void retransmissionsRepairFivePercentLoss() throws IOException {
        long seed = System.nanoTime();
        try (LossyRelay network = new LossyRelay(bridge.ports().getFirst(), 0.05, seed)) {
            call.through(network);
            talk();
            network.lose(true);
            Measured before = call.measure("b");

            Measured after =
                    call.await(
                            "b",
                            "decodes 150 more frames",
                            m -> m.number("frames") > before.number("frames") + 150);

            System.out.println(
                    "seed=" + seed + " dropped " + network.dropped() + " " + after.values());
            System.out.println("sender " + call.measure("a").values() + counters(bridge));
            assertThat(network.dropped()).as("seed=%d", seed).isGreaterThan(20);
            assertThat(after.number("nacks")).isGreaterThan(0);
            assertThat(bridge.counters().retransmissions()).isGreaterThan(0);
            // The bridge asked the sender too, and got it.
            assertThat(call.measure("a").number("sentNacks")).isGreaterThan(0);
            assertThat(call.measure("a").number("sentRetransmitted")).isGreaterThan(0);
            // Repaired by packets, not by keyframes.
            assertThat(after.number("plis") - before.number("plis")).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void aSlowReceiverIsSentLess() throws IOException {
        try (LossyRelay network = new LossyRelay(bridge.ports().getFirst(), 0, 1)) {
            call.through(network);
            call.join("a");
            call.await("a", "is connected", m -> m.text("dtls").equals("connected"));
            Set<SocketAddress> ofA = network.browsers();
            call.join("b");
            call.await("a", "sends", m -> m.number("target") > 250_000);
            call.await("b", "sees", m -> m.number("frames") > 10);

            network.browsers().stream()
                    .filter(address -> !ofA.contains(address))
                    .forEach(address -> network.narrow(address, 150_000));

            call.await(
                    "a", "sends less than the way to b takes", m -> m.number("target") < 150_000);
            Measured begin = call.measure("b");
            Measured end =
                    call.await(
                            "b", "sees on", m -> m.number("frames") > begin.number("frames") + 60);
            System.out.println(
                    "narrow " + end.values() + " a sends " + call.measure("a").number("target"));
            assertThat(call.measure("b").number("target"))
                    .as("b's own way is wide")
                    .isGreaterThan(500_000);
        }
    }

    /// It cannot judge what comes through of what it sends: the bridge does, and tells it. And it
    /// tells the bridge what it can take.
    @Test
    void aBrowserWithoutTransportCcIsToldWhatComesThroughAndTells() throws IOException {
        try (LossyRelay network = new LossyRelay(bridge.ports().getFirst(), 0, 1)) {
            call.through(network);
            call.joinKnowingOnlyRemb("a");
            call.await("a", "is connected", m -> m.text("dtls").equals("connected"));
            SocketAddress ofA = network.browsers().iterator().next();
            call.join("b");
            BOTH.forEach(leg -> call.await(leg, "sees", m -> m.number("frames") > 10));
            call.await("a", "sends much", m -> m.number("target") > 500_000);

            network.narrowFrom(ofA, WAY_BITS);

            call.await("a", "sends less than comes through", m -> m.number("target") < WAY_BITS);
            Measured begin = call.measure("b");
            call.await("b", "sees on", m -> m.number("frames") > begin.number("frames") + 60);

            network.narrow(ofA, NARROWER_BITS);

            call.await("b", "sends less than a can take", m -> m.number("target") < NARROWER_BITS);
            Measured before = call.measure("a");
            call.await("a", "sees on", m -> m.number("frames") > before.number("frames") + 60);
        }
    }

    /// Three in a call, of whom one is on a network too poor for pictures.
    @Test
    void oneBadWayCostsTheOthersNoPicture() throws IOException {
        try (LossyRelay network = new LossyRelay(bridge.ports().getFirst(), 0, 1)) {
            call.through(network);
            call.join("a");
            call.join("b");
            BOTH.forEach(leg -> call.await(leg, "sees", m -> m.number("frames") > 10));
            Set<SocketAddress> good = network.browsers();
            call.join("c");
            call.await("c", "sees", m -> m.number("frames") > 10);

            network.browsers().stream()
                    .filter(address -> !good.contains(address))
                    .forEach(address -> network.narrow(address, 120_000));

            call.await(
                    "c",
                    "is sent no more pictures",
                    _ -> bridge.counters().drops(DropReason.LINK_TOO_WEAK) > 50);
            Measured hears = call.measure("c");
            for (String leg : BOTH) {
                Measured begin = call.measure(leg);
                Measured now =
                        call.await(
                                leg,
                                "sees on",
                                m -> m.number("frames") > begin.number("frames") + 40);
                System.out.println("beside a bad leg " + leg + " " + now.values());
            }
            Measured heard =
                    call.await(
                            "c",
                            "hears on",
                            m -> m.number("audioPackets") > hears.number("audioPackets") + 150);
            System.out.println("the bad leg " + heard.values() + counters(bridge));
            assertThat(heard.number("audioLost") - hears.number("audioLost")).isLessThan(15);
        }
    }

    private void talk() {
        BOTH.forEach(call::join);
        BOTH.forEach(leg ->
                call.await(
                        leg,
                        "sees and hears",
                        m -> m.number("frames") > 10 && m.number("audioEnergy") > 0));
    }

    private Measured goesOn(String leg) {
        Measured now = call.measure(leg);
        return call.await(
                leg,
                "goes on seeing and hearing",
                m ->
                        m.number("frames") > now.number("frames") + 20
                                && m.number("audioEnergy") > now.number("audioEnergy"));
    }

    /// No frame between two looks that are many frames apart.
    private boolean standsStill(String leg, Measured now) {
        call.pause(leg, 700);
        return call.measure(leg).number("frames") == now.number("frames");
    }

    private void allow(String leg, boolean audio, boolean video) {
        BridgeReply reply =
                bridge.perform(
                                new BridgeCommand.SetSending(
                                        call.call(),
                                        new LegId(leg),
                                        audio,
                                        video,
                                        false,
                                        Optional.empty()))
                        .toCompletableFuture()
                        .join();
        assertThat(reply).isEqualTo(new BridgeReply.Done());
    }

    private static String counters(MediaBridgeServer bridge) {
        StringBuilder text = new StringBuilder();
        text.append(" in ").append(bridge.counters().packetsIn());
        text.append(" out ").append(bridge.counters().packetsOut());
        text.append(" rtx ").append(bridge.counters().retransmissions());
        text.append(" pli ").append(bridge.counters().keyframeRequests());
        for (DropReason reason : DropReason.values()) {
            if (bridge.counters().drops(reason) > 0) {
                text.append(' ').append(reason.label());
                text.append('=').append(bridge.counters().drops(reason));
            }
        }
        return text.toString();
    }

    private MediaBridgeServer bridge() {
        return MediaBridgeServer.start(BrowserCall.BRIDGE, events::add);
    }
}
