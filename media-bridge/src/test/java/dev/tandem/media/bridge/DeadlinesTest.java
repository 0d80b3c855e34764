package dev.tandem.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.signaling.bridge.BridgeEvent;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Who is due is seen to, who is at rest is left alone.
class DeadlinesTest {
    private static final Output NOWHERE =
            new Output() {
                @Override
                public void send(byte[] buffer, int offset, int length, InetSocketAddress to) {}

                @Override
                public void report(BridgeEvent event) {}
            };

    private final Deadlines deadlines = new Deadlines();

    /// Rings every so often; notes when, and how often it was asked.
    private static final class Alarm implements Deadlines.Due {
        private final long every;
        final List<Long> rang = new ArrayList<>();
        long nextAt;
        int asked;

        Alarm(long first, long every) {
            this.nextAt = first;
            this.every = every;
        }

        @Override
        public long nextDeadline() {
            asked++;
            return nextAt;
        }

        @Override
        public void onDeadline(long now, Output out) {
            rang.add(now);
            nextAt = now + every;
        }
    }

    @Test
    void whoIsAtRestIsNotAskedAgain() {
        Alarm resting = new Alarm(1_000, 1_000);
        deadlines.add(resting);
        deadlines.onDeadline(0, NOWHERE);
        int atFirst = resting.asked;

        for (long now = 10; now < 1_000; now += 10) {
            deadlines.onDeadline(now, NOWHERE);
            assertThat(deadlines.next()).isEqualTo(1_000);
        }

        assertThat(resting.asked).isEqualTo(atFirst);
        deadlines.onDeadline(1_000, NOWHERE);
        assertThat(resting.rang).containsExactly(1_000L);
        assertThat(deadlines.next()).isEqualTo(2_000);
    }

    @Test
    void whatHappensToOneIsHeardOfAtOnce() {
        Alarm alarm = new Alarm(Long.MAX_VALUE, 1_000);
        Deadlines.Place place = deadlines.add(alarm);
        assertThat(deadlines.next()).isEqualTo(Long.MAX_VALUE);

        alarm.nextAt = 30;
        place.touched();

        assertThat(deadlines.next()).isEqualTo(30);
        deadlines.onDeadline(29, NOWHERE);
        assertThat(alarm.rang).isEmpty();
        deadlines.onDeadline(30, NOWHERE);
        assertThat(alarm.rang).containsExactly(30L);
    }

    @Test
    void whoLeftRingsNoMoreAndTakesNobodyElseAlong() {
        Alarm first = new Alarm(10, 1_000);
        Alarm second = new Alarm(20, 1_000);
        Alarm third = new Alarm(30, 1_000);
        Deadlines.Place left = deadlines.add(first);
        deadlines.add(second);
        Deadlines.Place last = deadlines.add(third);

        left.leave();
        left.leave();
        left.touched();
        third.nextAt = 15;
        last.touched();
        deadlines.onDeadline(100, NOWHERE);

        assertThat(first.rang).isEmpty();
        assertThat(second.rang).containsExactly(100L);
        assertThat(third.rang).containsExactly(100L);
        last.leave();
        assertThat(deadlines.next()).isEqualTo(1_100);
    }

    @Test
    void aMistakeInOneCostsTheOthersOneLookOnly() {
        Alarm other = new Alarm(10, 1_000);
        deadlines.add(
                new Deadlines.Due() {
                    @Override
                    public long nextDeadline() {
                        return 10;
                    }

                    @Override
                    public void onDeadline(long now, Output out) {
                        throw new IllegalStateException("a mistake of ours");
                    }
                });
        deadlines.add(other);

        assertThatThrownBy(() -> deadlines.onDeadline(10, NOWHERE))
                .isInstanceOf(IllegalStateException.class);
        deadlines.onDeadline(20, NOWHERE);

        assertThat(other.rang).containsExactly(20L);
    }

    /// Hundreds come, go and change their minds: nobody rings early, late or twice.
    @Test
    void ringsLikeOneThatAsksEverybodyAllTheTime() {
        Random random = new Random(7);
        List<Alarm> alarms = new ArrayList<>();
        List<Deadlines.Place> places = new ArrayList<>();
        for (long now = 0; now < 20_000; now += 10) {
            int what = random.nextInt(10);
            if (what < 3) {
                Alarm alarm = new Alarm(now + random.nextInt(500), 20 + random.nextInt(2_000));
                alarms.add(alarm);
                places.add(deadlines.add(alarm));
            } else if (what < 5 && !alarms.isEmpty()) {
                int who = random.nextInt(alarms.size());
                places.remove(who).leave();
                alarms.remove(who);
            } else if (what < 8 && !alarms.isEmpty()) {
                int who = random.nextInt(alarms.size());
                alarms.get(who).nextAt = now + random.nextInt(100);
                places.get(who).touched();
            }
            long at = now;
            List<Alarm> due = alarms.stream().filter(alarm -> alarm.nextAt <= at).toList();
            int before = alarms.stream().mapToInt(alarm -> alarm.rang.size()).sum();
            deadlines.onDeadline(now, NOWHERE);
            assertThat(due).allSatisfy(alarm -> assertThat(alarm.rang).endsWith(at));
            assertThat(alarms.stream().mapToInt(alarm -> alarm.rang.size()).sum())
                    .isEqualTo(before + due.size());
            assertThat(deadlines.next())
                    .isEqualTo(
                            alarms.stream()
                                    .mapToLong(alarm -> alarm.nextAt)
                                    .min()
                                    .orElse(Long.MAX_VALUE));
        }
        assertThat(alarms).hasSizeGreaterThan(100);
    }
}
