package dev.tandem.server.knowledge;

import dev.tandem.server.memory.MemoryKnowledgeStore;
import dev.tandem.signaling.protocol.SiteKey;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A large site made of copies of a small one, to measure how long an answer takes. Every copy
/// stands at an address of its own and says in each title which branch it is about, so that the
/// words differ; its vectors are those of the original, because how long a comparison takes does
/// not depend on what is compared.
public final class ManyPassages {
    private ManyPassages() {}

    /// @param least passages wanted; whole copies are added until there are as many
    public static KnowledgeBase of(
            SiteKey site, List<PageText> pages, int least, Embedder embedder) {
        Map<URI, PageVectors> vectors = new HashMap<>();
        pages.forEach(page ->
                vectors.put(page.url(), PageVectors.embed(PassageSplitter.split(page), embedder)));
        List<PageText> many = new ArrayList<>();
        Map<URI, PageVectors> theirs = new HashMap<>();
        int passages = 0;
        for (int copy = 0; passages < least; copy++) {
            for (PageText page : pages) {
                PageText branch =
                        new PageText(
                                URI.create(page.url() + "branch-" + copy + "/"),
                                page.title() + " in branch" + copy,
                                page.language(),
                                page.blocks());
                many.add(branch);
                PageVectors own = vectors.getOrDefault(page.url(), new PageVectors(List.of()));
                theirs.put(branch.url(), own);
                passages += own.passages().size();
            }
        }
        MemoryKnowledgeStore store = new MemoryKnowledgeStore();
        store.replacePages(site, many);
        String model = embedder.model() + "/" + PassageSplitter.VERSION;
        for (PageText page : many) {
            store.saveVectors(
                    site,
                    page.url(),
                    page.contentHash(),
                    model,
                    theirs.getOrDefault(page.url(), new PageVectors(List.of())));
        }
        Crawler none =
                new Crawler(new AddressGuard(Set.of()), CrawlLimits.DEFAULT, System::nanoTime);
        KnowledgeBase base =
                new KnowledgeBase(
                        store, none, java.util.Optional.of(embedder), Runnable::run, Runnable::run);
        base.restore(site);
        return base;
    }
}
