package dev.tandem.server.application;

import dev.tandem.signaling.bridge.LegSound;
import dev.tandem.signaling.timeline.CallHeard;
import dev.tandem.signaling.timeline.Participant;

import java.util.Optional;

/// How good people find a voice that arrives with this delay and these losses: the E-model (ITU-T
/// G.107) in the usual simplification for a codec with concealment and no echo. Pure.
public final class VoiceQuality {
    /// The best possible: all defaults of G.107.
    private static final double BEST = 93.2;

    /// Beyond it people begin to talk over each other, in ms one way.
    private static final double NATURAL_DELAY = 177.3;

    /// How well Opus hides a lost packet, in percent of loss that halves what is left; its own
    /// impairment at 24 kbit/s and more is none (G.113 gives no values for Opus; those of a codec
    /// with concealment of its kind).
    private static final double LOSS_ROBUSTNESS = 10;

    private static final double CODEC_IMPAIRMENT = 0;

    /// One packet of 20 ms, in ms.
    private static final double FRAME = 20;

    /// A playout buffer holds about twice the jitter.
    private static final double BUFFERED_JITTERS = 2;

    private VoiceQuality() {}

    /// For the timeline: what people read is rounded.
    ///
    /// @param receivedKbps empty: its browser has not said
    static CallHeard heard(
            Participant who,
            LegSound sound,
            int freezes,
            long frozenMillis,
            Optional<Integer> receivedKbps) {
        return new CallHeard(
                who.role(),
                Math.round(mos(sound) * 100) / 100.0,
                Math.round(sound.lossShare() * 10_000) / 100.0,
                (int) Math.round(sound.jitterMillis()),
                (int) Math.round(sound.roundTripMillis()),
                freezes,
                frozenMillis,
                receivedKbps,
                Optional.of(who));
    }

    /// What is not known of the way is taken as nothing.
    static double mos(LegSound heard) {
        double roundTrips =
                Math.max(0, heard.roundTripMillis()) + Math.max(0, heard.othersRoundTripMillis());
        return mos(roundTrips / 2, heard.jitterMillis(), heard.lossShare());
    }

    /// Mean opinion score, 1 (bad) to 4.41 (the best of the narrow scale).
    ///
    /// @param oneWayMillis of the network, from mouth to ear
    /// @param jitterMillis as in receiver reports
    /// @param lossShare 0 to 1
    public static double mos(double oneWayMillis, double jitterMillis, double lossShare) {
        double delay = oneWayMillis + BUFFERED_JITTERS * jitterMillis + FRAME;
        double byDelay = 0.024 * delay + 0.11 * Math.max(0, delay - NATURAL_DELAY);
        double percent = 100 * lossShare;
        double byLoss =
                CODEC_IMPAIRMENT + (95 - CODEC_IMPAIRMENT) * percent / (percent + LOSS_ROBUSTNESS);
        return ofRating(BEST - byDelay - byLoss);
    }

    /// G.107 annex B.
    private static double ofRating(double r) {
        if (r <= 0) {
            return 1;
        }
        double best = Math.min(r, 100);
        double mos = 1 + 0.035 * best + best * (best - 60) * (100 - best) * 7e-6;
        return Math.clamp(mos, 1, 4.5);
    }
}
