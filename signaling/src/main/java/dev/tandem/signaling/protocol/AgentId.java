package dev.tandem.signaling.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A person who answers for the business.
public record AgentId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AgentId {
        Limits.requireId("agent", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
