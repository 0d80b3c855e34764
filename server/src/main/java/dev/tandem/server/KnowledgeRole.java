package dev.tandem.server;

import dev.tandem.server.application.CalibrationStore;
import dev.tandem.server.application.ContentGaps;
import dev.tandem.server.application.ConversationStore;
import dev.tandem.server.application.DismissedGaps;
import dev.tandem.server.application.PhraseReader;
import dev.tandem.server.application.Site;
import dev.tandem.server.application.SiteCalibrations;
import dev.tandem.server.application.SiteStore;
import dev.tandem.server.assistant.Calibration;
import dev.tandem.server.assistant.ExtractiveAnswerEngine;
import dev.tandem.server.assistant.LexicalSimilarity;
import dev.tandem.server.assistant.Phrases;
import dev.tandem.server.config.ServerConfig;
import dev.tandem.server.gateway.KnowledgeServices;
import dev.tandem.server.knowledge.AddressGuard;
import dev.tandem.server.knowledge.CrawlLimits;
import dev.tandem.server.knowledge.Crawler;
import dev.tandem.server.knowledge.DocumentLimits;
import dev.tandem.server.knowledge.Embedder;
import dev.tandem.server.knowledge.KnowledgeBase;
import dev.tandem.server.knowledge.KnowledgeStore;
import dev.tandem.server.knowledge.OnnxEmbedder;
import dev.tandem.server.knowledge.PairedEmbedder;
import dev.tandem.server.knowledge.SiteEditor;
import dev.tandem.server.knowledge.SiteFiles;
import dev.tandem.server.knowledge.SiteLearner;
import dev.tandem.signaling.protocol.SiteKey;

import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// What this process knows of its sites, and how it comes to know it.
final class KnowledgeRole implements AutoCloseable {
    /// By what messages are compared; nothing in lite mode.
    final Optional<Embedder> sentences;

    /// By what sites are searched and messages read.
    final Optional<Embedder> meaning;

    final KnowledgeBase base;
    final SiteCalibrations calibrations;

    /// Whatever speaks here quotes by this one, so that all go by one calibration.
    final ExtractiveAnswerEngine quoting;

    private final SiteLearner learner;
    private final SiteEditor editor;
    private final SiteFiles files;
    private final ServerConfig config;
    private final KnowledgeStore store;
    private final Semaphore wishes = new Semaphore(0);
    private final ExecutorService embedding =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("embedding").daemon().factory());

    /// Half of the processors, and those last where the system heeds priorities: the others answer,
    /// and carry calls.
    private final ExecutorService workers =
            Executors.newFixedThreadPool(
                    Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                    Thread.ofPlatform().name("vectors-", 0).daemon().factory());

    /// What is wrong in a file of phrases ends the start, and no conversation.
    ///
    /// @param ids of what people write
    KnowledgeRole(
            ServerConfig config,
            SiteStore sites,
            KnowledgeStore store,
            ConversationStore conversations,
            CalibrationStore calibrated,
            SiteCalibrations.Meter meter,
            Supplier<String> ids) {
        this.config = config;
        this.store = store;
        Phrases phrases = PhraseReader.read();
        sentences =
                config.knowledge().lite() ? Optional.empty() : Optional.of(OnnxEmbedder.miniLm());
        meaning = sentences.map(model -> new PairedEmbedder(model, OnnxEmbedder.bgeSmall()));
        base =
                new KnowledgeBase(
                        store,
                        new Crawler(guard(config, sites), CrawlLimits.DEFAULT, System::nanoTime),
                        meaning,
                        embedding,
                        workers);
        calibrations =
                new SiteCalibrations(
                        conversations,
                        calibrated,
                        new ExtractiveAnswerEngine(
                                phrases, base::current, _ -> Calibration.DEFAULT),
                        base::words,
                        meter,
                        System::nanoTime,
                        embedding);
        quoting = new ExtractiveAnswerEngine(phrases, base::current, calibrations::of);
        learner = new SiteLearner(base);
        editor = new SiteEditor(store, base, ids, wishes::release);
        files = new SiteFiles(store, base, DocumentLimits.DEFAULT, ids);
    }

    /// What the routes need.
    KnowledgeServices services(ConversationStore conversations, DismissedGaps dismissed) {
        return new KnowledgeServices(
                learner,
                editor,
                files,
                new ContentGaps(
                        conversations,
                        new LexicalSimilarity(),
                        quoting,
                        Calibration.DEFAULT.suggestFrom(),
                        dismissed),
                calibrations::learned);
    }

    /// Answers from what was stored by an earlier run or another node. Blocks.
    void restore(SiteKey site) {
        calibrations.look(site);
        base.restore(site);
    }

    /// How far it is with a site.
    DemoWelcome.Stand stand(SiteKey site) {
        if (base.current(site).isWhole()) {
            return new DemoWelcome.Stand.Learned();
        }
        Optional<KnowledgeBase.Embedded> embedded = base.embedded(site);
        if (embedded.isPresent()) {
            return new DemoWelcome.Stand.Understands(embedded.get().done(), embedded.get().of());
        }
        return learner.progress().stream()
                .filter(progress -> progress.site().equals(site))
                .findFirst()
                .map(KnowledgeRole::stand)
                .orElseGet(DemoWelcome.Stand.Begins::new);
    }

    private static DemoWelcome.Stand stand(SiteLearner.Progress progress) {
        return switch (progress.state()) {
            case LEARNING -> new DemoWelcome.Stand.Reads(progress.fetched(), progress.found());
            case FAILED -> new DemoWelcome.Stand.Failed();
            case WAITING, READY -> new DemoWelcome.Stand.Begins();
        };
    }

    /// Learns for as long as it is open.
    Learning learning(SiteStore sites, Predicate<SiteKey> isMine) {
        return new Learning(
                sites,
                learner,
                new Learning.Confidence() {
                    @Override
                    public void look(SiteKey site) {
                        calibrations.look(site);
                    }

                    @Override
                    public void learn(SiteKey site) {
                        calibrations.learn(site);
                    }

                    @Override
                    public void learnIfChanged(SiteKey site) {
                        calibrations.learnIfChanged(site);
                    }
                },
                isMine,
                store::takeCrawlWish,
                wishes,
                config.knowledge().every());
    }

    /// The demo's site is on this machine, served by this process or by the one that was first.
    private static AddressGuard guard(ServerConfig config, SiteStore sites) {
        Set<String> trusted = new HashSet<>(config.knowledge().trustedHosts());
        if (config.demo()) {
            trusted.add("localhost:" + config.http().port());
            sites.find(DemoBusiness.SITE)
                    .flatMap(Site::startUrl)
                    .ifPresent(url -> trusted.add(URI.create(url).getAuthority()));
        }
        return new AddressGuard(trusted);
    }

    /// First the thread that waits for the workers: those that have not begun never will.
    @Override
    public void close() {
        embedding.shutdownNow();
        workers.shutdownNow();
    }
}
