package dev.tandem.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

/// A wrong setting stops the start with a sentence that names its key.
class BridgeConfigTest {
    @Test
    void eachWrongValueNamesItsKey() {
        refused("media.bind-address", () -> config("here", 10_000, List.of("127.0.0.1"), 1, 10, 8));
        refused(
                "media.bind-address",
                () -> config("224.0.0.1", 10_000, List.of("127.0.0.1"), 1, 10, 8));
        refused("media.port", () -> config("0.0.0.0", 80, List.of("127.0.0.1"), 1, 10, 8));
        refused("media.port", () -> config("0.0.0.0", 65_535, List.of("127.0.0.1"), 2, 10, 8));
        refused("media.announce", () -> config("0.0.0.0", 10_000, List.of(), 1, 10, 8));
        refused("media.announce", () -> config("0.0.0.0", 10_000, List.of("0.0.0.0"), 1, 10, 8));
        refused("media.announce", () -> config("0.0.0.0", 10_000, List.of("a.host"), 1, 10, 8));
        refused("media.bind-address", () -> config("0.0.0.0", 10_000, List.of("::1"), 1, 10, 8));
        refused("media.event-loops", () -> config("::", 10_000, List.of("::1"), 0, 10, 8));
        refused("media.max-calls", () -> config("::", 10_000, List.of("::1"), 4, 3, 8));
        refused("media.max-legs", () -> config("::", 10_000, List.of("::1"), 1, 10, 1));
    }

    @Test
    void whatNoBrowserCanSendToIsNotAnnouncedAndTheReasonSaid() {
        announces("0.0.0.0", "every address");
        announces("::", "every address");
        announces("224.0.0.1", "multicast");
        announces("ff02::1", "multicast");
        announces("fe80::1", "one cable");
        announces("169.254.7.7", "one cable");
        announces("255.255.255.255", "reserved");
        announces("240.0.0.1", "reserved");
    }

    private static void announces(String address, String reason) {
        assertThatThrownBy(() -> config("::", 10_000, List.of(address), 1, 10, 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("media.announce")
                .hasMessageContaining(address)
                .hasMessageContaining(reason);
    }

    @Test
    void theDefaultsAnnounceThisMachineAndLoopback() {
        BridgeConfig defaults = BridgeConfig.defaults();

        assertThat(defaults.basePort()).isEqualTo(10_000);
        assertThat(defaults.announcedAddresses()).last().isEqualTo("127.0.0.1");
        assertThat(config("::", 0, List.of("::1"), 1, 10, 8).basePort()).isZero();
        assertThat(config("::", 65_534, List.of("::1"), 2, 10, 8).eventLoops()).isEqualTo(2);
    }

    private static void refused(String key, Runnable construction) {
        assertThatThrownBy(construction::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }

    private static BridgeConfig config(
            String bind, int port, List<String> announced, int loops, int calls, int legs) {
        return new BridgeConfig(bind, port, announced, loops, calls, legs);
    }
}
