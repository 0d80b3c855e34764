package dev.tandem.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;

/// What a supervisor says of the opening hours.
class HoursRoutesTest extends SupervisorStory {
    private static final String OFFICE =
            """
            {"hours":{"zone":"Europe/Berlin",
                "week":{"monday":["09:00-12:00","13:00-17:00"]},
                "exceptions":{"2026-12-24":[],"2026-12-27":["12:00-24:00"]}}}
            """;

    HoursRoutesTest() {
        super("/api/v1/hours");
    }

    @Test
    void hoursAreSetAndTakenBack() throws Exception {
        assertThat(json(get(sam))).isEqualTo(new JsonObject().put("edition", 0));

        JsonObject set = json(put(sam, "0", OFFICE));
        assertThat(set.getInteger("edition")).isEqualTo(1);
        assertThat(set.getJsonObject("hours"))
                .isEqualTo(new JsonObject(OFFICE).getJsonObject("hours"));
        assertThat(set.containsKey("opensAt")).isEqualTo(!set.getBoolean("openNow"));
        assertThat(json(get(sam))).isEqualTo(set);

        assertThat(json(put(sam, "1", "{\"hours\":null}")))
                .isEqualTo(new JsonObject().put("edition", 2));
    }

    @Test
    void ofTwoSupervisorsTheSecondIsToldThatSomethingHasChanged() throws Exception {
        put(sam, "0", OFFICE);
        HttpResponse<String> second = put(sam, "0", "{\"hours\":null}");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(json(second).getString("type")).contains("stale");
        assertThat(json(get(sam)).getJsonObject("hours")).isNotNull();
    }

    @Test
    void onlySupervisorsSeeThemAndChangeThem() throws Exception {
        String maya = edge.signIn("maya");
        assertThat(get(maya).statusCode()).isEqualTo(403);
        assertThat(put(maya, "0", OFFICE).statusCode()).isEqualTo(403);
        assertThat(put("", "0", OFFICE).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"hours\":7}",
                "{\"hours\":{}}",
                "{\"hours\":{\"zone\":\"Atlantis/Harbour\"}}",
                "{\"hours\":{\"zone\":\"UTC\",\"week\":{\"someday\":[]}}}",
                "{\"hours\":{\"zone\":\"UTC\",\"week\":{\"monday\":\"09:00-17:00\"}}}",
                "{\"hours\":{\"zone\":\"UTC\",\"week\":{\"monday\":null}}}",
                "{\"hours\":{\"zone\":\"UTC\",\"week\":{\"monday\":[9]}}}",
                "{\"hours\":{\"zone\":\"UTC\",\"week\":{\"monday\":[null]}}}",
                "{\"hours\":{\"zone\":\"UTC\",\"week\":{\"monday\":[\"17:00-09:00\"]}}}",
                "{\"hours\":{\"zone\":\"UTC\",\"week\":{\"monday\":[\"09:00-25:00\"]}}}",
                "{\"hours\":{\"zone\":\"UTC\",\"week\":{\"monday\":[\"09:00-12:00\",\"11:00-13:00\"]}}}",
                "{\"hours\":{\"zone\":\"UTC\",\"exceptions\":{\"2026-02-30\":[]}}}",
            })
    void whatIsNoHoursIsSaidToBeNone(String body) throws Exception {
        HttpResponse<String> refused = put(sam, "0", body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).doesNotContain("Exception", "java.");
        assertThat(json(get(sam)).getInteger("edition")).isZero();
    }

    @Test
    void moreDatesThanThereMayBeAreRefused() throws Exception {
        JsonObject dates = new JsonObject();
        for (int i = 0; i <= 60; i++) {
            dates.put("%d-01-01".formatted(2026 + i), new JsonArray());
        }
        JsonObject hours = new JsonObject().put("zone", "UTC").put("exceptions", dates);
        HttpResponse<String> refused = put(sam, "0", new JsonObject().put("hours", hours).encode());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("60");
        dates.remove("2026-01-01");
        assertThat(put(sam, "0", new JsonObject().put("hours", hours).encode()).statusCode())
                .isEqualTo(200);
        assertThat(put(sam, "one", OFFICE).statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> get(String cookie) throws Exception {
        return get(cookie, "");
    }

    private HttpResponse<String> put(String cookie, String edition, String body) throws Exception {
        return send(cookie, "PUT", "?edition=" + edition, body);
    }
}
