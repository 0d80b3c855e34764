package dev.tandem.media.bridge;

import dev.tandem.media.pipeline.SendTerms;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.Direction;
import dev.tandem.signaling.bridge.HeaderExtension;
import dev.tandem.signaling.bridge.MediaAnswer;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.bridge.MediaOffer;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// What was agreed about one kind of media with one leg.
///
/// @param direction seen from the bridge
/// @param announced the SSRCs of the offer; empty when it named none
record MediaTerms(
        MediaOffer offer,
        Codec codec,
        Direction direction,
        List<HeaderExtension> extensions,
        int ssrc,
        int rtxSsrc,
        Set<Integer> announced) {

    MediaKind kind() {
        return offer.kind();
    }

    int payloadType() {
        return codec.payloadType();
    }

    /// -1 when there is none.
    int rtxPayloadType() {
        OptionalInt rtx = codec.rtxPayloadType();
        return rtx.orElse(-1);
    }

    boolean nacks() {
        return codec.feedback().contains("nack");
    }

    /// 0 when it was not negotiated.
    int extensionId(String uri) {
        return extensions.stream()
                .filter(extension -> extension.uri().equals(uri))
                .mapToInt(HeaderExtension::id)
                .findFirst()
                .orElse(0);
    }

    SendTerms sendTerms() {
        return new SendTerms(
                kind(),
                ssrc,
                payloadType(),
                codec.clockRate(),
                rtxSsrc,
                rtxPayloadType(),
                extensionId(HeaderExtension.TRANSPORT_CC),
                extensionId(HeaderExtension.AUDIO_LEVEL));
    }

    MediaTerms keepingSources(Optional<MediaTerms> before) {
        return before.map(old ->
                        new MediaTerms(
                                offer,
                                codec,
                                direction,
                                extensions,
                                old.ssrc,
                                old.rtxSsrc,
                                announced))
                .orElse(this);
    }

    MediaAnswer answer() {
        return new MediaAnswer(
                offer.mid(),
                kind(),
                direction,
                List.of(codec),
                codec.payloadType(),
                extensions,
                Integer.toUnsignedLong(ssrc),
                codec.rtxPayloadType().isPresent()
                        ? OptionalLong.of(Integer.toUnsignedLong(rtxSsrc))
                        : OptionalLong.empty());
    }
}
