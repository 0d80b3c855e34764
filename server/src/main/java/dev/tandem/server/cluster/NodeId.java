package dev.tandem.server.cluster;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// One run of one process. A process that starts again is another node.
public record NodeId(@JsonValue String value) {
    /// Hazelcast's member ids are UUIDs.
    private static final int MAX_CHARS = 36;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public NodeId {
        if (value.isBlank() || value.length() > MAX_CHARS) {
            throw new IllegalArgumentException("a node id has 1 to 36 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
