package dev.tandem.server.application;

import dev.tandem.server.assistant.Calibration;
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

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// How sure the assistant may be on each site: the shipped calibration, moved by what the site's
/// customers have said about answers. Learned by the node that crawls the site, after every crawl;
/// the others take what is stored, as they take the pages. While the store does not answer, what
/// was last known stays.
public final class SiteCalibrations {
    private static final Logger log = LoggerFactory.getLogger(SiteCalibrations.class);

    /// Conversations looked at, the newest first; and events of each.
    public static final int LOOKED_AT = 2_000;

    public static final int EVENTS = 500;

    /// Verdicts learned from, the newest first: more move nothing, and a site changes.
    public static final int VERDICTS = 300;

    /// After so long it learns from what it has.
    public static final Duration WITHIN = Duration.ofSeconds(30);

    /// Conversations in one read.
    private static final int PAGE = 100;

    private final ConversationStore conversations;
    private final CalibrationStore store;
    private final ExtractiveAnswerEngine quoting;
    private final Meter meter;
    private final LongSupplier nanos;
    private final Map<SiteKey, SiteCalibration> known = new ConcurrentHashMap<>();
    private final Set<SiteKey> troubled = ConcurrentHashMap.newKeySet();

    public enum Outcome {
        LEARNED,
        /// The store did not answer.
        UNAVAILABLE,
        /// What is stored is no calibration.
        NONSENSE
    }

    /// Counts what came of it.
    public interface Meter {
        void calibrated(Outcome outcome);
    }

    /// @param quoting asked again what customers have judged
    /// @param nanos a clock that only goes forward
    public SiteCalibrations(
            ConversationStore conversations,
            CalibrationStore store,
            ExtractiveAnswerEngine quoting,
            Meter meter,
            LongSupplier nanos) {
        this.conversations = conversations;
        this.store = store;
        this.quoting = quoting;
        this.meter = meter;
        this.nanos = nanos;
    }

    /// Never blocks. The shipped one where nothing was learned.
    public Calibration of(SiteKey site) {
        return learned(site).calibration();
    }

    /// Never blocks.
    public SiteCalibration learned(SiteKey site) {
        return known.getOrDefault(site, SiteCalibration.NONE);
    }

    /// Takes what is stored. Blocks; never throws, because the site is answered from without it.
    public void look(SiteKey site) {
        try {
            take(site, store.of(site).orElse(SiteCalibration.NONE));
        } catch (StoreUnavailableException e) {
            trouble(site, Outcome.UNAVAILABLE, e);
        } catch (IllegalArgumentException e) {
            known.remove(site);
            trouble(site, Outcome.NONSENSE, e);
        }
    }

    /// Learns from the newest verdicts, as the site is known now. Blocks for [#WITHIN] at most;
    /// never throws.
    public void learn(SiteKey site) {
        try {
            SiteCalibration learned = SiteCalibration.of(judged(site));
            if (Thread.currentThread().isInterrupted()) {
                return; // The server stops; the next crawl is learned from again.
            }
            store.keep(site, learned);
            take(site, learned);
            meter.calibrated(Outcome.LEARNED);
            log.info(
                    "Confidence on site {} is moved by {}, from {} verdicts.",
                    site,
                    learned.shift(),
                    learned.verdicts());
        } catch (StoreUnavailableException e) {
            trouble(site, Outcome.UNAVAILABLE, e);
        } catch (RuntimeException e) {
            trouble(site, Outcome.NONSENSE, e);
        }
    }

    private void take(SiteKey site, SiteCalibration learned) {
        known.put(site, learned);
        troubled.remove(site);
    }

    private void trouble(SiteKey site, Outcome outcome, RuntimeException why) {
        meter.calibrated(outcome);
        if (troubled.add(site)) {
            log.warn(
                    "What customers have taught about the confidence on site {} is not known;"
                            + " it is moved by {}",
                    site,
                    learned(site).shift(),
                    why);
        }
    }

    private List<SiteCalibration.Judged> judged(SiteKey site) {
        long end = nanos.getAsLong() + WITHIN.toNanos();
        List<SiteCalibration.Judged> judged = new ArrayList<>();
        Set<Said> said = new HashSet<>();
        int looked = 0;
        Optional<Instant> before = Optional.empty();
        List<ConversationSummary> page = conversations.history(site, before, PAGE);
        while (!page.isEmpty() && looked < LOOKED_AT) {
            for (ConversationSummary summary : page) {
                for (Verdict verdict : verdicts(summary)) {
                    if (said.add(Said.of(summary, verdict))) {
                        quoting.again(verdict).ifPresent(judged::add);
                    }
                    if (judged.size() == VERDICTS || nanos.getAsLong() - end > 0) {
                        return judged;
                    }
                }
                looked++;
                before = Optional.of(summary.startedAt());
            }
            if (nanos.getAsLong() - end > 0) {
                return judged;
            }
            page = conversations.history(site, before, PAGE);
        }
        return judged;
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
        List<TimelineEntry> entries = conversations.read(summary.id(), 0, EVENTS);
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
