package dev.tandem.media.recording;

import dev.tandem.media.pipeline.MediaCodec;
import dev.tandem.signaling.bridge.MediaKind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// What one leg sends of one kind, from packets to files. Times come from RTP, so jitter of the
/// network is not in them; what is missing leaves a gap of its own length.
final class RecordedTrack {
    /// A missing packet of sound is not sent again, so only reordering is waited for.
    static final long PATIENCE_AUDIO = 120_000_000L;

    /// A missing packet of a picture may still be repeated.
    static final long PATIENCE_VIDEO = 500_000_000L;

    /// Silence up to this is written as silence; after more, another file begins.
    static final long AUDIO_GAP = 10_000_000_000L;

    /// A camera that is off for longer begins another file.
    static final long VIDEO_GAP = 3_000_000_000L;

    /// Of a screen on which nothing moves little comes, and it is shared all the same.
    static final long SCREEN_GAP = 60_000_000_000L;

    /// What is held back longer is written.
    static final long FLUSH_NANOS = 500_000_000L;

    private final Parts parts;
    private final long pictureGap;
    private @Nullable Source source;
    private @Nullable Writing writing;
    private long endedAt;
    private long flushedAt;

    /// Begins files.
    interface Parts {
        /// Null: too many begin, what comes now is left out.
        @Nullable Part begin(TrackFormat format, long beganAt) throws IOException;
    }

    /// What comes from one sender in one codec: numbers and times are its own.
    private record Source(
            int ssrc, MediaCodec codec, InOrder order, RtpClock clock, Depacketizer depacketizer) {
        static Source of(int ssrc, MediaCodec codec) {
            long patience = codec.kind() == MediaKind.AUDIO ? PATIENCE_AUDIO : PATIENCE_VIDEO;
            return new Source(
                    ssrc,
                    codec,
                    new InOrder(patience),
                    new RtpClock(codec.clockRate()),
                    Depacketizer.of(codec));
        }
    }

    private record Writing(Part part, TrackFormat format) {}

    RecordedTrack(MediaKind kind, Parts parts) {
        this.parts = parts;
        pictureGap = kind == MediaKind.SCREEN ? SCREEN_GAP : VIDEO_GAP;
    }

    void take(MediaCodec codec, MediaPacket packet) throws IOException {
        Source from = source;
        if (from == null || packet.ssrc() != from.ssrc() || codec != from.codec()) {
            // A reload, or another codec was negotiated.
            drain(Long.MAX_VALUE);
            from = Source.of(packet.ssrc(), codec);
            source = from;
        }
        from.order().add(packet);
        drain(packet.arrivedAt());
    }

    void onTick(long now) throws IOException {
        drain(now);
        Writing open = writing;
        if (open != null && now - flushedAt >= FLUSH_NANOS) {
            flushedAt = now;
            open.part().flush();
        }
    }

    private void drain(long now) throws IOException {
        Source from = source;
        if (from == null) {
            return;
        }
        MediaPacket packet = from.order().poll(now);
        while (packet != null) {
            boolean loss = from.order().takeLoss();
            long at = from.clock().nanos(packet.timestamp(), packet.arrivedAt());
            Frame frame = from.depacketizer().take(packet, loss);
            if (frame != null) {
                frame(frame, at);
            }
            packet = from.order().poll(now);
        }
    }

    private void frame(Frame frame, long at) throws IOException {
        switch (frame.format()) {
            case TrackFormat.Sound sound -> sound(sound, frame, at);
            case TrackFormat.Picture picture -> {
                Part part = opened(picture, at, pictureGap);
                if (part != null) {
                    part.beginCluster();
                    picture(part, frame, at);
                }
            }
            case null -> {
                Writing open = writing;
                if (open != null && at - endedAt <= pictureGap) {
                    picture(open.part(), frame, at);
                }
            }
        }
    }

    private void sound(TrackFormat.Sound sound, Frame frame, long at) throws IOException {
        Part part = opened(sound, at, AUDIO_GAP);
        if (part == null) {
            return;
        }
        while (at - endedAt >= TrackFormat.SILENCE_NANOS) {
            part.write(endedAt, true, sound.silence());
            endedAt += TrackFormat.SILENCE_NANOS;
        }
        part.write(at, true, frame.data());
        endedAt = Math.max(endedAt, at + sound.nanos(frame.data()));
    }

    private void picture(Part part, Frame frame, long at) throws IOException {
        part.write(at, frame.keyframe(), frame.data());
        endedAt = Math.max(endedAt, at);
    }

    /// The file that what comes now goes on in: another one after a gap, or when a player would
    /// have to begin anew.
    private @Nullable Part opened(TrackFormat format, long at, long gap) throws IOException {
        Writing open = writing;
        if (open != null && at - endedAt <= gap && format.continues(open.format())) {
            return open.part();
        }
        finish();
        Part part = parts.begin(format, at);
        if (part == null) {
            return null;
        }
        writing = new Writing(part, format);
        endedAt = at;
        return part;
    }

    /// Everything that came is written, and the file is complete.
    void close() throws IOException {
        drain(Long.MAX_VALUE);
        finish();
    }

    private void finish() throws IOException {
        Writing open = writing;
        if (open != null) {
            writing = null;
            open.part().finish(endedAt);
        }
    }

    void abandon() {
        Writing open = writing;
        if (open != null) {
            writing = null;
            open.part().abandon();
        }
    }
}
