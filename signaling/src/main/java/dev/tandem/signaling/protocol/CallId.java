package dev.tandem.signaling.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// The voice or video part of a conversation; unique in the world because bridges know only this.
public record CallId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CallId {
        Limits.requireId("call", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
