package dev.tandem.media.bridge;

import dev.tandem.media.pipeline.CodecMatch;
import dev.tandem.media.pipeline.SendTerms;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.Direction;
import dev.tandem.signaling.bridge.HeaderExtension;
import dev.tandem.signaling.bridge.MediaAnswer;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.bridge.MediaOffer;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// What was agreed about one kind of media with one leg.
///
/// @param codecs what the leg takes; it sends the first. Never empty
/// @param keys how it takes pressed keys, beside them; empty for all but sound
/// @param direction seen from the bridge
/// @param announced the SSRCs of the offer; empty when it named none
record MediaTerms(
        MediaOffer offer,
        List<Codec> codecs,
        List<Codec> keys,
        Direction direction,
        List<HeaderExtension> extensions,
        int ssrc,
        int rtxSsrc,
        Set<Integer> announced) {

    MediaKind kind() {
        return offer.kind();
    }

    /// What the leg sends, if its browser does as it is told.
    Codec sent() {
        return codecs.getFirst();
    }

    /// All that has a payload type: what is media, and then keys.
    List<Codec> types() {
        return Stream.concat(codecs.stream(), keys.stream()).toList();
    }

    /// Whether this type means pressed keys. Asked for each packet.
    boolean isKey(int payloadType) {
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).payloadType() == payloadType) {
                return true;
            }
        }
        return false;
    }

    boolean understands(Codec other) {
        return CodecMatch.among(codecs, other) != null;
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
                types(),
                rtxSsrc,
                extensionId(HeaderExtension.TRANSPORT_CC),
                extensionId(HeaderExtension.ABS_SEND_TIME),
                extensionId(HeaderExtension.AUDIO_LEVEL),
                extensionId(HeaderExtension.PLAYOUT_DELAY));
    }

    MediaTerms keepingSources(Optional<MediaTerms> before) {
        return before.map(old ->
                        new MediaTerms(
                                offer,
                                codecs,
                                keys,
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
                types(),
                sent().payloadType(),
                extensions,
                Integer.toUnsignedLong(ssrc),
                codecs.stream().anyMatch(codec -> codec.rtxPayloadType().isPresent())
                        ? OptionalLong.of(Integer.toUnsignedLong(rtxSsrc))
                        : OptionalLong.empty());
    }
}
