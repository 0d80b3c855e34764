package dev.tandem.media.recording;

import dev.tandem.media.pipeline.MediaCodec;

import org.jspecify.annotations.Nullable;

/// Puts frames together from the payloads of packets in order. Whatever the payload holds, it
/// neither throws nor keeps more than one frame.
interface Depacketizer {
    /// A larger frame is dropped: a browser's keyframe has some hundred kilobytes.
    int MAX_FRAME_BYTES = 4 * 1024 * 1024;

    /// The frame that this packet completes.
    ///
    /// @param lossBefore the packet before this one is missing
    @Nullable Frame take(MediaPacket packet, boolean lossBefore);

    static Depacketizer of(MediaCodec codec) {
        return switch (codec) {
            case OPUS -> new OpusPackets();
            case PCMU -> new G711Packets(TrackFormat.G711.Law.MU);
            case PCMA -> new G711Packets(TrackFormat.G711.Law.A);
            case VP8 -> new Vp8Frames();
            case VP9 -> new Vp9Frames();
            case H264 -> new H264Frames();
            case AV1 -> new Av1Frames();
        };
    }
}
