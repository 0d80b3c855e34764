package dev.tandem.signaling.sdp;

/// Why a text is not an offer that Tandem answers.
///
/// @param line the 1-based line that shows it, 0 when it is the whole text
public record SdpProblem(Code code, int line) {
    public enum Code {
        /// More than [SdpOfferParser#MAX_CHARS] characters.
        TOO_LARGE,
        /// A line longer than [SdpOfferParser#MAX_LINE_CHARS], or more lines than
        /// [SdpOfferParser#MAX_LINES].
        TOO_MANY_LINES,
        /// Not `letter=value` lines beginning with `v=0`.
        NOT_SDP,
        NO_MEDIA,
        /// Pictures alone: a call is one that can be heard.
        NO_AUDIO,
        TOO_MANY_MEDIA,
        /// An m-section that is neither audio nor video over UDP/TLS/RTP/SAVPF.
        UNSUPPORTED_MEDIA,
        TOO_MANY_CODECS,
        BAD_CODEC,
        TOO_MANY_EXTENSIONS,
        BAD_EXTENSION,
        TOO_MANY_SSRCS,
        BAD_SSRC,
        /// No mid, or one that is not a token, or the same twice.
        BAD_MID,
        /// Not every m-section is in one BUNDLE group: there would be more than one transport.
        NOT_BUNDLED,
        NO_RTCP_MUX,
        BAD_ICE_CREDENTIALS,
        /// No `sha-256` fingerprint.
        BAD_FINGERPRINT,
        /// The browser insists on being the DTLS server, or says nothing that is known.
        BAD_SETUP
    }
}
