package dev.tandem.media.pipeline;

import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.MediaKind;

import java.util.List;

/// How one leg receives one kind: the numbers that its offer chose.
///
/// @param ssrc the bridge's own, for this leg
/// @param codecs what the leg takes, under its own payload types
/// @param rtxSsrc for retransmissions
/// @param transportId the header extension id of transport-cc, 0 when not negotiated
/// @param sendTimeId of abs-send-time, likewise; a leg has one of the two
/// @param audioLevelId likewise
/// @param playoutDelayId likewise
public record SendTerms(
        MediaKind kind,
        int ssrc,
        List<Codec> codecs,
        int rtxSsrc,
        int transportId,
        int sendTimeId,
        int audioLevelId,
        int playoutDelayId) {
    public SendTerms {
        codecs = List.copyOf(codecs);
    }
}
