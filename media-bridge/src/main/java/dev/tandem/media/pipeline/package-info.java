/// The steps of the packet path: what comes in per source, what goes out per leg, feedback both
/// ways. Pure; may import `packet`, `signaling.bridge` and `java.*`; each step is a small object
/// with bounded memory.
@NullMarked
package dev.tandem.media.pipeline;

import org.jspecify.annotations.NullMarked;
