package dev.tandem.tests.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// The virtual clock, and what is to happen when. One thing at a time, in a fixed order.
final class Agenda {
    private record Item(Instant at, long order, Runnable doing) {}

    private final PriorityQueue<Item> items =
            new PriorityQueue<>(Comparator.comparing(Item::at).thenComparing(Item::order));
    private Instant now = Instant.parse("2026-03-01T09:00:00Z");
    private long order;

    Instant now() {
        return now;
    }

    void after(Duration delay, Runnable doing) {
        items.add(new Item(now.plus(delay), order++, doing));
    }

    /// Time goes on at once, and everything that was due meanwhile is late.
    void jumpTo(Instant later) {
        now = later.isAfter(now) ? later : now;
    }

    /// @return false: nothing is left to do
    boolean step() {
        Item next = items.poll();
        if (next == null) {
            return false;
        }
        jumpTo(next.at());
        next.doing().run();
        return true;
    }
}
