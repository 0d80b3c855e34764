package dev.tandem.media.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What becomes of packets that the kernel does not take at once.
class SendQueueTest {
    private static final int CAPACITY = 200;
    private static final int EHOSTUNREACH = 113;
    private static final InetSocketAddress SOMEBODY = new InetSocketAddress("192.0.2.7", 4_000);

    /// Takes so many in all, at most a few at one time; the rest waits.
    private static final class SlowKernel implements SendQueue.Kernel {
        final List<String> taken = new ArrayList<>();
        final List<String> refused = new ArrayList<>();
        int room = Integer.MAX_VALUE;
        int atOnce = Integer.MAX_VALUE;
        int calls;

        @Override
        public int send(Datagrams datagrams, int first, int count) {
            calls++;
            assertThat(count).isBetween(1, SendQueue.BATCH);
            String next = text(datagrams, first);
            if (next.startsWith("bad")) {
                refused.add(next);
                return -EHOSTUNREACH;
            }
            int taking = Math.min(Math.min(count, room), atOnce);
            for (int i = 0; i < taking; i++) {
                if (text(datagrams, first + i).startsWith("bad")) {
                    taking = i;
                } else {
                    taken.add(text(datagrams, first + i));
                }
            }
            room -= taking;
            return taking == 0 ? -Datagrams.EAGAIN : taking;
        }

        private static String text(Datagrams datagrams, int index) {
            byte[] bytes = new byte[8];
            datagrams.read(index, bytes, bytes.length);
            return new String(bytes, StandardCharsets.UTF_8).strip();
        }
    }

    private final SlowKernel kernel = new SlowKernel();
    private int unreachable;
    private final SendQueue queue =
            new SendQueue(new Datagrams(CAPACITY, 64, false), kernel, () -> unreachable++);
    private final List<String> accepted = new ArrayList<>();

    private boolean add(String text) {
        byte[] bytes = "%-8s".formatted(text).getBytes(StandardCharsets.UTF_8);
        boolean room = queue.add(bytes, 0, bytes.length, SOMEBODY);
        if (room) {
            accepted.add(text);
        }
        return room;
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            add("p" + accepted.size());
        }
    }

    @Test
    void nothingIsSentBeforeItIsFlushed() {
        add(3);
        assertThat(kernel.taken).isEmpty();
        queue.flush();
        assertThat(kernel.taken).isEqualTo(accepted);
        assertThat(kernel.calls).isEqualTo(1);
    }

    @Test
    void aKernelThatTakesAFewAtATimeGetsThemAllInOrder() {
        kernel.atOnce = 7;
        add(50);
        queue.flush();
        assertThat(kernel.taken).isEqualTo(accepted);
        assertThat(queue.isBlocked()).isFalse();
    }

    @Test
    void aFullKernelIsNotAskedAgainUntilItHasRoom() {
        kernel.room = 10;
        add(30);
        queue.flush();
        assertThat(queue.isBlocked()).isTrue();
        int calls = kernel.calls;
        add(5);
        queue.flush();
        assertThat(kernel.calls).isEqualTo(calls);
        kernel.room = Integer.MAX_VALUE;
        queue.unblock();
        assertThat(queue.isBlocked()).isFalse();
        assertThat(kernel.taken).isEqualTo(accepted);
    }

    /// At the limit: the last one fits, the next does not, and those that wait are kept.
    @Test
    void aQueueThatIsFullSaysSoAndLosesNothingThatItTook() {
        kernel.room = 0;
        add(CAPACITY);
        assertThat(accepted).hasSize(CAPACITY);
        assertThat(add("too much")).isFalse();
        assertThat(unreachable).isZero();
        kernel.room = Integer.MAX_VALUE;
        queue.unblock();
        assertThat(kernel.taken).isEqualTo(accepted);
        assertThat(add("after it")).isTrue();
    }

    /// A kernel that is always nearly full: what was freed is used again, in order, over the edge.
    @Test
    void aPlaceIsFreeAsSoonAsItsPacketIsGone() {
        kernel.room = 0;
        add(CAPACITY);
        for (int round = 0; round < 5; round++) {
            kernel.room = CAPACITY - 20;
            queue.unblock();
            int before = accepted.size();
            add(CAPACITY - 20);
            assertThat(accepted).hasSize(before + CAPACITY - 20);
            assertThat(add("too much")).isFalse();
        }
        kernel.room = Integer.MAX_VALUE;
        queue.unblock();
        assertThat(kernel.taken).isEqualTo(accepted);
        assertThat(unreachable).isZero();
    }

    /// More than there are places for, and the kernel takes them: a batch goes when it is whole.
    @Test
    void moreThanItHoldsPassThroughItWhileTheKernelTakesThem() {
        add(CAPACITY * 3);
        assertThat(accepted).hasSize(CAPACITY * 3);
        queue.flush();
        assertThat(kernel.taken).isEqualTo(accepted);
    }

    @Test
    void whatTheKernelRefusesIsCountedAndTheOthersGo() {
        add("p0");
        add("bad 1");
        add("p2");
        add("bad 3");
        queue.flush();
        assertThat(kernel.taken).containsExactly("p0", "p2");
        assertThat(kernel.refused).containsExactly("bad 1", "bad 3");
        assertThat(unreachable).isEqualTo(2);
        assertThat(queue.isBlocked()).isFalse();
    }
}
