package dev.tandem.signaling.timeline;

/// How one side has heard and seen the other in a call, over the whole of it.
///
/// @param mos mean opinion score by the E-model (ITU-T G.107), 1 to 4.4
/// @param lossPercent of the packets from the speaker's browser to this one
/// @param jitterMillis as in receiver reports (RFC 3550 section 6.4.1)
/// @param roundTripMillis between this side and the bridge; -1: not known
/// @param freezes how often the picture stood still, by its browser's own word
/// @param frozenMillis for how long together
public record CallHeard(
        Role by,
        double mos,
        double lossPercent,
        int jitterMillis,
        int roundTripMillis,
        int freezes,
        long frozenMillis) {}
