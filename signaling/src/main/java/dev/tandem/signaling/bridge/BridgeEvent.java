package dev.tandem.signaling.bridge;

import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.LegId;

/// What a bridge tells the server on its own.
public sealed interface BridgeEvent {
    CallId call();

    /// Keys are agreed, media can flow.
    ///
    /// @param iceMillis from the command to the first authenticated check
    /// @param dtlsMillis from there to the end of the handshake
    record LegConnected(CallId call, LegId leg, long iceMillis, long dtlsMillis)
            implements BridgeEvent {}

    /// The first packet of this kind from this leg was forwarded, or taken in while nobody else was
    /// there. Comes again after the leg was replaced.
    record MediaStarted(CallId call, LegId leg, MediaKind kind) implements BridgeEvent {}

    /// No media path any more. The leg stays until it is restarted or removed.
    record LegLost(CallId call, LegId leg, Reason reason) implements BridgeEvent {}

    /// A key was pressed, told once. May be a digit of a card or a PIN: nobody writes it down, and
    /// so it does not appear in what is written of this.
    ///
    /// @param key one of 0 to 9, *, #, A to D
    record KeyPressed(CallId call, LegId leg, String key) implements BridgeEvent {
        @Override
        public String toString() {
            return "KeyPressed[call=" + call + ", leg=" + leg + "]";
        }
    }

    /// How well a leg has heard in the last seconds.
    record LegHeard(CallId call, LegSound sound) implements BridgeEvent {}

    /// The call is not recorded any more, because its folder is missing, full or not writable. What
    /// was written stays; the call goes on.
    record RecordingFailed(CallId call) implements BridgeEvent {}

    enum Reason {
        /// No check came at all within the time for connecting.
        NEVER_CONNECTED,
        /// No authenticated check for 30 s (RFC 7675).
        CONSENT_EXPIRED,
        /// The handshake failed or the certificate was not the announced one.
        DTLS_FAILED,
        /// The browser closed its connection.
        DTLS_CLOSED
    }
}
