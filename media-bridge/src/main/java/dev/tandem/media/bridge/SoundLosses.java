package dev.tandem.media.bridge;

import dev.tandem.media.pipeline.ReceivedStream;
import dev.tandem.media.pipeline.SentStream;
import dev.tandem.signaling.bridge.MediaKind;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What becomes of a voice behind the bridge, for its sender to know: of all who hear it as it is,
/// the worst counts, because there is one quality for all. Who hears it in a mix hears our own
/// sound, which its sender cannot mend.
final class SoundLosses {
    private SoundLosses() {}

    /// One who hears this source has reported about it.
    static void reported(@Nullable ReceivedStream source, List<Leg> legs, long now) {
        if (source == null) {
            return;
        }
        int worst = 0;
        for (int i = 0; i < legs.size(); i++) {
            SentStream sent = legs.get(i).sent(MediaKind.AUDIO);
            if (sent != null && sent.brings(source)) {
                worst = Math.max(worst, sent.hearing().latestFraction(now));
            }
        }
        source.heard(worst, now);
    }

    /// A leg has said which packets of all kinds arrived.
    static void fedBack(Leg leg, List<Leg> legs, long now) {
        SentStream heard = leg.sent(MediaKind.AUDIO);
        ReceivedStream source = heard == null ? null : heard.source();
        if (source == null) {
            return;
        }
        int worst = 0;
        for (int i = 0; i < legs.size(); i++) {
            SentStream sent = legs.get(i).sent(MediaKind.AUDIO);
            if (sent != null && sent.brings(source)) {
                worst = Math.max(worst, legs.get(i).downlink().fractionLost(now));
            }
        }
        source.lostBehindUs(worst, now);
    }
}
