package dev.tandem.media.bridge;

import java.util.Arrays;

/// When each call of a loop wants to be looked at next.
///
/// A call is asked only after something happened to it. The times stand side by side, because a
/// loop of many calls at rest would else fetch all that belongs to them a hundred times a second,
/// only to see that nothing is due.
final class Deadlines {
    /// Something happened to it: it may be due at any time.
    private static final long UNKNOWN = Long.MIN_VALUE;

    private static final int FIRST_PLACES = 16;

    private long[] dueAt = new long[FIRST_PLACES];
    private Place[] places = new Place[FIRST_PLACES];
    private int size;

    /// What time changes.
    interface Due {
        /// In nanoseconds of the bridge's clock; [Long#MAX_VALUE] when it waits for nothing. May
        /// change only with what happens to it.
        long nextDeadline();

        void onDeadline(long now, Output out);
    }

    /// Where one of them stands here, until it leaves.
    final class Place {
        private final Due due;
        private int at;

        private Place(Due due, int at) {
            this.due = due;
            this.at = at;
        }

        /// Something happened to it. Nothing happens any more to one that has left.
        void touched() {
            if (at >= 0) {
                dueAt[at] = UNKNOWN;
            }
        }

        /// The last one takes its place.
        void leave() {
            if (at < 0) {
                return;
            }
            size--;
            Place last = places[size];
            last.at = at;
            places[at] = last;
            dueAt[at] = dueAt[size];
            at = -1;
        }
    }

    Place add(Due due) {
        if (size == places.length) {
            dueAt = Arrays.copyOf(dueAt, 2 * size);
            places = Arrays.copyOf(places, 2 * size);
        }
        Place place = new Place(due, size);
        places[size] = place;
        dueAt[size] = UNKNOWN;
        size++;
        return place;
    }

    /// Lets everyone who is due do what is due; nobody joins or leaves meanwhile.
    void onDeadline(long now, Output out) {
        for (int i = 0; i < size; i++) {
            if (dueAt[i] <= now) {
                Due due = places[i].due;
                // A mistake of ours in one call costs the others a tick, and not all their
                // deadlines.
                dueAt[i] = Long.MAX_VALUE;
                if (due.nextDeadline() <= now) {
                    due.onDeadline(now, out);
                }
                dueAt[i] = due.nextDeadline();
            }
        }
    }

    /// When to look next; [Long#MAX_VALUE] when there is nothing to wait for.
    long next() {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            if (dueAt[i] == UNKNOWN) {
                dueAt[i] = places[i].due.nextDeadline();
            }
            next = Math.min(next, dueAt[i]);
        }
        return next;
    }
}
