package dev.tandem.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.server.assistant.Lookup;
import dev.tandem.signaling.protocol.SiteKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What a business's own system can be asked is a setting that is understood at the start, or stops
/// it.
class LookupSettingsTest {
    private static final String ORDERS =
            """
            [{"site": "harbor", "name": "order_status", "description": "Where an order is.",
              "parameters": {"order": "the order's number"},
              "url": "https://shop.example.com/orders/{order}?customer={user}",
              "key": "shop-key-1", "timeoutSeconds": 2, "maxBytes": 8000}]\
            """;

    private static ServerConfig read(String lookups) throws ConfigProblem {
        return ServerConfig.of(
                SettingsReader.read(Optional.empty(), Map.of("TANDEM_WRITER_LOOKUPS", lookups)));
    }

    @Test
    void aLookupIsRead() throws ConfigProblem {
        assertThat(read(ORDERS).writer().reach().lookups())
                .containsExactly(
                        new Lookup(
                                new SiteKey("harbor"),
                                "order_status",
                                "Where an order is.",
                                Map.of("order", "the order's number"),
                                "https://shop.example.com/orders/{order}?customer={user}",
                                "shop-key-1",
                                Duration.ofSeconds(2),
                                8_000));
        assertThat(read("").writer().reach().lookups()).isEmpty();
        assertThat(read("[]").writer().reach().lookups()).isEmpty();
    }

    @Test
    void itsKeyIsPrintedNowhere() throws ConfigProblem {
        assertThat(read(ORDERS).toString()).doesNotContain("shop-key-1");
        assertThat(
                        SettingsReader.read(
                                        Optional.empty(), Map.of("TANDEM_WRITER_LOOKUPS", ORDERS))
                                .printed())
                .contains("writer.lookups = (hidden)")
                .doesNotContain("shop-key-1");
        assertThatThrownBy(() -> read(ORDERS.replace("}]", "")))
                .isInstanceOf(ConfigProblem.class)
                .hasMessageContaining("writer.lookups")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("shop-key-1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"harbor\" | \"Not a site\"",
                "\"order_status\" | \"Order-Status\"",
                "\"order_status\" | \"search_site\"",
                "\"Where an order is.\" | \"\"",
                "\"order\" | \"user\"",
                "{order} | {parcel}",
                "{order} | {order}/{order}",
                "{user} | zoe",
                "https://shop.example.com | https://{user}.example.com",
                "https://shop.example.com | https://{user}@example.com",
                "https://shop.example.com | ftp://shop.example.com",
                "https://shop.example.com/orders/{order}? | https://shop.example.com?order={order}&",
                "2, | 0,",
                "2, | 11,",
                "2, | \"2\",",
                "8000 | 16001",
                "\"key\" | \"method\"",
            })
    void whatCannotBeAskedStopsTheStart(String right, String wrong) {
        String lookups = ORDERS.replace(right, wrong);
        assertThat(lookups).isNotEqualTo(ORDERS);
        assertThatThrownBy(() -> read(lookups))
                .isInstanceOf(ConfigProblem.class)
                .hasMessageContaining("writer.lookups");
    }

    @ParameterizedTest
    @ValueSource(strings = {"order_status", "{}", "[1]", "[{}]", "[] []"})
    void whatIsNoListOfLookupsStopsTheStart(String lookups) {
        assertThatThrownBy(() -> read(lookups))
                .isInstanceOf(ConfigProblem.class)
                .hasMessageContaining("writer.lookups");
    }

    @Test
    void aNameStandsForOneLookupOfASite() throws ConfigProblem {
        String one = ORDERS.substring(1, ORDERS.length() - 1);
        assertThatThrownBy(() -> read("[" + one + "," + one + "]"))
                .isInstanceOf(ConfigProblem.class)
                .hasMessageContaining("number 2");
        assertThat(
                        read("[" + one + "," + one.replace("harbor", "pier") + "]")
                                .writer()
                                .reach()
                                .lookups())
                .hasSize(2);
    }

    @Test
    void thereAreSoManyLookupsAndNoMore() throws ConfigProblem {
        assertThat(read(many(LookupSettings.MAX_LOOKUPS)).writer().reach().lookups())
                .hasSize(LookupSettings.MAX_LOOKUPS);
        assertThatThrownBy(() -> read(many(LookupSettings.MAX_LOOKUPS + 1)))
                .isInstanceOf(ConfigProblem.class);
    }

    private static String many(int count) {
        StringBuilder many = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            many.append(i == 0 ? "" : ",")
                    .append(
                            ORDERS.substring(1, ORDERS.length() - 1)
                                    .replace("order_status", "lookup_" + i));
        }
        return many.append(']').toString();
    }

    @Test
    void aLookupTakesSoManyParametersAndNoMore() throws ConfigProblem {
        assertThat(read(parameters(LookupSettings.MAX_PARAMETERS)).writer().reach().lookups())
                .hasSize(1);
        assertThatThrownBy(() -> read(parameters(LookupSettings.MAX_PARAMETERS + 1)))
                .isInstanceOf(ConfigProblem.class);
    }

    private static String parameters(int count) {
        StringBuilder parameters = new StringBuilder();
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < count; i++) {
            parameters.append(i == 0 ? "" : ",").append("\"p").append(i).append("\":\"one\"");
            path.append("{p").append(i).append("}/");
        }
        return ORDERS.replace("\"order\": \"the order's number\"", parameters)
                .replace("{order}", path);
    }
}
