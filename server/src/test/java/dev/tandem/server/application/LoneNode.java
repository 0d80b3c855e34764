package dev.tandem.server.application;

import dev.tandem.server.conversation.Availability;
import dev.tandem.server.conversation.Rules;
import dev.tandem.server.memory.MemoryConversationStore;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// The conversations of a node that has no other beside it, no bridge and no agent.
public final class LoneNode {
    public static final TurnServers WITHOUT_TURN =
            new TurnServers(List.of(), "", Duration.ofHours(1), InstantSource.system());

    private LoneNode() {}

    public static ConversationService serving(
            ConversationStore store, Instant now, List<Reaction> reactions) {
        ConversationService service =
                new ConversationService(
                        store,
                        Rules.DEFAULT,
                        () -> now,
                        _ -> Availability.NOBODY,
                        new CallControl(
                                new NoBridges(),
                                WITHOUT_TURN,
                                (_, _) -> {},
                                new BridgeWatch(new SimpleMeterRegistry(), () -> 0)),
                        new TimelineView(true),
                        reactions);
        service.serve(service);
        return service;
    }

    /// One whose assistant writes, and remembers nothing.
    public static ConversationService answering(Assistant assistant, Instant now) {
        AssistantTurns turns =
                new AssistantTurns(
                        assistant,
                        ProgramPolicy.EVERYWHERE,
                        _ -> Availability.NOBODY,
                        (_, _) -> {},
                        AssistantTurns.AT_ONCE_WRITING);
        return serving(new MemoryConversationStore(), now, List.of(turns));
    }
}
