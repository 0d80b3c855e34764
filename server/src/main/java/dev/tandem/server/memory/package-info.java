/// The ports of `application` and `knowledge` kept in memory: for a throw-away node and as test
/// doubles. They pass the same contract tests as the adapters in `store`. May import `application`,
/// `conversation`, `knowledge` and `signaling`; nothing else.
@NullMarked
package dev.tandem.server.memory;

import org.jspecify.annotations.NullMarked;
