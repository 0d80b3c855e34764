/// Everything browser and server say to each other over `/ws`: ids, messages, codec, limits, close
/// codes. May import `timeline` and Jackson; nothing else.
@NullMarked
package dev.tandem.signaling.protocol;

import org.jspecify.annotations.NullMarked;
