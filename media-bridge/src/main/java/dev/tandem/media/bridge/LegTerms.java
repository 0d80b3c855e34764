package dev.tandem.media.bridge;

import dev.tandem.media.pipeline.MediaCodec;
import dev.tandem.media.pipeline.TelephoneEvents;
import dev.tandem.signaling.bridge.BridgeRefusal;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.DtlsSetup;
import dev.tandem.signaling.bridge.HeaderExtension;
import dev.tandem.signaling.bridge.LegOffer;
import dev.tandem.signaling.bridge.MediaAnswer;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.bridge.MediaOffer;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;

/// What a leg and the bridge agree on: the codecs that it may send and be sent, a few extensions,
/// SSRCs of our own.
///
/// The bridge forwards and never transcodes. So a leg is answered with all it offers that we
/// forward, and first, which is what it sends, comes what all who are there understand.
record LegTerms(
        LegOffer offer, MediaTerms audio, Optional<MediaTerms> video, Optional<MediaTerms> screen) {
    private static final String TRANSPORT_CC = "transport-cc";
    private static final String REMB = "goog-remb";
    private static final Set<String> FEEDBACK = Set.of("nack", "nack pli", "ccm fir");

    private static final Set<String> EXTENSIONS =
            Set.of(HeaderExtension.AUDIO_LEVEL, HeaderExtension.MID, HeaderExtension.PLAYOUT_DELAY);

    /// How what comes through is judged. Never both, which confuses a browser; and by the browser,
    /// if it can, because it knows what it sends.
    private enum Judging {
        BY_SENDER(TRANSPORT_CC, HeaderExtension.TRANSPORT_CC),
        BY_RECEIVER(REMB, HeaderExtension.ABS_SEND_TIME);

        private final String feedback;
        private final String extension;

        Judging(String feedback, String extension) {
            this.feedback = feedback;
            this.extension = extension;
        }

        static Judging of(LegOffer offer) {
            return offer.media().stream().anyMatch(Judging::knowsOnlyRemb)
                    ? BY_RECEIVER
                    : BY_SENDER;
        }

        private static boolean knowsOnlyRemb(MediaOffer media) {
            return media.kind().isPicture()
                    && names(media, REMB)
                    && !(names(media, TRANSPORT_CC)
                            && media.extensions().stream()
                                    .anyMatch(e -> e.uri().equals(HeaderExtension.TRANSPORT_CC)));
        }

        private static boolean names(MediaOffer media, String feedback) {
            return media.codecs().stream().anyMatch(codec -> codec.feedback().contains(feedback));
        }

        boolean takesFeedback(String offered) {
            return FEEDBACK.contains(offered) || feedback.equals(offered);
        }

        boolean takesExtension(HeaderExtension offered) {
            return offered.id() <= HeaderExtension.MAX_ONE_BYTE_ID
                    && (EXTENSIONS.contains(offered.uri()) || extension.equals(offered.uri()));
        }
    }

    /// Terms, or why there are none.
    sealed interface Result {
        record Agreed(LegTerms terms) implements Result {}

        record Refused(BridgeRefusal refusal) implements Result {}
    }

    /// @param others the terms of who is in the call already
    static Result of(LegOffer offer, List<LegTerms> others, RandomGenerator random) {
        if (offer.setup() == DtlsSetup.PASSIVE) {
            return refused(
                    BridgeRefusal.Code.BAD_OFFER, "The offer wants the bridge to be DTLS client.");
        }
        Set<Integer> taken = new HashSet<>();
        Optional<MediaTerms> audio = media(offer, MediaKind.AUDIO, others, random, taken);
        Optional<MediaTerms> video = media(offer, MediaKind.VIDEO, others, random, taken);
        Optional<MediaTerms> screen = media(offer, MediaKind.SCREEN, others, random, taken);
        if (audio.isEmpty()) {
            return refused(
                    BridgeRefusal.Code.NO_COMMON_CODEC,
                    "The offer has no codec of sound that the bridge forwards.");
        }
        if (!others.stream().allMatch(other -> hearEachOther(audio.get(), other.audio))) {
            return refused(
                    BridgeRefusal.Code.NO_COMMON_CODEC,
                    "The leg and another in the call would not understand each other's sound.");
        }
        return new Result.Agreed(new LegTerms(offer, audio.get(), video, screen));
    }

    /// Pictures are no obstacle, because a call without them is still a call.
    private static boolean hearEachOther(MediaTerms one, MediaTerms other) {
        return other.understands(one.sent()) && one.understands(other.sent());
    }

    private static Result refused(BridgeRefusal.Code code, String sentence) {
        return new Result.Refused(new BridgeRefusal(code, sentence));
    }

    private static Optional<MediaTerms> media(
            LegOffer offer,
            MediaKind kind,
            List<LegTerms> others,
            RandomGenerator random,
            Set<Integer> taken) {
        Judging judging = Judging.of(offer);
        return offer.first(kind)
                .flatMap(media -> {
                    List<Codec> codecs = codecs(media, judging, others);
                    return codecs.isEmpty()
                            ? Optional.empty()
                            : Optional.of(terms(media, judging, codecs, random, taken));
                });
    }

    private static MediaTerms terms(
            MediaOffer media,
            Judging judging,
            List<Codec> codecs,
            RandomGenerator random,
            Set<Integer> taken) {
        Set<Integer> announced = new HashSet<>();
        media.ssrcs().forEach(ssrc -> announced.add(ssrc.intValue()));
        return new MediaTerms(
                media,
                codecs,
                keys(media, judging, codecs),
                media.direction().answered(),
                media.extensions().stream().filter(judging::takesExtension).toList(),
                freshSsrc(random, taken),
                freshSsrc(random, taken),
                Set.copyOf(announced));
    }

    /// What we forward of it: what all others understand first, and then by preference.
    private static List<Codec> codecs(MediaOffer media, Judging judging, List<LegTerms> others) {
        return media.codecs().stream()
                .filter(codec ->
                        MediaCodec.of(codec).filter(c -> c.carries(media.kind())).isPresent())
                .map(codec -> narrowed(codec, judging))
                .sorted(
                        Comparator.comparing(
                                        (Codec codec) -> !isUnderstood(codec, media.kind(), others))
                                .thenComparing(codec -> MediaCodec.of(codec).orElseThrow()))
                .toList();
    }

    /// How keys are pressed beside them: a telephone event counts by the clock of the sound that it
    /// stands in (RFC 4733 section 2.1).
    private static List<Codec> keys(MediaOffer media, Judging judging, List<Codec> codecs) {
        return media.codecs().stream()
                .filter(codec ->
                        media.kind() == MediaKind.AUDIO && TelephoneEvents.isNegotiatedBy(codec))
                .filter(codec -> codecs.stream().anyMatch(c -> c.clockRate() == codec.clockRate()))
                .map(codec -> narrowed(codec, judging))
                .toList();
    }

    private static boolean isUnderstood(Codec codec, MediaKind kind, List<LegTerms> others) {
        return others.stream()
                .flatMap(other -> other.of(kind).stream())
                .allMatch(terms -> terms.understands(codec));
    }

    private static Codec narrowed(Codec codec, Judging judging) {
        List<String> feedback = codec.feedback().stream().filter(judging::takesFeedback).toList();
        boolean retransmits =
                MediaCodec.of(codec).filter(c -> c.kind() == MediaKind.VIDEO).isPresent()
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

    /// Whether its browser tells what comes through, and is told, by REMB, not by transport-cc.
    boolean isJudgedByReceiver() {
        return Judging.of(offer) == Judging.BY_RECEIVER;
    }

    /// The answer's m-sections, in the offer's order; what serves no kind is refused.
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
            case AUDIO -> Optional.of(audio);
            case VIDEO -> video;
            case SCREEN -> screen;
        };
    }

    /// These terms for a later offer of the same browser connection: the SSRCs stay.
    LegTerms keepingSources(LegTerms before) {
        return new LegTerms(
                offer,
                audio.keepingSources(Optional.of(before.audio)),
                video.map(terms -> terms.keepingSources(before.video)),
                screen.map(terms -> terms.keepingSources(before.screen)));
    }
}
