package dev.tandem.server.gateway;

import dev.tandem.signaling.protocol.CloseCode;
import dev.tandem.signaling.protocol.RejectionCode;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// What the edge counts.
public final class GatewayMetrics {
    private final MeterRegistry registry;
    private final Map<String, AtomicInteger> connections;

    public GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.connections = Map.of("customer", new AtomicInteger(), "agent", new AtomicInteger());
        connections.forEach((kind, count) ->
                registry.gauge("tandem.websocket.connections", Tags.of("kind", kind), count));
    }

    void connected(String kind, int change) {
        AtomicInteger count = connections.get(kind);
        if (count != null) {
            count.addAndGet(change);
        }
    }

    void refused(RejectionCode code) {
        registry.counter("tandem.rejections", "code", code.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    void closed(CloseCode code) {
        registry.counter("tandem.websocket.closed", "reason", code.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
