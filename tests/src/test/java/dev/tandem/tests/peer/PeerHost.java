package dev.tandem.tests.peer;

import dev.tandem.tests.harness.ChildJvm;

import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Our end of a [PeerProgram]: asks one thing at a time, whoever asks.
public final class PeerHost implements AutoCloseable {
    private final ChildJvm process;
    private final ExecutorService asking = Executors.newSingleThreadExecutor();

    private PeerHost(ChildJvm process) {
        this.process = process;
    }

    public static PeerHost start() {
        try {
            PeerHost host = new PeerHost(new ChildJvm(PeerProgram.class, List.of()));
            host.process.hear();
            return host;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonObject ask(String peer, String what, JsonObject more) {
        String line = more.copy().put("peer", peer).put("do", what).encode();
        JsonObject answer =
                CompletableFuture.supplyAsync(() -> new JsonObject(process.ask(line)), asking)
                        .join();
        if (answer.containsKey("failed")) {
            throw new IllegalStateException(what + ": " + answer.getString("failed"));
        }
        return answer;
    }

    @Override
    public void close() {
        asking.shutdownNow();
        process.close();
    }
}
