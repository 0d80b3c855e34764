package dev.tandem.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.Site;
import dev.tandem.server.conversation.RecordingPolicy;
import dev.tandem.server.knowledge.AddressGuard;
import dev.tandem.server.knowledge.CrawlLimits;
import dev.tandem.server.knowledge.Crawler;
import dev.tandem.server.knowledge.KnowledgeBase;
import dev.tandem.server.knowledge.SiteLearner;
import dev.tandem.server.knowledge.StaticSite;
import dev.tandem.server.memory.MemoryKnowledgeStore;
import dev.tandem.server.memory.MemorySiteStore;
import dev.tandem.signaling.protocol.SiteKey;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What verdicts teach is learned by whoever crawls, from the pages of that crawl; the others take
/// what is stored.
class LearningTest {
    private static final SiteKey SHOP = new SiteKey("shop");

    private final MemorySiteStore sites = new MemorySiteStore();
    private final LinkedBlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final MemoryKnowledgeStore pages = new MemoryKnowledgeStore();

    private Learning learning(StaticSite served, boolean mine) {
        sites.save(
                new Site(
                        SHOP,
                        "Shop",
                        "en",
                        List.of(),
                        "secret-of-the-shop",
                        Optional.of(served.uri("/").toString()),
                        RecordingPolicy.OFF));
        KnowledgeBase base =
                new KnowledgeBase(
                        pages,
                        new Crawler(
                                new AddressGuard(Set.of(served.authority())),
                                CrawlLimits.DEFAULT,
                                System::nanoTime),
                        Optional.empty(),
                        Runnable::run);
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
                },
                _ -> mine,
                _ -> false,
                new Semaphore(0),
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
        SiteKey second = new SiteKey("tail");
        sites.save(
                new Site(
                        second,
                        "Tail",
                        "en",
                        List.of(),
                        "secret-of-the-tail",
                        Optional.empty(),
                        RecordingPolicy.OFF));
        try (StaticSite served = StaticSite.serving(StaticSite.own("cycles"), "http://none");
                Learning _ = learning(served, false)) {
            assertThat(done.poll(60, TimeUnit.SECONDS)).isEqualTo("looked, nothing known");
            assertThat(done.poll(60, TimeUnit.SECONDS)).isEqualTo("looked, nothing known");
        }
    }
}
