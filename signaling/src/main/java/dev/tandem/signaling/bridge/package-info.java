/// The control language between the server and a media bridge: commands, replies, events, and the
/// port. Pure values; may import the ids of `signaling.protocol` and `java.*`, nothing else.
@NullMarked
package dev.tandem.signaling.bridge;

import org.jspecify.annotations.NullMarked;
