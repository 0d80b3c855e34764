package dev.tandem.server.store;

import dev.tandem.server.application.StoreUnavailableException;
import dev.tandem.server.knowledge.FileKind;
import dev.tandem.server.knowledge.KnownFile;
import dev.tandem.server.knowledge.PageText;
import dev.tandem.server.knowledge.UploadedFile;
import dev.tandem.signaling.protocol.SiteKey;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/// Files that people uploaded, beside the pages that were made of them.
final class UploadedFiles {
    private static final String UNIQUE_VIOLATION = "23505";

    private final Query query;

    UploadedFiles(Query query) {
        this.query = query;
    }

    /// Page and file in one statement; false if the name is another file's.
    boolean keep(SiteKey site, PageText page, String blocks, UploadedFile file) {
        try {
            query.change(
                    "WITH page AS ("
                            + PostgresKnowledgeStore.WRITE
                            + """
                             RETURNING site, url)
                            INSERT INTO knowledge_file (site, url, name, kind, bytes)
                            SELECT site, url, ?, ?, ? FROM page
                            ON CONFLICT (site, url) DO UPDATE SET
                                name = excluded.name, kind = excluded.kind, bytes = excluded.bytes
                            """,
                    site.value(),
                    page.url().toString(),
                    page.title(),
                    page.language().tag(),
                    page.contentHash(),
                    blocks,
                    file.name(),
                    file.kind().name().toLowerCase(Locale.ROOT),
                    file.bytes());
            return true;
        } catch (StoreUnavailableException e) {
            if (e.getCause() instanceof SQLException refused
                    && UNIQUE_VIOLATION.equals(refused.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    Optional<UploadedFile> file(SiteKey site, URI page) {
        return query.first(
                row -> new UploadedFile(row.getString("name"), kind(row), row.getBytes("bytes")),
                "SELECT name, kind, bytes FROM knowledge_file WHERE site = ? AND url = ?",
                site.value(),
                page.toString());
    }

    Optional<URI> named(SiteKey site, String name) {
        return query.first(
                row -> URI.create(row.getString(1)),
                "SELECT url FROM knowledge_file WHERE site = ? AND lower(name) = lower(?)",
                site.value(),
                name);
    }

    int count(SiteKey site) {
        return query.first(
                        row -> row.getInt(1),
                        "SELECT count(*) FROM knowledge_file WHERE site = ?",
                        site.value())
                .orElse(0);
    }

    /// Of a row with `name`, `kind` and `size`, all null for a page that is no file's.
    static Optional<KnownFile> known(ResultSet row) throws SQLException {
        Optional<String> name = Query.optionalText(row, "name");
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new KnownFile(name.get(), kind(row), row.getInt("size")));
    }

    private static FileKind kind(ResultSet row) throws SQLException {
        return FileKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
    }
}
