package dev.tandem.tests.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.MediaBridgeServer;
import dev.tandem.media.packet.DropReason;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.tests.media.BrowserCall.Measured;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/// Each codec that the bridge forwards, between two Chromiums that encode and decode it.
class CodecsIT {
    private static final List<String> BOTH = List.of("a", "b");

    /// The two tones of which a telephone makes a 4.
    private static final List<Integer> FOUR = List.of(770, 1_209);

    private final Queue<BridgeEvent.KeyPressed> pressed = new ConcurrentLinkedQueue<>();
    private final MediaBridgeServer bridge =
            MediaBridgeServer.start(
                    BrowserCall.BRIDGE,
                    event -> {
                        if (event instanceof BridgeEvent.KeyPressed key) {
                            pressed.add(key);
                        }
                    });
    private final BrowserCall call = new BrowserCall(bridge);

    @AfterEach
    void end() {
        call.close();
        bridge.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VP8",
                "VP9 profile-id=0",
                "H264 packetization-mode=1;profile-level-id=42e0",
                "H264 packetization-mode=0;profile-level-id=42e0",
                "AV1 profile=0"
            })
    void picturesOfThisCodecAreDecodedOnTheOtherSide(String codec) {
        String name = codec.split(" ", -1)[0];
        assertThat(call.sendable("video").contains(name)).as("Chromium encodes " + name).isTrue();

        BOTH.forEach(leg -> call.join(leg, List.of("opus", codec)));

        for (String leg : BOTH) {
            Measured seen = call.await(leg, "sees " + codec, m -> m.number("frames") > 40);
            assertThat(seen.text("videoCodec")).isEqualTo("video/" + name);
            assertThat(seen.text("sentCodec")).isEqualTo("video/" + name);
            System.out.println(codec + " " + seen.values());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VP9 profile-id=0",
                "H264 packetization-mode=1;profile-level-id=42e0",
                "AV1 profile=0"
            })
    void lossOfThisCodecIsRepairedByRetransmissions(String codec) throws IOException {
        long seed = System.nanoTime();
        try (LossyRelay network = new LossyRelay(bridge.ports().getFirst(), 0.05, seed)) {
            call.through(network);
            BOTH.forEach(leg -> call.join(leg, List.of("opus", codec)));
            BOTH.forEach(leg -> call.await(leg, "sees", m -> m.number("frames") > 10));
            network.lose(true);
            Measured before = call.measure("b");

            Measured after =
                    call.await(
                            "b",
                            "decodes 100 more frames",
                            m -> m.number("frames") > before.number("frames") + 100);

            assertThat(network.dropped()).as("seed=%d", seed).isGreaterThan(20);
            assertThat(bridge.counters().retransmissions()).as("seed=%d", seed).isPositive();
            assertThat(call.measure("a").number("sentRetransmitted")).isPositive();
            assertThat(after.number("plis") - before.number("plis"))
                    .as("seed=%d", seed)
                    .isLessThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PCMU", "PCMA", "opus"})
    void soundAndKeysOfThisCodecAreHeardOnTheOtherSide(String codec) {
        BOTH.forEach(leg -> call.join(leg, List.of(codec, "VP8", "telephone-event")));

        for (String leg : BOTH) {
            Measured heard =
                    call.await(
                            leg,
                            "hears " + codec,
                            m -> m.number("audioPackets") > 100 && m.number("audioEnergy") > 0.01);
            assertThat(heard.text("audioCodec")).isEqualTo("audio/" + codec);
            System.out.println(codec + " " + heard.values());
        }

        call.press("a", "12#", 100);
        call.mute("a", true); // Who is muted presses keys, too.
        call.press("b", "4", 4_000);
        call.awaitTones("a", FOUR, List.of());
        call.await("a", "four keys are read", _ -> pressed.size() == 4);
        call.press("a", "4", 4_000);
        call.awaitTones("b", FOUR, List.of());
        call.await("b", "another is read", _ -> pressed.size() == 5);

        assertThat(keysOf("a")).isEqualTo("12#4");
        assertThat(keysOf("b")).isEqualTo("4");
    }

    private String keysOf(String leg) {
        return pressed.stream()
                .filter(key -> key.leg().value().equals(leg))
                .map(BridgeEvent.KeyPressed::key)
                .collect(Collectors.joining());
    }

    /// Who comes second sends what the first understands, and not what both would rather.
    @Test
    void aBrowserThatHasAllSpeaksToOneThatHasH264AndPcmuOnly() {
        call.join("a", List.of("PCMU", "H264 packetization-mode=1;profile-level-id=42e0"));
        call.join("b");

        for (String leg : BOTH) {
            Measured seen =
                    call.await(
                            leg,
                            "sees and hears",
                            m -> m.number("frames") > 20 && m.number("audioEnergy") > 0.01);
            assertThat(seen.text("videoCodec")).isEqualTo("video/H264");
            assertThat(seen.text("audioCodec")).isEqualTo("audio/PCMU");
        }
        assertThat(bridge.counters().drops(DropReason.NO_COMMON_CODEC)).isZero();
    }
}
