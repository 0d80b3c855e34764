package dev.tandem.signaling.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// One proposal of one conversation to one agent; it is accepted, passed or expires, once.
public record OfferId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public OfferId {
        Limits.requireId("offer", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
