/// DTLS 1.2 (RFC 6347, RFC 5764) as the server: BouncyCastle's blocking protocol on virtual threads
/// behind bounded queues. May import `srtp`, `signaling.bridge`, BouncyCastle and `java.*`; the
/// only package that knows BouncyCastle.
@NullMarked
package dev.tandem.media.dtls;

import org.jspecify.annotations.NullMarked;
