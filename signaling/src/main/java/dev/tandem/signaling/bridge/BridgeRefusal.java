package dev.tandem.signaling.bridge;

/// Why a bridge did not do it. Nothing has changed.
///
/// @param sentence for a log or an operator; says no secret
public record BridgeRefusal(Code code, String sentence) {
    public enum Code {
        /// The call has all the legs it may have.
        TOO_MANY_LEGS,
        /// The bridge has all the calls it may have, or is closing: choose another.
        FULL,
        /// The bridge does not know this call.
        UNKNOWN_CALL,
        /// The call has no such leg.
        UNKNOWN_LEG,
        /// The offer makes no sense to the bridge, for example it insists on being the DTLS server.
        BAD_OFFER,
        /// No audio or video codec that the bridge forwards.
        NO_COMMON_CODEC
    }
}
