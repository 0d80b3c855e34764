package dev.tandem.signaling.bridge;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// One codec of an m-section, under the payload type that the offering browser chose for it.
///
/// @param payloadType 0 to 127
/// @param name as in `a=rtpmap`, for example `opus` or `VP8`
/// @param clockRate ticks per second of its RTP timestamps
/// @param channels 1 unless the rtpmap says otherwise
/// @param fmtp the text after `a=fmtp:PT `, empty when there is none
/// @param feedback the texts after `a=rtcp-fb:PT `
/// @param rtxPayloadType the payload type of its retransmissions (RFC 4588), if offered
public record Codec(
        int payloadType,
        String name,
        int clockRate,
        int channels,
        String fmtp,
        List<String> feedback,
        OptionalInt rtxPayloadType) {
    public static final int MAX_PAYLOAD_TYPE = 127;
    public static final int MAX_NAME_CHARS = 32;
    public static final int MAX_FMTP_CHARS = 512;
    public static final int MAX_FEEDBACK = 16;

    public Codec {
        if (payloadType < 0 || payloadType > MAX_PAYLOAD_TYPE) {
            throw new IllegalArgumentException("a payload type is 0 to 127: " + payloadType);
        }
        if (rtxPayloadType.orElse(0) < 0 || rtxPayloadType.orElse(0) > MAX_PAYLOAD_TYPE) {
            throw new IllegalArgumentException("an rtx payload type is 0 to 127");
        }
        if (!SdpText.isToken(name, MAX_NAME_CHARS)) {
            throw new IllegalArgumentException("a codec name is a token of at most 32 characters");
        }
        if (clockRate < 1 || channels < 1 || channels > 255) {
            throw new IllegalArgumentException("a codec has a clock rate and 1 to 255 channels");
        }
        if (!SdpText.isLine(fmtp, MAX_FMTP_CHARS)) {
            throw new IllegalArgumentException("fmtp is one line of at most 512 characters");
        }
        feedback = List.copyOf(feedback);
        if (feedback.size() > MAX_FEEDBACK
                || !feedback.stream().allMatch(f -> SdpText.isLine(f, MAX_NAME_CHARS))) {
            throw new IllegalArgumentException("at most 16 short feedback kinds per codec");
        }
    }

    public boolean isCalled(String wanted) {
        return name.toLowerCase(Locale.ROOT).equals(wanted.toLowerCase(Locale.ROOT));
    }
}
