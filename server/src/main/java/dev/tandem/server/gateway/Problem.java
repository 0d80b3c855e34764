package dev.tandem.server.gateway;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/// An error that a client of the HTTP API sees: an RFC 9457 problem document, never a stack trace.
record Problem(int status, String type, String title, String detail) {
    static final Problem UNAVAILABLE =
            new Problem(503, "unavailable", "Not available now", "Try again in a moment.");

    static Problem badRequest(String detail) {
        return new Problem(400, "bad_request", "The request cannot be understood", detail);
    }

    static Problem notSignedIn(String detail) {
        return new Problem(401, "not_signed_in", "Not signed in", detail);
    }

    static Problem forbidden(String detail) {
        return new Problem(403, "forbidden", "Not allowed", detail);
    }

    static Problem notFound(String detail) {
        return new Problem(404, "not_found", "Not found", detail);
    }

    static Problem tooMany() {
        return new Problem(
                429, "too_many_requests", "Too many requests", "Wait a moment and try again.");
    }

    void send(RoutingContext context) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        if (status == 429 || status == 503) {
            context.response().putHeader("Retry-After", "2");
        }
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(
                        new JsonObject()
                                .put("type", "urn:tandem:problem:" + type)
                                .put("title", title)
                                .put("status", status)
                                .put("detail", detail)
                                .encode());
    }
}
