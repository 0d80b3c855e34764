package dev.tandem.signaling.bridge;

import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.LegId;

import java.util.Optional;

/// What the server may ask of a bridge.
public sealed interface BridgeCommand {
    CallId call();

    /// Give this party a media path. The call begins with its first leg. A leg that is there offers
    /// again: an ICE restart (same DTLS fingerprint: keys and streams go on) or a new connection
    /// after a reload (another fingerprint: the leg is replaced, the others notice nothing).
    record AddLeg(CallId call, LegId leg, LegOffer offer) implements BridgeCommand {}

    /// The party has left; the call ends with its last leg.
    record RemoveLeg(CallId call, LegId leg) implements BridgeCommand {}

    /// What of this leg's media the others may get. The bridge drops the rest, whatever the browser
    /// sends.
    ///
    /// @param keysAllowed apart from sound: who is muted means their voice, and presses keys all
    ///   the same; absent is as sound, and so from older servers
    record SetSending(
            CallId call,
            LegId leg,
            boolean audioAllowed,
            boolean videoAllowed,
            boolean screenAllowed,
            Optional<Boolean> keysAllowed)
            implements BridgeCommand {}

    /// A held leg hears music, and neither gets anything from the others nor they from it. Holds
    /// for the leg until it is said otherwise, however often it is restarted.
    record SetHold(CallId call, LegId leg, boolean held) implements BridgeCommand {}

    /// Who hears and sees this leg; everybody until it is said otherwise. Holds for the leg however
    /// often it is restarted. Only what everybody hears is recorded.
    record SetAudience(CallId call, LegId leg, Audience audience) implements BridgeCommand {}

    /// Whether what the legs send is kept. Paused is not recorded: nothing of it is ever written. A
    /// bridge without a folder for it says so by a [BridgeEvent.RecordingFailed].
    record SetRecording(CallId call, boolean recorded) implements BridgeCommand {}

    record EndCall(CallId call) implements BridgeCommand {}
}
