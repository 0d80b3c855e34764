package dev.tandem.server.application;

import dev.tandem.server.assistant.ExtractiveAnswerEngine;
import dev.tandem.server.assistant.SiteCalibration;
import dev.tandem.server.assistant.Verdict;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.server.conversation.Transcript;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Citation;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.TimelineEntry;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// One pass over what customers of a site have said about answers, the newest first, in steps so
/// short that others can have their turn between them.
final class Recalibration {
    /// Conversations in one read.
    private static final int PAGE = 100;

    private final SiteKey site;
    private final ConversationStore conversations;
    private final ExtractiveAnswerEngine quoting;
    private final List<SiteCalibration.Judged> judged = new ArrayList<>();
    private final Set<Said> said = new HashSet<>();
    private final Deque<ConversationSummary> unread = new ArrayDeque<>();
    private final Deque<Verdict> unasked = new ArrayDeque<>();
    private int listed;
    private Optional<Instant> before = Optional.empty();

    /// @param quoting asked again what customers have judged
    Recalibration(SiteKey site, ConversationStore conversations, ExtractiveAnswerEngine quoting) {
        this.site = site;
        this.conversations = conversations;
        this.quoting = quoting;
    }

    /// Asks one judged question again, or reads on for the next one. Blocks for that.
    ///
    /// @return whether there may be more to do
    boolean step() {
        if (!unasked.isEmpty()) {
            quoting.again(unasked.removeFirst()).ifPresent(judged::add);
            return judged.size() < SiteCalibrations.VERDICTS;
        }
        if (!unread.isEmpty()) {
            read(unread.removeFirst());
            return true;
        }
        if (listed < SiteCalibrations.LOOKED_AT) {
            list();
        }
        return !unread.isEmpty();
    }

    /// From what was asked so far.
    SiteCalibration learned() {
        return SiteCalibration.of(judged);
    }

    private void list() {
        List<ConversationSummary> page = conversations.history(site, before, PAGE);
        unread.addAll(page);
        listed += page.size();
        before = page.isEmpty() ? before : Optional.of(page.getLast().startedAt());
    }

    private void read(ConversationSummary summary) {
        for (Verdict verdict : verdicts(summary)) {
            if (said.add(Said.of(summary, verdict))) {
                unasked.add(verdict);
            }
        }
    }

    /// Whoever asks the same again, in whatever conversation, has one verdict: the newest.
    private record Said(CustomerId by, String question) {
        static Said of(ConversationSummary summary, Verdict verdict) {
            return new Said(
                    summary.customer(), verdict.question().text().strip().toLowerCase(Locale.ROOT));
        }
    }

    /// The newest first. Of the answers that cite something: others are not the site's.
    private List<Verdict> verdicts(ConversationSummary summary) {
        List<TimelineEntry> entries = conversations.read(summary.id(), 0, SiteCalibrations.EVENTS);
        if (entries.stream().noneMatch(e -> e.event() instanceof ConversationEvent.AnswerJudged)) {
            return List.of();
        }
        Conversation state = Conversation.started(summary.id(), entries.getFirst());
        for (TimelineEntry entry : entries.subList(1, entries.size())) {
            state = state.after(entry);
        }
        Conversation whole = state;
        return whole.transcript().turns().reversed().stream()
                .flatMap(turn -> turn.answer().stream())
                .flatMap(answer -> verdict(whole, answer).stream())
                .toList();
    }

    private static Optional<Verdict> verdict(Conversation c, Transcript.AnswerInfo answer) {
        boolean claims = answer.band() == AnswerBand.ANSWER || answer.band() == AnswerBand.SUGGEST;
        if (!claims || answer.helped().isEmpty() || answer.citations().isEmpty()) {
            return Optional.empty();
        }
        Citation first = answer.citations().getFirst();
        return c.transcript()
                .turn(answer.inReplyTo())
                .map(asked ->
                        new Verdict(
                                SiteAssistant.questionOf(c, asked),
                                first.url(),
                                answer.helped().get()));
    }
}
