package dev.tandem.media.dtls;

import org.bouncycastle.tls.DatagramTransport;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Between the event loop that never waits and BouncyCastle that does: a bounded queue that drops.
final class DatagramQueue implements DatagramTransport {
    /// A handshake has two flights of at most some six datagrams from the client.
    static final int MAX_QUEUED = 32;

    /// Below every MTU on the way, with room for headers of a relay.
    private static final int SEND_LIMIT = 1_200;

    private static final int RECEIVE_LIMIT = 1_500;
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
    private final Consumer<byte[]> network;
    private volatile boolean closed;

    DatagramQueue(Consumer<byte[]> network) {
        this.network = network;
    }

    boolean offer(byte[] buffer, int offset, int length) {
        return !closed && queue.offer(Arrays.copyOfRange(buffer, offset, offset + length));
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public int receive(byte[] buf, int off, int len, int waitMillis) throws IOException {
        try {
            // Zero would mean for ever; every caller of ours gives a time, so a bounded one is
            // right too.
            byte[] datagram =
                    closed
                            ? END
                            : queue.poll(
                                    waitMillis == 0 ? RECEIVE_LIMIT : waitMillis,
                                    TimeUnit.MILLISECONDS);
            if (datagram == null) {
                return -1;
            }
            if (closed || datagram.length == 0) {
                throw new IOException("closed");
            }
            int length = Math.min(len, datagram.length);
            System.arraycopy(datagram, 0, buf, off, length);
            return length;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stop);
        }
    }

    @Override
    public void send(byte[] buf, int off, int len) {
        network.accept(Arrays.copyOfRange(buf, off, off + len));
    }

    @Override
    public int getReceiveLimit() {
        return RECEIVE_LIMIT;
    }

    @Override
    public int getSendLimit() {
        return SEND_LIMIT;
    }

    @Override
    public void close() {
        closed = true;
        queue.clear();
        // Wakes a reader; the queue was just emptied, and nothing more is let in.
        var _ = queue.offer(END);
    }
}
