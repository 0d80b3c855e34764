package dev.tandem.media.pipeline;

import dev.tandem.media.packet.PacketBuffer;

/// Where one leg is in a loop of sound: a frame each 20 ms, from where it stopped the last time.
public final class Playing {
    /// Whoever is later than this, because the loop stalled or it was silent meanwhile, does not
    /// catch up: the frames in between are not owed.
    static final long MAX_LATE_NANOS = 100_000_000;

    private final OpusLoop loop;
    private int number;
    private boolean playedThrough;
    private long nextAt;

    public Playing(OpusLoop loop) {
        this.loop = loop;
    }

    /// When the next frame is due.
    public long nextDeadline() {
        return nextAt;
    }

    /// Whether the last frame was sent, and so it has begun anew.
    public boolean hasPlayedThrough() {
        return playedThrough;
    }

    /// Writes the frame that is due into `out`, unprotected; false when none is. Ask until it is
    /// false.
    public boolean play(SentStream to, long now, PacketBuffer out) {
        if (now - nextAt > MAX_LATE_NANOS) {
            nextAt = now;
        }
        if (nextAt > now) {
            return false;
        }
        byte[] frame = loop.frame(number);
        to.play(frame, frame.length, OpusLoop.FRAME_TICKS, SentStream.NO_LEVEL, now, out);
        number = (number + 1) % loop.size();
        playedThrough |= number == 0;
        nextAt += OpusLoop.FRAME_NANOS;
        return true;
    }
}
