package dev.tandem.server.store;

import javax.sql.DataSource;

/// A PostgreSQL that is up and has been checked. Whoever opened it closes it, last of all.
public interface Database extends AutoCloseable {
    /// Connections for short questions. Waiting for one and asking are both bounded, see
    /// [Connections].
    DataSource pool();

    /// A new connection each time, without a time limit on statements: for migrations and for the
    /// one writer.
    DataSource direct();

    /// Never throws; what could not be stopped is logged.
    @Override
    void close();
}
