package dev.tandem.server.gateway;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// How all of the HTTP API reads JSON, and how it writes names.
final class ApiJson {
    private ApiJson() {}

    /// Empty if the body is no JSON object.
    static Optional<JsonObject> body(RoutingContext context) {
        try {
            return Optional.ofNullable(context.body().asJsonObject());
        } catch (DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    /// Empty if it is missing or no text.
    static String text(JsonObject body, String field) {
        return body.getValue(field) instanceof String text ? text : "";
    }

    /// As an enum's value is written.
    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> Optional<E> oneOf(E[] values, String name) {
        return Stream.of(values).filter(v -> name(v).equals(name)).findFirst();
    }
}
