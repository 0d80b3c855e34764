package dev.tandem.signaling.bridge;

import dev.tandem.signaling.protocol.LegId;

/// How well a leg has heard the others over some time, by its browser's own reports.
///
/// @param lossShare 0 to 1, from the speaker's browser to this one
/// @param jitterMillis as in receiver reports (RFC 3550 section 6.4.1)
/// @param roundTripMillis between bridge and browser; -1: not known
/// @param othersRoundTripMillis the longest of those who speak to it; -1: not known
public record LegSound(
        LegId leg,
        double lossShare,
        double jitterMillis,
        double roundTripMillis,
        double othersRoundTripMillis) {}
