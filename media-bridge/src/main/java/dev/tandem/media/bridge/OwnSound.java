package dev.tandem.media.bridge;

import dev.tandem.media.pipeline.OpusLoop;
import dev.tandem.media.pipeline.Playing;
import dev.tandem.media.pipeline.SentStream;

import org.jspecify.annotations.Nullable;

/// What the bridge itself plays to one leg, in the one stream that the leg has: that it is
/// recorded, once; music as long as it is on hold, and now and then that it is not forgotten.
final class OwnSound {
    private final Leg leg;
    private final Workspace work;
    private final Playing music;
    private @Nullable Playing notice;
    private @Nullable Playing reminder;
    private boolean held;
    private long remindAt;

    OwnSound(Leg leg, Workspace work) {
        this.leg = leg;
        this.work = work;
        music = new Playing(work.sounds.holdMusic());
    }

    /// From the next frame on the leg hears this, and nobody until it is over.
    void tellOfRecording(OpusLoop what) {
        if (notice == null) {
            notice = new Playing(what);
        }
    }

    /// What others say is not heard meanwhile. A reminder is none such: who is on hold hears nobody
    /// anyway, and hears everybody again in the middle of it when the hold is over.
    boolean isSaying() {
        return notice != null;
    }

    /// Plays what is due.
    void onDeadline(SentStream to, long now, Output out) {
        Playing saying = notice;
        if (saying != null) {
            if (plays(saying, to, now, out)) {
                return;
            }
            notice = null;
            leg.sending().toldOfRecording();
        }
        if (!leg.isHeld()) {
            held = false;
            reminder = null;
            return;
        }
        work.sounds.reminder().ifPresent(every -> remind(every, now));
        Playing reminding = reminder;
        if (reminding != null) {
            if (plays(reminding, to, now, out)) {
                return;
            }
            reminder = null;
            work.sounds.reminder().ifPresent(every -> remindAt = now + every.everyNanos());
        }
        while (music.play(to, now, work.out)) {
            leg.sendRtp(work.out, now, out);
        }
    }

    private void remind(OwnSounds.Reminder every, long now) {
        if (!held) {
            held = true;
            remindAt = now + every.everyNanos();
        } else if (reminder == null && now >= remindAt) {
            reminder = new Playing(every.sentence());
        }
    }

    /// True as long as it is not at its end.
    private boolean plays(Playing sentence, SentStream to, long now, Output out) {
        while (!sentence.hasPlayedThrough() && sentence.play(to, now, work.out)) {
            leg.sendRtp(work.out, now, out);
        }
        return !sentence.hasPlayedThrough();
    }

    long nextDeadline() {
        Playing saying = notice;
        if (saying != null) {
            return saying.nextDeadline();
        }
        if (!leg.isHeld()) {
            return Long.MAX_VALUE;
        }
        Playing reminding = reminder;
        return reminding == null ? music.nextDeadline() : reminding.nextDeadline();
    }
}
