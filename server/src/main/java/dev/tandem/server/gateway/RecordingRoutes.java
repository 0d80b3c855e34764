package dev.tandem.server.gateway;

import dev.tandem.server.application.AgentAccount;
import dev.tandem.server.application.RecordedCalls;
import dev.tandem.server.application.RecordedFile;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ConversationId;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/// `/api/v1/conversations/{id}/recordings`: what was recorded, played by agents of the site and
/// deleted by its supervisors.
final class RecordingRoutes {
    private static final Problem NONE = Problem.notFound("There is no such recording.");

    private final GatewayServices services;
    private final SessionRoutes sessions;

    RecordingRoutes(GatewayServices services, SessionRoutes sessions) {
        this.services = services;
        this.sessions = sessions;
    }

    void list(RoutingContext context) {
        Optional<ConversationId> conversation = id(context, "id", ConversationId::new);
        if (conversation.isEmpty()) {
            Problem.notFound("There is no such conversation.").send(context);
            return;
        }
        sessions.withAgent(
                context,
                agent ->
                        services.offload()
                                .run(
                                        "recordings",
                                        () ->
                                                services.recordings()
                                                        .of(agent.site(), conversation.get()))
                                .onFailure(_ -> Problem.UNAVAILABLE.send(context))
                                .onSuccess(found ->
                                        found.ifPresentOrElse(
                                                calls -> context.json(list(calls)),
                                                () ->
                                                        Problem.notFound(
                                                                        "There is no such conversation.")
                                                                .send(context))));
    }

    private static JsonObject list(List<RecordedCalls.RecordedCall> calls) {
        JsonArray items = new JsonArray();
        calls.forEach(c -> items.add(json(c)));
        return new JsonObject().put("items", items);
    }

    private static JsonObject json(RecordedCalls.RecordedCall call) {
        Instant begin =
                call.files().stream()
                        .map(RecordedFile::startedAt)
                        .min(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH);
        JsonArray files = new JsonArray();
        long end = 0;
        boolean complete = true;
        for (RecordedFile file : call.files()) {
            if (file.length().isEmpty()) {
                complete = false;
                continue;
            }
            long from = Duration.between(begin, file.startedAt()).toMillis();
            long millis = file.length().get().toMillis();
            end = Math.max(end, from + millis);
            files.add(
                    new JsonObject()
                            .put("file", file.name())
                            .put("role", role(file.leg()))
                            .put("kind", file.kind())
                            .put("fromMillis", from)
                            .put("millis", millis));
        }
        JsonObject out =
                new JsonObject()
                        .put("call", call.call().value())
                        .put("millis", end)
                        .put("complete", complete)
                        .put("files", files);
        if (!call.files().isEmpty()) {
            out.put("startedAt", begin.toString());
        }
        return out;
    }

    private static String role(String leg) {
        int dash = leg.indexOf('-');
        return dash < 0 ? leg : leg.substring(0, dash);
    }

    void file(RoutingContext context) {
        withCall(
                context,
                sessions::withAgent,
                (agent, call) ->
                        services.offload()
                                .run(
                                        "recording",
                                        () ->
                                                services.recordings()
                                                        .file(
                                                                agent.site(),
                                                                call,
                                                                String.valueOf(
                                                                        context.pathParam("file")))
                                                        .map(RecordingRoutes::sized))
                                .onFailure(_ -> Problem.UNAVAILABLE.send(context))
                                .onSuccess(found ->
                                        found.ifPresentOrElse(
                                                file -> send(context, file),
                                                () -> NONE.send(context))));
    }

    private record Sized(Path path, long bytes) {
        /// H.264 and G.711 have no place in WebM and stand in Matroska, which is WebM's other name.
        String mediaType() {
            return String.valueOf(path.getFileName()).contains(".mkv")
                    ? "video/x-matroska"
                    : "video/webm";
        }
    }

    private static Sized sized(Path path) {
        return new Sized(path, path.toFile().length());
    }

    /// Whole, or the range that a player asks for (RFC 9110 section 14).
    private static void send(RoutingContext context, Sized file) {
        HttpServerResponse response = context.response();
        response.putHeader("Accept-Ranges", "bytes")
                .putHeader("Cache-Control", "private, no-store")
                .putHeader("Content-Type", file.mediaType())
                // Media are compressed already, and a compressed range is none.
                .putHeader("Content-Encoding", "identity");
        Optional<String> asked = Optional.ofNullable(context.request().getHeader("Range"));
        ByteRange range = ByteRange.of(asked, file.bytes());
        switch (range) {
            case ByteRange.Whole() -> {}
            case ByteRange.Unsatisfiable() -> {
                response.putHeader("Content-Range", "bytes */" + file.bytes());
                new Problem(
                                416,
                                "range",
                                "There is nothing in this range",
                                "The file has " + file.bytes() + " bytes.")
                        .send(context);
                return;
            }
            case ByteRange.Part(long from, long to) ->
                    response.setStatusCode(206)
                            .putHeader(
                                    "Content-Range",
                                    "bytes " + from + "-" + to + "/" + file.bytes());
        }
        long from = range instanceof ByteRange.Part p ? p.from() : 0;
        long to = range instanceof ByteRange.Part p ? p.to() : file.bytes() - 1;
        response.sendFile(file.path().toString(), from, to - from + 1)
                .onFailure(_ -> context.request().connection().close());
    }

    void delete(RoutingContext context) {
        withCall(
                context,
                sessions::withSupervisor,
                (agent, call) ->
                        services.offload()
                                .run(
                                        "delete recording",
                                        () ->
                                                services.recordings()
                                                        .delete(agent.site(), call, agent.id()))
                                .onFailure(_ -> Problem.UNAVAILABLE.send(context))
                                .onSuccess(done -> {
                                    switch (done) {
                                        case DONE -> context.response().setStatusCode(204).end();
                                        case NOTHING_THERE -> NONE.send(context);
                                        case NOT_NOW ->
                                                new Problem(
                                                                409,
                                                                "call_on",
                                                                "The call is still on",
                                                                "Delete its recording when it is over.")
                                                        .send(context);
                                    }
                                }));
    }

    private interface Entry {
        void open(RoutingContext context, Consumer<AgentAccount> then);
    }

    /// A call belongs to the conversation of its address, or it is none.
    private static void withCall(
            RoutingContext context, Entry entry, BiConsumer<AgentAccount, CallId> then) {
        Optional<CallId> call =
                id(context, "call", CallId::new)
                        .filter(c ->
                                c.value().matches("\\Q" + context.pathParam("id") + "\\E-[0-9]+"));
        if (call.isEmpty()) {
            NONE.send(context);
            return;
        }
        entry.open(context, agent -> then.accept(agent, call.get()));
    }

    private static <T> Optional<T> id(
            RoutingContext context, String name, Function<String, T> parse) {
        try {
            return Optional.ofNullable(context.pathParam(name)).map(parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
