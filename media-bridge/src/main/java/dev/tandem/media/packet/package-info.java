/// Views over one buffer: what kind of datagram it is, RTP, RTCP, and the reasons for dropping one.
/// Pure and allocation-free; may import `java.*` and jitsi's buffer interface.
@NullMarked
package dev.tandem.media.packet;

import org.jspecify.annotations.NullMarked;
