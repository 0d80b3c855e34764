/// The thin shell: one UDP port per event loop around one Switchboard. The only package that knows
/// Netty. May import Netty, `bridge`, `packet`, `dtls`, `signaling.bridge` and `java.*`.
@NullMarked
package dev.tandem.media.netty;

import org.jspecify.annotations.NullMarked;
