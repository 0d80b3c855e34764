package dev.tandem.signaling.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// The public key of a business's website, as written in its script tag.
public record SiteKey(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SiteKey {
        Limits.requireId("site", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
