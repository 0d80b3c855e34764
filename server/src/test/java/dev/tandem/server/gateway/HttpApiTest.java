package dev.tandem.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.ConversationStore;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.PhaseKind;
import dev.tandem.server.conversation.Queues;
import dev.tandem.server.conversation.Rules;
import dev.tandem.server.conversation.SummaryComposer;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.OfferId;
import dev.tandem.signaling.protocol.TaggedJson;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.Citation;
import dev.tandem.signaling.timeline.ContextFact;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Details;
import dev.tandem.signaling.timeline.Disposition;
import dev.tandem.signaling.timeline.Handoff;
import dev.tandem.signaling.timeline.PageView;
import dev.tandem.signaling.timeline.Signal;
import dev.tandem.signaling.timeline.TimelineEntry;
import dev.tandem.signaling.timeline.Trigger;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The HTTP API is what `openapi.json` says it is: the same routes, the same values, and problem
/// documents for what goes wrong.
class HttpApiTest {
    private static final Instant NOW = Instant.parse("2026-11-14T19:46:00Z");
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final HttpClient http = HttpClient.newHttpClient();
    private static TestEdge edge;
    private static String cookie;
    private static JsonObject document;

    @BeforeAll
    static void start() throws Exception {
        edge = new TestEdge();
        HttpResponse<String> in =
                http.send(
                        request("/api/v1/session")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"login\":\"maya\",\"password\":\""
                                                        + TestEdge.PASSWORD
                                                        + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(in.statusCode()).isEqualTo(200);
        cookie = in.headers().firstValue("set-cookie").orElseThrow().replaceAll(";.*", "");
        try (InputStream file = HttpApiTest.class.getResourceAsStream("/api/openapi.json")) {
            document = new JsonObject(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertFits("Agent", new JsonObject(in.body()));
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    // The document

    @Test
    void theDocumentIsServed() throws Exception {
        HttpResponse<String> served = get("/api/v1/openapi.json");
        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(served.headers().firstValue("content-type")).contains("application/json");
        assertThat(new JsonObject(served.body())).isEqualTo(document);
        assertThat(document.getString("openapi")).startsWith("3.1.");
    }

    @Test
    void everyRouteIsInTheDocumentAndEveryOperationOfTheDocumentIsServed() {
        Set<String> served = new TreeSet<>();
        for (Route route : edge.edge.routes().getRoutes()) {
            if (route.methods() != null && route.getPath().startsWith("/api/")) {
                String path = route.getPath().replaceAll(":(\\w+)", "{$1}");
                route.methods()
                        .forEach(m -> served.add(m.name().toLowerCase(Locale.ROOT) + " " + path));
            }
        }
        assertThat(served).contains("get /api/v1/conversations/{id}");
        assertThat(new TreeSet<>(operations().keySet())).isEqualTo(served);
    }

    @Test
    void everyParameterOfAPathIsDeclared() {
        JsonObject paths = document.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            List<String> declared =
                    objects(paths.getJsonObject(path).getJsonArray("parameters", new JsonArray()))
                            .filter(p -> p.getString("in").equals("path"))
                            .map(p -> "{" + p.getString("name") + "}")
                            .toList();
            List<String> named =
                    Arrays.stream(path.split("/")).filter(s -> s.startsWith("{")).toList();
            assertThat(declared).as(path).isEqualTo(named);
        }
    }

    @Test
    void whateverGoesWrongIsDeclaredAsAProblemDocument() {
        operations()
                .forEach((name, operation) -> {
                    JsonObject responses = operation.getJsonObject("responses");
                    assertThat(responses.fieldNames()).as(name).contains("500");
                    if (!operation.getJsonArray("security").isEmpty()) {
                        assertThat(responses.fieldNames()).as(name).contains("401");
                    }
                    for (String status : responses.fieldNames()) {
                        JsonObject content =
                                resolved(responses.getJsonObject(status))
                                        .getJsonObject("content", new JsonObject());
                        if (Integer.parseInt(status) >= 400) {
                            assertThat(content.fieldNames())
                                    .as(name + " " + status)
                                    .containsExactly("application/problem+json");
                            assertThat(schemaOf(content, "application/problem+json"))
                                    .isEqualTo(schema("Problem"));
                        }
                    }
                });
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = new ArrayList<>();
        collect(document, references);
        assertThat(references).isNotEmpty();
        references.forEach(r -> assertThat(at(r)).as(r).isNotNull());
    }

    @Test
    void theValuesOfTheDocumentAreThoseOfTheProtocol() {
        Map<String, Class<?>> records =
                Map.of(
                        "Handoff", Handoff.class,
                        "Attempt", Handoff.Attempt.class,
                        "Citation", Citation.class,
                        "Details", Details.class,
                        "PageView", PageView.class,
                        "ContextFact", ContextFact.class,
                        "Signal", Signal.class,
                        "TimelineEntry", TimelineEntry.class);
        records.forEach((name, type) -> {
            RecordComponent[] parts = type.getRecordComponents();
            assertThat(schema(name).getJsonObject("properties").fieldNames())
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(parts).map(RecordComponent::getName).toList());
            assertThat(strings(schema(name).getJsonArray("required")))
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(parts)
                                    .filter(p -> p.getType() != Optional.class)
                                    .map(RecordComponent::getName)
                                    .toList());
        });
        Map<String, Class<? extends Enum<?>>> enums =
                Map.of(
                        "Phase", PhaseKind.class,
                        "Channel", Channel.class,
                        "Disposition", Disposition.class,
                        "Trigger", Trigger.class,
                        "AnswerBand", AnswerBand.class);
        enums.forEach((name, type) ->
                assertThat(strings(schema(name).getJsonArray("enum")))
                        .as(name)
                        .containsExactlyInAnyOrderElementsOf(
                                Arrays.stream(type.getEnumConstants())
                                        .map(v -> v.name().toLowerCase(Locale.ROOT))
                                        .toList()));
        assertThat(
                        strings(
                                schema("ConversationEvent")
                                        .getJsonObject("properties")
                                        .getJsonObject("type")
                                        .getJsonArray("enum")))
                .as("an agent sees every kind of event; none is hidden")
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ConversationEvent.class.getPermittedSubclasses())
                                .filter(c -> c != ConversationEvent.Hidden.class)
                                .map(TaggedJson::typeName)
                                .toList());
    }

    // What is answered

    @Test
    void whatIsAnsweredIsWhatTheDocumentSays() throws Exception {
        ConversationId id = rung("doc-1", "elena", NOW);
        assertFits("ConversationList", ok("/api/v1/conversations"));
        assertFits("MessageList", ok("/api/v1/messages"));
        JsonObject whole = ok("/api/v1/conversations/" + id);
        assertFits("ConversationRecord", whole);
        assertFits("Handoff", ok("/api/v1/conversations/" + id + "/handoff"));
        assertFits("Knowledge", ok("/api/v1/knowledge"));
        assertFits("Agent", ok("/api/v1/session"));
        HttpResponse<String> customer =
                http.send(
                        request("/api/v1/sites/shop/customers")
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertFits("Customer", new JsonObject(customer.body()));
    }

    @Test
    void theEscalationPolicyIsWhatTheDocumentSays() throws Exception {
        HttpResponse<String> in =
                http.send(
                        request("/api/v1/session")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"login\":\"sam\",\"password\":\""
                                                        + TestEdge.PASSWORD
                                                        + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        String sam = in.headers().firstValue("set-cookie").orElseThrow().replaceAll(";.*", "");
        rung("doc-policy", "petra", NOW);
        HttpRequest.Builder write =
                request("/api/v1/policy/versions?edition=0")
                        .header("Cookie", sam)
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"name\":\"Later\",\"values\":{\"angerFrom\":1}}"));
        assertFits("PolicyChanged", bodyOf(write));
        assertFits(
                "HoursInForce",
                bodyOf(
                        request("/api/v1/hours?edition=0")
                                .header("Cookie", sam)
                                .PUT(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"hours\":{\"zone\":\"UTC\",\"week\":{\"monday\":[\"09:00-17:00\"]}}}"))));
        assertFits("Policy", bodyOf(request("/api/v1/policy").header("Cookie", sam)));
        assertFits("Comparison", bodyOf(request("/api/v1/policy/shadow").header("Cookie", sam)));
        HttpResponse<String> replay =
                http.send(
                        request("/api/v1/policy/versions/1/replay").header("Cookie", sam).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(replay.body().lines().toList())
                .isNotEmpty()
                .allSatisfy(line -> assertFits("ReplayLine", new JsonObject(line)));
    }

    private static JsonObject bodyOf(HttpRequest.Builder request) throws Exception {
        return new JsonObject(
                http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    }

    @Test
    void theNetworkIsCheckedOnlyForThoseWhoBelongToTheSite() throws Exception {
        assertProblem(checks("shop", "{\"sdp\":\"v=0\"}", false), 401);
        assertProblem(checks("shop", "{\"sdp\":\"v=0\",\"token\":\"forged\"}", true), 401);
        assertProblem(checks("another", "{\"sdp\":\"v=0\"}", true), 403);
        assertProblem(checks("shop", "{\"sdp\":1}", true), 400);
        assertProblem(checks("shop", "not JSON", true), 400);
        HttpResponse<String> last = checks("shop", "{\"sdp\":\"v=0\"}", true);
        assertProblem(last, 400);
        for (int i = 0; i < HttpGateway.CHECK_BURST; i++) {
            last = checks("shop", "{\"sdp\":\"v=0\"}", true);
        }
        assertProblem(last, 429);
    }

    private static HttpResponse<String> checks(String site, String body, boolean signedIn)
            throws Exception {
        HttpRequest.Builder asked =
                request("/api/v1/sites/" + site + "/network-checks")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        return http.send(
                (signedIn ? asked.header("Cookie", cookie) : asked).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theHandoffIsTheSameHoweverLateItIsAskedFor() throws Exception {
        ConversationId id = rung("late-1", "elena", NOW);
        JsonObject handoff = ok("/api/v1/conversations/" + id + "/handoff");
        assertThat(handoff.getString("goal")).isEqualTo("I need it for a call at eight");
        assertThat(handoff.getJsonArray("context"))
                .isEqualTo(
                        new JsonArray().add(new JsonObject().put("key", "plan").put("value", "F")));
        assertThat(ok("/api/v1/conversations/" + id).getJsonObject("handoff")).isEqualTo(handoff);
    }

    @Test
    void aConversationWithoutAPersonHasNoHandoff() throws Exception {
        ConversationId id = begun("alone-1", "elena", NOW, List.of());
        assertProblem(get("/api/v1/conversations/" + id + "/handoff"), 404);
        assertThat(ok("/api/v1/conversations/" + id).containsKey("handoff")).isFalse();
        assertProblem(get("/api/v1/conversations/nothing/handoff"), 404);
    }

    @Test
    void theHandoffIsForAgentsOnly() throws Exception {
        ConversationId id = rung("secret-1", "elena", NOW);
        HttpResponse<String> stranger =
                http.send(
                        request("/api/v1/conversations/" + id + "/handoff").build(),
                        HttpResponse.BodyHandlers.ofString());
        assertProblem(stranger, 401);
    }

    @Test
    void theHistoryOfOneCustomerIsPagedAndNobodyElses() throws Exception {
        for (int i = 1; i <= 3; i++) {
            closed("zoe-" + i, "zoe", NOW.plusSeconds(i));
            closed("tom-" + i, "tom", NOW.plusSeconds(i));
        }
        JsonArray page = ok("/api/v1/conversations?customer=zoe&limit=2").getJsonArray("items");
        assertThat(objects(page).map(s -> s.getString("conversation")))
                .containsExactly("zoe-3", "zoe-2");
        String before =
                URLEncoder.encode(
                        page.getJsonObject(1).getString("startedAt"), StandardCharsets.UTF_8);
        JsonArray rest =
                ok("/api/v1/conversations?customer=zoe&before=" + before).getJsonArray("items");
        assertThat(objects(rest).map(s -> s.getString("conversation"))).containsExactly("zoe-1");
        assertProblem(get("/api/v1/conversations?customer=%2e%2e%2fzoe"), 400);
        assertProblem(get("/api/v1/conversations?limit=many"), 400);
    }

    // Conversations

    private static ConversationId rung(String id, String customer, Instant at) {
        return begun(
                id,
                customer,
                at,
                List.of(
                        new ConversationEvent.ContextSet(List.of(new ContextFact("plan", "F"))),
                        new ConversationEvent.CustomerSaid("I need it for a call at eight"),
                        new ConversationEvent.ChannelChosen(Channel.TEXT),
                        new ConversationEvent.DetailsSkipped(),
                        new ConversationEvent.Queued(
                                Queues.DEFAULT, Channel.TEXT, at.plus(Duration.ofMinutes(15))),
                        new ConversationEvent.AgentRung(
                                new OfferId("o-" + id),
                                new AgentId("maya"),
                                "Maya",
                                at.plus(Duration.ofSeconds(20))),
                        new ConversationEvent.AgentJoined(new AgentId("maya"), "Maya"),
                        new ConversationEvent.CustomerSaid("I want something else now")));
    }

    private static void closed(String id, String customer, Instant at) {
        begun(id, customer, at, List.of(new ConversationEvent.Closed()));
    }

    /// As stored; each customer has one that is open, so they are kept apart by their ids.
    private static ConversationId begun(
            String id, String customer, Instant at, List<ConversationEvent> more) {
        ConversationId conversation = new ConversationId(id);
        boolean closes = more.stream().anyMatch(ConversationEvent.Closed.class::isInstance);
        List<ConversationEvent> events =
                Stream.concat(
                                Conversation.open(
                                        TestEdge.SITE,
                                        new CustomerId(closes ? customer : customer + "-" + id),
                                        "en",
                                        Optional.of(new PageView("https://shop.example/", "Shop")),
                                        Details.NOTHING,
                                        Optional.empty(),
                                        Optional.empty())
                                        .stream(),
                                more.stream())
                        .toList();
        List<TimelineEntry> entries = new ArrayList<>();
        for (ConversationEvent event : events) {
            entries.add(
                    new TimelineEntry(
                            entries.size() + 1L,
                            at.truncatedTo(ChronoUnit.MICROS),
                            Optional.empty(),
                            event));
        }
        assertThat(
                        edge.store.append(
                                new ConversationStore.Append(
                                        conversation,
                                        0,
                                        entries,
                                        SummaryComposer.compose(
                                                Conversation.replay(conversation, entries),
                                                Rules.DEFAULT))))
                .isInstanceOf(ConversationStore.AppendResult.Appended.class);
        return conversation;
    }

    // Requests

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(edge.http() + path));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return http.send(
                request(path).header("Cookie", cookie).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject ok(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        return new JsonObject(response.body());
    }

    private static void assertProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type"))
                .contains("application/problem+json");
        assertFits("Problem", new JsonObject(response.body()));
    }

    // Reading the document

    private static Map<String, JsonObject> operations() {
        JsonObject paths = document.getJsonObject("paths");
        return paths.fieldNames().stream()
                .flatMap(path ->
                        paths.getJsonObject(path).fieldNames().stream()
                                .filter(METHODS::contains)
                                .map(m ->
                                        Map.entry(
                                                m + " " + path,
                                                paths.getJsonObject(path).getJsonObject(m))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// Everything required is there, and nothing that the document does not know; all the way down.
    private static void assertFits(String name, JsonObject value) {
        fits(name, schema(name), value);
    }

    private static void fits(String where, JsonObject schema, Object value) {
        JsonObject s = resolved(schema);
        if (value instanceof JsonObject object) {
            JsonObject known = s.getJsonObject("properties", new JsonObject());
            Object others = s.getValue("additionalProperties", false);
            assertThat(object.fieldNames())
                    .as(where)
                    .containsAll(strings(s.getJsonArray("required", new JsonArray())));
            for (String field : object.fieldNames()) {
                if (known.containsKey(field)) {
                    fits(where + "." + field, known.getJsonObject(field), object.getValue(field));
                } else if (others instanceof JsonObject each) {
                    fits(where + "." + field, each, object.getValue(field));
                } else {
                    assertThat(others).as(where + "." + field).isEqualTo(true);
                }
            }
        } else if (value instanceof JsonArray array) {
            array.forEach(v -> fits(where + "[]", s.getJsonObject("items"), v));
        } else if (s.containsKey("enum")) {
            assertThat(strings(s.getJsonArray("enum"))).as(where).contains(String.valueOf(value));
        } else {
            assertThat(s.getString("type"))
                    .as(where)
                    .isEqualTo(
                            switch (value) {
                                case String _ -> "string";
                                case Boolean _ -> "boolean";
                                case Integer _, Long _ ->
                                        s.getString("type").equals("number") ? "number" : "integer";
                                default -> "number";
                            });
        }
    }

    private static JsonObject schema(String name) {
        return document.getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
    }

    private static JsonObject schemaOf(JsonObject content, String type) {
        return resolved(content.getJsonObject(type).getJsonObject("schema"));
    }

    private static JsonObject resolved(JsonObject value) {
        return value.containsKey("$ref") ? at(value.getString("$ref")) : value;
    }

    private static JsonObject at(String reference) {
        JsonObject place = document;
        for (String part : reference.substring("#/".length()).split("/")) {
            place = place.getJsonObject(part);
        }
        return place;
    }

    private static void collect(Object value, List<String> references) {
        if (value instanceof JsonObject object) {
            Optional.ofNullable(object.getValue("$ref"))
                    .ifPresent(r -> references.add(String.valueOf(r)));
            object.fieldNames().forEach(f -> collect(object.getValue(f), references));
        } else if (value instanceof JsonArray array) {
            array.forEach(v -> collect(v, references));
        }
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    private static List<String> strings(JsonArray array) {
        return array.stream().map(String.class::cast).toList();
    }
}
