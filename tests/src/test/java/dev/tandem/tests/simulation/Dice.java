package dev.tandem.tests.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/// All the chance there is in one run.
final class Dice {
    private final Random random;

    Dice(long seed) {
        random = new Random(seed);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /// 0 to `n - 1`.
    int below(int n) {
        return random.nextInt(n);
    }

    <T> T of(List<T> values) {
        return values.get(below(values.size()));
    }

    Duration upTo(Duration longest) {
        return Duration.ofMillis(random.nextLong(longest.toMillis() + 1));
    }
}
