package dev.tandem.signaling.bridge;

import dev.tandem.signaling.protocol.LegId;

import java.util.Set;

/// Who hears and sees a leg. Whom it hears itself is said by the audiences of the others: so one
/// who listens in has an audience of nobody, one who whispers an audience of one, and who joins in
/// is heard by everybody.
public sealed interface Audience {
    boolean has(LegId leg);

    record Everybody() implements Audience {
        @Override
        public boolean has(LegId leg) {
            return true;
        }
    }

    /// Nobody but these, of whom some may not be in the call yet.
    record Only(Set<LegId> legs) implements Audience {
        public Only {
            legs = Set.copyOf(legs);
        }

        @Override
        public boolean has(LegId leg) {
            return legs.contains(leg);
        }
    }
}
