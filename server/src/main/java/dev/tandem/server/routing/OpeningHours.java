package dev.tandem.server.routing;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a business's people serve customers: the same every week, and otherwise on some days. Times
/// are those of the business's clocks, through every change of summer time.
///
/// @param week a day that is not there is closed
/// @param exceptions dates that are not as in the week; no span is closed
public record OpeningHours(
        ZoneId zone, Map<DayOfWeek, List<Span>> week, Map<LocalDate, List<Span>> exceptions) {
    /// Of one day: morning, afternoon, and what else there may be.
    public static final int MAX_SPANS = 4;

    /// A year of holidays, twice.
    public static final int MAX_EXCEPTIONS = 60;

    /// An opening that is farther away than this is none.
    static final int LOOK_DAYS = 400;

    /// Who is open past midnight has a span at the end of one day and one at the start of the next.
    ///
    /// @param from minutes since midnight, inclusive
    /// @param to minutes since midnight, exclusive; 1,440 is the day's end
    public record Span(int from, int to) {
        public static final int DAY = 24 * 60;

        public Span {
            if (from < 0 || to > DAY || from >= to) {
                throw new IllegalArgumentException(
                        "a span begins before it ends, within one day, not " + from + " to " + to);
            }
        }

        private static final Pattern TEXT =
                Pattern.compile("([01]\\d|2[0-4]):([0-5]\\d)-([01]\\d|2[0-4]):([0-5]\\d)");

        /// `09:00-17:30`; `24:00` is the day's end.
        ///
        /// @throws IllegalArgumentException if it is no span
        public static Span parse(String text) {
            Matcher span = TEXT.matcher(text);
            if (!span.matches()) {
                throw new IllegalArgumentException("a span is written as 09:00-17:30");
            }
            return new Span(minutes(span, 1), minutes(span, 3));
        }

        private static int minutes(Matcher span, int group) {
            return Integer.parseInt(span.group(group)) * 60
                    + Integer.parseInt(span.group(group + 1));
        }

        @Override
        public String toString() {
            return clock(from) + "-" + clock(to);
        }

        private static String clock(int minutes) {
            return "%02d:%02d".formatted(minutes / 60, minutes % 60);
        }

        boolean has(int minute) {
            return minute >= from && minute < to;
        }
    }

    public OpeningHours {
        Map<DayOfWeek, List<Span>> days = new EnumMap<>(DayOfWeek.class);
        week.forEach((day, spans) -> days.put(day, ordered(day, spans)));
        days.values().removeIf(List::isEmpty);
        if (exceptions.size() > MAX_EXCEPTIONS) {
            throw new IllegalArgumentException(
                    "at most " + MAX_EXCEPTIONS + " dates are otherwise, not " + exceptions.size());
        }
        Map<LocalDate, List<Span>> dates = new TreeMap<>();
        exceptions.forEach((date, spans) -> dates.put(date, ordered(date, spans)));
        week = Collections.unmodifiableMap(days);
        exceptions = Collections.unmodifiableMap(dates);
    }

    private static List<Span> ordered(Object when, List<Span> spans) {
        if (spans.size() > MAX_SPANS) {
            throw new IllegalArgumentException(
                    "a day has at most " + MAX_SPANS + " spans, not " + spans.size());
        }
        for (int i = 1; i < spans.size(); i++) {
            if (spans.get(i).from() < spans.get(i - 1).to()) {
                throw new IllegalArgumentException(
                        "the spans of " + when + " follow each other without overlap");
            }
        }
        return List.copyOf(spans);
    }

    public boolean isOpen(Instant now) {
        var local = now.atZone(zone);
        int minute = local.getHour() * 60 + local.getMinute();
        return on(local.toLocalDate()).stream().anyMatch(s -> s.has(minute));
    }

    /// When they open next; empty while they are open, and if they do not open within a year.
    public Optional<Instant> opensAfter(Instant now) {
        if (isOpen(now)) {
            return Optional.empty();
        }
        LocalDate today = now.atZone(zone).toLocalDate();
        return today.datesUntil(today.plusDays(LOOK_DAYS))
                .flatMap(date -> on(date).stream().map(s -> start(date, s)))
                .filter(at -> at.isAfter(now) && isOpen(at))
                .findFirst();
    }

    /// An hour that the clocks skip begins as much later; if it is over by then there is none.
    private Instant start(LocalDate date, Span span) {
        return date.atTime(span.from() / 60, span.from() % 60).atZone(zone).toInstant();
    }

    private List<Span> on(LocalDate date) {
        List<Span> otherwise = exceptions.get(date);
        return otherwise != null ? otherwise : week.getOrDefault(date.getDayOfWeek(), List.of());
    }
}
