package dev.tandem.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.DemoWelcome.Stand;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// What whoever starts the demo reads, in virtual time.
class DemoWelcomeTest {
    private static final String GREETING = "Tandem is ready.";

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final List<String> said = new ArrayList<>();

    /// @param stand after so long
    private Duration welcome(Function<Duration, Stand> stand) {
        long began = now.get();
        new DemoWelcome(
                        () -> stand.apply(Duration.ofNanos(now.get() - began)),
                        said::add,
                        GREETING,
                        now::get,
                        now::addAndGet)
                .greet();
        return Duration.ofNanos(now.get() - began);
    }

    @Test
    void a_site_that_is_known_from_before_is_greeted_for_at_once() {
        assertThat(welcome(_ -> new Stand.Learned())).isZero();
        assertThat(said).containsExactly(GREETING);
    }

    @Test
    void a_new_one_only_when_all_of_it_is_learned_and_meanwhile_one_sees_how_far_it_is() {
        Duration took =
                welcome(after ->
                        switch ((int) after.toSeconds()) {
                            case 0, 1 -> new Stand.Begins();
                            case 2, 3 -> new Stand.Reads(17, 43);
                            case 4, 5, 6, 7, 8 ->
                                    new Stand.Understands((int) after.toSeconds(), 41);
                            default -> new Stand.Learned();
                        });

        assertThat(took).isEqualTo(Duration.ofSeconds(9));
        assertThat(said)
                .containsExactly(
                        "Learning the demo's site: 17 of 43 pages read",
                        "Learning the demo's site: 4 of 41 pages learned",
                        "Learning the demo's site: 6 of 41 pages learned",
                        "Learning the demo's site: 8 of 41 pages learned",
                        GREETING);
    }

    @Test
    void a_machine_that_is_too_busy_is_told_about_in_time() {
        assertThat(welcome(_ -> new Stand.Understands(1, 41))).isEqualTo(DemoWelcome.WITHIN);
        assertThat(said)
                .endsWith(
                        "The demo's site is not wholly learned yet: its assistant knows less at first.",
                        GREETING);
    }

    @Test
    void a_site_that_cannot_be_read_keeps_nobody_waiting() {
        welcome(after -> after.isZero() ? new Stand.Begins() : new Stand.Failed());
        assertThat(said)
                .containsExactly("The demo's site could not be learned; see above.", GREETING);
    }

    @Test
    void a_server_that_stops_says_nothing_more() {
        new DemoWelcome(
                        Stand.Begins::new,
                        said::add,
                        GREETING,
                        now::get,
                        _ -> Thread.currentThread().interrupt())
                .greet();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(said).isEmpty();
    }
}
