/// The ports of `application` kept in PostgreSQL, and the PostgreSQL that comes with the program.
/// May import `application`, `conversation`, `signaling`, JDBC, HikariCP, Flyway, Micrometer and
/// the embedded binaries; JDBC is here and in `knowledge` only.
@NullMarked
package dev.tandem.server.store;

import org.jspecify.annotations.NullMarked;
