package dev.tandem.server.application;

import dev.tandem.server.assistant.AnswerReader;
import dev.tandem.server.conversation.Transcript;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.Role;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/// The assistant's turn on one message while it lasts: over as soon as the floor has passed, and
/// with it whatever is still written for it.
final class TurnUnderWay {
    private final ConversationId conversation;
    private final Transcript.Turn question;
    private final Doer doer;
    private final CompletableFuture<Void> floorPassed = new CompletableFuture<>();
    private volatile boolean shown;

    TurnUnderWay(ConversationId conversation, Transcript.Turn question, Doer doer) {
        this.conversation = conversation;
        this.question = question;
        this.doer = doer;
    }

    Transcript.Turn question() {
        return question;
    }

    boolean isOn(long version) {
        return question.version() == version;
    }

    /// Does not block, nor does what it ends.
    void floorPassed() {
        floorPassed.complete(null);
    }

    boolean isOver() {
        return floorPassed.isDone();
    }

    /// Takes back what was shown, if anything was and the floor has not done it already.
    void withdraw() {
        if (shown && !isOver()) {
            tell(Optional.empty());
        }
    }

    private void tell(Optional<String> draft) {
        doer.tell(
                conversation,
                Role.CUSTOMER,
                new ServerMessage.AssistantDrafting(conversation, question.version(), draft));
    }

    /// The customer, who reads along.
    ///
    /// @param willBeSaid whether the answer is for the customer at all, once it is whole; asked
    ///   when there is something to show, and once
    AnswerReader customer(BooleanSupplier willBeSaid) {
        return new AnswerReader() {
            private Optional<Boolean> shows = Optional.empty();

            @Override
            public void reads(String draft) {
                if (shows.isEmpty()) {
                    shows = Optional.of(willBeSaid.getAsBoolean());
                }
                if (shows.get() && !isOver()) {
                    shown = true;
                    tell(Optional.of(draft));
                }
            }

            @Override
            public void forgets() {
                withdraw();
            }

            @Override
            public void whenGone(Runnable then) {
                floorPassed.thenRun(then);
            }
        };
    }
}
