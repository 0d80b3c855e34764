package dev.tandem.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.server.assistant.Pricing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What an operator may say of servers that are not ours, and what stops the start with a sentence.
class OutsideServersTest {
    @Test
    void aRelayIsReachedOverUdpTcpAndTls() throws ConfigProblem {
        ServerConfig.Turn turn =
                read(Map.of(
                                "TANDEM_TURN_URLS",
                                "turn:turn.example.com:3478?transport=udp,"
                                        + "turn:turn.example.com?transport=tcp,"
                                        + "turn:[2001:db8::7]:3478,"
                                        + "turns:turn.example.com:443?transport=tcp",
                                "TANDEM_TURN_SECRET",
                                "north",
                                "TANDEM_TURN_LIFETIME_SECONDS",
                                "600"))
                        .turn();

        assertThat(turn.urls()).hasSize(4);
        assertThat(turn.lifetime()).isEqualTo(Duration.ofMinutes(10));
        assertThat(turn.toString()).as("the start's log").doesNotContain("north");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stun:turn.example.com",
                "turn.example.com:3478",
                "turn://turn.example.com",
                "turn:turn.example.com?transport=sctp",
                // Browsers speak TLS over TCP only.
                "turns:turn.example.com:5349?transport=udp",
                "turn:"
            })
    void whatIsNoAddressOfARelayStopsTheStart(String url) {
        assertThatThrownBy(
                        () -> read(Map.of("TANDEM_TURN_URLS", url, "TANDEM_TURN_SECRET", "north")))
                .isInstanceOf(ConfigProblem.class)
                .hasMessageContaining("turn.urls")
                .hasMessageContaining(url);
    }

    @Test
    void aRelayWithoutASecretStopsTheStart() {
        assertThatThrownBy(() -> read(Map.of("TANDEM_TURN_URLS", "turn:turn.example.com")))
                .isInstanceOf(ConfigProblem.class)
                .hasMessageContaining("turn.secret");
    }

    @Test
    void aWriterIsNamedWithoutItsKey() throws ConfigProblem {
        Map<String, String> settings =
                Map.of(
                        "TANDEM_WRITER_URL",
                        "http://localhost:11434/v1",
                        "TANDEM_WRITER_MODEL",
                        "small",
                        "TANDEM_WRITER_KEY",
                        "sk-north");
        assertThat(read(settings).writer().url()).contains("http://localhost:11434/v1");
        assertThat(read(settings).writer().toString()).doesNotContain("north");
        assertThat(SettingsReader.read(Optional.empty(), settings).toString())
                .doesNotContain("north");
        assertThat(read(Map.of()).writer().url()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:11434", "ftp://localhost/v1", "/v1"})
    void whatIsNoAddressOfAModelStopsTheStart(String url) {
        assertThatThrownBy(() -> read(Map.of("TANDEM_WRITER_URL", url, "TANDEM_WRITER_MODEL", "m")))
                .isInstanceOf(ConfigProblem.class)
                .hasMessageContaining("writer.url");
    }

    @Test
    void anEndpointWithoutAModelStopsTheStart() {
        assertThatThrownBy(() -> read(Map.of("TANDEM_WRITER_URL", "http://localhost/v1")))
                .isInstanceOf(ConfigProblem.class)
                .hasMessageContaining("writer.model");
    }

    @Test
    void whatAModelCostsIsRead() throws ConfigProblem {
        ServerConfig.Writer writer =
                read(Map.of(
                                "TANDEM_WRITER_PRICE_IN", "0.15",
                                "TANDEM_WRITER_PRICE_OUT", "0.6",
                                "TANDEM_WRITER_COST_PER_CONVERSATION", "0.05"))
                        .writer();
        assertThat(writer.pricing())
                .isEqualTo(
                        new Pricing(
                                new BigDecimal("0.15"),
                                new BigDecimal("0.6"),
                                new BigDecimal("0.05")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "free", "0.0000001", "10001", "1e3", ""})
    void whatIsNoPriceStopsTheStart(String price) {
        assertThatThrownBy(() -> read(Map.of("TANDEM_WRITER_PRICE_IN", price)))
                .isInstanceOf(ConfigProblem.class)
                .hasMessageContaining("writer.price-in");
    }

    @Test
    void aLimitOfCostWithoutAPriceStopsTheStart() {
        assertThatThrownBy(() -> read(Map.of("TANDEM_WRITER_COST_PER_CONVERSATION", "1")))
                .isInstanceOf(ConfigProblem.class)
                .hasMessageContaining("writer.price-in");
    }

    private static ServerConfig read(Map<String, String> environment) throws ConfigProblem {
        return ServerConfig.of(SettingsReader.read(Optional.empty(), environment));
    }
}
