package dev.tandem.server.gateway;

import dev.tandem.server.application.StoreUnavailableException;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/// Takes blocking work off the event loop: a virtual thread, at most [#AT_ONCE] at once, back on
/// the caller's context.
final class Offload {
    /// More would only queue up before the database's connections.
    static final int AT_ONCE = 256;

    private final Vertx vertx;
    private final Semaphore places = new Semaphore(AT_ONCE);

    Offload(Vertx vertx) {
        this.vertx = vertx;
    }

    /// Fails with [StoreUnavailableException] if too much is going on.
    <T> Future<T> run(String name, Callable<T> work) {
        Context context = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        if (!places.tryAcquire()) {
            return Future.failedFuture(
                    new StoreUnavailableException("busy", new IllegalStateException(name)));
        }
        Thread.ofVirtual()
                .name(name)
                .start(() -> {
                    try {
                        T result = work.call();
                        context.runOnContext(_ -> promise.complete(result));
                    } catch (Exception e) {
                        context.runOnContext(_ -> promise.fail(e));
                    } finally {
                        places.release();
                    }
                });
        return promise.future();
    }
}
