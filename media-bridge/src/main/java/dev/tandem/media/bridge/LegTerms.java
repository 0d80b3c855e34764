package dev.tandem.media.bridge;

import dev.tandem.signaling.bridge.BridgeRefusal;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.DtlsSetup;
import dev.tandem.signaling.bridge.HeaderExtension;
import dev.tandem.signaling.bridge.LegOffer;
import dev.tandem.signaling.bridge.MediaAnswer;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.bridge.MediaOffer;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;

/// What a leg and the bridge agree on: one audio and one video codec, a few extensions, SSRCs of
/// our own.
///
/// The bridge forwards and never transcodes, so everybody speaks the same two: Opus and VP8, which
/// every WebRTC browser must have (RFC 7874, RFC 7742).
record LegTerms(LegOffer offer, Optional<MediaTerms> audio, Optional<MediaTerms> video) {
    static final String AUDIO_CODEC = "opus";
    static final String VIDEO_CODEC = "VP8";

    /// Not taken: goog-remb, because transport-cc does the same work better and both at once
    /// confuse.
    private static final Set<String> FEEDBACK =
            Set.of("transport-cc", "nack", "nack pli", "ccm fir");

    private static final Set<String> EXTENSIONS =
            Set.of(HeaderExtension.TRANSPORT_CC, HeaderExtension.AUDIO_LEVEL, HeaderExtension.MID);

    /// Terms, or why there are none.
    sealed interface Result {
        record Agreed(LegTerms terms) implements Result {}

        record Refused(BridgeRefusal refusal) implements Result {}
    }

    static Result of(LegOffer offer, RandomGenerator random) {
        if (offer.setup() == DtlsSetup.PASSIVE) {
            return refused(
                    BridgeRefusal.Code.BAD_OFFER, "The offer wants the bridge to be DTLS client.");
        }
        Set<Integer> taken = new HashSet<>();
        Optional<MediaTerms> audio = media(offer, MediaKind.AUDIO, random, taken);
        Optional<MediaTerms> video = media(offer, MediaKind.VIDEO, random, taken);
        if (audio.isEmpty() && video.isEmpty()) {
            return refused(
                    BridgeRefusal.Code.NO_COMMON_CODEC, "The offer has neither Opus nor VP8.");
        }
        return new Result.Agreed(new LegTerms(offer, audio, video));
    }

    private static Result refused(BridgeRefusal.Code code, String sentence) {
        return new Result.Refused(new BridgeRefusal(code, sentence));
    }

    private static Optional<MediaTerms> media(
            LegOffer offer, MediaKind kind, RandomGenerator random, Set<Integer> taken) {
        return offer.first(kind)
                .flatMap(media -> codec(media).map(codec -> terms(media, codec, random, taken)));
    }

    private static MediaTerms terms(
            MediaOffer media, Codec codec, RandomGenerator random, Set<Integer> taken) {
        Set<Integer> announced = new HashSet<>();
        media.ssrcs().forEach(ssrc -> announced.add(ssrc.intValue()));
        return new MediaTerms(
                media,
                codec,
                media.direction().answered(),
                media.extensions().stream()
                        .filter(extension -> EXTENSIONS.contains(extension.uri()))
                        .filter(e -> e.id() <= HeaderExtension.MAX_ONE_BYTE_ID)
                        .toList(),
                freshSsrc(random, taken),
                freshSsrc(random, taken),
                Set.copyOf(announced));
    }

    private static Optional<Codec> codec(MediaOffer media) {
        String wanted =
                switch (media.kind()) {
                    case AUDIO -> AUDIO_CODEC;
                    case VIDEO -> VIDEO_CODEC;
                };
        return media.codecs().stream()
                .filter(codec -> codec.isCalled(wanted))
                .findFirst()
                .map(LegTerms::narrowed);
    }

    private static Codec narrowed(Codec codec) {
        List<String> feedback = codec.feedback().stream().filter(FEEDBACK::contains).toList();
        boolean retransmits =
                codec.isCalled(VIDEO_CODEC)
                        && codec.rtxPayloadType().isPresent()
                        && feedback.contains("nack");
        return new Codec(
                codec.payloadType(),
                codec.name(),
                codec.clockRate(),
                codec.channels(),
                codec.fmtp(),
                feedback,
                retransmits ? codec.rtxPayloadType() : OptionalInt.empty());
    }

    /// Never 0, which some implementations take for "none", and never twice in one leg.
    private static int freshSsrc(RandomGenerator random, Set<Integer> taken) {
        int ssrc = random.nextInt();
        while (ssrc == 0 || !taken.add(ssrc)) {
            ssrc = random.nextInt();
        }
        return ssrc;
    }

    /// The answer's m-sections, in the offer's order; a second one of a kind is refused.
    List<MediaAnswer> answers() {
        return offer.media().stream()
                .map(media ->
                        of(media.kind())
                                .filter(terms -> terms.offer().mid().equals(media.mid()))
                                .map(MediaTerms::answer)
                                .orElseGet(() -> MediaAnswer.refused(media)))
                .toList();
    }

    Optional<MediaTerms> of(MediaKind kind) {
        return switch (kind) {
            case AUDIO -> audio;
            case VIDEO -> video;
        };
    }

    /// These terms for a later offer of the same browser connection: the SSRCs stay.
    LegTerms keepingSources(LegTerms before) {
        return new LegTerms(
                offer,
                audio.map(terms -> terms.keepingSources(before.audio)),
                video.map(terms -> terms.keepingSources(before.video)));
    }
}
