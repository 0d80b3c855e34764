package dev.tandem.server.application;

import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.LegId;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A live call on its way to another bridge, make before break: what has to happen before the old
/// bridge may let it go. Pure: what happens comes in, what follows comes out.
///
/// @param to the bridge that it goes to
/// @param devices the socket of each leg that was asked for a second leg
/// @param moved the legs whose second one is heard
record CallMove(BridgeId to, Map<LegId, String> devices, Set<LegId> moved) {
    /// A second leg that carries nothing until then will not; the old one goes on, and the move is
    /// tried again. Far more than ICE, DTLS and a first picture take even on a busy machine, less
    /// than a drain waits.
    static final Duration WITHIN = Duration.ofSeconds(12);

    /// What follows from something that happened.
    enum Step {
        GOES_ON,
        /// Everybody hears over the new bridge: the old one is let go.
        CHANGE_OVER,
        /// It will not come to that any more: the new one is let go.
        GIVE_UP
    }

    CallMove {
        devices = Map.copyOf(devices);
        moved = Set.copyOf(moved);
    }

    /// Empty: not now. Nobody, or somebody who is away for a moment, cannot bring a second leg.
    ///
    /// @param present the legs there are, with their socket if it is there
    static Optional<CallMove> to(BridgeId to, Map<LegId, Optional<String>> present) {
        if (present.isEmpty() || present.values().stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        Map<LegId, String> devices =
                present.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, e -> e.getValue().orElseThrow()));
        return Optional.of(new CallMove(to, devices, Set.of()));
    }

    /// Somebody hears over their second leg. What is said of another bridge, or by a socket that
    /// was not asked, is of before.
    CallMove heard(LegId leg, String socket, BridgeId bridge) {
        if (!bridge.equals(to) || !socket.equals(devices.get(leg))) {
            return this;
        }
        Set<LegId> now = new HashSet<>(moved);
        now.add(leg);
        return new CallMove(to, devices, now);
    }

    /// @param present who has a leg now, with which socket: who has come, gone or reloaded since
    ///   was not asked, and the move cannot wait for them
    Step step(Map<LegId, Optional<String>> present) {
        boolean same =
                present.keySet().equals(devices.keySet())
                        && present.entrySet().stream()
                                .allMatch(e ->
                                        e.getValue()
                                                .filter(s -> s.equals(devices.get(e.getKey())))
                                                .isPresent());
        if (!same) {
            return Step.GIVE_UP;
        }
        return moved.equals(devices.keySet()) ? Step.CHANGE_OVER : Step.GOES_ON;
    }
}
