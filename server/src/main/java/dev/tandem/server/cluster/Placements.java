package dev.tandem.server.cluster;

import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.CallId;

import java.util.Optional;

/// Which bridge each call was given to, known to every node. Only a call's own conversation writes
/// it, so there is one writer. Methods block for a moment; what cannot be read in time is as good
/// as not written: the call is then placed anew.
public interface Placements {
    Optional<BridgeId> of(CallId call);

    void put(CallId call, BridgeId bridge);

    void remove(CallId call);
}
