package dev.tandem.signaling.timeline;

import java.util.Optional;

/// One way to talk to a person now. A channel that nobody serves is not offered.
///
/// @param waitSeconds what we expect; empty: we cannot tell yet
public record ChannelOption(Channel channel, Optional<Integer> waitSeconds) {}
