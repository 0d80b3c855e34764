package dev.tandem.signaling.protocol;

/// Why something asked for was not done. Nothing has changed when one of these comes back.
public enum RejectionCode {
    /// Not JSON, or not an object with a `type`.
    MALFORMED,
    /// A `type` that this server does not know.
    UNKNOWN_TYPE,
    /// Over [Limits#MESSAGE_BYTES] or nested deeper than [Limits#JSON_DEPTH].
    TOO_LARGE,
    /// A field is missing or outside its limit.
    INVALID_VALUE,
    /// Too many messages in a short time; wait and send again.
    RATE_LIMITED,
    /// `hello` has not been said, or its token is not valid.
    NOT_AUTHENTICATED,
    /// This participant may not do that, here.
    FORBIDDEN,
    /// No such conversation for this participant. Also the answer for somebody else's.
    NO_SUCH_CONVERSATION,
    /// The conversation is closed.
    CLOSED,
    /// Not in this phase of the conversation.
    NOT_NOW,
    /// The offer was answered, passed on or has expired.
    OFFER_GONE,
    /// The assistant no longer has the floor: a person has joined, or the message was answered.
    FLOOR_PASSED,
    /// No proposal is waiting for an answer.
    NO_PROPOSAL,
    /// That call is over.
    CALL_GONE,
    /// The conversation or the call has reached a limit.
    AT_CAPACITY,
    /// The server could not commit it now; nothing is lost, send it again with the same id.
    UNAVAILABLE
}
