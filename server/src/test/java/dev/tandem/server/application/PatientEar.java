package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.Participant;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Hears a conversation and waits for what is to come.
record PatientEar(String id, Participant who, BlockingQueue<ServerMessage> heard)
        implements TestFollower {
    static final long PATIENCE_SECONDS = 20;

    PatientEar(String id, Participant who) {
        this(id, who, new LinkedBlockingQueue<>());
    }

    @Override
    public void hear(ServerMessage message) {
        heard.add(message);
    }

    /// Everything up to and with the first of this kind.
    List<ServerMessage> until(Predicate<ServerMessage> that) throws InterruptedException {
        List<ServerMessage> all = new ArrayList<>();
        while (all.isEmpty() || !that.test(all.getLast())) {
            ServerMessage next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("something more than %s", all).isNotNull();
            all.add(next);
        }
        return all;
    }
}
