/// The one native library of the bridge: libopus, called by `java.lang.foreign`. Knows `pipeline`'s
/// interface for it and nothing else of the bridge.
@NullMarked
package dev.tandem.media.codec;

import org.jspecify.annotations.NullMarked;
