package dev.tandem.signaling.protocol;

import java.util.Optional;

/// Everything a browser may say. What should be remembered is a [ClientCommand] and carries an id;
/// the rest is about this socket only and is forgotten with it.
public sealed interface ClientMessage permits ClientCommand, ClientMessage.ForSocket {

    /// Concerns only this socket; not stored, not answered with `accepted`.
    sealed interface ForSocket extends ClientMessage {}

    /// The first message of a socket. A customer gives the token of `POST
    /// /api/v1/sites/{site}/customers`; an agent is known by the session cookie and gives none.
    ///
    /// @param page made by the page, the same for all its sockets and after its reload: by it a new
    ///   socket is known to be of the page that carries a call
    record Hello(Optional<String> token, Optional<String> page) implements ForSocket {
        public Hello {
            token.ifPresent(t -> Limits.requireText("token", t, Limits.TOKEN_CHARS));
            page.ifPresent(p -> Limits.requireId("page", p));
        }
    }

    /// Follow a conversation: everything after that version, and then live. Answered by entries and
    /// `caught_up`.
    ///
    /// @param call whose leg this page carries, or carried until it was reloaded
    record Resume(ConversationId conversation, long afterVersion, Optional<CallId> call)
            implements ForSocket {
        public Resume {
            if (afterVersion < 0) {
                throw new IllegalArgumentException("afterVersion must not be negative");
            }
        }
    }

    /// No longer follow it on this socket.
    record Unfollow(ConversationId conversation) implements ForSocket {}

    /// The supervisor's: tell what goes on at the site, from now on or no longer. Answered by
    /// `live`.
    record WatchLive(boolean watching) implements ForSocket {}

    /// Answered by `pong`; a browser cannot see the WebSocket's own pings.
    record Ping() implements ForSocket {}

    record Typing(ConversationId conversation, boolean typing) implements ForSocket {}

    /// The browser's offer for its leg of a call. Answered by `sdp_answer` or `call_problem` with
    /// the same number.
    ///
    /// @param number counts up per call in one page
    /// @param bridge of `move_call`, for the second leg; empty: the bridge that carries the call
    record SdpOffer(
            ConversationId conversation,
            CallId call,
            int number,
            String sdp,
            Optional<BridgeId> bridge)
            implements ForSocket {
        public SdpOffer {
            Limits.requireText("sdp", sdp, Limits.MESSAGE_BYTES);
        }
    }

    /// The second leg carries what the others send, and is what this person hears.
    record LegMoved(ConversationId conversation, CallId call, BridgeId bridge)
            implements ForSocket {}

    /// What this participant sends now: muted and camera off are known to the server and enforced
    /// by the bridge.
    ///
    /// @param screen absent is false
    record SetSending(
            ConversationId conversation,
            CallId call,
            boolean microphone,
            boolean camera,
            Optional<Boolean> screen)
            implements ForSocket {
        public SetSending(
                ConversationId conversation, CallId call, boolean microphone, boolean camera) {
            this(conversation, call, microphone, camera, Optional.empty());
        }
    }

    /// How the call reaches this browser; said every few seconds while it is connected. Counted,
    /// and told to the other side.
    record ReportQuality(ConversationId conversation, CallId call, ConnectionQuality quality)
            implements ForSocket {}

    /// "Continue here": this tab or device takes over the participant's leg.
    record TakeCall(ConversationId conversation, CallId call) implements ForSocket {}
}
