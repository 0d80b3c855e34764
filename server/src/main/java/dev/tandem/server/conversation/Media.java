package dev.tandem.server.conversation;

import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.Role;

import java.time.Instant;
import java.util.Optional;

/// The voice or video part of a conversation, and the question whether there should be one.
public record Media(Optional<LiveCall> call, Optional<Proposal> proposal) {
    static final Media NONE = new Media(Optional.empty(), Optional.empty());

    public record LiveCall(CallId id, Channel channel, Instant since) {}

    public record Proposal(Role by, Channel channel, Instant expiresAt) {}

    Media with(LiveCall live) {
        return new Media(Optional.of(live), Optional.empty());
    }

    Media proposing(Proposal open) {
        return new Media(call, Optional.of(open));
    }

    Media settled() {
        return new Media(call, Optional.empty());
    }

    public Channel channel() {
        return call.map(LiveCall::channel).orElse(Channel.TEXT);
    }
}
