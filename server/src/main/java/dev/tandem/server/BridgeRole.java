package dev.tandem.server;

import dev.tandem.media.AnnouncedAddresses;
import dev.tandem.media.Announcements;
import dev.tandem.media.BridgeConfig;
import dev.tandem.media.MediaBridgeServer;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.KeyResult;
import dev.tandem.server.config.ServerConfig;
import dev.tandem.signaling.bridge.BridgeEventSink;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.Optional;

/// Starts the media bridge of a process that has the media role, and shows what it counts.
final class BridgeRole {
    private static final Logger log = LoggerFactory.getLogger(BridgeRole.class);

    private BridgeRole() {}

    static MediaBridgeServer start(
            ServerConfig.Media settings,
            Optional<Path> recordings,
            ServerConfig.Said said,
            BridgeEventSink events,
            MeterRegistry metrics)
            throws StartProblem {
        try {
            BridgeConfig config =
                    new BridgeConfig(
                            settings.bindAddress(),
                            settings.port(),
                            settings.announce().isEmpty()
                                    ? AnnouncedAddresses.ofThisMachine(settings.bindAddress())
                                    : settings.announce(),
                            settings.eventLoops(),
                            Math.max(settings.maxCalls(), settings.eventLoops()),
                            settings.maxLegs());
            AnnouncedAddresses.remarks(config).forEach(log::info);
            MediaBridgeServer bridge =
                    MediaBridgeServer.start(
                            config,
                            events,
                            recordings,
                            new Announcements(said.recording(), said.hold(), said.holdEvery()));
            show(bridge, metrics);
            return bridge;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new StartProblem(String.valueOf(e.getMessage()));
        }
    }

    private static void show(MediaBridgeServer bridge, MeterRegistry metrics) {
        FunctionCounter.builder("tandem.bridge.packets", bridge, b -> b.counters().packetsIn())
                .tag("direction", "in")
                .register(metrics);
        FunctionCounter.builder("tandem.bridge.packets", bridge, b -> b.counters().packetsOut())
                .tag("direction", "out")
                .register(metrics);
        for (DropReason reason : DropReason.values()) {
            FunctionCounter.builder(
                            "tandem.bridge.dropped", bridge, b -> b.counters().drops(reason))
                    .tag("reason", reason.label())
                    .register(metrics);
        }
        for (KeyResult result : KeyResult.values()) {
            FunctionCounter.builder("tandem.bridge.keys", bridge, b -> b.counters().keys(result))
                    .tag("result", result.label())
                    .register(metrics);
        }
        FunctionCounter.builder(
                        "tandem.bridge.retransmissions",
                        bridge,
                        b -> b.counters().retransmissions())
                .description("packets that a receiver missed and was sent again")
                .register(metrics);
        FunctionCounter.builder(
                        "tandem.bridge.keyframe.requests",
                        bridge,
                        b -> b.counters().keyframeRequests())
                .description("times that a sender was asked for a whole picture")
                .register(metrics);
        metrics.gauge("tandem.bridge.legs", bridge, b -> b.load().legs());
    }
}
