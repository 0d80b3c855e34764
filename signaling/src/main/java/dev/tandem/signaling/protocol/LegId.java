package dev.tandem.signaling.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// One party's media path in a call; the participant's id, so that a reload replaces its own leg.
public record LegId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public LegId {
        Limits.requireId("leg", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
