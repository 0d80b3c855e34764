package dev.tandem.media.bridge;

import dev.tandem.signaling.bridge.MediaKind;

import org.jspecify.annotations.Nullable;

/// Who of several is heard and seen by one leg: the one who speaks, until that one is quiet and
/// another speaks.
final class Floor {
    /// In -dBov (RFC 6464): 0 is loudest, 127 is silence. Speech is well below 50.
    static final int VOICE_LEVEL = 50;

    /// A pause between words does not lose the floor.
    static final long QUIET_NANOS = 600_000_000;

    /// Who sends nothing at all loses it.
    static final long SILENT_NANOS = 1_000_000_000;

    /// A screen on which nothing moves is sent about once a second, and may lose a frame.
    static final long SCREEN_SILENT_NANOS = 5_000_000_000L;

    private @Nullable Leg sharer;
    private long screenAt;
    private @Nullable Leg holder;
    private long voiceAt;
    private long packetAt;

    /// Whether this leg's packet is to be forwarded; may pass the floor to it.
    ///
    /// @param level of an audio packet; -1 when unknown, which counts as voice
    boolean admits(Leg candidate, MediaKind kind, int level, long now) {
        boolean voice = kind == MediaKind.AUDIO && (level < 0 || (level & 0x7f) < VOICE_LEVEL);
        boolean free = holder == null || now - packetAt > SILENT_NANOS;
        boolean passes = voice && now - voiceAt > QUIET_NANOS;
        if (holder != candidate && !free && !passes) {
            return false;
        }
        holder = candidate;
        packetAt = now;
        if (voice) {
            voiceAt = now;
        }
        return true;
    }

    boolean isHeldBy(Leg leg) {
        return holder == leg;
    }

    /// Of several screens a leg sees the one that was shown first, until its owner takes it away.
    boolean admitsScreen(Leg candidate, long now) {
        boolean free = sharer == null || now - screenAt > SCREEN_SILENT_NANOS;
        if (sharer != candidate && !free) {
            return false;
        }
        sharer = candidate;
        screenAt = now;
        return true;
    }

    void tookScreenAway(Leg leg) {
        if (sharer == leg) {
            sharer = null;
        }
    }

    void left(Leg leg) {
        tookScreenAway(leg);
        if (holder == leg) {
            holder = null;
        }
    }
}
