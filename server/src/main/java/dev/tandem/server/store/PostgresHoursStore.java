package dev.tandem.server.store;

import dev.tandem.server.application.HoursStore;
import dev.tandem.server.routing.OpeningHours;
import dev.tandem.server.routing.OpeningHours.Span;
import dev.tandem.signaling.protocol.SiteKey;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.sql.DataSource;

/// Opening hours in PostgreSQL. The days are lines that people can read: `monday 09:00-12:00
/// 13:00-17:00`; a date without a span is closed.
public final class PostgresHoursStore implements HoursStore {
    private static final Logger log = LoggerFactory.getLogger(PostgresHoursStore.class);

    private final Query query;
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

    public PostgresHoursStore(DataSource pool) {
        this.query = new Query(pool);
    }

    @Override
    public Map<SiteKey, Hours> all() {
        Map<SiteKey, Hours> all = new HashMap<>();
        query.list(
                        row -> Map.entry(new SiteKey(row.getString("site")), hours(row)),
                        "SELECT site, edition, zone, week, exceptions FROM opening_hours")
                .forEach(e -> all.put(e.getKey(), e.getValue()));
        return all;
    }

    /// What cannot be read, as a zone that this machine does not know, closes nobody's door; it is
    /// said once.
    private Hours hours(ResultSet row) throws SQLException {
        long edition = row.getLong("edition");
        String zone = row.getString("zone");
        try {
            return new Hours(
                    edition,
                    zone == null
                            ? Optional.empty()
                            : Optional.of(
                                    hours(
                                            zone,
                                            row.getString("week"),
                                            row.getString("exceptions"))));
        } catch (DateTimeException | IllegalArgumentException | IllegalStateException e) {
            if (unreadable.add(row.getString("site") + " " + edition)) {
                log.error("The opening hours of {} cannot be read", row.getString("site"), e);
            }
            return new Hours(edition, Optional.empty());
        }
    }

    private static OpeningHours hours(String zone, String week, String exceptions) {
        return new OpeningHours(
                ZoneId.of(zone),
                read(week, day -> DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT))),
                read(exceptions, LocalDate::parse));
    }

    private static <K> Map<K, List<Span>> read(String lines, Function<String, K> day) {
        return lines.lines()
                .map(line -> line.split(" "))
                .collect(
                        Collectors.toMap(
                                parts -> day.apply(parts[0]),
                                parts -> Arrays.stream(parts).skip(1).map(Span::parse).toList()));
    }

    @Override
    public boolean replace(SiteKey site, long before, Optional<OpeningHours> hours) {
        return query.change(
                        before == 0
                                ? """
                                INSERT INTO opening_hours (zone, week, exceptions, site, edition)
                                VALUES (?, ?, ?, ?, ? + 1) ON CONFLICT DO NOTHING
                                """
                                : """
                                UPDATE opening_hours
                                SET zone = ?, week = ?, exceptions = ?, edition = edition + 1
                                WHERE site = ? AND edition = ?
                                """,
                        hours.map(h -> h.zone().getId()),
                        written(
                                hours.map(OpeningHours::week).orElse(Map.of()),
                                day -> day.name().toLowerCase(Locale.ROOT)),
                        written(
                                hours.map(OpeningHours::exceptions).orElse(Map.of()),
                                LocalDate::toString),
                        site.value(),
                        before)
                == 1;
    }

    private static <K> String written(Map<K, List<Span>> days, Function<K, String> name) {
        return days.entrySet().stream()
                .map(e ->
                        Stream.concat(
                                        Stream.of(name.apply(e.getKey())),
                                        e.getValue().stream().map(Span::toString))
                                .collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
    }
}
