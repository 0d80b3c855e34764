package dev.tandem.signaling.timeline;

/// One thing the policy saw, with the words it saw it in.
///
/// @param name as in the policy, for example `anger`
/// @param value 0 to 1, or a count
/// @param evidence words of the customer, or what was counted
public record Signal(String name, double value, String evidence) {}
