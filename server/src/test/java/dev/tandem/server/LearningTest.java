package dev.tandem.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.Site;
import dev.tandem.server.application.SiteStore;
import dev.tandem.server.application.StoreUnavailableException;
import dev.tandem.server.conversation.RecordingPolicy;
import dev.tandem.server.knowledge.AddressGuard;
import dev.tandem.server.knowledge.Block;
import dev.tandem.server.knowledge.CrawlLimits;
import dev.tandem.server.knowledge.Crawler;
import dev.tandem.server.knowledge.KnowledgeBase;
import dev.tandem.server.knowledge.KnowledgeStore;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.PageText;
import dev.tandem.server.knowledge.SiteLearner;
import dev.tandem.server.knowledge.StaticSite;
import dev.tandem.server.memory.MemoryKnowledgeStore;
import dev.tandem.server.memory.MemorySiteStore;
import dev.tandem.signaling.protocol.SiteKey;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Who crawls a site, who takes from the store what others have learned or written, and when what
/// verdicts teach is learned.
class LearningTest {
    private static final SiteKey SHOP = new SiteKey("shop");

    /// Looked after behind the shop.
    private static final SiteKey TAIL = new SiteKey("tail");

    private final MemorySiteStore sites = new MemorySiteStore();
    private final LinkedBlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final MemoryKnowledgeStore pages = new MemoryKnowledgeStore();

    /// What the site said whenever it was asked whether to learn from verdicts again.
    private final LinkedBlockingQueue<Integer> edited = new LinkedBlockingQueue<>();

    private final Semaphore wishes = new Semaphore(0);

    private Learning learning(StaticSite served, boolean mine) {
        sites.save(shop(Optional.of(served.uri("/").toString())));
        return learning(base(new AddressGuard(Set.of(served.authority()))), mine);
    }

    private static Site shop(Optional<String> startUrl) {
        return site(SHOP, startUrl);
    }

    private static Site site(SiteKey key, Optional<String> startUrl) {
        return new Site(
                key,
                "Cycles",
                "en",
                List.of(),
                "secret-of-the-" + key.value(),
                startUrl,
                RecordingPolicy.OFF);
    }

    private KnowledgeBase base(AddressGuard guard) {
        return base(guard, pages);
    }

    private static KnowledgeBase base(AddressGuard guard, KnowledgeStore store) {
        return new KnowledgeBase(
                store,
                new Crawler(guard, CrawlLimits.DEFAULT, System::nanoTime),
                Optional.empty(),
                Runnable::run,
                Runnable::run);
    }

    private Learning learning(KnowledgeBase base, boolean mine) {
        return new Learning(
                sites,
                new SiteLearner(base),
                new Learning.Confidence() {
                    @Override
                    public void look(SiteKey site) {
                        done.add("looked, " + known(base));
                    }

                    @Override
                    public void learn(SiteKey site) {
                        done.add("learned, " + known(base));
                    }

                    @Override
                    public void learnIfChanged(SiteKey site) {
                        edited.add(base.words(site));
                    }
                },
                _ -> mine,
                _ -> false,
                wishes,
                Duration.ofHours(1));
    }

    private static String known(KnowledgeBase base) {
        return base.current(SHOP).largest().isPresent() ? "pages known" : "nothing known";
    }

    @Test
    void theOwnerLearnsFromVerdictsWhenThePagesOfTheCrawlAreInUse() throws Exception {
        try (StaticSite served = StaticSite.serving(StaticSite.own("cycles"), "http://none");
                Learning _ = learning(served, true)) {
            assertThat(done.poll(60, TimeUnit.SECONDS)).isEqualTo("looked, nothing known");
            assertThat(done.poll(60, TimeUnit.SECONDS)).isEqualTo("learned, pages known");
        }
    }

    @Test
    void whoDoesNotOwnTheSiteOnlyLooks() throws Exception {
        sites.save(site(TAIL, Optional.empty()));
        try (StaticSite served = StaticSite.serving(StaticSite.own("cycles"), "http://none");
                Learning _ = learning(served, false)) {
            assertThat(done.poll(60, TimeUnit.SECONDS)).isEqualTo("looked, nothing known");
            assertThat(done.poll(60, TimeUnit.SECONDS)).isEqualTo("looked, nothing known");
            assertThat(edited).isEmpty();
        }
    }

    @Test
    void aSiteThatIsOnlyWrittenIsKnownAgainAfterARestart() throws Exception {
        write("parking", "You can park behind the shop.");
        sites.save(shop(Optional.empty()));
        KnowledgeBase base = base(new AddressGuard(Set.of()));
        try (Learning _ = learning(base, true)) {
            assertThat(done.poll(60, TimeUnit.SECONDS)).isEqualTo("looked, nothing known");
            wishes.release();
            assertThat(done.poll(60, TimeUnit.SECONDS)).isEqualTo("looked, pages known");
        }
    }

    @Test
    void theOwnerTakesWhatWasWrittenOnAnotherNode() throws Exception {
        try (StaticSite served = StaticSite.serving(StaticSite.own("cycles"), "http://none")) {
            sites.save(shop(Optional.of(served.uri("/").toString())));
            KnowledgeBase base = base(new AddressGuard(Set.of(served.authority())));
            try (Learning _ = learning(base, true)) {
                assertThat(done.poll(60, TimeUnit.SECONDS)).isEqualTo("looked, nothing known");
                assertThat(done.poll(60, TimeUnit.SECONDS)).isEqualTo("learned, pages known");
                write("parking", "You can park behind the shop.");
                wishes.release(); // The next look.
                assertThat(done.poll(60, TimeUnit.SECONDS)).isEqualTo("looked, pages known");
                wishes.release(); // The one behind it: what the first one took is in use.
                assertThat(done.poll(60, TimeUnit.SECONDS)).isEqualTo("looked, pages known");
                assertThat(base.current(SHOP).in(Language.ENGLISH))
                        .hasValueSatisfying(pages ->
                                assertThat(pages.passages())
                                        .anyMatch(p -> p.text().contains("park behind")));
            }
        }
    }

    @Test
    void theOwnerLooksWhetherAnEditIsToBeLearnedFromWhenItsWordsAreInUse() throws Exception {
        write("parking", "You can park behind the shop.");
        sites.save(shop(Optional.empty()));
        KnowledgeBase base = base(new AddressGuard(Set.of()));
        try (Learning _ = learning(base, true)) {
            Integer before = edited.poll(60, TimeUnit.SECONDS);
            assertThat(before).isNotNull();
            wishes.release();
            assertThat(edited.poll(60, TimeUnit.SECONDS)).isEqualTo(before);

            write("parking", "You can park in front of the shop.");
            wishes.release();

            assertThat(edited.poll(60, TimeUnit.SECONDS)).isNotEqualTo(before);
        }
    }

    // Trouble

    /// The pages of the tests, of which those of the shop cannot be read for as long as they are
    /// torn. Tells each time that somebody tried.
    private KnowledgeStore torn(AtomicBoolean torn, Runnable tried) {
        return (KnowledgeStore)
                Proxy.newProxyInstance(
                        KnowledgeStore.class.getClassLoader(),
                        new Class<?>[] {KnowledgeStore.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("load") && SHOP.equals(arguments[0])) {
                                tried.run();
                                if (torn.get()) {
                                    throw new IllegalStateException("this page is torn");
                                }
                            }
                            return method.invoke(pages, arguments);
                        });
    }

    /// What is done at each look, until somebody reads it. The first look comes by itself.
    private final class Looks implements Learning.Confidence {
        private final LinkedBlockingQueue<SiteKey> ended = new LinkedBlockingQueue<>();
        private boolean begun;

        /// @return whether there was another look after the last one
        boolean another() throws InterruptedException {
            if (begun) {
                wishes.release();
            }
            begun = true;
            return TAIL.equals(ended.poll(60, TimeUnit.SECONDS));
        }

        @Override
        public void look(SiteKey site) {}

        @Override
        public void learn(SiteKey site) {}

        @Override
        public void learnIfChanged(SiteKey site) {
            if (site.equals(TAIL)) {
                ended.add(site);
            }
        }
    }

    private Learning learning(SiteLearner learner, Looks looks) {
        return learning(sites, learner, looks);
    }

    private Learning learning(SiteStore sites, SiteLearner learner, Looks looks) {
        return learning(sites, learner, looks, _ -> false);
    }

    private Learning learning(
            SiteStore sites, SiteLearner learner, Looks looks, Predicate<SiteKey> takesWish) {
        return new Learning(
                sites, learner, looks, _ -> true, takesWish, wishes, Duration.ofHours(1));
    }

    @Test
    void aSiteThatCannotBeReadKeepsNoOtherFromBeingLearnedAndIsTriedEverLessOften()
            throws Exception {
        write("parking", "You can park behind the shop.");
        sites.save(shop(Optional.empty()));
        sites.save(site(TAIL, Optional.empty()));
        AtomicInteger look = new AtomicInteger();
        List<Integer> tried = new CopyOnWriteArrayList<>();
        AtomicBoolean torn = new AtomicBoolean(true);
        KnowledgeBase base =
                base(new AddressGuard(Set.of()), torn(torn, () -> tried.add(look.get())));
        Looks looks = new Looks();
        try (Learning _ = learning(new SiteLearner(base), looks)) {
            for (int i = 0; i < 75; i++) {
                assertThat(looks.another()).isTrue();
                look.incrementAndGet();
            }
            int most = Learning.MAX_LEFT_OUT + 1;
            assertThat(tried).containsExactly(0, 2, 6, 14, 30, 30 + most, 30 + 2 * most);
            assertThat(base.current(SHOP).passages()).isZero();

            torn.set(false);
            for (int i = 0; i < most; i++) {
                assertThat(looks.another()).isTrue();
            }
            assertThat(base.current(SHOP).passages()).isPositive();
        }
    }

    @Test
    void aSiteThatCouldNotBeReadIsCrawledWhenItCan() throws Exception {
        write("parking", "You can park behind the shop.");
        try (StaticSite served = StaticSite.serving(StaticSite.own("cycles"), "http://none")) {
            sites.save(shop(Optional.of(served.uri("/").toString())));
            sites.save(site(TAIL, Optional.empty()));
            AtomicBoolean torn = new AtomicBoolean(true);
            KnowledgeBase base =
                    base(new AddressGuard(Set.of(served.authority())), torn(torn, () -> {}));
            Looks looks = new Looks();
            SiteLearner learner = new SiteLearner(base);
            try (Learning _ = learning(learner, looks)) {
                assertThat(looks.another()).isTrue();
                assertThat(learner.progress())
                        .singleElement()
                        .extracting(SiteLearner.Progress::state)
                        .isEqualTo(SiteLearner.State.FAILED);

                torn.set(false);
                assertThat(looks.another()).as("left out").isTrue();
                assertThat(looks.another()).isTrue();
                assertThat(base.current(SHOP).passages()).isGreaterThan(1);
            }
        }
    }

    @Test
    void whoMendedASiteAndWantsItReadAgainNeedNotWait() throws Exception {
        write("parking", "You can park behind the shop.");
        try (StaticSite served = StaticSite.serving(StaticSite.own("cycles"), "http://none")) {
            sites.save(shop(Optional.of(served.uri("/").toString())));
            sites.save(site(TAIL, Optional.empty()));
            AtomicBoolean torn = new AtomicBoolean(true);
            AtomicBoolean wished = new AtomicBoolean();
            KnowledgeBase base =
                    base(new AddressGuard(Set.of(served.authority())), torn(torn, () -> {}));
            Looks looks = new Looks();
            try (Learning _ =
                    learning(
                            sites,
                            new SiteLearner(base),
                            looks,
                            site -> site.equals(SHOP) && wished.getAndSet(false))) {
                assertThat(looks.another()).isTrue();
                assertThat(looks.another()).as("left out once").isTrue();
                assertThat(looks.another()).as("left out three times from now").isTrue();

                torn.set(false);
                wished.set(true);
                assertThat(looks.another()).isTrue();
                assertThat(base.current(SHOP).passages()).isGreaterThan(1);
            }
        }
    }

    @Test
    void sitesThatCannotBeListedAreLearnedAtALaterLook() throws Exception {
        sites.save(site(TAIL, Optional.empty()));
        Queue<RuntimeException> troubles =
                new ConcurrentLinkedQueue<>(
                        List.of(
                                new StoreUnavailableException("nobody is there", new IOException()),
                                new IllegalStateException("a site of another program")));
        SiteStore listed =
                new SiteStore() {
                    @Override
                    public void save(Site site) {
                        sites.save(site);
                    }

                    @Override
                    public Optional<Site> find(SiteKey key) {
                        return sites.find(key);
                    }

                    @Override
                    public List<Site> all() {
                        RuntimeException trouble = troubles.poll();
                        if (trouble != null) {
                            wishes.release(); // The next look.
                            throw trouble;
                        }
                        return sites.all();
                    }
                };
        Looks looks = new Looks();
        SiteLearner learner = new SiteLearner(base(new AddressGuard(Set.of())));
        try (Learning _ = learning(listed, learner, looks)) {
            assertThat(looks.another()).isTrue();
            assertThat(troubles).isEmpty();
        }
    }

    private void write(String name, String text) {
        pages.write(
                SHOP,
                new PageText(
                        URI.create("/written/shop/" + name),
                        name,
                        Language.ENGLISH,
                        List.of(new Block(Block.Kind.PARAGRAPH, 0, text, ""))));
    }
}
