package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.protocol.IceServer;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Browsers get TURN credentials that expire.
class TurnServersTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.ofEpochSecond(1_790_000_000));

    @Test
    void theUserNameSaysWhenAndThePasswordProvesIt() {
        List<IceServer> servers =
                new TurnServers(
                                List.of("turn:turn.example:3478"),
                                "north",
                                Duration.ofHours(1),
                                CLOCK)
                        .get();

        assertThat(servers).hasSize(1);
        assertThat(servers.getFirst().username()).contains("1790003600:tandem");
        // printf '1790003600:tandem' | openssl dgst -sha1 -hmac north -binary | base64
        assertThat(servers.getFirst().credential()).contains("IhdALuAl7IoJR5cpBqpy7ygakSE=");
    }

    @Test
    void withoutATurnServerNothingIsToldAndNothingRenewed() {
        TurnServers none = new TurnServers(List.of(), "", Duration.ofHours(1), CLOCK);
        assertThat(none.get()).isEmpty();
        assertThat(none.renewal()).isEmpty();
    }

    @Test
    void theyAreRenewedAtHalfOfTheirLifetimeButWithinTenMinutes() {
        assertThat(renewal(60)).contains(Duration.ofSeconds(30));
        assertThat(renewal(1_199)).contains(Duration.ofMillis(599_500));
        assertThat(renewal(1_200)).contains(Duration.ofMinutes(10));
        assertThat(renewal(86_400)).contains(TurnServers.RENEWED_WITHIN);
    }

    private static Optional<Duration> renewal(long lifetimeSeconds) {
        return new TurnServers(
                        List.of("turn:turn.example:3478"),
                        "north",
                        Duration.ofSeconds(lifetimeSeconds),
                        CLOCK)
                .renewal();
    }
}
