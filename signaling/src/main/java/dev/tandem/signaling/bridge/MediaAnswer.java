package dev.tandem.signaling.bridge;

import java.util.List;
import java.util.OptionalLong;

/// What the bridge makes of one offered m-section.
///
/// @param direction seen from the bridge
/// @param codecs the chosen ones, with the offer's payload types; empty means the section is
///   refused
/// @param refusedPayloadType what a refused section's m-line names, since it must name one
/// @param ssrc the bridge's own, from which it sends whatever this leg shall hear or see
/// @param rtxSsrc the bridge's own for retransmissions, if negotiated
public record MediaAnswer(
        String mid,
        MediaKind kind,
        Direction direction,
        List<Codec> codecs,
        int refusedPayloadType,
        List<HeaderExtension> extensions,
        long ssrc,
        OptionalLong rtxSsrc) {
    public MediaAnswer {
        if (!SdpText.isToken(mid, MediaOffer.MAX_MID_CHARS)) {
            throw new IllegalArgumentException("a mid is a token of at most 32 characters");
        }
        codecs = List.copyOf(codecs);
        extensions = List.copyOf(extensions);
        if (ssrc < 0
                || ssrc > MediaOffer.MAX_SSRC
                || rtxSsrc.orElse(0) < 0
                || rtxSsrc.orElse(0) > MediaOffer.MAX_SSRC) {
            throw new IllegalArgumentException("an SSRC has 32 bits");
        }
    }

    /// A section that the bridge does not take: a second one of its kind.
    public static MediaAnswer refused(MediaOffer offer) {
        return new MediaAnswer(
                offer.mid(),
                offer.kind(),
                Direction.INACTIVE,
                List.of(),
                offer.codecs().isEmpty() ? 0 : offer.codecs().getFirst().payloadType(),
                List.of(),
                0,
                OptionalLong.empty());
    }

    public boolean isRefused() {
        return codecs.isEmpty();
    }
}
