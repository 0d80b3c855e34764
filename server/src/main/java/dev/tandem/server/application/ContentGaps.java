package dev.tandem.server.application;

import dev.tandem.server.assistant.AnswerEngine;
import dev.tandem.server.assistant.Question;
import dev.tandem.server.assistant.SentenceSimilarity;
import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.server.privacy.Masked;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.TimelineEntry;
import dev.tandem.signaling.timeline.Trigger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What customers asked in the newest conversations of a site and the assistant could not tell,
/// questions that are alike together. What it could tell by now is left out, and what is like a
/// question that was dismissed. Blocks.
public final class ContentGaps {
    /// Conversations looked at, the newest first.
    public static final int LOOKED_AT = 500;

    /// Gaps told, the most frequent first; and questions told of each, the newest first.
    public static final int TOLD = 50;

    public static final int EXAMPLES = 5;

    /// Conversations and events in one read.
    private static final int PAGE = 100;

    private static final int EVENTS = 500;

    /// From here two questions are one.
    private static final double ALIKE = 0.6;

    /// Whom the site cannot help, whatever stands on it: their matter is a person's.
    private static final Set<Trigger> NO_GAP =
            Set.of(
                    Trigger.EXPLICIT_REQUEST,
                    Trigger.ACCOUNT_SPECIFIC,
                    Trigger.EMOTION_URGENCY,
                    Trigger.REGULATED_SAFETY);

    private final ConversationStore store;
    private final SentenceSimilarity similarity;
    private final AnswerEngine answers;
    private final double suggestsFrom;
    private final DismissedGaps dismissed;

    /// @param answers asked whether a gap is still one; quick and without cost
    /// @param suggestsFrom the least confidence in a suggestion of what customers are answered by:
    ///   with less, only what is on the topic was shown
    public ContentGaps(
            ConversationStore store,
            SentenceSimilarity similarity,
            AnswerEngine answers,
            double suggestsFrom,
            DismissedGaps dismissed) {
        this.store = store;
        this.dismissed = dismissed;
        this.similarity = similarity;
        this.answers = answers;
        this.suggestsFrom = suggestsFrom;
    }

    /// @param text without addresses and card numbers
    public record Asked(ConversationId conversation, Instant at, String text) {}

    /// @param question the newest of those that are alike
    /// @param times they were asked
    /// @param examples the newest first
    public record Gap(String question, int times, List<Asked> examples) {
        public Gap {
            examples = List.copyOf(examples);
        }
    }

    /// @param conversations that were looked at
    /// @param dismissed the newest first
    public record Found(
            int conversations, List<Gap> gaps, List<DismissedGaps.Dismissed> dismissed) {
        public Found {
            gaps = List.copyOf(gaps);
            dismissed = List.copyOf(dismissed);
        }
    }

    public Found of(SiteKey site) {
        List<Asked> unanswered = new ArrayList<>();
        int looked = 0;
        Optional<Instant> before = Optional.empty();
        List<ConversationSummary> page = store.history(site, before, PAGE);
        while (!page.isEmpty() && looked < LOOKED_AT) {
            for (ConversationSummary summary : page) {
                unanswered.addAll(unanswered(summary.id(), store.read(summary.id(), 0, EVENTS)));
            }
            looked += page.size();
            before = Optional.of(page.getLast().startedAt());
            page = store.history(site, before, PAGE);
        }
        List<DismissedGaps.Dismissed> left = dismissed.of(site);
        unanswered.removeIf(asked ->
                left.stream()
                        .anyMatch(d -> similarity.similarity(asked.text(), d.question()) >= ALIKE));
        List<Gap> gaps =
                alike(unanswered).stream()
                        .filter(g ->
                                answers.answer(Question.first(site, g.question())).band()
                                        != AnswerBand.ANSWER)
                        .limit(TOLD)
                        .toList();
        return new Found(looked, gaps, left);
    }

    /// False if too many are dismissed already.
    public boolean dismiss(SiteKey site, DismissedGaps.Dismissed gap) {
        return dismissed.add(site, gap);
    }

    public void listAgain(SiteKey site, String question) {
        dismissed.remove(site, question);
    }

    /// The customer's messages of one conversation to which nothing was found, or to whose answer
    /// they said no.
    private List<Asked> unanswered(ConversationId id, List<TimelineEntry> entries) {
        Map<Long, TimelineEntry> said = new HashMap<>();
        Map<Long, Long> answerTo = new HashMap<>();
        Set<Long> open = new TreeSet<>();
        for (TimelineEntry entry : entries) {
            if (entry.event() instanceof ConversationEvent.CustomerSaid) {
                said.put(entry.version(), entry);
            } else if (entry.event() instanceof ConversationEvent.AssistantSaid answer) {
                answerTo.put(entry.version(), answer.inReplyTo());
                if (isInVain(answer)) {
                    open.add(answer.inReplyTo());
                }
            } else if (entry.event() instanceof ConversationEvent.AnswerJudged judged
                    && answerTo.containsKey(judged.answer())) {
                if (judged.helpful()) {
                    open.remove(answerTo.get(judged.answer()));
                } else {
                    open.add(answerTo.get(judged.answer()));
                }
            } else if (entry.event() instanceof ConversationEvent.EscalationDecided decided
                    && decided.outcome() != EscalationOutcome.CLARIFY
                    && NO_GAP.contains(decided.trigger())) {
                said.remove(decided.turn());
            }
        }
        return open.stream()
                .filter(said::containsKey)
                .map(said::get)
                .map(e ->
                        new Asked(
                                id,
                                e.at(),
                                Masked.text(((ConversationEvent.CustomerSaid) e.event()).text())))
                .toList();
    }

    /// Nothing was found, or only what is on the topic.
    private boolean isInVain(ConversationEvent.AssistantSaid answer) {
        return answer.band() == AnswerBand.NONE
                || (answer.band() == AnswerBand.SUGGEST
                        && answer.topics().isEmpty()
                        && answer.confidence() < suggestsFrom);
    }

    private List<Gap> alike(List<Asked> unanswered) {
        List<List<Asked>> groups = new ArrayList<>();
        unanswered.stream()
                .sorted(Comparator.comparing(Asked::at).reversed())
                .forEach(asked -> groupOf(asked, groups).add(asked));
        return groups.stream()
                .sorted(Comparator.comparingInt((List<Asked> g) -> -g.size()))
                .map(g ->
                        new Gap(
                                g.getFirst().text(),
                                g.size(),
                                g.subList(0, Math.min(EXAMPLES, g.size()))))
                .toList();
    }

    private List<Asked> groupOf(Asked asked, List<List<Asked>> groups) {
        for (List<Asked> group : groups) {
            if (similarity.similarity(asked.text(), group.getFirst().text()) >= ALIKE) {
                return group;
            }
        }
        List<Asked> alone = new ArrayList<>();
        groups.add(alone);
        return alone;
    }
}
