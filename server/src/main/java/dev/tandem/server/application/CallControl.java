package dev.tandem.server.application;

import java.time.Duration;

/// What a conversation needs to have calls.
///
/// @param bridges where legs are made
/// @param iceServers for browsers, with fresh credentials each time
/// @param timer for what happens when a party stays away
/// @param watch is told when calls begin and end
public record CallControl(Bridges bridges, TurnServers iceServers, Timer timer, BridgeWatch watch) {
    /// A laptop that was closed and opened again. After it the call ends and the conversation goes
    /// on in text.
    static final Duration AWAY_AT_MOST = Duration.ofSeconds(90);

    /// Runs something later, on any thread.
    @FunctionalInterface
    public interface Timer {
        void after(Duration delay, Runnable task);
    }
}
