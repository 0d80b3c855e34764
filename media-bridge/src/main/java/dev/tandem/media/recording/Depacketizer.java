package dev.tandem.media.recording;

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
}
