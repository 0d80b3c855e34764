package dev.tandem.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.server.application.CustomerIdentity;
import dev.tandem.signaling.protocol.CloseCode;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.Limits;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Details;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What a hostile or broken client gets: a typed refusal, and nobody else notices.
class BadInputTest {
    private static TestEdge edge;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        edge = new TestEdge();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    private static String token(String customer) {
        return edge.tokens.sign(
                new CustomerIdentity(TestEdge.SITE, new CustomerId(customer), Details.NOTHING),
                Instant.now());
    }

    private static TestSocket customer(String id) throws Exception {
        TestSocket socket = edge.socket(Map.of("Origin", TestEdge.ORIGIN));
        socket.say("{\"type\":\"hello\",\"token\":\"" + token(id) + "\"}").hear("welcome");
        return socket;
    }

    private static String start(TestSocket socket, String text) throws Exception {
        socket.say(
                new JsonObject().put("type", "start").put("id", "k1").put("text", text).encode());
        return socket.hear("accepted").getString("conversation");
    }

    private static String say(String id, String conversation, String text) {
        return new JsonObject()
                .put("type", "say")
                .put("id", id)
                .put("conversation", conversation)
                .put("text", text)
                .encode();
    }

    @Test
    void aCustomerAsksAndHearsTheAnswerAfterItIsCommitted() throws Exception {
        TestSocket socket = customer("alice");
        String conversation = start(socket, "Hello?");

        JsonObject answer = socket.hearEvent("assistant_said").getJsonObject("entry");

        assertThat(answer.getJsonObject("event").getString("text")).isEqualTo("You said: Hello?");
        assertThat(edge.store.read(new ConversationId(conversation), 0, 10))
                .anyMatch(e -> e.version() == answer.getLong("version"));
    }

    @Test
    void malformedUnknownAndOversizedMessagesAreRefusedAndTheSocketGoesOn() throws Exception {
        TestSocket socket = customer("bob");
        assertThat(socket.say("{nonsense").hear("rejected").getString("code"))
                .isEqualTo("malformed");
        assertThat(socket.say("{\"type\":\"drop_tables\"}").hear("rejected").getString("code"))
                .isEqualTo("unknown_type");
        String large = say("k9", "c1", "x".repeat(Limits.MESSAGE_BYTES));
        assertThat(socket.say(large).hear("rejected").getString("code")).isEqualTo("too_large");
        socket.sayBinary(new byte[] {1, 2, 3});
        assertThat(socket.hear("rejected").getString("code")).isEqualTo("malformed");
        socket.say("{\"type\":\"ping\"}").hear("pong");
    }

    @Test
    void aFrameFarOverTheLimitEndsOnlyItsOwnSocket() throws Exception {
        TestSocket other = customer("witness1");
        TestSocket socket = customer("giant");
        socket.say("x".repeat(4 * Limits.MESSAGE_BYTES));
        assertThat(socket.isClosed()).isTrue();
        other.say("{\"type\":\"ping\"}").hear("pong");
    }

    @Test
    void nothingIsDoneBeforeHello() throws Exception {
        TestSocket socket = edge.socket(Map.of());
        assertThat(
                        socket.say("{\"type\":\"start\",\"id\":\"k1\",\"text\":\"a\"}")
                                .hear("rejected")
                                .getString("code"))
                .isEqualTo("not_authenticated");
    }

    @Test
    void somebodyElsesConversationDoesNotExist() throws Exception {
        String conversation = start(customer("carol"), "My account number is 12345678");
        TestSocket thief = customer("mallory");

        thief.say(say("k2", conversation, "let me in"));
        assertThat(thief.hear("rejected").getString("code")).isEqualTo("no_such_conversation");
        thief.say(
                "{\"type\":\"resume\",\"conversation\":\""
                        + conversation
                        + "\",\"afterVersion\":0}");
        assertThat(thief.hear("rejected").getString("code")).isEqualTo("no_such_conversation");
        thief.say(say("k3", "cdoesnotexist", "hello"));
        assertThat(thief.hear("rejected").getString("code")).isEqualTo("no_such_conversation");
    }

    @Test
    void anAgentsCommandFromACustomerIsForbidden() throws Exception {
        TestSocket socket = customer("dave");
        String conversation = start(socket, "hello");
        socket.say(
                "{\"type\":\"accept_offer\",\"id\":\"k5\",\"conversation\":\""
                        + conversation
                        + "\",\"offer\":\"o1\"}");
        assertThat(socket.hear("rejected").getString("code")).isEqualTo("forbidden");
        socket.say("{\"type\":\"set_presence\",\"id\":\"k6\",\"presence\":\"available\"}");
        assertThat(socket.hear("rejected").getString("code")).isEqualTo("forbidden");
    }

    @Test
    void aForgedTokenOpensNothing() throws Exception {
        String good = token("erin");
        String forged = good.substring(0, good.length() - 4) + "AAAA";
        TestSocket socket = edge.socket(Map.of("Origin", TestEdge.ORIGIN));
        socket.say("{\"type\":\"hello\",\"token\":\"" + forged + "\"}");
        assertThat(socket.closeCode()).isEqualTo(CloseCode.UNAUTHENTICATED.code());
    }

    @Test
    void anExpiredTokenOpensNothing() throws Exception {
        String old =
                edge.tokens.sign(
                        new CustomerIdentity(
                                TestEdge.SITE, new CustomerId("frank"), Details.NOTHING),
                        Instant.now().minus(CustomerTokens.LIFETIME).minus(Duration.ofMinutes(1)));
        TestSocket socket = edge.socket(Map.of());
        socket.say("{\"type\":\"hello\",\"token\":\"" + old + "\"}");
        assertThat(socket.closeCode()).isEqualTo(CloseCode.UNAUTHENTICATED.code());
    }

    @Test
    void aTokenReplayedOnAnotherBusinesssWebsiteOpensNothing() throws Exception {
        TestSocket socket = edge.socket(Map.of("Origin", "https://other.example"));
        socket.say("{\"type\":\"hello\",\"token\":\"" + token("grace") + "\"}");
        assertThat(socket.closeCode()).isEqualTo(CloseCode.UNAUTHENTICATED.code());
    }

    @Test
    void anOriginThatNoSiteAllowsIsRefusedAtTheDoor() {
        assertThatThrownBy(() -> edge.socket(Map.of("Origin", "https://evil.example")))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void theSameCommandTwiceIsOneEvent() throws Exception {
        TestSocket socket = customer("heidi");
        String conversation = start(socket, "hello");
        socket.hearEvent("assistant_said");
        long first =
                socket.say(say("k7", conversation, "once")).hear("accepted").getLong("version");
        long again =
                socket.say(say("k7", conversation, "once")).hear("accepted").getLong("version");
        assertThat(again).isEqualTo(first);
    }

    @Test
    void whoFloodsIsSlowedThenClosedAndTheOthersGoOn() throws Exception {
        TestSocket other = customer("witness2");
        TestSocket socket = customer("ivan");
        for (int i = 0; i < 20_000 && socket.isOpen(); i++) {
            socket.flood("{\"type\":\"ping\"}");
        }
        assertThat(socket.hear("rejected").getString("code")).isEqualTo("rate_limited");
        assertThat(socket.closeCode()).isEqualTo(CloseCode.FLOODING.code());
        other.say("{\"type\":\"ping\"}").hear("pong");
    }

    @Test
    void scriptsInEveryFieldStayText() throws Exception {
        String script = "<script>alert(1)</script><img src=x onerror=alert(2)>";
        TestSocket socket = customer("judy");
        start(socket, script);
        JsonObject said = socket.hearEvent("customer_said").getJsonObject("entry");
        assertThat(said.getJsonObject("event").getString("text")).isEqualTo(script);
    }

    // HTTP

    private HttpResponse<String> post(String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(edge.http() + path))
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(edge.http() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type"))
                .contains("application/problem+json");
        JsonObject problem = new JsonObject(response.body());
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("title")).isNotBlank();
        assertThat(response.body()).doesNotContain("Exception", "at dev.");
    }

    @Test
    void anErrorOfTheApiIsAProblemDocument() throws Exception {
        assertProblem(get("/api/v1/nothing"), 404);
        assertProblem(get("/nothing"), 404);
        assertProblem(get("/desk/..%2f..%2fetc/passwd.txt"), 404);
        assertProblem(get("/api/v1/conversations"), 401);
        assertProblem(post("/api/v1/sites/nobody/customers", "{}"), 404);
        assertProblem(post("/api/v1/sites/shop/customers", "[1"), 400);
        assertProblem(post("/api/v1/sites/shop/customers", "{\"user\":7}"), 400);
        assertProblem(
                post(
                        "/api/v1/sites/shop/customers",
                        "{\"user\":{\"id\":\"u1\",\"signature\":\"00\"}}"),
                401);
        assertProblem(post("/api/v1/session", "x".repeat(HttpGateway.BODY_BYTES + 1)), 413);
        assertProblem(
                post("/api/v1/sites/shop/customers", "{}", "Origin", "https://evil.example"), 403);
    }

    @Test
    void anAgentSignsInWithACookieThatScriptsCannotRead() throws Exception {
        assertProblem(post("/api/v1/session", "{\"login\":\"maya\",\"password\":\"wrong\"}"), 401);
        assertProblem(
                post("/api/v1/session", "{\"login\":\"nobody\",\"password\":\"wrong\"}"), 401);
        HttpResponse<String> in =
                post(
                        "/api/v1/session",
                        "{\"login\":\"MAYA\",\"password\":\"" + TestEdge.PASSWORD + "\"}");
        assertThat(in.statusCode()).isEqualTo(200);
        assertThat(in.headers().firstValue("set-cookie").orElse(""))
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict");
    }

    @Test
    void anotherWebsiteCannotUseTheAgentsCookie() throws Exception {
        HttpResponse<String> in =
                post(
                        "/api/v1/session",
                        "{\"login\":\"maya\",\"password\":\"" + TestEdge.PASSWORD + "\"}");
        String cookie = in.headers().firstValue("set-cookie").orElse("").replaceAll(";.*", "");

        TestSocket foreign = edge.socket(Map.of("Origin", TestEdge.ORIGIN, "Cookie", cookie));
        foreign.say("{\"type\":\"hello\"}");
        assertThat(foreign.closeCode()).isEqualTo(CloseCode.UNAUTHENTICATED.code());

        TestSocket own = edge.socket(Map.of("Origin", edge.http(), "Cookie", cookie));
        own.say("{\"type\":\"hello\"}").hear("welcome");
        own.hear("desk");
    }

    @Test
    void tokensAreNotAlgorithmAgile() {
        assertThat(
                        edge.tokens.verify(
                                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4Iiwic2l0ZSI6InNob3AifQ.",
                                Instant.now()))
                .isEmpty();
        assertThat(edge.tokens.verify("", Instant.now())).isEmpty();
        assertThat(edge.tokens.verify(".", Instant.now())).isEmpty();
        assertThat(new SiteKey("shop")).isEqualTo(TestEdge.SITE);
    }
}
