/// The ports of `application` kept in memory: for a throw-away node and as test doubles. They pass
/// the same contract tests as the adapters in `store`. May import `application`, `conversation` and
/// `signaling`; nothing else.
@NullMarked
package dev.tandem.server.memory;

import org.jspecify.annotations.NullMarked;
