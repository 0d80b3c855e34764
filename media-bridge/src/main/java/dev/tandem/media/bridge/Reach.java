package dev.tandem.media.bridge;

import dev.tandem.media.packet.DropReason;
import dev.tandem.signaling.bridge.MediaKind;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Whom a packet reaches as it is, in a call of any size.
///
/// Between two everything is forwarded. Of more, a leg sees the one who speaks and one screen, and
/// hears the only one who may be heard as that one is, and several as their sum. Where this machine
/// cannot mix, it hears the one who speaks, too.
final class Reach {
    private final @Nullable Mixing mixing;

    Reach(Workspace work) {
        mixing = work.codec == null ? null : new Mixing(work, work.codec);
    }

    /// Of a call in which somebody could hear several; null: there is nothing to mix.
    @Nullable Mixing mixing(List<Leg> legs) {
        return legs.size() > 2 ? mixing : null;
    }

    /// Why this leg does not get it as it is; null: it gets it.
    ///
    /// @param several whether the call has more than two legs
    @Nullable DropReason keptFrom(
            Leg from, Leg to, MediaKind kind, int level, boolean several, long now) {
        DropReason kept = keptFromAny(from, to, kind);
        if (kept != null || !several) {
            return kept;
        }
        if (kind == MediaKind.SCREEN) {
            return to.floor().admitsScreen(from, now) ? null : DropReason.NOT_CHOSEN;
        }
        if (mixing == null || kind == MediaKind.VIDEO) {
            return to.floor().admits(from, kind, level, now) ? null : DropReason.NOT_CHOSEN;
        }
        if (from.incoming().showsVideo(now)) {
            // The picture follows the voice; a voice without one leaves it where it is.
            var _ = to.floor().admits(from, kind, level, now);
        }
        return mixing.forwards(from, to, level, now) ? null : DropReason.MIXED;
    }

    /// The same of a key that is pressed in the sound. A mix is sound of our own, in which nobody's
    /// packets stand: who hears several is told of the key and does not hear it.
    @Nullable DropReason keyKeptFrom(Leg from, Leg to, boolean several) {
        DropReason kept = keptFromAny(from, to, MediaKind.AUDIO);
        if (kept != null || !several) {
            return kept;
        }
        if (mixing == null) {
            return to.floor().isHeldBy(from) ? null : DropReason.NOT_CHOSEN;
        }
        return mixing.hearsAsIs(to, from) ? null : DropReason.MIXED;
    }

    private static @Nullable DropReason keptFromAny(Leg from, Leg to, MediaKind kind) {
        if (!from.sending().audience().has(to.id())) {
            return DropReason.NOT_IN_AUDIENCE;
        }
        if (to.isHeld()) {
            return DropReason.ON_HOLD;
        }
        return kind == MediaKind.AUDIO && to.own().isSaying() ? DropReason.ANNOUNCEMENT : null;
    }

    /// Frees what was kept for a leg, and all when two are left.
    void left(Leg leg, List<Leg> others) {
        Mixing some = mixing;
        if (some == null) {
            return;
        }
        if (others.size() > 2) {
            some.left(leg);
        } else {
            some.close();
        }
    }
}
