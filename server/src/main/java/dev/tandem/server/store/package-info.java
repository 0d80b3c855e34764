/// The ports of `application` and `knowledge` kept in PostgreSQL, and the PostgreSQL that comes
/// with the program. May import `application`, `conversation`, `knowledge`, `signaling`, JDBC,
/// HikariCP, Flyway, Jackson, Micrometer and the embedded binaries; JDBC is here and nowhere else.
@NullMarked
package dev.tandem.server.store;

import org.jspecify.annotations.NullMarked;
