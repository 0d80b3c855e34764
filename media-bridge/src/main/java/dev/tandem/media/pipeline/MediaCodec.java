package dev.tandem.media.pipeline;

import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.MediaKind;

import java.util.Optional;

/// What the bridge forwards. It never transcodes; of most it looks at a few bits only.
///
/// The order is that of preference: who may send several sends the first that all others
/// understand. Opus and VP8 lead because every browser has them (RFC 7874, RFC 7742).
public enum MediaCodec {
    OPUS("opus", MediaKind.AUDIO, 48_000),
    PCMU("PCMU", MediaKind.AUDIO, 8_000),
    PCMA("PCMA", MediaKind.AUDIO, 8_000),
    VP8("VP8", MediaKind.VIDEO, 90_000),
    VP9("VP9", MediaKind.VIDEO, 90_000),
    H264("H264", MediaKind.VIDEO, 90_000),
    AV1("AV1", MediaKind.VIDEO, 90_000);

    private static final MediaCodec[] ALL = values();

    private final String sdpName;
    private final MediaKind kind;
    private final int clockRate;

    MediaCodec(String sdpName, MediaKind kind, int clockRate) {
        this.sdpName = sdpName;
        this.kind = kind;
        this.clockRate = clockRate;
    }

    /// Empty for what the bridge does not forward.
    public static Optional<MediaCodec> of(Codec codec) {
        for (MediaCodec known : ALL) {
            if (codec.isCalled(known.sdpName) && codec.clockRate() == known.clockRate) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    /// Sound, or pictures of any kind.
    public MediaKind kind() {
        return kind;
    }

    public boolean carries(MediaKind media) {
        return kind.isPicture() == media.isPicture();
    }

    /// RTP ticks per second.
    public int clockRate() {
        return clockRate;
    }

    /// Whether this payload begins a picture that needs no other; sound always does.
    public boolean beginsKeyframe(byte[] bytes, int offset, int length) {
        return switch (this) {
            case OPUS, PCMU, PCMA -> true;
            case VP8 -> Vp8.beginsKeyframe(bytes, offset, length);
            case VP9 -> Vp9.beginsKeyframe(bytes, offset, length);
            case H264 -> H264Packets.beginsKeyframe(bytes, offset, length);
            case AV1 -> Av1.beginsKeyframe(bytes, offset, length);
        };
    }
}
