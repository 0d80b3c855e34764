package dev.tandem.signaling.bridge;

import java.util.List;

/// One m-section of a browser's offer.
///
/// @param mid its name within the bundle
/// @param ssrcs what the browser announced it will send from, unsigned; empty when it announced
///   none
public record MediaOffer(
        String mid,
        MediaKind kind,
        Direction direction,
        List<Codec> codecs,
        List<HeaderExtension> extensions,
        List<Long> ssrcs) {
    public static final int MAX_MID_CHARS = 32;
    public static final int MAX_CODECS = 64;
    public static final int MAX_EXTENSIONS = 32;
    public static final int MAX_SSRCS = 16;
    public static final long MAX_SSRC = 0xffff_ffffL;

    public MediaOffer {
        if (!SdpText.isToken(mid, MAX_MID_CHARS)) {
            throw new IllegalArgumentException("a mid is a token of at most 32 characters");
        }
        codecs = List.copyOf(codecs);
        extensions = List.copyOf(extensions);
        ssrcs = List.copyOf(ssrcs);
        if (codecs.size() > MAX_CODECS
                || extensions.size() > MAX_EXTENSIONS
                || ssrcs.size() > MAX_SSRCS) {
            throw new IllegalArgumentException("more codecs, extensions or SSRCs than allowed");
        }
        if (!ssrcs.stream().allMatch(ssrc -> ssrc >= 0 && ssrc <= MAX_SSRC)) {
            throw new IllegalArgumentException("an SSRC has 32 bits");
        }
    }

    /// The same section, which carries a screen.
    public MediaOffer ofScreen() {
        return new MediaOffer(mid, MediaKind.SCREEN, direction, codecs, extensions, ssrcs);
    }
}
