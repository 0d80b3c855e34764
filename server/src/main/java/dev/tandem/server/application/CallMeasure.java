package dev.tandem.server.application;

import dev.tandem.signaling.bridge.LegSound;
import dev.tandem.signaling.protocol.ConnectionQuality;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.timeline.CallHeard;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a call was for everybody who has been in it, over all bridges that have carried it: what
/// bridges say of legs, and what browsers say themselves. Belongs to the conversation's mailbox.
final class CallMeasure {
    private final Map<LegId, Side> sides = new LinkedHashMap<>();
    private final List<OfBridge> bridges = new ArrayList<>();
    private OfBridge now = new OfBridge();

    /// One who is or was in the call, and what their browser has said.
    private static final class Side {
        private Participant who;
        private int freezes;
        private long frozenMillis;
        private long kbps;
        private int reports;

        private Side(Participant who) {
            this.who = who;
        }

        private Optional<Integer> receivedKbps() {
            return reports == 0
                    ? Optional.empty()
                    : Optional.of((int) Math.round((double) kbps / reports));
        }

        private CallHeard heard(LegSound sound) {
            return VoiceQuality.heard(who, sound, freezes, frozenMillis, receivedKbps());
        }
    }

    /// What one bridge has said of the legs it carried.
    static final class OfBridge {
        private final Map<LegId, LegSound> sounds = new LinkedHashMap<>();

        /// The last seconds of a leg. They add up to nearly all there was: enough, should the
        /// bridge die before it says the whole.
        private void heard(LegSound sound) {
            sounds.merge(sound.leg(), sound, LegSound::and);
        }

        /// The bridge's own sum. It knows the last seconds too, and does not know what a leg heard
        /// that has left or was brought anew.
        void ended(List<LegSound> whole) {
            whole.forEach(sound ->
                    sounds.merge(
                            sound.leg(),
                            sound,
                            (sofar, said) -> said.weight() >= sofar.weight() ? said : sofar));
        }
    }

    CallMeasure() {
        bridges.add(now);
    }

    /// Is in the call, perhaps in another part than before.
    void takesPart(LegId leg, Participant who) {
        sides.computeIfAbsent(leg, _ -> new Side(who)).who = who;
    }

    void reported(LegId leg, ConnectionQuality quality) {
        Side side = sides.get(leg);
        if (side != null) {
            side.freezes += quality.freezes();
            side.frozenMillis += quality.frozenMillis();
            side.kbps += quality.receivedKbps();
            side.reports++;
        }
    }

    /// Said by the bridge that carries the call.
    void heard(LegSound sound) {
        if (sides.containsKey(sound.leg())) {
            now.heard(sound);
        }
    }

    /// That bridge.
    OfBridge now() {
        return now;
    }

    /// Another bridge carries the call from here on. What the one before it still says of the last
    /// seconds may be counted for this one.
    void changesBridge() {
        now = new OfBridge();
        bridges.add(now);
    }

    /// Of everybody whose leg a bridge has said something about; supervisors are not asked.
    List<CallHeard> whole() {
        List<CallHeard> whole = new ArrayList<>();
        sides.forEach((leg, side) -> {
            if (side.who.role() != Role.SUPERVISOR) {
                bridges.stream()
                        .flatMap(b -> Optional.ofNullable(b.sounds.get(leg)).stream())
                        .reduce(LegSound::and)
                        .ifPresent(sound -> whole.add(side.heard(sound)));
            }
        });
        return whole;
    }
}
