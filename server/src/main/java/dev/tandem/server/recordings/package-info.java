/// Recordings on the disk, as the media bridge writes them: read, found, deleted.
@NullMarked
package dev.tandem.server.recordings;

import org.jspecify.annotations.NullMarked;
