package dev.tandem.server.gateway;

import dev.tandem.server.application.AgentAccount;
import dev.tandem.server.application.ConversationStore;
import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.server.conversation.HandoffComposer;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Handoff;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.TimelineEntry;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `/api/v1/conversations`: the desk's history, and one conversation with its whole timeline.
/// `/api/v1/messages`: those in which a message waits for an answer.
final class HistoryRoutes {
    static final int MAX_ITEMS = 200;
    static final int PAGE = 500;

    private final GatewayServices services;
    private final SessionRoutes sessions;

    HistoryRoutes(GatewayServices services, SessionRoutes sessions) {
        this.services = services;
        this.sessions = sessions;
    }

    void list(RoutingContext context) {
        int limit;
        Optional<Instant> before;
        Optional<CustomerId> customer;
        try {
            limit =
                    Math.clamp(
                            Integer.parseInt(context.request().getParam("limit", "50")),
                            1,
                            MAX_ITEMS);
            before = Optional.ofNullable(context.request().getParam("before")).map(Instant::parse);
            customer =
                    Optional.ofNullable(context.request().getParam("customer"))
                            .map(CustomerId::new);
        } catch (DateTimeParseException | IllegalArgumentException e) {
            Problem.badRequest("limit is a number, before an ISO 8601 time, customer an id.")
                    .send(context);
            return;
        }
        sessions.withAgent(
                context,
                agent ->
                        services.offload()
                                .run(
                                        "history",
                                        () -> history(agent.site(), customer, before, limit))
                                .onFailure(e -> Problem.UNAVAILABLE.send(context))
                                .onSuccess(items -> context.json(list(items))));
    }

    private List<ConversationSummary> history(
            SiteKey site, Optional<CustomerId> customer, Optional<Instant> before, int limit) {
        ConversationStore store = services.store();
        return customer.map(c -> store.historyOf(site, c, before, limit))
                .orElseGet(() -> store.history(site, before, limit));
    }

    private static JsonObject list(List<ConversationSummary> items) {
        JsonArray rows = new JsonArray();
        items.forEach(i -> rows.add(json(i)));
        return new JsonObject().put("items", rows);
    }

    /// The oldest first, so that who has waited longest is answered next.
    void messages(RoutingContext context) {
        sessions.withAgent(
                context,
                agent ->
                        services.offload()
                                .answer(
                                        context,
                                        "messages",
                                        () -> services.store().messages(agent.site(), MAX_ITEMS),
                                        open ->
                                                context.json(
                                                        list(open.first())
                                                                .put("total", open.total()))));
    }

    void one(RoutingContext context) {
        answer(context, this::load, "There is no such conversation.");
    }

    /// What the person who came was told: made of the log, so that it is the same after a reload.
    void handoff(RoutingContext context) {
        answer(context, this::loadHandoff, "No person was sought in this conversation.");
    }

    private interface Load {
        Optional<JsonObject> of(AgentAccount viewer, ConversationId id);
    }

    private void answer(RoutingContext context, Load load, String otherwise) {
        ConversationId id;
        try {
            id = new ConversationId(Optional.ofNullable(context.pathParam("id")).orElse(""));
        } catch (IllegalArgumentException e) {
            Problem.notFound("There is no such conversation.").send(context);
            return;
        }
        sessions.withAgent(
                context,
                agent ->
                        services.offload()
                                .run("conversation " + id, () -> load.of(agent, id))
                                .onFailure(e -> Problem.UNAVAILABLE.send(context))
                                .onSuccess(found ->
                                        found.ifPresentOrElse(
                                                context::json,
                                                () -> Problem.notFound(otherwise).send(context))));
    }

    private Optional<JsonObject> load(AgentAccount viewer, ConversationId id) {
        ConversationStore store = services.store();
        Role role = viewer.participant().role();
        return store.summary(id)
                .filter(s -> s.site().equals(viewer.site()))
                .map(s -> {
                    List<TimelineEntry> entries = read(id);
                    JsonArray timeline = new JsonArray();
                    entries.forEach(e ->
                            timeline.add(
                                    new JsonObject(
                                            services.codec()
                                                    .encode(services.view().seenBy(role, e)))));
                    JsonObject whole =
                            new JsonObject()
                                    .put("summary", json(s))
                                    .put("durations", durations(s))
                                    .put("entries", timeline);
                    HandoffComposer.ofLog(id, entries)
                            .ifPresent(h -> whole.put("handoff", json(h)));
                    return whole;
                });
    }

    private Optional<JsonObject> loadHandoff(AgentAccount viewer, ConversationId id) {
        return services.store()
                .summary(id)
                .filter(s -> s.site().equals(viewer.site()))
                .flatMap(_ -> HandoffComposer.ofLog(id, read(id)))
                .map(this::json);
    }

    private List<TimelineEntry> read(ConversationId id) {
        List<TimelineEntry> entries = new ArrayList<>();
        List<TimelineEntry> page = services.store().read(id, 0, PAGE);
        while (!page.isEmpty()) {
            entries.addAll(page);
            page = services.store().read(id, page.getLast().version(), PAGE);
        }
        return entries;
    }

    private JsonObject json(Handoff handoff) {
        return new JsonObject(services.codec().encode(handoff));
    }

    private static JsonObject json(ConversationSummary s) {
        JsonObject row =
                new JsonObject()
                        .put("conversation", s.id().value())
                        .put("customer", s.customer().value())
                        .put("name", s.customerName())
                        .put("preview", s.preview())
                        .put("problem", s.problem())
                        .put("phase", ApiJson.name(s.phase()))
                        .put("channel", ApiJson.name(s.channel()))
                        .put("version", s.version())
                        .put("startedAt", s.startedAt().toString());
        s.endedAt().ifPresent(v -> row.put("endedAt", v.toString()));
        s.agentName().ifPresent(v -> row.put("agent", v));
        s.disposition().ifPresent(v -> row.put("disposition", ApiJson.name(v)));
        s.topic().ifPresent(v -> row.put("topic", v));
        s.rating().ifPresent(v -> row.put("rating", v));
        s.messageAt().ifPresent(v -> row.put("messageAt", v.toString()));
        s.trigger().ifPresent(v -> row.put("trigger", ApiJson.name(v)));
        return row;
    }

    private static JsonObject durations(ConversationSummary s) {
        Instant end = s.endedAt().orElse(s.lastAt());
        JsonObject out =
                new JsonObject()
                        .put("totalSeconds", seconds(s.startedAt(), end))
                        .put("callSeconds", s.callSeconds());
        s.queuedAt().ifPresent(q -> out.put("waitSeconds", seconds(q, s.joinedAt().orElse(end))));
        s.joinedAt().ifPresent(j -> out.put("talkSeconds", seconds(j, end)));
        s.closedAt()
                .filter(_ -> s.joinedAt().isPresent())
                .ifPresent(c -> out.put("wrapUpSeconds", seconds(end, c)));
        return out;
    }

    private static long seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toSeconds());
    }
}
