package dev.tandem.signaling.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Chosen by the client, unique within its conversation: the same id again adds no event.
public record CommandId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CommandId {
        Limits.requireId("id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
