package dev.tandem.server.application;

import dev.tandem.server.assistant.AnswerReader;
import dev.tandem.server.assistant.ToolOutcome;
import dev.tandem.server.conversation.Transcript;
import dev.tandem.server.privacy.Masked;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.LookupOutcome;
import dev.tandem.signaling.timeline.Role;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/// The assistant's turn on one message while it lasts: over as soon as the floor has passed, and
/// with it whatever is still written for it.
final class TurnUnderWay {
    private final ConversationId conversation;
    private final Transcript.Turn question;
    private final Doer doer;
    private final CompletableFuture<Void> floorPassed = new CompletableFuture<>();
    private final List<ConversationEvent.LookedUp> lookedUp = new CopyOnWriteArrayList<>();
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

    /// What the business's own systems were asked for the answer, to be said with it.
    List<ConversationEvent.LookedUp> lookedUp() {
        return List.copyOf(lookedUp);
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

    private ConversationEvent.LookedUp event(AnswerReader.LookedUp what) {
        return new ConversationEvent.LookedUp(
                question.version(),
                what.lookup(),
                what.asked().entrySet().stream()
                        .map(e -> e.getKey() + ": " + Masked.text(e.getValue()))
                        .sorted()
                        .toList(),
                outcome(what.outcome()),
                Optional.of(beginning(what.told())).filter(told -> !told.isEmpty()));
    }

    private static LookupOutcome outcome(ToolOutcome outcome) {
        return switch (outcome) {
            case TOLD -> LookupOutcome.TOLD;
            case NOTHING -> LookupOutcome.NOTHING;
            case TOO_SLOW -> LookupOutcome.TOO_SLOW;
            case TOO_LARGE -> LookupOutcome.TOO_LARGE;
            case FAILED, SEARCHED, UNVERIFIED, UNKNOWN, BAD_ARGUMENTS, TOO_MANY ->
                    LookupOutcome.FAILED;
        };
    }

    private static String beginning(String told) {
        int most = ConversationEvent.LookedUp.TOLD_CHARS;
        if (told.length() <= most) {
            return told;
        }
        int end = Character.isHighSurrogate(told.charAt(most - 2)) ? most - 2 : most - 1;
        return told.substring(0, end) + "…";
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
            public void lookedUp(LookedUp what) {
                lookedUp.add(event(what));
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
