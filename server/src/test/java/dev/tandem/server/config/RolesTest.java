package dev.tandem.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a process may be, and what stops the start with a sentence.
class RolesTest {
    private static final Map<String, String> CLUSTER =
            Map.of(
                    "TANDEM_CLUSTER_MEMBERS",
                    "one,two",
                    "TANDEM_DATABASE_URL",
                    "jdbc:postgresql://db:5432/tandem");

    @Test
    void aBridgeForTheOthersOwnsNothing() throws ConfigProblem {
        assertThat(read("media", CLUSTER).isBridgeOnly()).isTrue();
        assertThat(read("all", CLUSTER).isBridgeOnly()).isFalse();
        assertThat(read("edge,core", CLUSTER).isBridgeOnly()).isFalse();
    }

    @Test
    void aBridgeOnItsOwnHasNobodyToCarryCallsFor() {
        assertThatThrownBy(() -> read("media", Map.of()))
                .isInstanceOf(ConfigProblem.class)
                .hasMessageContaining("cluster.members");
    }

    @Test
    void socketsAndConversationsAreInOneProcess() {
        assertThatThrownBy(() -> read("edge,media", CLUSTER))
                .isInstanceOf(ConfigProblem.class)
                .hasMessageContaining("roles");
    }

    private static ServerConfig read(String roles, Map<String, String> more) throws ConfigProblem {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("TANDEM_ROLES", roles);
        return ServerConfig.of(SettingsReader.read(Optional.empty(), environment));
    }
}
