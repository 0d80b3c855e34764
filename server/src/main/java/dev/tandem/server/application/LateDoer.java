package dev.tandem.server.application;

import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.Role;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/// A doer that is named later: breaks the circle of construction in one place.
final class LateDoer implements Doer {
    private final AtomicReference<@Nullable Doer> real = new AtomicReference<>();

    void become(Doer doer) {
        if (!real.compareAndSet(null, doer)) {
            throw new IllegalStateException("already served");
        }
    }

    @Override
    public CompletionStage<AskOutcome> act(
            ConversationId conversation, ConversationCommand command) {
        return doer().act(conversation, command);
    }

    @Override
    public void tell(ConversationId conversation, Role role, ServerMessage message) {
        doer().tell(conversation, role, message);
    }

    private Doer doer() {
        Doer doer = real.get();
        if (doer == null) {
            throw new IllegalStateException("not served yet");
        }
        return doer;
    }
}
