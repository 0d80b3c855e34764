package dev.tandem.signaling.bridge;

import java.util.List;

/// What a bridge says to a command. Every command gets exactly one.
public sealed interface BridgeReply {
    /// To AddLeg: what the browser must be told.
    record LegAnswered(LegAnswer answer) implements BridgeReply {}

    /// To EndCall: how those who were in it at its end have heard it on this bridge; who has
    /// reported nothing is not in it.
    record Ended(List<LegSound> heard) implements BridgeReply {
        public Ended {
            heard = List.copyOf(heard);
        }
    }

    record Done() implements BridgeReply {}

    record Refused(BridgeRefusal refusal) implements BridgeReply {}
}
