package dev.tandem.tests.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.BridgeConfig;
import dev.tandem.media.MediaBridgeServer;
import dev.tandem.media.packet.DropReason;
import dev.tandem.tests.media.BrowserCall.Measured;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;

/// Each codec that the bridge forwards, between two Chromiums that encode and decode it.
class CodecsIT {
    private static final List<String> BOTH = List.of("a", "b");

    private final MediaBridgeServer bridge =
            MediaBridgeServer.start(BridgeConfig.forTests(), _ -> {});
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
    void soundOfThisCodecIsHeardOnTheOtherSide(String codec) {
        BOTH.forEach(leg -> call.join(leg, List.of(codec, "VP8")));

        for (String leg : BOTH) {
            Measured heard =
                    call.await(
                            leg,
                            "hears " + codec,
                            m -> m.number("audioPackets") > 100 && m.number("audioEnergy") > 0.01);
            assertThat(heard.text("audioCodec")).isEqualTo("audio/" + codec);
            System.out.println(codec + " " + heard.values());
        }
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
