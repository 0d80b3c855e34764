package dev.tandem.media.bridge;

import dev.tandem.media.pipeline.OpusLoop;
import dev.tandem.media.pipeline.Playing;
import dev.tandem.media.pipeline.SentStream;

import org.jspecify.annotations.Nullable;

/// What the bridge itself plays to one leg, in the one stream that the leg has: a sentence, once;
/// music as long as it is on hold.
final class OwnSound {
    private final Leg leg;
    private final Workspace work;
    private final Playing music;
    private @Nullable Playing sentence;

    OwnSound(Leg leg, Workspace work) {
        this.leg = leg;
        this.work = work;
        music = new Playing(work.holdMusic);
    }

    /// From the next frame on the leg hears this, and nobody until it is over.
    void say(OpusLoop what) {
        sentence = new Playing(what);
    }

    boolean isSaying() {
        return sentence != null;
    }

    /// Plays what is due.
    void onDeadline(SentStream to, long now, Output out) {
        Playing saying = sentence;
        if (saying != null) {
            while (!saying.hasPlayedThrough() && saying.play(to, now, work.out)) {
                leg.sendRtp(work.out, out);
            }
            if (saying.hasPlayedThrough()) {
                sentence = null;
                leg.sending().toldOfRecording();
            }
        }
        while (sentence == null && leg.isHeld() && music.play(to, now, work.out)) {
            leg.sendRtp(work.out, out);
        }
    }

    long nextDeadline() {
        Playing saying = sentence;
        if (saying != null) {
            return saying.nextDeadline();
        }
        return leg.isHeld() ? music.nextDeadline() : Long.MAX_VALUE;
    }
}
