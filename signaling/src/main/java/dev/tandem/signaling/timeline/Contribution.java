package dev.tandem.signaling.timeline;

/// What one trigger added to a decision.
///
/// @param strength 0 to 1: how surely it is there
/// @param cost expected, if it is left to the assistant and nothing else is there
public record Contribution(Trigger trigger, double strength, double cost) {}
