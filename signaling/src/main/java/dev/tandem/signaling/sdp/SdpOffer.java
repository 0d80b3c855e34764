package dev.tandem.signaling.sdp;

import dev.tandem.signaling.bridge.LegOffer;

/// What became of a text that claims to be an SDP offer.
public sealed interface SdpOffer {
    record Parsed(LegOffer offer) implements SdpOffer {}

    record Malformed(SdpProblem problem) implements SdpOffer {}
}
