package dev.tandem.server.knowledge;

import dev.tandem.signaling.protocol.SiteKey;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What people of the business see of what was learned, and do with it. Methods block, and throw
/// when the store cannot be reached.
public final class SiteEditor {
    /// Pages in one list.
    public static final int LISTED = 200;

    /// A site whose people write more has a page for it.
    public static final int WRITTEN_AT_MOST = 500;

    /// Characters of a written question, and of its answer.
    public static final int QUESTION_CHARS = 300;

    public static final int ANSWER_CHARS = 5_000;

    private final KnowledgeStore store;
    private final KnowledgeBase base;
    private final Supplier<String> ids;
    private final Runnable wake;

    /// @param ids fresh ones for what is written; letters and digits
    /// @param wake whoever crawls, in this process
    public SiteEditor(
            KnowledgeStore store, KnowledgeBase base, Supplier<String> ids, Runnable wake) {
        this.store = store;
        this.base = base;
        this.ids = ids;
        this.wake = wake;
    }

    /// A page as the assistant sees it.
    public record Seen(KnownPage page, List<Passage> passages) {
        public Seen {
            passages = List.copyOf(passages);
        }
    }

    /// What somebody writes.
    ///
    /// @param link where the customer can read more; the site's start page without one
    public record Entry(String question, String answer, Language language, Optional<String> link) {}

    /// What became of an entry.
    public sealed interface Written {
        record At(URI page) implements Written {}

        record Refused(Refusal why) implements Written {}
    }

    public enum Refusal {
        QUESTION,
        ANSWER,
        LINK,
        /// There are [#WRITTEN_AT_MOST] already.
        TOO_MANY,
        /// No such entry.
        UNKNOWN
    }

    public List<KnownPage> pages(SiteKey site, String search, Optional<URI> after) {
        return store.known(site, search, after, LISTED);
    }

    /// Whether pages or entries are still found by their words only.
    public boolean isEmbedding(SiteKey site) {
        return base.isEmbedding(site);
    }

    public Optional<Seen> page(SiteKey site, URI page) {
        return store.known(site, page)
                .flatMap(known ->
                        store.text(site, page)
                                .map(text -> new Seen(known, PassageSplitter.split(text))));
    }

    /// False if there is no such page.
    public boolean use(SiteKey site, URI page, PageUse use) {
        boolean known = store.use(site, page, use);
        if (known) {
            base.changed(site);
        }
        return known;
    }

    /// @param start page of the site, for entries without a link
    public Written write(SiteKey site, Entry entry, String start) {
        Optional<URI> home = Addresses.parse(entry.link().orElse(start));
        if (home.isEmpty()) {
            return new Written.Refused(Refusal.LINK);
        }
        if (store.written(site) >= WRITTEN_AT_MOST) {
            return new Written.Refused(Refusal.TOO_MANY);
        }
        return write(site, entry, URI.create(home.get() + "#" + ids.get()));
    }

    /// Puts other words in the place of an entry.
    public Written rewrite(SiteKey site, URI page, Entry entry) {
        return store.known(site, page).filter(k -> k.written() && k.file().isEmpty()).isEmpty()
                ? new Written.Refused(Refusal.UNKNOWN)
                : write(site, entry, page);
    }

    private Written write(SiteKey site, Entry entry, URI at) {
        String question = entry.question().strip();
        if (question.isEmpty() || question.length() > QUESTION_CHARS) {
            return new Written.Refused(Refusal.QUESTION);
        }
        List<Block> answer =
                Arrays.stream(entry.answer().split("\\R", -1))
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .map(Block::paragraph)
                        .toList();
        if (answer.isEmpty() || entry.answer().length() > ANSWER_CHARS) {
            return new Written.Refused(Refusal.ANSWER);
        }
        store.write(site, new PageText(at, question, entry.language(), answer));
        base.changed(site);
        return new Written.At(at);
    }

    /// False if nobody wrote such an entry.
    public boolean erase(SiteKey site, URI page) {
        boolean written = store.erase(site, page);
        if (written) {
            base.changed(site);
        }
        return written;
    }

    /// The site is read again, by the node that does that.
    public void learnAgain(SiteKey site) {
        store.wantCrawl(site);
        wake.run();
    }
}
