/// ICE-lite (RFC 8445 section 2.5): answers authenticated checks and remembers who sent them. Pure;
/// may import `packet`, `signaling.bridge` and `java.*`, nothing else.
@NullMarked
package dev.tandem.media.ice;

import org.jspecify.annotations.NullMarked;
