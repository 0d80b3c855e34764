package dev.tandem.signaling.timeline;

import java.util.Optional;

/// How one of those who were in a call has heard and seen the others, over the whole of it.
///
/// @param mos mean opinion score by the E-model (ITU-T G.107), 1 to 4.4
/// @param lossPercent of the packets from the speaker's browser to this one
/// @param jitterMillis as in receiver reports (RFC 3550 section 6.4.1)
/// @param roundTripMillis between this side and the bridge; -1: not known
/// @param freezes how often the picture stood still, by its browser's own word
/// @param frozenMillis for how long together
/// @param receivedKbps sound and pictures that came to its browser, in 1,000 bits a second, the
///   mean of what the browser has said; absent: it has said nothing, and in what older versions
///   stored
/// @param who whose figures these are, as two agents of one call have the same role; absent in what
///   older versions stored
public record CallHeard(
        Role by,
        double mos,
        double lossPercent,
        int jitterMillis,
        int roundTripMillis,
        int freezes,
        long frozenMillis,
        Optional<Integer> receivedKbps,
        Optional<Participant> who) {}
