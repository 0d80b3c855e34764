package dev.tandem.server.knowledge;

import dev.tandem.server.knowledge.CrawlProblem.Reason;
import dev.tandem.server.knowledge.Frontier.Target;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Reads a website politely, over HTTP, within limits. The calling thread alone owns the frontier
/// and the result; virtual threads only fetch and parse. Blocks until the crawl is over.
public final class Crawler {
    private final AddressGuard guard;
    private final CrawlLimits limits;
    private final LongSupplier nanoTime;
    private final Documents documents;

    public Crawler(AddressGuard guard, CrawlLimits limits, LongSupplier nanoTime) {
        this.guard = guard;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.documents = new Documents(limits.documents());
    }

    /// @param wanted pages to read even if no link leads to them
    public CrawlOutcome crawl(CrawlScope scope, List<URI> wanted, CrawlListener listener)
            throws InterruptedException {
        try (PageFetcher fetcher = new PageFetcher(guard, limits);
                ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            RobotsPolicy robots = RobotsPolicy.read(fetcher, scope);
            Run run = new Run(scope, listener, robots, fetcher, workers);
            try {
                return run.toTheEnd(wanted);
            } finally {
                workers.shutdownNow();
            }
        }
    }

    /// What a worker brings back.
    private sealed interface Visit {
        Target target();

        record Read(Target target, ExtractedPage page, int bytes) implements Visit {}

        record Redirected(Target target, URI to) implements Visit {}

        record Useless(Target target, Reason reason, String detail) implements Visit {}
    }

    private final class Run {
        private final CrawlScope scope;
        private final CrawlListener listener;
        private final RobotsPolicy robots;
        private final PageFetcher fetcher;
        private final ExecutorService workers;
        private final Frontier frontier = new Frontier(limits);
        private final BlockingQueue<Visit> visits = new LinkedBlockingQueue<>();
        private final Map<URI, PageText> pages = new LinkedHashMap<>();
        private final Set<String> contents = new HashSet<>();
        private final Map<URI, Integer> hops = new LinkedHashMap<>();
        private final List<CrawlProblem> problems = new ArrayList<>();
        private final PageExtractor extractor = new PageExtractor();
        private int fetched;
        private int inFlight;
        private long bytes;

        Run(
                CrawlScope scope,
                CrawlListener listener,
                RobotsPolicy robots,
                PageFetcher fetcher,
                ExecutorService workers) {
            this.scope = scope;
            this.listener = listener;
            this.robots = robots;
            this.fetcher = fetcher;
            this.workers = workers;
        }

        CrawlOutcome toTheEnd(List<URI> wanted) throws InterruptedException {
            long end = nanoTime.getAsLong() + limits.totalTime().toNanos();
            Duration delay = robots.delay(limits);
            int parallel = delay.isZero() ? limits.parallel() : 1;
            consider(scope.start(), 0);
            wanted.stream().filter(scope::holds).forEach(uri -> consider(uri, 1));
            robots.announced().forEach(uri -> consider(uri, 1));
            boolean complete = true;
            while (inFlight > 0 || !frontier.isEmpty()) {
                long left = end - nanoTime.getAsLong();
                if (left <= 0 || bytes > limits.totalBytes()) {
                    problem(
                            scope.start(),
                            Reason.LIMIT,
                            left <= 0 ? "time is up" : "bytes are used up");
                    complete = false;
                    break;
                }
                while (inFlight < parallel && !frontier.isEmpty()) {
                    frontier.next().ifPresent(this::send);
                }
                Visit visit = visits.poll(left, TimeUnit.NANOSECONDS);
                if (visit != null) {
                    inFlight--;
                    fetched++;
                    take(visit);
                    listener.fetched(visit.target().uri(), fetched, frontier.found());
                    Thread.sleep(delay);
                }
            }
            return new CrawlOutcome(
                    Boilerplate.removeFrom(List.copyOf(pages.values())),
                    problems,
                    fetched,
                    complete);
        }

        private void send(Target target) {
            inFlight++;
            workers.execute(() -> visits.add(visit(target)));
        }

        /// On a worker.
        private Visit visit(Target target) {
            try {
                return switch (fetcher.fetch(target.uri(), PageFetcher.LEARNABLE)) {
                    case Fetched.Body body when body.isPdf() -> document(target, body);
                    case Fetched.Body body ->
                            new Visit.Read(
                                    target,
                                    extractor.extract(
                                            target.uri(),
                                            body.bytes(),
                                            body.charset(),
                                            body.robots()),
                                    body.bytes().length);
                    case Fetched.Moved moved -> new Visit.Redirected(target, moved.target());
                    case Fetched.Failed failed ->
                            new Visit.Useless(target, failed.reason(), failed.detail());
                };
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Visit.Useless(target, Reason.UNREACHABLE, "was interrupted");
            } catch (RuntimeException | StackOverflowError e) {
                // A page that breaks the parser costs this page only.
                return new Visit.Useless(
                        target,
                        Reason.WRONG_TYPE,
                        "cannot be parsed: " + e.getClass().getSimpleName());
            }
        }

        private Visit document(Target target, Fetched.Body body) throws InterruptedException {
            return switch (documents.pdf(target.uri(), body.bytes())) {
                case Documents.Read.Text(PageText text) ->
                        new Visit.Read(
                                target,
                                ExtractedPage.document(text, body.robots()),
                                body.bytes().length);
                case Documents.Read.Failed(Reason reason, String detail) ->
                        new Visit.Useless(target, reason, detail);
            };
        }

        private void take(Visit visit) {
            switch (visit) {
                case Visit.Read read -> learn(read);
                case Visit.Redirected redirected -> follow(redirected);
                case Visit.Useless useless ->
                        problem(useless.target().uri(), useless.reason(), useless.detail());
            }
        }

        private void follow(Visit.Redirected redirected) {
            URI from = redirected.target().uri();
            int count = hops.getOrDefault(from, 0) + 1;
            if (!scope.holds(redirected.to())) {
                problem(from, Reason.ELSEWHERE, "redirects out of the site");
            } else if (count > limits.redirects() || redirected.to().equals(from)) {
                problem(from, Reason.REDIRECT_LOOP, "redirects too often");
            } else {
                hops.putIfAbsent(redirected.to(), count);
                consider(redirected.to(), redirected.target().depth());
            }
        }

        private void learn(Visit.Read read) {
            URI uri = read.target().uri();
            bytes += read.bytes();
            ExtractedPage page = read.page();
            Optional<URI> canonical =
                    page.canonical().filter(c -> !c.equals(uri) && scope.holds(c));
            String content = page.text().contentHash();
            if (!page.indexable()) {
                problem(uri, Reason.NOT_TO_BE_INDEXED, "says noindex");
            } else if (canonical.isPresent()) {
                // The page it names will be read in its place.
                problem(uri, Reason.DUPLICATE, "names another address as its own");
                consider(canonical.get(), read.target().depth());
            } else if (!contents.add(content)) {
                problem(uri, Reason.DUPLICATE, "says the same as another page");
                return; // Its links would lead in circles.
            } else {
                pages.put(uri, at(uri, page.text()));
            }
            page.links().stream()
                    .filter(scope::holds)
                    .forEach(link -> consider(link, read.target().depth() + 1));
        }

        /// A canonical address on another host is not ours to cite.
        private PageText at(URI uri, PageText text) {
            return new PageText(uri, text.title(), text.language(), text.blocks());
        }

        private void consider(URI uri, int depth) {
            if (!robots.allows(uri)) {
                if (frontier.markSeen(uri)) {
                    problem(uri, Reason.CLOSED_BY_ROBOTS, "is closed by robots.txt");
                }
                return;
            }
            frontier.add(uri, depth).ifPresent(why -> problem(uri, Reason.LIMIT, why));
        }

        private void problem(URI uri, Reason reason, String detail) {
            CrawlProblem problem = new CrawlProblem(uri, reason, detail);
            if (problems.size() < CrawlOutcome.MAX_PROBLEMS) {
                problems.add(problem);
            }
            listener.problem(problem);
        }
    }
}
