package dev.tandem.server.application;

import dev.tandem.server.assistant.Calibration;
import dev.tandem.server.assistant.ExtractiveAnswerEngine;
import dev.tandem.server.assistant.SiteCalibration;
import dev.tandem.signaling.protocol.SiteKey;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/// How sure the assistant may be on each site: the shipped calibration, moved by what the site's
/// customers have said about answers. Learned by the node that crawls the site, after every crawl
/// and when other words are answered from; the others take what is stored, as they take the pages.
/// While the store does not answer, what was last known stays.
public final class SiteCalibrations {
    private static final Logger log = LoggerFactory.getLogger(SiteCalibrations.class);

    /// Conversations looked at, the newest first; and events of each.
    public static final int LOOKED_AT = 2_000;

    public static final int EVENTS = 500;

    /// Verdicts learned from, the newest first: more move nothing, and a site changes.
    public static final int VERDICTS = 300;

    /// After so long it learns from what it has. What others do between its turns does not count.
    public static final Duration WITHIN = Duration.ofSeconds(30);

    private final ConversationStore conversations;
    private final CalibrationStore store;
    private final ExtractiveAnswerEngine quoting;
    private final ToIntFunction<SiteKey> words;
    private final Meter meter;
    private final LongSupplier nanos;
    private final Executor turns;
    private final Map<SiteKey, SiteCalibration> known = new ConcurrentHashMap<>();
    private final Set<SiteKey> troubled = ConcurrentHashMap.newKeySet();

    /// One at a time of each site: whatever is asked for meanwhile is one more behind it.
    private final Map<SiteKey, Wanted> wanted = new ConcurrentHashMap<>();

    /// What the site said when it was last learned from.
    private final Map<SiteKey, Integer> learnedOf = new ConcurrentHashMap<>();

    private enum Wanted {
        ONCE,
        AGAIN
    }

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
    /// @param words a number that changes with the words that a site is answered from; never blocks
    /// @param nanos a clock that only goes forward
    /// @param turns whoever also makes the vectors of pages, so that what is asked again finds
    ///   them; between two questions all that waits there goes first
    public SiteCalibrations(
            ConversationStore conversations,
            CalibrationStore store,
            ExtractiveAnswerEngine quoting,
            ToIntFunction<SiteKey> words,
            Meter meter,
            LongSupplier nanos,
            Executor turns) {
        this.conversations = conversations;
        this.store = store;
        this.quoting = quoting;
        this.words = words;
        this.meter = meter;
        this.nanos = nanos;
        this.turns = turns;
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

    /// Learns from the newest verdicts, as the site is known then, in turns of one question each.
    /// Never blocks.
    public void learn(SiteKey site) {
        if (wanted.merge(site, Wanted.ONCE, (_, _) -> Wanted.AGAIN) == Wanted.ONCE) {
            begin(site);
        }
    }

    /// The same if other words are answered from than when it was last done. Never blocks.
    public void learnIfChanged(SiteKey site) {
        Integer last = learnedOf.get(site);
        if (!wanted.containsKey(site) && (last == null || last != words.applyAsInt(site))) {
            learn(site);
        }
    }

    private void begin(SiteKey site) {
        next(
                site,
                () -> {
                    learnedOf.put(site, words.applyAsInt(site));
                    turn(site, new Recalibration(site, conversations, quoting), 0);
                });
    }

    private void next(SiteKey site, Runnable turn) {
        try {
            turns.execute(turn);
        } catch (RejectedExecutionException stopped) {
            wanted.remove(site);
            log.debug("Site {} is learned from again with the next crawl.", site);
        }
    }

    /// Never throws: whoever gives the turns has others to serve.
    private void turn(SiteKey site, Recalibration going, long spentNanos) {
        try {
            long from = nanos.getAsLong();
            boolean more = going.step();
            long spent = spentNanos + nanos.getAsLong() - from;
            if (Thread.currentThread().isInterrupted()) {
                wanted.remove(site); // The server stops; the next crawl is learned from again.
                return;
            }
            if (more && spent < WITHIN.toNanos()) {
                next(site, () -> turn(site, going, spent));
                return;
            }
            keep(site, going.learned());
        } catch (StoreUnavailableException e) {
            trouble(site, Outcome.UNAVAILABLE, e);
        } catch (RuntimeException e) {
            trouble(site, Outcome.NONSENSE, e);
        }
        if (wanted.computeIfPresent(site, (_, was) -> was == Wanted.AGAIN ? Wanted.ONCE : null)
                != null) {
            begin(site);
        }
    }

    private void keep(SiteKey site, SiteCalibration learned) {
        store.keep(site, learned);
        take(site, learned);
        meter.calibrated(Outcome.LEARNED);
        log.info(
                "Confidence on site {} is moved by {}, from {} verdicts.",
                site,
                learned.shift(),
                learned.verdicts());
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
}
