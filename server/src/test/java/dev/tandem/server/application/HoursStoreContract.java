package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.HoursStore.Hours;
import dev.tandem.server.routing.OpeningHours;
import dev.tandem.server.routing.OpeningHours.Span;
import dev.tandem.signaling.protocol.SiteKey;

import org.junit.jupiter.api.Test;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What every store of opening hours does.
public abstract class HoursStoreContract {
    protected static final SiteKey SITE = new SiteKey("nordlink");

    private static final OpeningHours OFFICE =
            new OpeningHours(
                    ZoneId.of("Europe/Berlin"),
                    Map.of(
                            DayOfWeek.MONDAY,
                            List.of(new Span(540, 720), new Span(780, 1_020)),
                            DayOfWeek.SUNDAY,
                            List.of(new Span(0, Span.DAY))),
                    Map.of(
                            LocalDate.of(2026, 12, 24),
                            List.of(),
                            LocalDate.of(2026, 12, 31),
                            List.of(new Span(540, 720))));

    protected abstract HoursStore store();

    @Test
    void hours_are_read_back_as_they_were_written() {
        assertThat(store().all()).isEmpty();
        assertThat(store().replace(SITE, 0, Optional.of(OFFICE))).isTrue();
        assertThat(store().all()).isEqualTo(Map.of(SITE, new Hours(1, Optional.of(OFFICE))));
    }

    @Test
    void who_has_not_seen_the_last_change_changes_nothing() {
        store().replace(SITE, 0, Optional.of(OFFICE));
        assertThat(store().replace(SITE, 0, Optional.empty())).as("as if the first").isFalse();
        assertThat(store().replace(SITE, 2, Optional.empty())).as("from nowhere").isFalse();
        assertThat(store().all().get(SITE)).isEqualTo(new Hours(1, Optional.of(OFFICE)));

        assertThat(store().replace(SITE, 1, Optional.empty())).isTrue();
        assertThat(store().all().get(SITE)).isEqualTo(new Hours(2, Optional.empty()));
        assertThat(store().replace(SITE, 1, Optional.of(OFFICE))).as("late").isFalse();
    }

    @Test
    void sites_have_hours_of_their_own() {
        store().replace(SITE, 0, Optional.of(OFFICE));
        store().replace(new SiteKey("other"), 0, Optional.empty());
        assertThat(store().all().keySet()).containsExactlyInAnyOrder(SITE, new SiteKey("other"));
        assertThat(store().replace(new SiteKey("third"), 1, Optional.empty())).isFalse();
    }
}
