package dev.tandem.server.application;

import dev.tandem.signaling.protocol.CallId;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The recordings as they lie on the disk. Methods block.
public interface RecordingFiles {
    /// Of one call, in the order in which they began; none if nothing of it is there.
    List<RecordedFile> of(CallId call) throws IOException;

    /// Where one of them lies, whole or not.
    Optional<Path> find(CallId call, String name);

    /// All of a call; without any, nothing happens.
    void delete(CallId call) throws IOException;

    /// Calls that were last written to before then.
    List<CallId> untouchedSince(Instant then) throws IOException;
}
