package dev.tandem.server.gateway;

import dev.tandem.server.application.PastReplay;
import dev.tandem.server.escalation.EscalationSettings;
import dev.tandem.server.escalation.PolicyBook;
import dev.tandem.server.escalation.Replayed;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// A replay as it goes on, one JSON object a line: how far it is, and at the end what was found. It
/// lives as long as its connection: whoever goes away ends it, and no node has to know about those
/// of others.
final class ReplayStream {
    /// Between two lines of progress.
    static final Duration EVERY = Duration.ofMillis(150);

    static final String CONTENT = "application/x-ndjson";

    private static final Problem BUSY =
            new Problem(
                    409,
                    "replay_running",
                    "A replay is running",
                    "Another version is being tried at the moment; wait for its end.");

    private final GatewayServices services;
    private final PastReplay replay;
    private final PolicyJson json;

    ReplayStream(GatewayServices services, PastReplay replay, PolicyJson json) {
        this.services = services;
        this.replay = replay;
        this.json = json;
    }

    /// Called on the context of the request.
    void send(RoutingContext request, PolicyBook book, EscalationSettings tried) {
        HttpServerResponse response = request.response();
        Context context = request.vertx().getOrCreateContext();
        AtomicBoolean gone = new AtomicBoolean();
        response.closeHandler(_ -> gone.set(true));
        Progress progress = new Progress(context, response, gone);
        services.offload()
                .run("replay", () -> replay.run(book.site(), book, tried, progress::replayed))
                .onFailure(_ -> {
                    if (response.headWritten()) {
                        response.end(line(new JsonObject().put("problem", "unavailable")));
                    } else {
                        Problem.UNAVAILABLE.send(request);
                    }
                })
                .onSuccess(found -> end(request, tried, found));
    }

    private void end(
            RoutingContext request, EscalationSettings tried, Optional<PastReplay.Found> found) {
        if (found.isEmpty()) {
            BUSY.send(request);
            return;
        }
        if (request.response().closed()) {
            return;
        }
        begin(request.response());
        request.response().end(line(new JsonObject().put("result", json.of(found.get(), tried))));
    }

    private static void begin(HttpServerResponse response) {
        if (!response.headWritten()) {
            response.setChunked(true).putHeader("Content-Type", CONTENT);
        }
    }

    private static String line(JsonObject object) {
        return object.encode() + "\n";
    }

    /// Told on the thread of the replay.
    private static final class Progress {
        private final Context context;
        private final HttpServerResponse response;
        private final AtomicBoolean gone;
        private long toldNanos = System.nanoTime() - EVERY.toNanos();

        Progress(Context context, HttpServerResponse response, AtomicBoolean gone) {
            this.context = context;
            this.response = response;
            this.gone = gone;
        }

        boolean replayed(Replayed soFar) {
            if (System.nanoTime() - toldNanos >= EVERY.toNanos()) {
                toldNanos = System.nanoTime();
                context.runOnContext(_ -> tell(soFar.conversations()));
            }
            return !gone.get();
        }

        private void tell(int conversations) {
            if (!response.closed()) {
                begin(response);
                response.write(line(new JsonObject().put("conversations", conversations)));
            }
        }
    }
}
