/// When the assistant brings in a person: a pure, explained decision over one conversation. Imports
/// `java.*`, `conversation`, `privacy` and the language of `signaling`; no model, clock or IO.
@NullMarked
package dev.tandem.server.escalation;

import org.jspecify.annotations.NullMarked;
