package dev.tandem.signaling.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// One customer contact from open to closed, across text, voice and video.
public record ConversationId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ConversationId {
        Limits.requireId("conversation", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
