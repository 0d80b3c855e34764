/// The conversation as a pure, event-sourced aggregate and what others need to know of it. May
/// import `java.*`, the ids of `signaling.protocol` and `signaling.timeline`; nothing else: no
/// clock, no randomness, no thread, no input or output.
@NullMarked
package dev.tandem.server.conversation;

import org.jspecify.annotations.NullMarked;
