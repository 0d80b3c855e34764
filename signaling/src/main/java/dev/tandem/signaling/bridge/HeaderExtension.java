package dev.tandem.signaling.bridge;

/// One RTP header extension under the id that the offering browser chose for it (RFC 8285).
public record HeaderExtension(int id, String uri) {
    /// Ids 1 to 14 fit the one-byte form, the only one the bridge writes; 15 is reserved by RFC
    /// 8285.
    public static final int MAX_ONE_BYTE_ID = 14;

    /// The two-byte form ends here.
    public static final int MAX_ID = 255;

    public static final int MAX_URI_CHARS = 256;

    /// When a packet was sent, by which somebody else may judge how much comes through.
    public static final String ABS_SEND_TIME =
            "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";

    public static final String AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    public static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";

    /// How long a receiver is to wait with a picture, at least and at most.
    public static final String PLAYOUT_DELAY =
            "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay";

    public static final String TRANSPORT_CC =
            "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

    public HeaderExtension {
        if (id < 1 || id > MAX_ID) {
            throw new IllegalArgumentException("a header extension id is 1 to 255: " + id);
        }
        if (!SdpText.isWord(uri, MAX_URI_CHARS)) {
            throw new IllegalArgumentException("a header extension is named by a URI");
        }
    }
}
