package dev.tandem.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.postgresql.ds.PGSimpleDataSource;

import java.time.Duration;

/// How we connect: every wait has an end.
final class Connections {
    /// Connections for questions, of one process.
    static final int POOL_SIZE = 10;

    /// Waiting for a free connection.
    static final Duration POOL_WAIT = Duration.ofSeconds(5);

    /// One question, in the database.
    static final Duration STATEMENT = Duration.ofSeconds(5);

    /// Opening a connection.
    static final Duration CONNECT = Duration.ofSeconds(5);

    /// Silence of the network within one question or one append; longer than [#STATEMENT], so that
    /// the database gives up first and says so.
    static final Duration SILENCE = Duration.ofSeconds(10);

    private Connections() {}

    static PGSimpleDataSource to(String jdbcUrl, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl);
        source.setUser(user);
        source.setPassword(password);
        source.setApplicationName("tandem");
        source.setConnectTimeout((int) CONNECT.toSeconds());
        source.setTcpKeepAlive(true);
        // Details quote rows, and rows hold what customers wrote.
        source.setLogServerErrorDetail(false);
        return source;
    }

    static HikariDataSource pool(String jdbcUrl, String user, String password) {
        PGSimpleDataSource source = to(jdbcUrl, user, password);
        source.setSocketTimeout((int) SILENCE.toSeconds());
        HikariConfig config = new HikariConfig();
        config.setPoolName("tandem");
        config.setDataSource(source);
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(POOL_WAIT.toMillis());
        config.setConnectionInitSql("SET statement_timeout = " + STATEMENT.toMillis());
        // The caller has already connected once: what fails now fails at the first question.
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}
