/// The heart: one conversation as a small event-sourced aggregate with one writer. Pure: imports
/// `java.*` and the language of `signaling` (ids, wishes, events); no clock, random, thread or IO.
@NullMarked
package dev.tandem.server.conversation;

import org.jspecify.annotations.NullMarked;
