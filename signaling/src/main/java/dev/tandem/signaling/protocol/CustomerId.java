package dev.tandem.signaling.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A visitor of a business's website, from the first visit on; given by the server inside the
/// signed token.
public record CustomerId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CustomerId {
        Limits.requireId("customer", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
