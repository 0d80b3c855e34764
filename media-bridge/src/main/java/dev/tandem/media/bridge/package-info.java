/// One call (Bridge), its parties (Leg), and all calls of one event loop (Switchboard): sans-IO,
/// single-threaded. May import the other packages of `media` except `netty`, `signaling.bridge`,
/// ids and `java.*`.
@NullMarked
package dev.tandem.media.bridge;

import org.jspecify.annotations.NullMarked;
