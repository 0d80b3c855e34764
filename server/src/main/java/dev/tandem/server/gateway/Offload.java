package dev.tandem.server.gateway;

import dev.tandem.server.application.StoreUnavailableException;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// Takes blocking work off the event loop: a virtual thread, at most [#AT_ONCE] at once, back on
/// the caller's context.
final class Offload {
    private static final Logger log = LoggerFactory.getLogger(Offload.class);

    /// More would only queue up before the database's connections.
    static final int AT_ONCE = 256;

    private final Vertx vertx;
    private final Semaphore places = new Semaphore(AT_ONCE);

    Offload(Vertx vertx) {
        this.vertx = vertx;
    }

    /// Answers a request with what came of the work; if nothing did, it is "not available now".
    <T> void answer(
            RoutingContext context, String name, Callable<T> work, Consumer<? super T> then) {
        run(name, work).onFailure(_ -> Problem.UNAVAILABLE.send(context)).onSuccess(then::accept);
    }

    /// Fails with [StoreUnavailableException] if too much is going on. What fails otherwise is a
    /// mistake of ours, and logged.
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
                    } catch (StoreUnavailableException e) {
                        context.runOnContext(_ -> promise.fail(e));
                    } catch (Exception e) {
                        log.error("{} failed", name, e);
                        context.runOnContext(_ -> promise.fail(e));
                    } finally {
                        places.release();
                    }
                });
        return promise.future();
    }
}
