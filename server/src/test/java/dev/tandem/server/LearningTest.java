package dev.tandem.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.Site;
import dev.tandem.server.conversation.RecordingPolicy;
import dev.tandem.server.knowledge.AddressGuard;
import dev.tandem.server.knowledge.Block;
import dev.tandem.server.knowledge.CrawlLimits;
import dev.tandem.server.knowledge.Crawler;
import dev.tandem.server.knowledge.KnowledgeBase;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.PageText;
import dev.tandem.server.knowledge.SiteLearner;
import dev.tandem.server.knowledge.StaticSite;
import dev.tandem.server.memory.MemoryKnowledgeStore;
import dev.tandem.server.memory.MemorySiteStore;
import dev.tandem.signaling.protocol.SiteKey;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Who crawls a site, who takes from the store what others have learned or written, and when what
/// verdicts teach is learned.
class LearningTest {
    private static final SiteKey SHOP = new SiteKey("shop");

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
        return new KnowledgeBase(
                pages,
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
        sites.save(site(new SiteKey("tail"), Optional.empty()));
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
