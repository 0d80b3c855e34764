package dev.tandem.server.knowledge;

import dev.tandem.server.knowledge.CrawlProblem.Reason;
import dev.tandem.server.knowledge.Frontier.Target;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Reads a website politely, over HTTP, within limits. The calling thread alone owns the frontier
/// and the result; virtual threads only fetch and parse. Blocks until the crawl is over.
public final class Crawler {
    /// Pages put aside for what they name as their own address, until it is known whether that is
    /// one; a site with more of them is left to say it right.
    static final int MAX_ASIDE = 500;

    /// Times that one address is asked for while the server is busy.
    private static final int MAX_ASKED = 3;

    /// Times in a row that a busy server is waited for, without any page between.
    private static final int MAX_WAITS = 5;

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
    /// @param known pages that earlier crawls have learned
    public CrawlOutcome crawl(
            CrawlScope scope, List<URI> wanted, List<URI> known, CrawlListener listener)
            throws InterruptedException {
        try (PageFetcher fetcher = new PageFetcher(guard, limits);
                ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            RobotsPolicy robots = RobotsPolicy.read(fetcher, scope);
            Run run = new Run(scope, known, listener, robots, fetcher, workers);
            try {
                return run.toTheEnd(wanted);
            } finally {
                workers.shutdownNow();
            }
        }
    }

    /// A page that names another address as its own.
    private record Aside(PageText text, String content) {}

    private static final String NAMES_ANOTHER = "names another address as its own";

    private final class Run {
        private final CrawlScope scope;
        private final CrawlListener listener;
        private final RobotsPolicy robots;
        private final PageFetcher fetcher;
        private final ExecutorService workers;
        private final Frontier frontier = new Frontier(limits);
        private final BlockingQueue<Visit> visits = new LinkedBlockingQueue<>();
        private final Map<URI, PageText> pages = new LinkedHashMap<>();
        private final Map<URI, Aside> aside = new LinkedHashMap<>();
        private final Map<String, URI> contents = new HashMap<>();
        private final Map<URI, Integer> asked = new HashMap<>();
        private final Findings findings;
        private final Map<URI, Integer> hops = new LinkedHashMap<>();
        private final List<CrawlProblem> problems = new ArrayList<>();
        private final PageExtractor extractor = new PageExtractor();
        private int parallel;
        private int fetched;
        private int inFlight;
        private long bytes;
        private int waits;
        private long nextNanos;
        private boolean linksMissing;
        private boolean askedForKnown;

        Run(
                CrawlScope scope,
                List<URI> known,
                CrawlListener listener,
                RobotsPolicy robots,
                PageFetcher fetcher,
                ExecutorService workers) {
            this.scope = scope;
            this.findings = new Findings(scope, known);
            this.listener = listener;
            this.robots = robots;
            this.fetcher = fetcher;
            this.workers = workers;
        }

        CrawlOutcome toTheEnd(List<URI> wanted) throws InterruptedException {
            long end = nanoTime.getAsLong() + limits.totalTime().toNanos();
            nextNanos = nanoTime.getAsLong();
            Duration delay = robots.delay(limits);
            parallel = delay.isZero() ? limits.parallel() : 1;
            robots.problems().forEach(this::problem);
            linksMissing = robots.missesSitemap();
            consider(scope.start(), 0);
            wanted.stream().filter(scope::holds).forEach(uri -> consider(uri, 1));
            robots.announced().forEach(uri -> consider(uri, 1));
            boolean complete = true;
            while (inFlight > 0 || !frontier.isEmpty() || asksForKnown()) {
                long now = nanoTime.getAsLong();
                long left = end - now;
                long pause = nextNanos - now;
                Optional<String> over = over(left);
                if (over.isPresent()) {
                    problem(scope.start(), Reason.LIMIT, over.get());
                    complete = false;
                    break;
                }
                while (pause <= 0 && inFlight < parallel && !frontier.isEmpty()) {
                    frontier.next().ifPresent(this::send);
                }
                Visit visit =
                        visits.poll(pause > 0 ? Math.min(left, pause) : left, TimeUnit.NANOSECONDS);
                if (visit != null) {
                    inFlight--;
                    fetched++;
                    take(visit);
                    listener.fetched(visit.target().uri(), fetched, frontier.found());
                    Thread.sleep(delay);
                }
            }
            return outcome(complete && !frontier.hasOverflowed());
        }

        /// What ends the crawl before its time.
        private Optional<String> over(long left) {
            if (left <= 0) {
                return Optional.of("time is up");
            }
            if (bytes > limits.totalBytes()) {
                return Optional.of("bytes are used up");
            }
            return waits > MAX_WAITS ? Optional.of("the server stays busy") : Optional.empty();
        }

        /// Where a page could not be read, links may be missing: each known page is asked for then,
        /// so that those that are gone can be told from those that nobody has led to.
        private boolean asksForKnown() {
            if (!linksMissing || askedForKnown) {
                return false;
            }
            askedForKnown = true;
            findings.known().forEach(uri -> consider(uri, 1));
            return !frontier.isEmpty();
        }

        private CrawlOutcome outcome(boolean complete) {
            aside.forEach((uri, left) -> takeBack(uri, left, complete));
            return new CrawlOutcome(
                    Boilerplate.removeFrom(List.copyOf(pages.values())),
                    findings.kept(pages.keySet(), complete, limits.pages() - pages.size()),
                    problems,
                    fetched,
                    complete);
        }

        /// A page whose canonical address turned out to be none is a page after all.
        private void takeBack(URI uri, Aside left, boolean complete) {
            if (findings.isFoundElsewhere(uri, pages.keySet(), complete)
                    || contents.putIfAbsent(left.content(), uri) != null) {
                problem(uri, Reason.DUPLICATE, NAMES_ANOTHER);
            } else {
                pages.put(uri, left.text());
            }
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
                    case Fetched.Busy(int status, Duration later) ->
                            new Visit.Busy(target, later, "answered " + status);
                    case Fetched.Failed failed ->
                            new Visit.Useless(
                                    target, failed.reason(), failed.detail(), Absence.of(failed));
                };
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Visit.Useless(
                        target, Reason.UNREACHABLE, "was interrupted", Absence.NOT_NOW);
            } catch (RuntimeException | StackOverflowError e) {
                // A page that breaks the parser costs this page only.
                return new Visit.Useless(
                        target,
                        Reason.WRONG_TYPE,
                        "cannot be parsed: " + e.getClass().getSimpleName(),
                        Absence.UNREADABLE);
            }
        }

        private Visit document(Target target, Fetched.Body body) throws InterruptedException {
            return switch (documents.pdf(target.uri(), body.bytes())) {
                case Documents.Read.Text(PageText text) ->
                        new Visit.Read(
                                target,
                                ExtractedPage.document(text, body.robots()),
                                body.bytes().length);
                case Documents.Read.Failed failed ->
                        new Visit.Useless(
                                target, failed.reason(), failed.detail(), Absence.of(failed));
            };
        }

        private void take(Visit visit) {
            switch (visit) {
                case Visit.Read read -> learn(read);
                case Visit.Redirected redirected -> follow(redirected);
                case Visit.Busy busy -> comeBack(busy);
                case Visit.Useless useless -> leave(useless);
            }
        }

        private void leave(Visit.Useless useless) {
            URI uri = useless.target().uri();
            switch (useless.absence()) {
                case GONE -> findings.gone(uri);
                case UNREADABLE -> findings.unread(uri);
                case NOT_NOW -> {
                    findings.unread(uri);
                    linksMissing = true;
                }
            }
            problem(uri, useless.reason(), useless.detail());
        }

        /// Nothing is sent before the server's time, and one request at once from now on.
        private void comeBack(Visit.Busy busy) {
            long now = nanoTime.getAsLong();
            if (now - nextNanos >= 0) {
                waits++;
            }
            nextNanos = Math.max(nextNanos, now + busy.later().toNanos());
            parallel = 1;
            URI uri = busy.target().uri();
            if (asked.merge(uri, 1, Integer::sum) < MAX_ASKED) {
                frontier.again(busy.target());
            } else {
                leave(
                        new Visit.Useless(
                                busy.target(), Reason.STATUS, busy.detail(), Absence.NOT_NOW));
            }
        }

        private void follow(Visit.Redirected redirected) {
            URI from = redirected.target().uri();
            int count = hops.getOrDefault(from, 0) + 1;
            if (!scope.holds(redirected.to())) {
                findings.gone(from);
                problem(from, Reason.ELSEWHERE, "redirects out of the site");
            } else if (count > limits.redirects() || redirected.to().equals(from)) {
                findings.unread(from);
                problem(from, Reason.REDIRECT_LOOP, "redirects too often");
            } else {
                findings.leads(from, redirected.to());
                hops.putIfAbsent(redirected.to(), count);
                consider(redirected.to(), redirected.target().depth());
            }
        }

        private void learn(Visit.Read read) {
            URI uri = read.target().uri();
            bytes += read.bytes();
            waits = 0;
            ExtractedPage page = read.page();
            Optional<URI> canonical =
                    page.canonical().filter(c -> !c.equals(uri) && scope.holds(c));
            String content = page.text().contentHash();
            if (!page.indexable()) {
                findings.hidden(uri);
                problem(uri, Reason.NOT_TO_BE_INDEXED, "says noindex");
            } else if (canonical.isPresent()) {
                putAside(uri, new Aside(at(uri, page.text()), content), canonical.get());
                consider(canonical.get(), read.target().depth());
            } else if (contents.containsKey(content)) {
                findings.leads(uri, contents.get(content));
                problem(uri, Reason.DUPLICATE, "says the same as another page");
                return; // Its links would lead in circles.
            } else {
                contents.put(content, uri);
                pages.put(uri, at(uri, page.text()));
            }
            page.links().stream()
                    .filter(scope::holds)
                    .forEach(link -> consider(link, read.target().depth() + 1));
        }

        /// The page it names will be read in its place, if there is one.
        private void putAside(URI uri, Aside page, URI canonical) {
            findings.leads(uri, canonical);
            if (pages.containsKey(canonical) || aside.size() >= MAX_ASIDE) {
                problem(uri, Reason.DUPLICATE, NAMES_ANOTHER);
            } else {
                aside.put(uri, page);
            }
        }

        /// A canonical address on another host is not ours to cite.
        private PageText at(URI uri, PageText text) {
            return new PageText(uri, text.title(), text.language(), text.blocks());
        }

        private void consider(URI uri, int depth) {
            if (!robots.allows(uri)) {
                if (frontier.markSeen(uri)) {
                    findings.gone(uri);
                    problem(uri, Reason.CLOSED_BY_ROBOTS, "is closed by robots.txt");
                }
                return;
            }
            frontier.add(uri, depth)
                    .ifPresent(why -> {
                        findings.leftOut(uri);
                        problem(uri, Reason.LIMIT, why);
                    });
        }

        private void problem(URI uri, Reason reason, String detail) {
            problem(new CrawlProblem(uri, reason, detail));
        }

        private void problem(CrawlProblem problem) {
            if (problems.size() < CrawlOutcome.MAX_PROBLEMS) {
                problems.add(problem);
            }
            listener.problem(problem);
        }
    }
}
