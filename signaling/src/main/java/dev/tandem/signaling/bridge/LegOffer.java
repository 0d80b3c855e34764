package dev.tandem.signaling.bridge;

import java.util.List;
import java.util.Optional;

/// What the bridge needs to know of a browser's SDP offer, and nothing else of it.
///
/// It has sound, whichever way: a leg of pictures alone would be a call in which nobody hears that
/// it is recorded or held, and that looks like one with a broken microphone to the others.
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
        if (media.stream().noneMatch(m -> m.kind() == MediaKind.AUDIO)) {
            throw new IllegalArgumentException("an offer has an m-section of sound");
        }
    }

    /// The m-section that serves this kind: the first one.
    public Optional<MediaOffer> first(MediaKind kind) {
        return media.stream().filter(m -> m.kind() == kind).findFirst();
    }
}
