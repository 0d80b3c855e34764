package dev.tandem.media.bridge;

import dev.tandem.media.pipeline.Hearing;
import dev.tandem.media.pipeline.SentStream;
import dev.tandem.signaling.bridge.LegSound;
import dev.tandem.signaling.bridge.MediaKind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the legs of a call hear, as it is told to the server.
final class Sounds {
    private Sounds() {}

    static LegSound of(Leg leg, Hearing.Heard heard, List<Leg> legs) {
        return new LegSound(
                leg.id(),
                heard.lossShare(),
                heard.jitterMillis(),
                heard.roundTripMillis(),
                longestRoundTrip(leg, legs),
                Optional.of(heard.reports()));
    }

    /// Of the whole call, of everybody who has reported something.
    static List<LegSound> of(List<Leg> legs) {
        List<LegSound> all = new ArrayList<>();
        for (Leg leg : legs) {
            SentStream audio = leg.sent(MediaKind.AUDIO);
            Hearing.Heard whole = audio == null ? null : audio.hearing().whole();
            if (whole != null) {
                all.add(of(leg, whole, legs));
            }
        }
        return all;
    }

    private static double longestRoundTrip(Leg except, List<Leg> legs) {
        double longest = -1;
        for (int i = 0; i < legs.size(); i++) {
            SentStream audio = legs.get(i).sent(MediaKind.AUDIO);
            if (legs.get(i) != except && audio != null) {
                longest = Math.max(longest, audio.hearing().latestRoundTripMillis());
            }
        }
        return longest;
    }
}
