package dev.tandem.server.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

import dev.tandem.server.knowledge.CrawlProblem.Reason;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// The crawler against a web server that does what no good site does.
class CrawlerTest {
    private static final CrawlLimits LIMITS =
            new CrawlLimits(
                    60,
                    2 * 1024 * 1024,
                    20L * 1024 * 1024,
                    8,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(60),
                    3,
                    4,
                    5,
                    Duration.ofSeconds(1),
                    DocumentLimits.DEFAULT);

    private final Map<String, HttpHandler> pages = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> requested = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private ExecutorService threads;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        requested.add(path);
        HttpHandler page = pages.get(path);
        if (page == null) {
            page = pages.getOrDefault("*", e -> send(e, 404, "text/html", "<p>none"));
        }
        page.handle(exchange);
    }

    private static void send(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void page(String path, String html) {
        pages.put(path, exchange -> send(exchange, 200, "text/html; charset=utf-8", html));
    }

    private void links(String path, String... to) {
        StringBuilder html = new StringBuilder("<main><p>Text of " + path + "</p>");
        for (String target : to) {
            html.append("<a href='").append(target).append("'>x</a>");
        }
        page(path, html + "</main>");
    }

    private void redirect(String from, String to) {
        pages.put(
                from,
                exchange -> {
                    exchange.getResponseHeaders().set("Location", to);
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
    }

    private String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private CrawlOutcome crawl(CrawlLimits limits, String start, String... known)
            throws InterruptedException {
        return new Crawler(new AddressGuard(Set.of(authority())), limits, System::nanoTime)
                .crawl(
                        CrawlScope.below(at(start)),
                        List.of(),
                        Arrays.stream(known).map(this::at).toList(),
                        CrawlListener.SILENT);
    }

    private URI at(String path) {
        return URI.create("http://" + authority() + path);
    }

    private static List<String> kept(CrawlOutcome outcome) {
        return outcome.kept().stream().map(URI::getPath).sorted().toList();
    }

    private void fails(String path, int status) {
        pages.put(path, exchange -> send(exchange, status, "text/html", "<p>not now"));
    }

    private void busy(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Retry-After", "0");
        send(exchange, 429, "text/html", "<p>too many");
    }

    private static List<String> paths(CrawlOutcome outcome) {
        return outcome.pages().stream().map(page -> page.url().getPath()).sorted().toList();
    }

    private static List<Reason> reasons(CrawlOutcome outcome, String path) {
        return outcome.problems().stream()
                .filter(problem -> problem.url().getPath().equals(path))
                .map(CrawlProblem::reason)
                .toList();
    }

    @Test
    void the_whole_site_is_read_once_however_its_pages_point_at_each_other()
            throws InterruptedException {
        links("/", "/a", "/b", "/", "#top", "/a?utm_source=x");
        links("/a", "/b#part", "/", "//" + authority() + "/c");
        links("/b", "/a");
        links("/c");

        CrawlOutcome outcome = crawl(LIMITS, "/");

        assertThat(paths(outcome)).containsExactly("/", "/a", "/b", "/c");
        assertThat(requested).doesNotHaveDuplicates();
        assertThat(outcome.complete()).isTrue();
    }

    @Test
    void robots_txt_and_noindex_are_obeyed_and_nofollow_leads_nowhere()
            throws InterruptedException {
        pages.put(
                "/robots.txt",
                e -> send(e, 200, "text/plain", "User-agent: *\nDisallow: /private/\n"));
        links("/", "/private/salaries", "/draft", "/dead-end");
        page("/draft", "<meta name=robots content=noindex><a href='/from-draft'>x</a><p>draft");
        page("/dead-end", "<meta name=robots content=nofollow><a href='/hidden'>x</a><p>end");
        links("/from-draft");
        links("/hidden");
        links("/private/salaries");

        CrawlOutcome outcome = crawl(LIMITS, "/");

        assertThat(paths(outcome)).containsExactly("/", "/dead-end", "/from-draft");
        assertThat(requested).doesNotContain("/private/salaries", "/hidden");
        assertThat(reasons(outcome, "/private/salaries")).containsExactly(Reason.CLOSED_BY_ROBOTS);
        assertThat(reasons(outcome, "/draft")).containsExactly(Reason.NOT_TO_BE_INDEXED);
    }

    @Test
    void a_server_whose_robots_txt_is_broken_is_left_alone() throws InterruptedException {
        pages.put("/robots.txt", e -> send(e, 500, "text/plain", "oops"));
        links("/");

        assertThat(crawl(LIMITS, "/").pages()).isEmpty();
        assertThat(requested).doesNotContain("/");
    }

    @Test
    void pages_of_the_sitemap_are_found_without_links() throws InterruptedException {
        pages.put(
                "/robots.txt",
                e -> send(e, 200, "text/plain", "User-agent: *\nDisallow:\nSitemap: /map.xml\n"));
        pages.put(
                "/map.xml",
                e ->
                        send(
                                e,
                                200,
                                "application/xml",
                                "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
                                        + "<url><loc>http://"
                                        + authority()
                                        + "/island</loc></url>"
                                        + "<url><loc>http://elsewhere.example/x</loc></url></urlset>"));
        links("/");
        links("/island");

        assertThat(paths(crawl(LIMITS, "/"))).containsExactly("/", "/island");
    }

    @Test
    void only_the_folder_of_the_start_page_is_read() throws InterruptedException {
        links("/shop/", "/shop/a", "/blog/b", "http://elsewhere.example/");
        links("/shop/a");
        links("/blog/b");

        assertThat(paths(crawl(LIMITS, "/shop/"))).containsExactly("/shop/", "/shop/a");
    }

    @Test
    void redirects_are_followed_within_the_site_and_not_out_of_it_nor_in_circles()
            throws InterruptedException {
        links("/", "/old", "/away", "/inside", "/ping", "/chain1");
        redirect("/old", "/new");
        redirect("/away", "http://169.254.169.254/latest/meta-data/");
        redirect("/inside", "file:///etc/passwd");
        redirect("/ping", "/pong");
        redirect("/pong", "/ping");
        redirect("/chain1", "/chain2");
        redirect("/chain2", "/chain3");
        redirect("/chain3", "/chain4");
        redirect("/chain4", "/chain5");
        links("/new");

        CrawlOutcome outcome = crawl(LIMITS, "/");

        assertThat(paths(outcome)).containsExactly("/", "/new");
        assertThat(reasons(outcome, "/away")).containsExactly(Reason.ELSEWHERE);
        assertThat(reasons(outcome, "/inside")).containsExactly(Reason.STATUS);
        assertThat(reasons(outcome, "/chain4")).containsExactly(Reason.REDIRECT_LOOP);
    }

    @Test
    void addresses_of_our_own_network_are_refused_unless_trusted() throws InterruptedException {
        links("/");
        Crawler strict = new Crawler(AddressGuard.STRICT, LIMITS, System::nanoTime);

        CrawlOutcome outcome =
                strict.crawl(
                        CrawlScope.below(URI.create("http://" + authority() + "/")),
                        List.of(),
                        List.of(),
                        CrawlListener.SILENT);

        assertThat(outcome.pages()).isEmpty();
        assertThat(requested).isEmpty();
        for (String host :
                List.of(
                        "10.1.2.3",
                        "192.168.0.1",
                        "172.16.9.9",
                        "169.254.169.254",
                        "127.8.8.8",
                        "0.0.0.0",
                        "100.64.0.1",
                        "[::1]",
                        "[fd00::1]",
                        "[fe80::1]",
                        "[::ffff:10.0.0.1]",
                        "[64:ff9b::a00:1]",
                        "224.0.0.1",
                        "255.255.255.255")) {
            assertThat(AddressGuard.STRICT.refusal(URI.create("http://" + host + "/")))
                    .as(host)
                    .isPresent();
        }
        assertThat(AddressGuard.STRICT.refusal(URI.create("http://93.184.216.34/"))).isEmpty();
    }

    @Test
    void fifty_megabytes_cost_two_with_or_without_an_announced_length()
            throws InterruptedException {
        links("/", "/announced", "/endless", "/fine");
        links("/fine");
        pages.put("/announced", e -> stream(e, 50L * 1024 * 1024));
        pages.put("/endless", e -> stream(e, 0));

        CrawlOutcome outcome = crawl(LIMITS, "/");

        assertThat(paths(outcome)).containsExactly("/", "/fine");
        assertThat(reasons(outcome, "/announced")).containsExactly(Reason.TOO_BIG);
        assertThat(reasons(outcome, "/endless")).containsExactly(Reason.TOO_BIG);
    }

    private static void stream(HttpExchange exchange, long announced) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, announced);
        byte[] block = "<p>more and more ".repeat(4_000).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 800; i++) {
                out.write(block);
            }
        } catch (IOException e) {
            // The crawler hung up, as it should.
            exchange.close();
        }
    }

    @Test
    void a_page_that_never_ends_costs_its_time_and_no_more() throws InterruptedException {
        links("/", "/silent", "/dripping", "/fine");
        links("/fine");
        pages.put("/silent", e -> await());
        pages.put(
                "/dripping",
                e -> {
                    e.getResponseHeaders().set("Content-Type", "text/html");
                    e.sendResponseHeaders(200, 0);
                    e.getResponseBody().write("<p>slow".getBytes(StandardCharsets.UTF_8));
                    e.getResponseBody().flush();
                    await();
                });

        CrawlOutcome outcome = crawl(LIMITS, "/");

        assertThat(paths(outcome)).containsExactly("/", "/fine");
        assertThat(reasons(outcome, "/silent")).containsExactly(Reason.TOO_SLOW);
        assertThat(reasons(outcome, "/dripping")).containsExactly(Reason.TOO_SLOW);
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void what_is_no_page_and_no_document_is_not_read() throws InterruptedException {
        links("/", "/logo.png", "/terms.pdf", "/untyped", "/lies");
        pages.put("/logo.png", e -> send(e, 200, "image/png", "\u0089PNG"));
        pages.put("/terms.pdf", e -> send(e, 200, "application/pdf", "%PDF"));
        pages.put(
                "/untyped",
                e -> {
                    e.sendResponseHeaders(200, 3);
                    e.getResponseBody().write(new byte[] {1, 2, 3});
                    e.close();
                });
        pages.put(
                "/lies",
                e -> send(e, 200, "text/html", "\u0000\u0001\u0002 binary \uffff".repeat(50)));

        CrawlOutcome outcome = crawl(LIMITS, "/");

        assertThat(reasons(outcome, "/logo.png")).containsExactly(Reason.WRONG_TYPE);
        assertThat(reasons(outcome, "/terms.pdf")).containsExactly(Reason.BROKEN);
        assertThat(reasons(outcome, "/untyped")).containsExactly(Reason.WRONG_TYPE);
        assertThat(paths(outcome)).contains("/");
    }

    @Test
    void a_site_without_end_is_left_at_the_limits() throws InterruptedException {
        pages.put(
                "*",
                e -> {
                    String at = e.getRequestURI().toString();
                    if (at.equals("/robots.txt") || at.equals("/sitemap.xml")) {
                        send(e, 404, "text/plain", "");
                        return;
                    }
                    String path = e.getRequestURI().getPath();
                    int day = at.hashCode();
                    send(
                            e,
                            200,
                            "text/html",
                            "<main><p>Day "
                                    + at
                                    + "</p><a href='"
                                    + path
                                    + "?day="
                                    + day
                                    + "'>next</a>"
                                    + "<a href='"
                                    + (path.endsWith("/") ? path : path + "/")
                                    + "again/'>in</a>"
                                    + "<a href='/n"
                                    + Math.floorMod(day, 100_000)
                                    + "/'>new</a></main>");
                });

        CrawlOutcome outcome = crawl(LIMITS, "/");

        assertThat(outcome.fetched()).isLessThanOrEqualTo(LIMITS.pages());
        assertThat(outcome.problems()).extracting(CrawlProblem::reason).contains(Reason.LIMIT);
        assertThat(requested).noneMatch(path -> path.contains("again/again/again/again/"));
    }

    @Test
    void pages_that_say_the_same_are_learned_once() throws InterruptedException {
        String same = "<main><h1>Same</h1><p>Same words.</p></main>";
        links("/", "/one", "/two", "/canonical-copy");
        page("/one", same);
        page("/two", same);
        page("/canonical-copy", "<link rel=canonical href=/real><main><p>Copy</p></main>");
        links("/real");

        CrawlOutcome outcome = crawl(LIMITS, "/");

        List<String> learned = new ArrayList<>(paths(outcome));
        assertThat(learned).contains("/", "/real").doesNotContain("/canonical-copy");
        learned.retainAll(List.of("/one", "/two"));
        assertThat(learned).hasSize(1);
    }

    @Test
    void a_page_whose_canonical_address_redirects_back_to_it_is_learned()
            throws InterruptedException {
        links("/", "/docs/foo/");
        page("/docs/foo/", "<link rel=canonical href=/docs/foo><main><p>How to foo.</p></main>");
        redirect("/docs/foo", "/docs/foo/");

        CrawlOutcome outcome = crawl(LIMITS, "/");

        assertThat(paths(outcome)).containsExactly("/", "/docs/foo/");
        assertThat(reasons(outcome, "/docs/foo/")).isEmpty();
    }

    @Test
    void of_pages_that_name_each_other_as_their_own_address_one_is_learned()
            throws InterruptedException {
        links("/", "/a", "/b");
        page("/a", "<link rel=canonical href=/b><main><p>The page, as A.</p></main>");
        page("/b", "<link rel=canonical href=/a><main><p>The page, as B.</p></main>");

        CrawlOutcome outcome = crawl(LIMITS, "/");

        List<String> learned = new ArrayList<>(paths(outcome));
        learned.remove("/");
        assertThat(learned).hasSize(1);
        assertThat(reasons(outcome, learned.getFirst().equals("/a") ? "/b" : "/a"))
                .containsExactly(Reason.DUPLICATE);
    }

    @Test
    void a_page_whose_canonical_address_is_no_page_is_learned_unless_that_hides_its_words()
            throws InterruptedException {
        pages.put(
                "/robots.txt",
                e -> send(e, 200, "text/plain", "User-agent: *\nDisallow: /closed\n"));
        links("/", "/a", "/b", "/c", "/d", "/e");
        page("/a", "<link rel=canonical href=/missing><main><p>Words of A.</p></main>");
        page("/b", "<link rel=canonical href=/closed><main><p>Words of B.</p></main>");
        page("/c", "<link rel=canonical href=/down><main><p>Words of C.</p></main>");
        page("/d", "<link rel=canonical href=/hidden><main><p>Words of D.</p></main>");
        page("/e", "<link rel=canonical href=/moved><main><p>Words of E.</p></main>");
        fails("/down", 500);
        page("/hidden", "<meta name=robots content=noindex><main><p>Words of D.</p></main>");
        redirect("/moved", "/real");
        links("/real");

        CrawlOutcome outcome = crawl(LIMITS, "/");

        assertThat(paths(outcome)).containsExactly("/", "/a", "/b", "/c", "/real");
        assertThat(reasons(outcome, "/e")).containsExactly(Reason.DUPLICATE);
        assertThat(paths(crawl(LIMITS, "/", "/down")))
                .as("its words are known by that address")
                .containsExactly("/", "/a", "/b", "/real");
    }

    @Test
    void of_the_known_pages_those_stay_that_could_not_be_read_and_those_go_that_are_gone()
            throws InterruptedException {
        pages.put(
                "/robots.txt",
                e -> send(e, 200, "text/plain", "User-agent: *\nDisallow: /closed\n"));
        String[] known = {
            "/broken",
            "/forbidden",
            "/silent",
            "/big",
            "/to-broken",
            "/missing",
            "/over",
            "/hidden",
            "/closed",
            "/away",
            "/moved",
            "/copy"
        };
        links("/", known);
        fails("/broken", 500);
        fails("/forbidden", 403);
        pages.put("/silent", e -> await());
        pages.put("/big", e -> stream(e, 50L * 1024 * 1024));
        redirect("/to-broken", "/broken-too");
        fails("/broken-too", 503);
        fails("/over", 410);
        page("/hidden", "<meta name=robots content=noindex><main><p>Hidden.</p></main>");
        redirect("/away", "http://elsewhere.example/");
        redirect("/moved", "/new");
        links("/new");
        page("/copy", "<link rel=canonical href=/new><main><p>Text of /new</p></main>");

        CrawlOutcome outcome = crawl(LIMITS, "/", known);

        assertThat(paths(outcome)).containsExactly("/", "/new");
        assertThat(kept(outcome))
                .containsExactly("/big", "/broken", "/forbidden", "/silent", "/to-broken");
        assertThat(outcome.complete()).as("every address was asked for").isTrue();
    }

    @Test
    void a_known_page_that_no_link_leads_to_any_more_goes_with_a_whole_crawl()
            throws InterruptedException {
        links("/", "/a", "/login", "/photo.jpg");
        links("/a");
        fails("/login", 403);
        pages.put("/photo.jpg", e -> send(e, 200, "image/jpeg", "photo"));
        links("/unlinked");

        CrawlOutcome outcome = crawl(LIMITS, "/", "/a", "/unlinked", "/missing");

        assertThat(paths(outcome)).containsExactly("/", "/a");
        assertThat(outcome.kept()).isEmpty();
        assertThat(requested).doesNotContain("/unlinked");
    }

    @Test
    void known_pages_are_asked_for_themselves_where_a_page_that_may_link_to_them_cannot_be_read()
            throws InterruptedException {
        links("/", "/list");
        fails("/list", 503);
        links("/behind");
        fails("/behind-too", 500);

        CrawlOutcome outcome = crawl(LIMITS, "/", "/behind", "/behind-too", "/missing", "/list");

        assertThat(paths(outcome)).containsExactly("/", "/behind");
        assertThat(kept(outcome)).containsExactly("/behind-too", "/list");
    }

    @Test
    void a_page_of_a_busy_server_is_asked_for_again() throws InterruptedException {
        links("/", "/a", "/b");
        AtomicInteger asked = new AtomicInteger();
        pages.put(
                "/a",
                e -> {
                    if (asked.incrementAndGet() == 1) {
                        busy(e);
                    } else {
                        send(e, 200, "text/html", "<main><p>At last.</p></main>");
                    }
                });
        links("/b");

        assertThat(paths(crawl(LIMITS, "/"))).containsExactly("/", "/a", "/b");
        assertThat(asked).hasValue(2);
    }

    @Test
    void a_server_that_stays_busy_is_left_alone_and_what_was_known_stays()
            throws InterruptedException {
        String[] known = IntStream.range(0, 40).mapToObj(i -> "/p" + i).toArray(String[]::new);
        links("/", known);
        links("/p0");
        pages.put("*", this::busy);
        pages.put("/robots.txt", e -> send(e, 404, "text/plain", ""));

        CrawlOutcome outcome = crawl(LIMITS, "/", known);

        assertThat(paths(outcome)).containsExactly("/", "/p0");
        assertThat(outcome.kept()).hasSize(39);
        assertThat(outcome.complete()).isFalse();
        assertThat(reasons(outcome, "/")).containsExactly(Reason.LIMIT);
        assertThat(requested).as("not each page of forty").hasSizeLessThan(20);
    }

    @Test
    void a_busy_server_is_waited_for_as_it_asks_up_to_a_limit() {
        assertThat(PageFetcher.later("7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(PageFetcher.later("86400")).isEqualTo(PageFetcher.LONGEST_WAIT);
        assertThat(PageFetcher.later("99999999999")).isEqualTo(PageFetcher.WAIT);
        assertThat(PageFetcher.later("Wed, 21 Oct 2026 07:28:00 GMT")).isEqualTo(PageFetcher.WAIT);
    }

    @Test
    void known_pages_beyond_the_limit_stay_and_never_more_than_a_crawl_may_read()
            throws InterruptedException {
        String[] many = IntStream.range(0, 100).mapToObj(i -> "/p" + i).toArray(String[]::new);
        links("/", many);
        for (String path : many) {
            links(path);
        }
        pages.remove("/p3");

        CrawlOutcome outcome = crawl(LIMITS, "/", "/p3", "/p98", "/p99", "/unlinked");

        assertThat(kept(outcome)).as("59 are learned, one more may stay").containsExactly("/p98");
        assertThat(outcome.complete()).isFalse();
    }

    @Test
    void a_sitemap_that_cannot_be_read_is_a_problem_and_one_that_nobody_announced_is_none()
            throws InterruptedException {
        links("/");
        assertThat(crawl(LIMITS, "/").problems()).isEmpty();

        pages.put(
                "/robots.txt",
                e ->
                        send(
                                e,
                                200,
                                "text/plain",
                                "Sitemap: /down.xml\nSitemap: /big.xml\nSitemap: /odd.xml\n"
                                        + "Sitemap: /moved.xml\nSitemap: http://elsewhere.example/m.xml\n"));
        fails("/down.xml", 500);
        pages.put("/big.xml", e -> stream(e, 50L * 1024 * 1024));
        pages.put("/odd.xml", e -> send(e, 200, "text/html", "<p>Our sitemap"));
        redirect("/moved.xml", "/map.xml");
        pages.put(
                "/map.xml",
                e ->
                        send(
                                e,
                                200,
                                "application/xml",
                                "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>"
                                        + at("/island")
                                        + "</loc></url></urlset>"));
        links("/island");
        links("/only-in-a-sitemap");

        CrawlOutcome outcome = crawl(LIMITS, "/", "/only-in-a-sitemap");

        assertThat(reasons(outcome, "/down.xml")).containsExactly(Reason.STATUS);
        assertThat(reasons(outcome, "/big.xml")).containsExactly(Reason.TOO_BIG);
        assertThat(reasons(outcome, "/odd.xml")).containsExactly(Reason.BROKEN);
        assertThat(reasons(outcome, "/m.xml")).containsExactly(Reason.ELSEWHERE);
        assertThat(paths(outcome)).containsExactly("/", "/island", "/only-in-a-sitemap");
    }

    @Test
    void the_crawl_ends_when_its_time_or_its_bytes_are_used_up() throws InterruptedException {
        links("/", "/silent", "/more");
        links("/more");
        pages.put("/silent", e -> await());
        CrawlLimits hurried =
                new CrawlLimits(
                        60,
                        100_000,
                        1,
                        8,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(20),
                        3,
                        1,
                        5,
                        Duration.ZERO,
                        DocumentLimits.DEFAULT);

        CrawlOutcome outcome = crawl(hurried, "/");

        assertThat(outcome.complete()).isFalse();
        assertThat(paths(outcome)).containsExactly("/");
    }
}
