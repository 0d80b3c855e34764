/// Answers customers' questions from what the site says, and says so when it does not. Never
/// decides about escalation and never makes up a fact. May import `knowledge`, `privacy`,
/// `signaling` and slf4j; no Vert.x, no JDBC. Calls block for milliseconds: they belong on worker
/// threads.
@NullMarked
package dev.tandem.server.assistant;

import org.jspecify.annotations.NullMarked;
