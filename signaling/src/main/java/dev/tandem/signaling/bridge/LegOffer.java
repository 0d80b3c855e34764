package dev.tandem.signaling.bridge;

import java.util.List;
import java.util.Optional;

/// What the bridge needs to know of a browser's SDP offer, and nothing else of it.
///
/// Candidates are not part of it: an ICE-lite side learns addresses from authenticated checks.
public record LegOffer(
        IceCredentials ice, DtlsFingerprint fingerprint, DtlsSetup setup, List<MediaOffer> media) {
    public static final int MAX_MEDIA = 8;

    public LegOffer {
        media = List.copyOf(media);
        if (media.isEmpty() || media.size() > MAX_MEDIA) {
            throw new IllegalArgumentException("an offer has 1 to 8 m-sections");
        }
        if (media.stream().map(MediaOffer::mid).distinct().count() != media.size()) {
            throw new IllegalArgumentException("two m-sections have one mid");
        }
    }

    /// The m-section that serves this kind: the first one.
    public Optional<MediaOffer> first(MediaKind kind) {
        return media.stream().filter(m -> m.kind() == kind).findFirst();
    }
}
