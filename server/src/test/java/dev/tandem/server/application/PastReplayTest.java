package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.PastReplay.Found;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.PhaseKind;
import dev.tandem.server.conversation.Transcript;
import dev.tandem.server.escalation.EscalationSettings;
import dev.tandem.server.escalation.PolicyBook;
import dev.tandem.server.escalation.PolicyValue;
import dev.tandem.server.memory.MemoryConversationStore;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.TimelineEntry;
import dev.tandem.signaling.timeline.Trigger;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// A version is tried on stored conversations: how far it looks, when it ends, and who may.
class PastReplayTest {
    private static final SiteKey SITE = new SiteKey("harbor");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final PolicyBook BOOK = PolicyBook.empty(SITE);
    private static final EscalationSettings EARLIER =
            PolicyValue.settings("v1", Map.of(PolicyValue.FAILURES, 1.0), Map.of());

    private final MemoryConversationStore store = new MemoryConversationStore();
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> answered = new ArrayList<>();
    private final PastReplay replay =
            new PastReplay(
                    store,
                    new Assistant() {
                        @Override
                        public ConversationCommand.Answer answer(
                                Conversation conversation, Transcript.Turn question) {
                            answered.add(question.text());
                            return new ConversationCommand.Answer(
                                    AnswerBand.NONE, "", List.of(), 0.1, List.of());
                        }

                        @Override
                        public ConversationCommand.Answer asksBack(
                                Conversation conversation,
                                Transcript.Turn question,
                                Trigger about) {
                            throw new AssertionError("nobody is there to be asked");
                        }

                        @Override
                        public ConversationCommand.Answer goesOn(
                                Conversation conversation, Transcript.Turn no) {
                            throw new AssertionError("nothing goes on");
                        }

                        @Override
                        public List<Double> similarity(String text, List<String> earlier) {
                            return earlier.stream().map(_ -> 0.0).toList();
                        }
                    },
                    ProgramPolicy.WORDS,
                    nanos::get);
    private int conversations;

    private void asked(String text, EscalationOutcome outcome, Optional<AnswerBand> band) {
        ConversationId id = new ConversationId("c" + ++conversations);
        Instant begun = NOON.plusSeconds(60L * conversations);
        List<ConversationEvent> events =
                new ArrayList<>(
                        List.of(
                                new ConversationEvent.Started(
                                        SITE,
                                        new CustomerId("z-" + id),
                                        "en",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()),
                                new ConversationEvent.CustomerSaid(text),
                                new ConversationEvent.EscalationDecided(
                                        2, outcome, Trigger.NONE, "no_rule", "v0", List.of())));
        band.ifPresent(b ->
                events.add(
                        new ConversationEvent.AssistantSaid(
                                2, b, "", List.of(), 0.5, Optional.empty())));
        List<TimelineEntry> entries = new ArrayList<>();
        for (ConversationEvent event : events) {
            entries.add(new TimelineEntry(entries.size() + 1, begun, Optional.empty(), event));
        }
        store.append(
                new ConversationStore.Append(
                        id,
                        0,
                        entries,
                        SampleConversations.at(
                                SampleConversations.summary(
                                        id.value(),
                                        SITE,
                                        "z-" + id,
                                        PhaseKind.WITH_ASSISTANT,
                                        begun),
                                entries.size(),
                                PhaseKind.WITH_ASSISTANT,
                                Optional.empty())));
    }

    private Found run() {
        return replay.run(SITE, BOOK, EARLIER, _ -> true).orElseThrow();
    }

    @Test
    void withoutConversationsThereIsNothingToTell() {
        Found found = run();
        assertThat(found.result().conversations()).isZero();
        assertThat(found.since()).isEmpty();
        assertThat(found.whole()).isTrue();
        assertThat(found.result().costPer100(found.result().tried())).isZero();
    }

    @Test
    void theNewestAreLookedAtUpToTheLimit() {
        for (int i = 0; i < PastReplay.CONVERSATIONS + 2; i++) {
            asked(
                    "Do you sell shoes, " + i,
                    EscalationOutcome.CONTINUE,
                    Optional.of(AnswerBand.NONE));
        }
        Found found = run();
        assertThat(found.result().conversations()).isEqualTo(PastReplay.CONVERSATIONS);
        assertThat(found.since()).contains(NOON.plusSeconds(60 * 3));
        assertThat(found.whole()).isTrue();
        assertThat(found.result().comparison().examples().getFirst().conversation().value())
                .isEqualTo("c" + (PastReplay.CONVERSATIONS + 2));
        assertThat(answered).as("every given answer is stored").isEmpty();
    }

    @Test
    void anAnswerThatWasWithheldIsLookedForAgain() {
        asked("Do you sell shoes?", EscalationOutcome.ESCALATE, Optional.empty());
        assertThat(run().result().comparison().decisions()).isEqualTo(1);
        assertThat(answered).containsExactly("Do you sell shoes?");
    }

    @Test
    void whoeverGoesAwayEndsIt() {
        asked("One?", EscalationOutcome.CONTINUE, Optional.of(AnswerBand.ANSWER));
        asked("Two?", EscalationOutcome.CONTINUE, Optional.of(AnswerBand.ANSWER));
        Found found = replay.run(SITE, BOOK, EARLIER, sum -> sum.conversations() < 1).orElseThrow();
        assertThat(found.result().conversations()).isEqualTo(1);
        assertThat(found.whole()).isFalse();
    }

    @Test
    void afterItsTimeItEndsWithWhatItHas() {
        asked("One?", EscalationOutcome.CONTINUE, Optional.of(AnswerBand.ANSWER));
        asked("Two?", EscalationOutcome.CONTINUE, Optional.of(AnswerBand.ANSWER));
        Found found =
                replay.run(
                                SITE,
                                BOOK,
                                EARLIER,
                                _ -> {
                                    nanos.addAndGet(PastReplay.WITHIN.toNanos() + 1);
                                    return true;
                                })
                        .orElseThrow();
        assertThat(found.result().conversations()).isEqualTo(1);
        assertThat(found.whole()).isFalse();
    }

    @Test
    void onlyOneRunsAtATime() {
        asked("One?", EscalationOutcome.CONTINUE, Optional.of(AnswerBand.ANSWER));
        List<Optional<Found>> second = new ArrayList<>();
        replay.run(
                SITE, BOOK, EARLIER, _ -> second.add(replay.run(SITE, BOOK, EARLIER, _ -> true)));
        assertThat(second).containsExactly(Optional.empty());
        assertThat(replay.run(SITE, BOOK, EARLIER, _ -> true)).as("and then the next").isPresent();
    }
}
