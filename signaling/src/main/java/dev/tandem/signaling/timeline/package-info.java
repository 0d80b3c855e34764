/// The conversation's timeline: its events and their parts. One language for the event log, the
/// core and the wire. May import Jackson annotations and the ids of `protocol`; nothing else.
@NullMarked
package dev.tandem.signaling.timeline;

import org.jspecify.annotations.NullMarked;
