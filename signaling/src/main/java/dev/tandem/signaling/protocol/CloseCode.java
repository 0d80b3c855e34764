package dev.tandem.signaling.protocol;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/// Every way a socket of `/ws` is closed by the server: may the client reconnect, and when.
///
/// Codes of the WebSocket protocol itself (1000, 1001, 1006, 1009...) mean: reconnect with backoff.
public enum CloseCode {
    /// The server is going away (restart, drain). Nothing is lost; another node or the next run
    /// takes over.
    GOING_AWAY(4001, "server is going away", Duration.ofMillis(200)),
    /// The client reads slower than the conversation goes; it reconnects and resumes where it was.
    SLOW(4002, "client is too slow", Duration.ofMillis(500)),
    /// No valid token or session. A customer asks for a new token first, an agent signs in.
    UNAUTHENTICATED(4003, "not signed in", null),
    /// Far more messages than a person sends.
    FLOODING(4004, "too many messages", Duration.ofSeconds(30)),
    /// `hello` did not come in time, or nothing came for a long time.
    IDLE(4005, "no sign of life", Duration.ofSeconds(1)),
    /// Message after message that is not of this protocol.
    BAD_PROTOCOL(4006, "not this protocol", null),
    /// Too many sockets for one participant; the oldest is closed.
    REPLACED(4007, "too many connections", null);

    private final int code;
    private final String reason;
    private final Optional<Duration> reconnectAfter;

    CloseCode(int code, String reason, @Nullable Duration reconnectAfter) {
        this.code = code;
        this.reason = reason;
        this.reconnectAfter = Optional.ofNullable(reconnectAfter);
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    /// How long the client waits before it reconnects by itself; empty: it does not.
    public Optional<Duration> reconnectAfter() {
        return reconnectAfter;
    }
}
