package dev.tandem.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.HoursStore;
import dev.tandem.server.application.HoursStoreContract;
import dev.tandem.signaling.protocol.SiteKey;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.sql.SQLException;
import java.util.Optional;

@ExtendWith(TestDatabases.class)
class PostgresHoursStoreTest extends HoursStoreContract {
    private HoursStore store;

    @BeforeEach
    void open(Database database) throws SQLException {
        TestDatabases.execute(database, "TRUNCATE opening_hours");
        store = new PostgresHoursStore(database.pool());
    }

    @Override
    protected HoursStore store() {
        return store;
    }

    @Test
    void what_cannot_be_read_closes_nobodys_door_and_can_be_replaced(Database database)
            throws SQLException {
        TestDatabases.execute(
                database,
                "INSERT INTO opening_hours VALUES"
                        + " ('zone', 1, 'Atlantis/Harbour', '', ''),"
                        + " ('week', 2, 'UTC', 'someday 09:00-17:00', ''),"
                        + " ('span', 3, 'UTC', 'monday 17:00-09:00', ''),"
                        + " ('date', 4, 'UTC', '', '2026-02-30'),"
                        + " ('twice', 5, 'UTC', E'monday\nmonday', '')");
        assertThat(store.all()).hasSize(5);
        assertThat(store.all().values()).allSatisfy(hours -> assertThat(hours.hours()).isEmpty());
        assertThat(store.replace(new SiteKey("zone"), 1, Optional.empty())).isTrue();
        assertThat(store.all())
                .containsEntry(new SiteKey("zone"), new HoursStore.Hours(2, Optional.empty()));
        assertThat(store.all())
                .containsEntry(new SiteKey("date"), new HoursStore.Hours(4, Optional.empty()));
    }
}
