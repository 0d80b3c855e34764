package dev.tandem.media.recording;

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

    /// What is held back longer is written.
    static final long FLUSH_NANOS = 500_000_000L;

    private static final long SILENCE_NANOS = 20_000_000L;

    private final MediaKind kind;
    private final Depacketizer depacketizer;
    private final RtpClock clock;
    private final Parts parts;
    private InOrder order;
    private int ssrc;
    private @Nullable Part part;
    private long endedAt;
    private long flushedAt;

    /// Begins files.
    interface Parts {
        Part begin(MediaKind kind, TrackFormat format, long beganAt) throws IOException;
    }

    RecordedTrack(MediaKind kind, int clockRate, Parts parts) {
        this.kind = kind;
        this.parts = parts;
        clock = new RtpClock(clockRate);
        depacketizer =
                switch (kind) {
                    case AUDIO -> new OpusPackets();
                    case VIDEO, SCREEN -> new Vp8Frames();
                };
        order = newOrder();
    }

    private InOrder newOrder() {
        return new InOrder(
                switch (kind) {
                    case AUDIO -> PATIENCE_AUDIO;
                    case VIDEO, SCREEN -> PATIENCE_VIDEO;
                });
    }

    void take(MediaPacket packet) throws IOException {
        if (packet.ssrc() != ssrc) {
            // A reload: another source, whose clock and numbers are its own.
            drain(Long.MAX_VALUE);
            order = newOrder();
            clock.restart();
            ssrc = packet.ssrc();
        }
        order.add(packet);
        drain(packet.arrivedAt());
    }

    void onTick(long now) throws IOException {
        drain(now);
        Part open = part;
        if (open != null && now - flushedAt >= FLUSH_NANOS) {
            flushedAt = now;
            open.flush();
        }
    }

    private void drain(long now) throws IOException {
        MediaPacket packet = order.poll(now);
        while (packet != null) {
            boolean loss = order.takeLoss();
            long at = clock.nanos(packet.timestamp(), packet.arrivedAt());
            Frame frame = depacketizer.take(packet, loss);
            if (frame != null) {
                switch (kind) {
                    case AUDIO -> sound(frame, at);
                    case VIDEO, SCREEN -> picture(frame, at);
                }
            }
            packet = order.poll(now);
        }
    }

    private void sound(Frame frame, long at) throws IOException {
        if (part != null && at - endedAt > AUDIO_GAP) {
            finish();
        }
        Part open = part;
        if (open == null) {
            open = parts.begin(kind, new TrackFormat.Opus(), at);
            part = open;
            endedAt = at;
        }
        while (at - endedAt >= SILENCE_NANOS) {
            open.write(endedAt, true, OpusPackets.SILENCE);
            endedAt += SILENCE_NANOS;
        }
        open.write(at, true, frame.data());
        long length = OpusPackets.samples(frame.data()) * 1_000_000_000L / OpusPackets.CLOCK;
        endedAt = Math.max(endedAt, at + length);
    }

    private void picture(Frame frame, long at) throws IOException {
        if (part != null && at - endedAt > VIDEO_GAP) {
            finish();
        }
        Part open = part;
        if (open == null) {
            if (!frame.keyframe()) {
                return;
            }
            open = parts.begin(kind, new TrackFormat.Vp8(frame.width(), frame.height()), at);
            part = open;
            endedAt = at;
        }
        if (frame.keyframe()) {
            open.beginCluster();
        }
        open.write(at, frame.keyframe(), frame.data());
        endedAt = Math.max(endedAt, at);
    }

    /// Everything that came is written, and the file is complete.
    void close() throws IOException {
        drain(Long.MAX_VALUE);
        finish();
    }

    private void finish() throws IOException {
        Part open = part;
        if (open != null) {
            part = null;
            open.finish(endedAt);
        }
    }

    void abandon() {
        Part open = part;
        if (open != null) {
            part = null;
            open.abandon();
        }
    }
}
