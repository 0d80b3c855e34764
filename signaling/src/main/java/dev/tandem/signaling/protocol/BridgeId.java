package dev.tandem.signaling.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// One run of one bridge process. Another id means other certificates: a client restarts ICE.
public record BridgeId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public BridgeId {
        Limits.requireId("bridge", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
