package dev.tandem.server.application;

import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.MediaBridge;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.IceServer;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.sdp.SdpAnswerRenderer;
import dev.tandem.signaling.sdp.SdpOffer;
import dev.tandem.signaling.sdp.SdpOfferParser;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// "How would a call reach me?", before there is one: a leg alone in a call of its own on a bridge.
/// What the browser sends there ends there; the bridge's reports on it say how it arrived.
public final class NetworkChecks {
    /// So long a leg is kept: to connect, and five seconds of measuring.
    static final Duration LASTS = Duration.ofSeconds(15);

    /// At one time on this node; a check is a call to a bridge.
    static final int AT_ONCE = 20;

    private static final long WITHIN_SECONDS = 5;
    private static final LegId LEG = new LegId("check");

    private final Bridges bridges;
    private final Supplier<List<IceServer>> turn;
    private final Later later;
    private final RandomGenerator random;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /// Runs something after a while.
    @FunctionalInterface
    public interface Later {
        void after(Duration delay, Runnable what);
    }

    public NetworkChecks(
            Bridges bridges, Supplier<List<IceServer>> turn, Later later, RandomGenerator random) {
        this.bridges = bridges;
        this.turn = turn;
        this.later = later;
        this.random = random;
    }

    public sealed interface Begun {
        /// @param sdp the bridge's answer
        /// @param iceServers by which it can be tried again when there is no direct way
        record Answered(String sdp, List<IceServer> iceServers) implements Begun {}

        /// @param code `busy`, `no_bridge`, `bridge_failed`, or what is wrong with the offer
        record Refused(String code) implements Begun {}
    }

    /// Blocks, with a deadline.
    public Begun begin(String sdp) {
        return switch (SdpOfferParser.parse(sdp)) {
            case SdpOffer.Malformed bad -> new Begun.Refused(lower(bad.problem().code()));
            case SdpOffer.Parsed parsed ->
                    places.tryAcquire() ? begin(parsed) : new Begun.Refused("busy");
        };
    }

    private Begun begin(SdpOffer.Parsed offer) {
        CallId call = new CallId("check-" + HexFormat.of().toHexDigits(random.nextLong()));
        Optional<MediaBridge> bridge;
        try {
            bridge = bridges.carrierOf(call).map(Bridges.Carrier::bridge);
        } catch (RuntimeException e) {
            places.release();
            throw e;
        }
        if (bridge.isEmpty()) {
            end(call, bridge);
            return new Begun.Refused("no_bridge");
        }
        BridgeReply reply;
        try {
            reply =
                    bridge.get()
                            .perform(new BridgeCommand.AddLeg(call, LEG, offer.offer()))
                            .toCompletableFuture()
                            .get(WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(call, bridge);
            return new Begun.Refused("bridge_failed");
        } catch (ExecutionException | TimeoutException e) {
            end(call, bridge);
            return new Begun.Refused("bridge_failed");
        }
        return switch (reply) {
            case BridgeReply.LegAnswered yes -> {
                later.after(LASTS, () -> end(call, bridge));
                yield new Begun.Answered(SdpAnswerRenderer.render(yes.answer()), turn.get());
            }
            case BridgeReply.Refused no -> {
                end(call, bridge);
                yield new Begun.Refused(lower(no.refusal().code()));
            }
            case BridgeReply.Done _, BridgeReply.Ended _ -> {
                end(call, bridge);
                yield new Begun.Refused("bridge_failed");
            }
        };
    }

    private void end(CallId call, Optional<MediaBridge> bridge) {
        try {
            bridge.ifPresent(b -> {
                var _ = b.perform(new BridgeCommand.EndCall(call));
            });
            bridges.ended(call);
        } finally {
            places.release();
        }
    }

    private static String lower(Enum<?> code) {
        return code.name().toLowerCase(Locale.ROOT);
    }
}
