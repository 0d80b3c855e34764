package dev.tandem.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.MediaBridgeServer;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.KeyResult;
import dev.tandem.server.config.ServerConfig;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a bridge counts is what operators read, each count under its own name.
class BridgeRoleTest {
    private final PrometheusMeterRegistry metrics =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void everyCountIsReadUnderItsName() throws StartProblem {
        try (MediaBridgeServer bridge = started()) {
            times(1, bridge.counters()::received);
            times(2, bridge.counters()::sent);
            times(3, bridge.counters()::retransmission);
            times(4, bridge.counters()::keyframeRequest);
            times(5, () -> bridge.counters().dropped(DropReason.SEND_QUEUE_FULL));
            times(6, () -> bridge.counters().key(KeyResult.HEARD));

            assertThat(metrics.scrape().lines())
                    .contains(
                            "tandem_bridge_packets_total{direction=\"in\"} 1.0",
                            "tandem_bridge_packets_total{direction=\"out\"} 2.0",
                            "tandem_bridge_retransmissions_total 3.0",
                            "tandem_bridge_keyframe_requests_total 4.0",
                            "tandem_bridge_dropped_total{reason=\"send_queue_full\"} 5.0",
                            "tandem_bridge_keys_total{result=\"heard\"} 6.0",
                            "tandem_bridge_legs 0.0");
        }
    }

    private MediaBridgeServer started() throws StartProblem {
        return BridgeRole.start(
                new ServerConfig.Media(0, "127.0.0.1", List.of("127.0.0.1"), 1, 10, 8),
                Optional.empty(),
                new ServerConfig.Said(Optional.empty(), Optional.empty(), Duration.ofMinutes(1)),
                _ -> {},
                metrics);
    }

    private static void times(int times, Runnable counted) {
        for (int i = 0; i < times; i++) {
            counted.run();
        }
    }
}
