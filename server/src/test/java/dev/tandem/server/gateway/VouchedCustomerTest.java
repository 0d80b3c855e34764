package dev.tandem.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.CustomerIdentity;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a business's backend signs about its user, as it would in its own language.
class VouchedCustomerTest {
    private static final String SECRET = "identity";

    private final HttpClient http = HttpClient.newHttpClient();
    private TestEdge edge;

    @BeforeEach
    void start() throws Exception {
        edge = new TestEdge();
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void aSignedUserIsTheSameCustomerWithAndWithoutASegment() throws Exception {
        CustomerIdentity plain = accepted(user("elena").put("signature", hmac(SECRET, "elena")));
        assertThat(plain.segment()).isEmpty();
        CustomerIdentity business =
                accepted(
                        user("elena")
                                .put("segment", "business")
                                .put("signature", hmac(SECRET + "\nsegment", "business\nelena")));
        assertThat(business.segment()).contains("business");
        assertThat(business.customer()).isEqualTo(plain.customer());
        assertThat(business.user()).contains("elena");
        assertThat(plain.user()).contains("elena");
    }

    @Test
    void anIdThatIsTooLongToBeAskedAboutIsStillACustomer() throws Exception {
        String longest = "e".repeat(CustomerIdentity.USER_CHARS);
        assertThat(accepted(user(longest).put("signature", hmac(SECRET, longest))).user())
                .contains(longest);
        assertThat(
                        accepted(user(longest + "e").put("signature", hmac(SECRET, longest + "e")))
                                .user())
                .isEmpty();
    }

    @Test
    void nobodyVouchesForAVisitor() throws Exception {
        HttpResponse<String> visitor =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create(edge.http() + "/api/v1/sites/shop/customers"))
                                .header("Origin", TestEdge.ORIGIN)
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        String token = new JsonObject(visitor.body()).getString("token");
        assertThat(edge.tokens.verify(token, Instant.now()).orElseThrow().user()).isEmpty();
    }

    @Test
    void nobodyGivesThemselvesASegment() throws Exception {
        JsonObject claimed =
                user("elena").put("segment", "business").put("signature", hmac(SECRET, "elena"));
        assertThat(introduced(claimed).statusCode()).as("signed without it").isEqualTo(401);
        JsonObject another =
                user("elena")
                        .put("segment", "business")
                        .put("signature", hmac(SECRET + "\nsegment", "trial\nelena"));
        assertThat(introduced(another).statusCode()).as("signed for another").isEqualTo(401);
        JsonObject left =
                user("elena").put("signature", hmac(SECRET + "\nsegment", "business\nelena"));
        assertThat(introduced(left).statusCode()).as("left out").isEqualTo(401);
        JsonObject named =
                user("elena")
                        .put("segment", "business")
                        .put("signature", hmac(SECRET, "business\nelena"));
        assertThat(introduced(named).statusCode())
                .as("who is called business, line feed, elena, is nobody else")
                .isEqualTo(401);
    }

    @Test
    void aSegmentThatNoPolicyCanNameIsRefused() throws Exception {
        for (String wrong : new String[] {"Key Accounts", "v".repeat(33), "a\nb"}) {
            JsonObject claimed =
                    user("elena")
                            .put("segment", wrong)
                            .put("signature", hmac(SECRET + "\nsegment", wrong + "\nelena"));
            assertThat(introduced(claimed).statusCode()).as("%s", wrong).isEqualTo(400);
        }
    }

    private static JsonObject user(String id) {
        return new JsonObject().put("id", id);
    }

    private CustomerIdentity accepted(JsonObject user) throws Exception {
        HttpResponse<String> response = introduced(user);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        Optional<CustomerIdentity> who =
                edge.tokens.verify(
                        new JsonObject(response.body()).getString("token"), Instant.now());
        return who.orElseThrow();
    }

    private HttpResponse<String> introduced(JsonObject user) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(edge.http() + "/api/v1/sites/shop/customers"))
                        .header("Origin", TestEdge.ORIGIN)
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        new JsonObject().put("user", user).encode()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String hmac(String key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
