package dev.tandem.media.bridge;

import dev.tandem.media.pipeline.ReceivedStream;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.HeaderExtension;
import dev.tandem.signaling.bridge.MediaKind;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// What one leg sends under its present keys: which payload type means what, and the stream of each
/// kind.
final class Incoming {
    /// Without announced SSRCs, another one takes over only after this silence.
    static final long TAKE_OVER_NANOS = 1_000_000_000;

    private LegTerms terms;
    private final @Nullable Codec[] byType = new Codec[Codec.MAX_PAYLOAD_TYPE + 1];
    private final @Nullable MediaTerms[] kindByType = new MediaTerms[Codec.MAX_PAYLOAD_TYPE + 1];
    private int transportId;
    private int audioLevelId;
    private @Nullable ReceivedStream audio;
    private @Nullable ReceivedStream video;
    private boolean audioStarted;
    private boolean videoStarted;

    Incoming(LegTerms terms) {
        this.terms = terms;
        renegotiate(terms);
    }

    void renegotiate(LegTerms renegotiated) {
        terms = renegotiated;
        Arrays.fill(byType, null);
        Arrays.fill(kindByType, null);
        terms.video().ifPresent(this::agree);
        terms.audio().ifPresent(this::agree);
        // One id per URI in the whole bundle (RFC 9143 section 7.1.2).
        transportId = extensionId(HeaderExtension.TRANSPORT_CC);
        audioLevelId = extensionId(HeaderExtension.AUDIO_LEVEL);
    }

    private int extensionId(String uri) {
        int inAudio = terms.audio().map(t -> t.extensionId(uri)).orElse(0);
        return inAudio != 0 ? inAudio : terms.video().map(t -> t.extensionId(uri)).orElse(0);
    }

    int transportId() {
        return transportId;
    }

    int audioLevelId() {
        return audioLevelId;
    }

    /// What this payload type was agreed to mean, as a packet or as a retransmission of one.
    @Nullable Codec codecOf(int payloadType) {
        return byType[payloadType];
    }

    /// Which kind it belongs to; asked of types that mean something.
    MediaTerms termsOf(int payloadType) {
        MediaTerms media = kindByType[payloadType];
        if (media == null) {
            throw new IllegalArgumentException("nothing was agreed about type " + payloadType);
        }
        return media;
    }

    private void agree(MediaTerms media) {
        for (Codec codec : media.codecs()) {
            agree(media, codec, codec.payloadType());
            codec.rtxPayloadType().ifPresent(rtx -> agree(media, codec, rtx));
        }
    }

    private void agree(MediaTerms media, Codec codec, int payloadType) {
        byType[payloadType] = codec;
        kindByType[payloadType] = media;
    }

    /// The stream of this kind from this SSRC; null when the SSRC may not send it. Sound that goes
    /// on in a codec of another clock is another stream.
    @Nullable ReceivedStream stream(MediaTerms media, Codec codec, int ssrc, long now) {
        ReceivedStream known = stream(media.kind());
        if (known != null && known.ssrc() == ssrc && known.clockRate() == codec.clockRate()) {
            return known;
        }
        boolean announced = media.announced().contains(ssrc);
        boolean takesOver =
                media.announced().isEmpty()
                        && (known == null
                                || known.ssrc() == ssrc
                                || now - known.lastPacketAt() > TAKE_OVER_NANOS);
        if (!announced && !takesOver) {
            return null;
        }
        ReceivedStream fresh =
                new ReceivedStream(
                        media.kind(), ssrc, codec.clockRate(), codec.feedback().contains("nack"));
        switch (media.kind()) {
            case AUDIO -> audio = fresh;
            case VIDEO -> video = fresh;
        }
        return fresh;
    }

    @Nullable ReceivedStream stream(MediaKind kind) {
        return switch (kind) {
            case AUDIO -> audio;
            case VIDEO -> video;
        };
    }

    /// Whether it has sent a picture just now.
    boolean showsVideo(long now) {
        ReceivedStream picture = video;
        return picture != null && now - picture.lastPacketAt() < Floor.SILENT_NANOS;
    }

    /// True once per kind: the first packet that the leg was allowed to send.
    boolean takeStart(MediaKind kind) {
        return switch (kind) {
            case AUDIO -> {
                boolean first = !audioStarted;
                audioStarted = true;
                yield first;
            }
            case VIDEO -> {
                boolean first = !videoStarted;
                videoStarted = true;
                yield first;
            }
        };
    }

    boolean has(@Nullable ReceivedStream stream) {
        return stream != null && (stream == audio || stream == video);
    }
}
