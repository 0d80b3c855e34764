package dev.tandem.server.knowledge;

import dev.tandem.server.knowledge.CrawlProblem.Reason;
import dev.tandem.signaling.protocol.SiteKey;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/// Files that people of the business upload for the assistant to answer from: each is a page that
/// no crawl brings or takes away. Methods block, and throw when the store cannot be reached.
public final class SiteFiles {
    public static final int FILE_BYTES = 10 * 1024 * 1024;

    public static final int FILES_AT_MOST = 100;

    public static final int NAME_CHARS = 120;

    private final KnowledgeStore store;
    private final KnowledgeBase base;
    private final Documents documents;
    private final Supplier<String> ids;

    /// @param ids fresh ones that nobody guesses; letters and digits
    public SiteFiles(
            KnowledgeStore store, KnowledgeBase base, DocumentLimits limits, Supplier<String> ids) {
        this.store = store;
        this.base = base;
        this.documents = new Documents(limits);
        this.ids = ids;
    }

    /// What became of a file.
    public sealed interface Kept {
        record At(URI page) implements Kept {}

        record Refused(Refusal why) implements Kept {}
    }

    public enum Refusal {
        /// Without a name, or with one that is too long.
        NAME,
        /// None of [FileKind], or not what its name says.
        TYPE,
        EMPTY,
        TOO_BIG,
        /// There are [#FILES_AT_MOST] already.
        TOO_MANY,
        /// Another file has this name.
        DUPLICATE,
        NO_TEXT,
        ENCRYPTED,
        BROKEN,
        TOO_SLOW,
        /// No such file.
        UNKNOWN
    }

    /// A file as customers may see it.
    public record Shown(UploadedFile file, PageText text) {}

    public Kept upload(SiteKey site, String name, byte[] bytes) throws InterruptedException {
        if (store.files(site) >= FILES_AT_MOST) {
            return new Kept.Refused(Refusal.TOO_MANY);
        }
        return keep(site, address(site, ids.get()), name, bytes);
    }

    /// Puts another file in the place of one; what was decided about it stays.
    public Kept replace(SiteKey site, URI page, String name, byte[] bytes)
            throws InterruptedException {
        return isFile(site, page)
                ? keep(site, page, name, bytes)
                : new Kept.Refused(Refusal.UNKNOWN);
    }

    private Kept keep(SiteKey site, URI page, String raw, byte[] bytes)
            throws InterruptedException {
        String name = raw.strip();
        if (name.isEmpty() || name.length() > NAME_CHARS || !isPlain(name)) {
            return new Kept.Refused(Refusal.NAME);
        }
        if (bytes.length == 0) {
            return new Kept.Refused(Refusal.EMPTY);
        }
        if (bytes.length > FILE_BYTES) {
            return new Kept.Refused(Refusal.TOO_BIG);
        }
        Optional<FileKind> kind = FileKind.of(name, bytes);
        if (kind.isEmpty()) {
            return new Kept.Refused(Refusal.TYPE);
        }
        if (store.fileNamed(site, name).filter(other -> !other.equals(page)).isPresent()) {
            return new Kept.Refused(Refusal.DUPLICATE);
        }
        return switch (documents.file(page, name, kind.get(), bytes)) {
            case Documents.Read.Failed(Reason reason, String _) ->
                    new Kept.Refused(refusal(reason));
            case Documents.Read.Text(PageText text) -> {
                if (!store.keep(site, text, new UploadedFile(name, kind.get(), bytes))) {
                    yield new Kept.Refused(Refusal.DUPLICATE);
                }
                base.changed(site);
                yield new Kept.At(page);
            }
        };
    }

    /// Of one line, and no path.
    private static boolean isPlain(String name) {
        return name.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    }

    private static Refusal refusal(Reason reason) {
        return switch (reason) {
            case NO_TEXT -> Refusal.NO_TEXT;
            case ENCRYPTED -> Refusal.ENCRYPTED;
            case TOO_BIG, LIMIT -> Refusal.TOO_BIG;
            case TOO_SLOW -> Refusal.TOO_SLOW;
            case BROKEN,
                    WRONG_TYPE,
                    BLOCKED_ADDRESS,
                    CLOSED_BY_ROBOTS,
                    NOT_TO_BE_INDEXED,
                    ELSEWHERE,
                    REDIRECT_LOOP,
                    STATUS,
                    UNREACHABLE,
                    DUPLICATE ->
                    Refusal.BROKEN;
        };
    }

    /// False if there is no such file.
    public boolean erase(SiteKey site, URI page) {
        boolean erased = isFile(site, page) && store.erase(site, page);
        if (erased) {
            base.changed(site);
        }
        return erased;
    }

    private boolean isFile(SiteKey site, URI page) {
        return store.known(site, page).flatMap(KnownPage::file).isPresent();
    }

    /// The very bytes, whatever was decided about them.
    public Optional<UploadedFile> original(SiteKey site, URI page) {
        return store.file(site, page);
    }

    /// Empty for a file that is not to be answered from: then nobody is to read it either.
    public Optional<Shown> shown(SiteKey site, String id) {
        URI page = address(site, id);
        boolean used = store.known(site, page).filter(k -> k.use() != PageUse.EXCLUDED).isPresent();
        return used
                ? store.file(site, page)
                        .flatMap(file -> store.text(site, page).map(text -> new Shown(file, text)))
                : Optional.empty();
    }

    /// On this server, whatever it is called from outside.
    private static URI address(SiteKey site, String id) {
        return URI.create("/files/" + site.value() + "/" + id);
    }
}
