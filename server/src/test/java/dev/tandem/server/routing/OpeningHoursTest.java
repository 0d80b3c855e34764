package dev.tandem.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.server.routing.OpeningHours.Span;

import org.junit.jupiter.api.Test;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class OpeningHoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<Span> OFFICE = List.of(span(9, 12), span(13, 17));

    /// Monday to Friday with a break at noon, closed on Christmas Eve, open on one Sunday.
    private static final OpeningHours HOURS =
            new OpeningHours(
                    BERLIN,
                    weekdays(OFFICE),
                    Map.of(
                            LocalDate.of(2026, 12, 24),
                            List.of(),
                            LocalDate.of(2026, 12, 20),
                            List.of(span(12, 16))));

    private static Span span(int from, int to) {
        return new Span(from * 60, to * 60);
    }

    private static Map<DayOfWeek, List<Span>> weekdays(List<Span> spans) {
        Map<DayOfWeek, List<Span>> week = new HashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.compareTo(DayOfWeek.FRIDAY) <= 0) {
                week.put(day, spans);
            }
        }
        return week;
    }

    private static Instant berlin(String local) {
        return ZonedDateTime.parse(local + "[Europe/Berlin]").toInstant();
    }

    @Test
    void aDayOpensAtItsFirstMinuteAndIsClosedAtItsLast() {
        assertThat(HOURS.isOpen(berlin("2026-12-21T08:59:59+01:00"))).isFalse();
        assertThat(HOURS.isOpen(berlin("2026-12-21T09:00:00+01:00"))).isTrue();
        assertThat(HOURS.isOpen(berlin("2026-12-21T12:00:00+01:00"))).isFalse();
        assertThat(HOURS.isOpen(berlin("2026-12-21T16:59:59+01:00"))).isTrue();
        assertThat(HOURS.isOpen(berlin("2026-12-21T17:00:00+01:00"))).isFalse();
    }

    @Test
    void whoComesAtNoonIsToldOfTheAfternoonAndWhoComesInTheEveningOfTomorrow() {
        assertThat(HOURS.opensAfter(berlin("2026-12-21T12:10:00+01:00")))
                .contains(berlin("2026-12-21T13:00:00+01:00"));
        assertThat(HOURS.opensAfter(berlin("2026-12-21T20:00:00+01:00")))
                .contains(berlin("2026-12-22T09:00:00+01:00"));
        assertThat(HOURS.opensAfter(berlin("2026-12-21T10:00:00+01:00"))).isEmpty();
    }

    @Test
    void aHolidayIsClosedAndAnOpenSundayIsOpen() {
        assertThat(HOURS.isOpen(berlin("2026-12-24T10:00:00+01:00"))).isFalse();
        assertThat(HOURS.opensAfter(berlin("2026-12-23T18:00:00+01:00")))
                .contains(berlin("2026-12-25T09:00:00+01:00"));
        assertThat(HOURS.isOpen(berlin("2026-12-20T13:00:00+01:00"))).isTrue();
        assertThat(HOURS.opensAfter(berlin("2026-12-19T18:00:00+01:00")))
                .contains(berlin("2026-12-20T12:00:00+01:00"));
    }

    @Test
    void theClocksOfTheBusinessCountAlsoWhenTheyChange() {
        OpeningHours night =
                new OpeningHours(
                        BERLIN, Map.of(DayOfWeek.SUNDAY, List.of(new Span(150, 600))), Map.of());
        // On 29 March 2026 there is no half past two: from 02:00 the clocks go on at 03:00.
        assertThat(night.opensAfter(berlin("2026-03-29T00:00:00+01:00")))
                .contains(berlin("2026-03-29T03:30:00+02:00"));
        assertThat(HOURS.opensAfter(berlin("2026-03-28T12:00:00+01:00")))
                .as("nine o'clock in summer time")
                .contains(Instant.parse("2026-03-30T07:00:00Z"));
        assertThat(HOURS.opensAfter(berlin("2026-10-24T12:00:00+02:00")))
                .as("nine o'clock in winter time")
                .contains(Instant.parse("2026-10-26T08:00:00Z"));
    }

    @Test
    void aDayWithoutAnEndGoesOnAtMidnight() {
        OpeningHours always =
                new OpeningHours(
                        BERLIN,
                        Map.of(
                                DayOfWeek.MONDAY, List.of(new Span(600, Span.DAY)),
                                DayOfWeek.TUESDAY, List.of(new Span(0, 60))),
                        Map.of());
        assertThat(always.isOpen(berlin("2026-12-21T23:59:59+01:00"))).isTrue();
        assertThat(always.isOpen(berlin("2026-12-22T00:00:00+01:00"))).isTrue();
        assertThat(always.isOpen(berlin("2026-12-22T01:00:00+01:00"))).isFalse();
    }

    @Test
    void aBusinessThatNeverOpensSaysNoTime() {
        OpeningHours never = new OpeningHours(BERLIN, Map.of(), Map.of());
        assertThat(never.isOpen(berlin("2026-12-21T10:00:00+01:00"))).isFalse();
        assertThat(never.opensAfter(berlin("2026-12-21T10:00:00+01:00"))).isEmpty();
    }

    @Test
    void hoursThatMakeNoSenseCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Span(600, 600));
        assertThatIllegalArgumentException().isThrownBy(() -> new Span(-1, 600));
        assertThatIllegalArgumentException().isThrownBy(() -> new Span(600, Span.DAY + 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> weekOf(List.of(span(9, 13), span(12, 17))))
                .withMessageContaining("overlap");
        weekOf(List.of(span(1, 2), span(3, 4), span(5, 6), span(7, 8)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        weekOf(
                                List.of(
                                        span(1, 2),
                                        span(3, 4),
                                        span(5, 6),
                                        span(7, 8),
                                        span(9, 10))))
                .withMessageContaining("at most 4");
        Map<LocalDate, List<Span>> many = new HashMap<>();
        for (int i = 0; i <= OpeningHours.MAX_EXCEPTIONS; i++) {
            many.put(LocalDate.of(2026, 1, 1).plusDays(i), List.of());
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OpeningHours(BERLIN, Map.of(), many))
                .withMessageContaining("60");
    }

    private static OpeningHours weekOf(List<Span> monday) {
        return new OpeningHours(BERLIN, Map.of(DayOfWeek.MONDAY, monday), Map.of());
    }
}
