package dev.tandem.server.application;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// One owner's inbox: tasks run one after the other on one virtual thread, so what they touch needs
/// no lock. A task that fails is our own fault; it is logged with the owner's name, and the next
/// one runs.
final class Mailbox {
    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

    /// Tasks that may wait. A conversation with more than this in flight is being flooded.
    static final int CAPACITY = 1_000;

    private final String owner;
    private final BlockingQueue<Runnable> tasks = new ArrayBlockingQueue<>(CAPACITY);

    Mailbox(String owner) {
        this.owner = owner;
    }

    /// False: full.
    boolean offer(Runnable task) {
        return tasks.offer(task);
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /// Runs tasks until `retire` says, after a quiet time, that nobody needs this owner any more.
    void start(long quietMillis, BooleanSupplier retire) {
        Thread.ofVirtual().name(owner).start(() -> run(quietMillis, retire));
    }

    private void run(long quietMillis, BooleanSupplier retire) {
        while (true) {
            Runnable task;
            try {
                task = tasks.poll(quietMillis, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            }
            if (task == null) {
                if (retire.getAsBoolean()) {
                    return;
                }
                continue;
            }
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("A task of {} failed", owner, e);
            }
        }
    }
}
