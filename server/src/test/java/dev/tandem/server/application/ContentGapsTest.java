package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.ContentGaps.Asked;
import dev.tandem.server.application.ContentGaps.Gap;
import dev.tandem.server.assistant.Answer;
import dev.tandem.server.assistant.LexicalSimilarity;
import dev.tandem.server.conversation.PhaseKind;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.memory.MemoryConversationStore;
import dev.tandem.server.memory.MemoryDismissedGaps;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Citation;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.TimelineEntry;
import dev.tandem.signaling.timeline.Trigger;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What customers asked in vain.
class ContentGapsTest {
    private static final SiteKey SITE = new SiteKey("harbor");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final MemoryConversationStore store = new MemoryConversationStore();
    private final Set<String> knownByNow = new HashSet<>();
    private final ContentGaps gaps = gaps(0.3);
    private int conversations;

    private ContentGaps gaps(double suggestsFrom) {
        return new ContentGaps(
                store,
                new LexicalSimilarity(),
                question ->
                        knownByNow.contains(question.text())
                                ? new Answer.Quoted(
                                        Language.ENGLISH,
                                        "Yes.",
                                        List.of(
                                                new Citation(
                                                        "https://harbor.example/",
                                                        "Start",
                                                        "",
                                                        "Yes.")),
                                        0.9)
                                : new Answer.NotCovered(Language.ENGLISH, Answer.Gap.OFF_SITE, 0.1),
                suggestsFrom,
                new MemoryDismissedGaps());
    }

    /// Stored in the order in which they are made, an hour between them.
    private final class Talk {
        final ConversationId id = new ConversationId("c" + ++conversations);
        final Instant begun = NOON.plusSeconds(3_600L * conversations);
        final List<TimelineEntry> entries = new ArrayList<>();

        Talk() {
            add(
                    new ConversationEvent.Started(
                            SITE,
                            new CustomerId("zoe" + conversations),
                            "en",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()));
        }

        Talk asks(String text, AnswerBand band) {
            return asks(text, band, 0.5);
        }

        Talk asks(String text, AnswerBand band, double confidence) {
            add(new ConversationEvent.CustomerSaid(text));
            return add(
                    new ConversationEvent.AssistantSaid(
                            entries.size(), band, "", List.of(), confidence, Optional.empty()));
        }

        Talk judges(boolean helpful) {
            return add(new ConversationEvent.AnswerJudged(entries.size(), helpful));
        }

        Talk decided(Trigger trigger) {
            return decided(trigger, EscalationOutcome.OFFER);
        }

        Talk decided(Trigger trigger, EscalationOutcome outcome) {
            return add(
                    new ConversationEvent.EscalationDecided(
                            entries.size() - 1, outcome, trigger, "rule", "v1", List.of()));
        }

        private Talk add(ConversationEvent event) {
            entries.add(
                    new TimelineEntry(
                            entries.size() + 1,
                            begun.plusSeconds(entries.size()),
                            Optional.empty(),
                            event));
            return this;
        }

        void isStored() {
            store.append(
                    new ConversationStore.Append(
                            id,
                            0,
                            entries,
                            SampleConversations.at(
                                    SampleConversations.summary(
                                            id.value(),
                                            SITE,
                                            "zoe-" + id,
                                            PhaseKind.WITH_ASSISTANT,
                                            begun),
                                    entries.size(),
                                    PhaseKind.WITH_ASSISTANT,
                                    Optional.empty())));
        }
    }

    private List<Gap> found() {
        return gaps.of(SITE).gaps();
    }

    @Test
    void questionsThatAreAlikeAreOneGapAndTheMostFrequentComesFirst() {
        new Talk().asks("Do you sell gift cards?", AnswerBand.NONE).isStored();
        new Talk().asks("Can I bring my dog into the shop?", AnswerBand.NONE).isStored();
        new Talk()
                .asks("What does fibre cost?", AnswerBand.ANSWER)
                .asks("May I bring a dog to your shop", AnswerBand.NONE)
                .isStored();

        assertThat(gaps.of(SITE).conversations()).isEqualTo(3);
        assertThat(found())
                .extracting(Gap::question, Gap::times)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("May I bring a dog to your shop", 2),
                        org.assertj.core.api.Assertions.tuple("Do you sell gift cards?", 1));
        assertThat(found().getFirst().examples())
                .extracting(Asked::conversation)
                .containsExactly(new ConversationId("c3"), new ConversationId("c2"));
    }

    @Test
    void whatIsLikeADismissedQuestionIsListedNoMoreUntilItIsListedAgain() {
        new Talk().asks("Do you sell gift cards?", AnswerBand.NONE).isStored();
        new Talk().asks("Can I bring my dog into the shop?", AnswerBand.NONE).isStored();
        DismissedGaps.Dismissed dogs =
                new DismissedGaps.Dismissed("Can I bring my dog into the shop?", "Sam", NOON);
        assertThat(gaps.dismiss(SITE, dogs)).isTrue();
        new Talk().asks("May I bring a dog to your shop", AnswerBand.NONE).isStored();

        assertThat(found()).extracting(Gap::question).containsExactly("Do you sell gift cards?");
        assertThat(gaps.of(SITE).dismissed()).containsExactly(dogs);

        gaps.listAgain(SITE, dogs.question());
        assertThat(found())
                .extracting(Gap::question)
                .containsExactly("May I bring a dog to your shop", "Do you sell gift cards?");
    }

    @Test
    void anAnswerThatDidNotHelpIsAGapAndOneThatDidIsNone() {
        new Talk().asks("Where is the shop?", AnswerBand.ANSWER).judges(false).isStored();
        new Talk().asks("When do you open?", AnswerBand.SUGGEST).judges(true).isStored();

        assertThat(found()).extracting(Gap::question).containsExactly("Where is the shop?");
    }

    @Test
    void whatAPersonHasToDoIsNoGapOfTheSite() {
        new Talk()
                .asks("Where is my order 5521?", AnswerBand.NONE)
                .decided(Trigger.ACCOUNT_SPECIFIC)
                .isStored();
        new Talk()
                .asks("Do you sponsor clubs?", AnswerBand.NONE)
                .decided(Trigger.AI_UNCERTAIN)
                .isStored();

        assertThat(found()).extracting(Gap::question).containsExactly("Do you sponsor clubs?");
    }

    @Test
    void whatWasOnlyAskedBackMayStillBeAGap() {
        new Talk()
                .asks("Is the deposit refundable?", AnswerBand.NONE)
                .decided(Trigger.ACCOUNT_SPECIFIC, EscalationOutcome.CLARIFY)
                .isStored();

        assertThat(found()).extracting(Gap::question).containsExactly("Is the deposit refundable?");
    }

    @Test
    void whatWasOnlyShownAsTheNearestIsAGapUnlessItHelped() {
        new Talk().asks("Do you sponsor clubs?", AnswerBand.SUGGEST, 0.1).isStored();
        new Talk().asks("Do you mend old lines?", AnswerBand.SUGGEST, 0.4).isStored();
        new Talk().asks("Are dogs allowed?", AnswerBand.SUGGEST, 0.1).judges(true).isStored();

        assertThat(found()).extracting(Gap::question).containsExactly("Do you sponsor clubs?");
    }

    /// Where the answers' own calibration trusts less or more, no other one says what was trusted.
    @Test
    void whatIsTrustedIsSaidByTheEngineThatAnswered() {
        new Talk().asks("Do you sponsor clubs?", AnswerBand.SUGGEST, 0.2).isStored();
        new Talk().asks("Do you mend old lines?", AnswerBand.SUGGEST, 0.19).isStored();
        new Talk().asks("Are dogs allowed?", AnswerBand.SUGGEST, 0.4).isStored();

        assertThat(gaps(0.2).of(SITE).gaps())
                .extracting(Gap::question)
                .containsExactly("Do you mend old lines?");
        assertThat(gaps(0.41).of(SITE).gaps())
                .extracting(Gap::question)
                .containsExactly(
                        "Are dogs allowed?", "Do you mend old lines?", "Do you sponsor clubs?");
    }

    @Test
    void aGapThatWasFilledIsGone() {
        new Talk().asks("Do you sponsor clubs?", AnswerBand.NONE).isStored();
        assertThat(found()).hasSize(1);

        knownByNow.add("Do you sponsor clubs?");
        assertThat(found()).isEmpty();
    }

    @Test
    void nobodysAddressIsInTheReport() {
        new Talk().asks("Write to zoe@example.com about clubs", AnswerBand.NONE).isStored();
        assertThat(found().getFirst().question()).isEqualTo("Write to [email] about clubs");
    }

    @Test
    void theNewestConversationsAreLookedAtAndNoMore() {
        for (int i = 0; i < ContentGaps.LOOKED_AT + 120; i++) {
            new Talk().asks("Question of group" + i, AnswerBand.NONE).isStored();
        }
        ContentGaps.Found found = gaps.of(SITE);
        assertThat(found.conversations()).isEqualTo(ContentGaps.LOOKED_AT);
        assertThat(found.gaps()).hasSizeLessThanOrEqualTo(ContentGaps.TOLD);
        assertThat(found.gaps().getFirst().examples())
                .hasSizeLessThanOrEqualTo(ContentGaps.EXAMPLES);
        assertThat(gaps.of(new SiteKey("other")).conversations()).isZero();
    }
}
