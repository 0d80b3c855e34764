package dev.tandem.server.knowledge;

import dev.tandem.signaling.protocol.SiteKey;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Learns the sites, one after the other, and tells how far it is.
public final class SiteLearner {
    private static final Logger log = LoggerFactory.getLogger(SiteLearner.class);

    /// Problems kept for people to read; the crawl counts them all.
    static final int PROBLEMS_SHOWN = 100;

    private final KnowledgeBase base;
    private final Map<SiteKey, Progress> progress = new ConcurrentHashMap<>();

    public SiteLearner(KnowledgeBase base) {
        this.base = base;
    }

    public enum State {
        WAITING,
        LEARNING,
        READY,
        FAILED
    }

    /// @param found addresses known so far
    /// @param fetched pages fetched so far
    /// @param kept pages that the last crawl could not read and that stay as they were
    public record Progress(
            SiteKey site,
            State state,
            int found,
            int fetched,
            int kept,
            List<CrawlProblem> problems) {
        public Progress {
            problems = List.copyOf(problems);
        }
    }

    public List<Progress> progress() {
        return List.copyOf(progress.values());
    }

    /// Learns afresh; serves what is stored meanwhile, and throws if that cannot be read. Blocks
    /// until the site is answered from, by words if it is new; meaning follows.
    public void learn(SiteKey site, URI start) throws InterruptedException {
        progress.put(site, new Progress(site, State.LEARNING, 0, 0, 0, List.of()));
        Listener listener = new Listener(site);
        if (base.current(site).passages() == 0) {
            try {
                base.restore(site);
            } catch (RuntimeException e) {
                listener.done(State.FAILED);
                throw e;
            }
        }
        try {
            KnowledgeBase.Learning learning = base.learn(site, CrawlScope.below(start), listener);
            listener.kept = learning.crawl().kept().size();
            listener.done(
                    learning.crawl().pages().isEmpty() && !base.restore(site)
                            ? State.FAILED
                            : State.READY);
        } catch (RuntimeException e) {
            log.error("Learning the site {} failed; what was known before stays", site, e);
            listener.done(State.FAILED);
        }
    }

    /// Serves what was learned or written elsewhere since the last look, but for a site whose
    /// vectors are just being made here: those are newer. Blocks.
    ///
    /// @param mine whether this node owns the site, and makes the vectors that are missing
    public void restore(SiteKey site, boolean mine) {
        if (!base.isEmbedding(site) && base.restoreIfChanged(site, mine)) {
            // What the crawl of this node has found stays to be read.
            progress.compute(
                    site,
                    (_, before) ->
                            before != null && before.state() == State.READY
                                    ? before
                                    : new Progress(site, State.READY, 0, 0, 0, List.of()));
        }
    }

    private final class Listener implements CrawlListener {
        /// Console lines come at every so many pages.
        private static final int EVERY = 10;

        private final SiteKey site;
        private final List<CrawlProblem> problems = new ArrayList<>();
        private int found;
        private int fetched;
        private int kept;

        Listener(SiteKey site) {
            this.site = site;
        }

        @Override
        public void fetched(URI url, int fetchedNow, int foundNow) {
            fetched = fetchedNow;
            found = foundNow;
            if (fetched % EVERY == 0) {
                log.info("Learning {}: {} of {} pages", site, fetched, found);
            }
            tell(State.LEARNING);
        }

        @Override
        public void problem(CrawlProblem problem) {
            if (problems.size() < PROBLEMS_SHOWN) {
                problems.add(problem);
            }
        }

        void done(State state) {
            tell(state);
        }

        private void tell(State state) {
            progress.put(site, new Progress(site, state, found, fetched, kept, problems));
        }
    }
}
