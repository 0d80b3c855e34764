package dev.tandem.signaling.bridge;

/// How much a bridge carries and may carry.
public record BridgeLoad(int calls, int legs, int maxCalls) {}
