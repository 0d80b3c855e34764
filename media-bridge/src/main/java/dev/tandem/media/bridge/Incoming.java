package dev.tandem.media.bridge;

import dev.tandem.media.pipeline.ReceivedStream;
import dev.tandem.signaling.bridge.HeaderExtension;
import dev.tandem.signaling.bridge.MediaKind;

import org.jspecify.annotations.Nullable;

/// What one leg sends under its present keys: which payload type means what, and the stream of each
/// kind.
final class Incoming {
    /// Without announced SSRCs, another one takes over only after this silence.
    static final long TAKE_OVER_NANOS = 1_000_000_000;

    private LegTerms terms;
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

    /// The agreed media that this payload type belongs to, its retransmissions included.
    @Nullable MediaTerms termsOf(int payloadType) {
        MediaTerms ofAudio = terms.audio().orElse(null);
        if (ofAudio != null && ofAudio.payloadType() == payloadType) {
            return ofAudio;
        }
        MediaTerms ofVideo = terms.video().orElse(null);
        return ofVideo != null
                        && (ofVideo.payloadType() == payloadType
                                || ofVideo.rtxPayloadType() == payloadType)
                ? ofVideo
                : null;
    }

    /// The stream of this kind from this SSRC; null when the SSRC may not send it.
    @Nullable ReceivedStream stream(MediaTerms media, int ssrc, long now) {
        ReceivedStream known = stream(media.kind());
        if (known != null && known.ssrc() == ssrc) {
            return known;
        }
        boolean announced = media.announced().contains(ssrc);
        boolean takesOver =
                media.announced().isEmpty()
                        && (known == null || now - known.lastPacketAt() > TAKE_OVER_NANOS);
        if (!announced && !takesOver) {
            return null;
        }
        ReceivedStream fresh =
                new ReceivedStream(media.kind(), ssrc, media.codec().clockRate(), media.nacks());
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
