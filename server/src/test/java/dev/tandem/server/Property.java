package dev.tandem.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// A sentence that holds for many random cases. Every case is a function of its seed; a failure
/// names the seed, and `-Dproperty.seed=N` repeats that case alone.
public final class Property {
    private static final long ONE = Long.getLong("property.seed", -1);

    private Property() {}

    /// What a case is made of.
    public static final class Chance {
        private final Random random;

        private Chance(long seed) {
            random = new Random(seed);
        }

        /// `from` to `to`, both possible.
        public int between(int from, int to) {
            return from + random.nextInt(to - from + 1);
        }

        public boolean yes(double probability) {
            return random.nextDouble() < probability;
        }

        public <T> T of(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }

        public <T> List<T> some(List<T> values) {
            return values.stream().filter(_ -> random.nextBoolean()).toList();
        }

        public <T> List<T> shuffled(List<T> values) {
            List<T> copy = new ArrayList<>(values);
            java.util.Collections.shuffle(copy, random);
            return copy;
        }
    }

    public static void holds(int cases, Consumer<Chance> property) {
        for (long seed = ONE < 0 ? 1 : ONE; seed <= (ONE < 0 ? cases : ONE); seed++) {
            try {
                property.accept(new Chance(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("property.seed=" + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
