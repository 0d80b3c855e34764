package dev.tandem.server.gateway;

import dev.tandem.signaling.protocol.CloseCode;
import dev.tandem.signaling.protocol.Limits;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `/ws`: takes sockets in, hands their frames to sessions, closes the silent ones. One per event
/// loop.
final class WebSocketShell {
    static final String SUBPROTOCOL = "tandem.v1";

    /// Sockets of one event loop; over it a browser is told to come back later.
    static final int MAX_SOCKETS = 50_000;

    /// How often silence is looked for.
    private static final long CHECK_MILLIS = 5_000;

    /// RFC 6455 section 7.4.1: a message is too big to process.
    private static final short TOO_BIG = 1009;

    private static final Logger log = LoggerFactory.getLogger(WebSocketShell.class);

    private final Vertx vertx;
    private final GatewayServices services;
    private final String name;
    private final Map<String, ClientSession> sessions = new LinkedHashMap<>();
    private long opened;

    /// @param name unique among all event loops of all nodes
    WebSocketShell(Vertx vertx, GatewayServices services, String name) {
        this.vertx = vertx;
        this.services = services;
        this.name = name;
        vertx.setPeriodic(
                CHECK_MILLIS,
                _ -> List.copyOf(sessions.values()).forEach(ClientSession::checkSilence));
    }

    static HttpServerOptions configure(HttpServerOptions options) {
        return options.setWebSocketSubProtocols(List.of(SUBPROTOCOL))
                .setMaxWebSocketFrameSize(2 * Limits.MESSAGE_BYTES)
                .setMaxWebSocketMessageSize(2 * Limits.MESSAGE_BYTES)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
    }

    /// Before the upgrade: only our path, only known origins.
    void handshake(ServerWebSocketHandshake handshake) {
        if (!"/ws".equals(handshake.path())) {
            handshake.reject(404);
            return;
        }
        if (sessions.size() >= MAX_SOCKETS) {
            handshake.reject(503);
            return;
        }
        boolean allowed =
                Origins.of(handshake.headers())
                        .map(o ->
                                services.sites().anyAllows(o)
                                        || Origins.isOwn(handshake.headers(), o))
                        .orElse(true);
        if (allowed) {
            handshake.accept();
        } else {
            log.info("Refused a socket from an origin that no site allows");
            handshake.reject(403);
        }
    }

    void connected(ServerWebSocket socket) {
        MultiMap headers = socket.headers();
        // A cookie opens a desk only from our own pages, or another website could act for the
        // agent.
        boolean own = Origins.of(headers).map(o -> Origins.isOwn(headers, o)).orElse(false);
        ClientSession.Handshake handshake =
                new ClientSession.Handshake(Authentication.tokenOf(headers), own, headers);
        Context context = vertx.getOrCreateContext();
        String id = name + "-" + ++opened;
        ClientSession session = new ClientSession(id, socket, context, services, handshake);
        sessions.put(id, session);
        socket.textMessageHandler(session::onText);
        socket.binaryMessageHandler(_ -> session.onBinary());
        // A frame that cannot be read, one far over the limit above all: nothing after it can be
        // trusted.
        socket.exceptionHandler(e -> {
            log.debug("Socket {} broke: {}", id, e.toString());
            socket.close(TOO_BIG);
        });
        socket.closeHandler(_ -> {
            sessions.remove(id);
            session.onClosed();
        });
    }

    void closeAll(CloseCode code) {
        List.copyOf(sessions.values()).forEach(s -> s.close(code));
    }
}
