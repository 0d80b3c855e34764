package dev.tandem.signaling.bridge;

/// What a bridge says to a command. Every command gets exactly one.
public sealed interface BridgeReply {
    /// To AddLeg and RestartLeg: what the browser must be told.
    record LegAnswered(LegAnswer answer) implements BridgeReply {}

    record Done() implements BridgeReply {}

    record Refused(BridgeRefusal refusal) implements BridgeReply {}
}
