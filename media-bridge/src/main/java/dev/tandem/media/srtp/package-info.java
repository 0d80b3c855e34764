/// SRTP and SRTCP of one leg over jitsi-srtp: two profiles, replay refused, sources bounded. May
/// import `packet`, jitsi-srtp and `java.*`; the only package that knows jitsi-srtp's contexts.
@NullMarked
package dev.tandem.media.srtp;

import org.jspecify.annotations.NullMarked;
