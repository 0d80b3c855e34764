/// The media bridge: composition root and settings. Runs in the server's process or alone. May
/// import everything of `media` and `signaling`.
@NullMarked
package dev.tandem.media;

import org.jspecify.annotations.NullMarked;
