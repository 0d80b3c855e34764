package dev.tandem.server.assistant;

import dev.tandem.server.assistant.WritingAnswerEngine.Outcome;
import dev.tandem.server.knowledge.StaticSite;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// A model that says what the test says, asked about the demo's site.
abstract class WriterStory {
    static final String ASKED = "What does a blinking amber light on the hub mean?";

    /// Found by words, and learned once for all.
    static final LearnedSite harbor = learned();

    final AtomicLong now = new AtomicLong(1);
    final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    ScriptedEndpoint endpoint;

    private static LearnedSite learned() {
        try (StaticSite site = StaticSite.demo()) {
            return LearnedSite.from(site, Optional.empty());
        }
    }

    @BeforeEach
    void theEndpointOpens() throws IOException {
        endpoint = new ScriptedEndpoint();
    }

    @AfterEach
    void theEndpointCloses() {
        endpoint.close();
    }
}
