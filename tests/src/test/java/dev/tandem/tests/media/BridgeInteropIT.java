package dev.tandem.tests.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.BridgeConfig;
import dev.tandem.media.MediaBridgeServer;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.tests.media.BrowserCall.Measured;

import org.junit.jupiter.api.Test;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Two Chromiums with fake devices talk over the bridge, and go on talking whatever happens to it.
class BridgeInteropIT {
    private final Queue<BridgeEvent> events = new ConcurrentLinkedQueue<>();

    @Test
    void twoBrowsersSeeAndHearEachOther() {
        try (MediaBridgeServer bridge = bridge();
                BrowserCall call = new BrowserCall(bridge)) {
            call.join("a");
            call.join("b");

            for (String leg : new String[] {"a", "b"}) {
                Measured first =
                        call.await(
                                leg,
                                "sees and hears",
                                m -> m.number("frames") > 10 && m.number("audioEnergy") > 0);
                Measured later =
                        call.await(
                                leg,
                                "goes on",
                                m ->
                                        m.number("frames") > first.number("frames") + 50
                                                && m.number("audioEnergy")
                                                        > first.number("audioEnergy"));
                System.out.println(leg + " " + later.values());
                assertThat(later.text("cipher")).isEqualTo("SRTP_AEAD_AES_128_GCM");
                assertThat(later.text("dtls")).isEqualTo("connected");
            }
            System.out.println("events " + events + " " + counters(bridge));
        }
    }

    static String counters(MediaBridgeServer bridge) {
        StringBuilder text = new StringBuilder();
        text.append("in ").append(bridge.counters().packetsIn());
        text.append(" out ").append(bridge.counters().packetsOut());
        text.append(" rtx ").append(bridge.counters().retransmissions());
        text.append(" pli ").append(bridge.counters().keyframeRequests());
        for (dev.tandem.media.packet.DropReason reason :
                dev.tandem.media.packet.DropReason.values()) {
            if (bridge.counters().drops(reason) > 0) {
                text.append(' ').append(reason).append('=').append(bridge.counters().drops(reason));
            }
        }
        return text.toString();
    }

    private MediaBridgeServer bridge() {
        return MediaBridgeServer.start(BridgeConfig.forTests(), events::add);
    }
}
