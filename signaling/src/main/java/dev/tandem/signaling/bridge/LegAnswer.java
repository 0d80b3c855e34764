package dev.tandem.signaling.bridge;

import java.util.List;

/// What a browser must know of the bridge: everything that stands in the SDP answer.
///
/// @param fingerprint of the bridge process's own certificate; another process has another one
/// @param media one per offered m-section, in the offer's order
/// @param streamId the `msid` of everything the bridge sends to this leg
public record LegAnswer(
        IceCredentials ice,
        DtlsFingerprint fingerprint,
        List<Candidate> candidates,
        List<MediaAnswer> media,
        String streamId) {
    public static final int MAX_CANDIDATES = 16;

    public LegAnswer {
        candidates = List.copyOf(candidates);
        media = List.copyOf(media);
        if (candidates.isEmpty() || candidates.size() > MAX_CANDIDATES) {
            throw new IllegalArgumentException("an answer has 1 to 16 candidates");
        }
        if (media.isEmpty() || media.size() > LegOffer.MAX_MEDIA) {
            throw new IllegalArgumentException("an answer has 1 to 8 m-sections");
        }
        if (!SdpText.isToken(streamId, 64)) {
            throw new IllegalArgumentException("a stream id is a token of at most 64 characters");
        }
    }
}
