package dev.tandem.media.pipeline;

import dev.tandem.signaling.bridge.MediaKind;

/// How one leg receives one kind: the numbers that its offer chose.
///
/// @param ssrc the bridge's own, for this leg
/// @param rtxSsrc for retransmissions
/// @param rtxPayloadType -1 when the leg takes none
/// @param transportId the header extension id of transport-cc, 0 when not negotiated
/// @param audioLevelId likewise
public record SendTerms(
        MediaKind kind,
        int ssrc,
        int payloadType,
        int clockRate,
        int rtxSsrc,
        int rtxPayloadType,
        int transportId,
        int audioLevelId) {}
