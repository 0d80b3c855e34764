package dev.tandem.server.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tandem.server.knowledge.Block;
import dev.tandem.server.knowledge.KnowledgeStore;
import dev.tandem.server.knowledge.KnownPage;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.PageText;
import dev.tandem.server.knowledge.PageUse;
import dev.tandem.server.knowledge.PageVectors;
import dev.tandem.server.knowledge.StoredPage;
import dev.tandem.server.knowledge.UploadedFile;
import dev.tandem.signaling.protocol.SiteKey;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import javax.sql.DataSource;

/// Learned pages in PostgreSQL.
public final class PostgresKnowledgeStore implements KnowledgeStore {
    private static final Logger log = LoggerFactory.getLogger(PostgresKnowledgeStore.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Block>> BLOCKS = new TypeReference<>() {};

    private final Query query;
    private final UploadedFiles files;

    public PostgresKnowledgeStore(DataSource pool) {
        this.query = new Query(pool);
        this.files = new UploadedFiles(query);
    }

    @Override
    public List<StoredPage> load(SiteKey site, String model) {
        List<Optional<StoredPage>> rows =
                query.list(
                        PostgresKnowledgeStore::page,
                        """
                        SELECT p.url, p.title, p.language, p.blocks, v.vectors
                        FROM knowledge_page p
                        LEFT JOIN knowledge_vectors v
                            ON v.site = p.site AND v.url = p.url AND v.model = ?
                            AND v.content_hash = p.content_hash
                        WHERE p.site = ? AND p.page_use <> 'excluded'
                        ORDER BY p.url COLLATE "C"
                        """,
                        model,
                        site.value());
        return rows.stream().flatMap(Optional::stream).toList();
    }

    @Override
    public String edition(SiteKey site, String model) {
        return query.first(
                        row -> row.getString(1),
                        """
                        SELECT coalesce(
                            md5(string_agg(
                                concat_ws(
                                    ' ',
                                    p.url, p.content_hash, v.content_hash,
                                    extract(epoch FROM p.learned_at)),
                                ' ' ORDER BY p.url COLLATE "C")),
                            '')
                        FROM knowledge_page p
                        LEFT JOIN knowledge_vectors v
                            ON v.site = p.site AND v.url = p.url AND v.model = ?
                            AND v.content_hash = p.content_hash
                        WHERE p.site = ? AND p.page_use <> 'excluded'
                        """,
                        model,
                        site.value())
                .orElse("");
    }

    private static Optional<StoredPage> page(ResultSet row) throws SQLException {
        byte[] vectors = row.getBytes("vectors");
        return text(row).map(text -> new StoredPage(text, vectors == null ? new byte[0] : vectors));
    }

    /// Empty, and said in the log, where somebody else has changed the row: one page is missing
    /// then, and not all of them.
    private static Optional<PageText> text(ResultSet row) throws SQLException {
        String url = row.getString("url");
        try {
            return Optional.of(
                    new PageText(
                            URI.create(url),
                            row.getString("title"),
                            Language.of(row.getString("language")),
                            blocks(row.getString("blocks"))));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            log.warn("The stored page {} cannot be read and is left out: {}", url, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void replacePages(SiteKey site, List<PageText> pages, List<URI> kept) {
        // In one order everywhere, so that two nodes that learn one site cannot block each other.
        List<PageText> ordered =
                pages.stream()
                        .sorted(Comparator.comparing((PageText page) -> page.url().toString()))
                        .toList();
        query.inTransaction(connection -> {
            upsert(connection, site, ordered);
            deleteOthers(
                    connection,
                    site,
                    Stream.concat(ordered.stream().map(PageText::url), kept.stream()));
            return ordered.size();
        });
    }

    private static void upsert(Connection connection, SiteKey site, List<PageText> pages)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO knowledge_page
                            (site, url, title, language, content_hash, blocks)
                        VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (site, url) DO UPDATE SET
                            title = excluded.title,
                            language = excluded.language,
                            content_hash = excluded.content_hash,
                            blocks = excluded.blocks,
                            learned_at = now()
                        WHERE knowledge_page.content_hash <> excluded.content_hash
                            OR knowledge_page.blocks <> excluded.blocks
                        """)) {
            for (PageText page : pages) {
                statement.setString(1, site.value());
                statement.setString(2, page.url().toString());
                statement.setString(3, Query.storable(page.title()));
                statement.setString(4, page.language().tag());
                statement.setString(5, page.contentHash());
                statement.setString(6, json(page.blocks()));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void deleteOthers(Connection connection, SiteKey site, Stream<URI> pages)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        DELETE FROM knowledge_page
                        WHERE site = ? AND NOT url = ANY (?)
                            AND NOT written AND page_use = 'answers'
                        """)) {
            statement.setString(1, site.value());
            statement.setArray(
                    2, connection.createArrayOf("text", pages.map(URI::toString).toArray()));
            statement.executeUpdate();
        }
    }

    @Override
    public void saveVectors(
            SiteKey site, URI page, String contentHash, String model, PageVectors vectors) {
        query.change(
                """
                INSERT INTO knowledge_vectors (site, url, model, content_hash, vectors)
                SELECT site, url, ?, content_hash, ?
                FROM knowledge_page
                WHERE site = ? AND url = ? AND content_hash = ?
                ON CONFLICT (site, url, model) DO UPDATE SET
                    content_hash = excluded.content_hash,
                    vectors = excluded.vectors
                """,
                model,
                vectors.toBytes(),
                site.value(),
                page.toString(),
                contentHash);
    }

    private static final String KNOWN =
            """
            SELECT url, title, language, page_use, written, learned_at,
                name, kind, octet_length(bytes) AS size
            FROM knowledge_page p LEFT JOIN knowledge_file f USING (site, url)
            WHERE site = ?
            """;

    @Override
    public List<KnownPage> known(SiteKey site, String search, Optional<URI> after, int limit) {
        return query.list(
                PostgresKnowledgeStore::knownPage,
                KNOWN
                        + """
                            AND position(lower(?) IN lower(concat_ws(' ', title, url, name))) > 0
                            AND url COLLATE "C" > ?
                        ORDER BY url COLLATE "C"
                        LIMIT ?
                        """,
                site.value(),
                search,
                after.map(URI::toString).orElse(""),
                limit);
    }

    @Override
    public Optional<KnownPage> known(SiteKey site, URI page) {
        return query.first(
                PostgresKnowledgeStore::knownPage,
                KNOWN + " AND url = ?",
                site.value(),
                page.toString());
    }

    private static KnownPage knownPage(ResultSet row) throws SQLException {
        return new KnownPage(
                URI.create(row.getString("url")),
                row.getString("title"),
                Language.of(row.getString("language")),
                PageUse.valueOf(row.getString("page_use").toUpperCase(Locale.ROOT)),
                row.getBoolean("written"),
                UploadedFiles.known(row),
                Query.instant(row, "learned_at"));
    }

    @Override
    public Optional<PageText> text(SiteKey site, URI page) {
        return query.first(
                        PostgresKnowledgeStore::text,
                        "SELECT url, title, language, blocks FROM knowledge_page WHERE site = ? AND url = ?",
                        site.value(),
                        page.toString())
                .flatMap(found -> found);
    }

    @Override
    public boolean use(SiteKey site, URI page, PageUse use) {
        return query.change(
                        "UPDATE knowledge_page SET page_use = ? WHERE site = ? AND url = ?",
                        use.name().toLowerCase(Locale.ROOT),
                        site.value(),
                        page.toString())
                > 0;
    }

    @Override
    public List<URI> pinned(SiteKey site) {
        return found(site, PageUse.PINNED);
    }

    @Override
    public List<URI> crawled(SiteKey site) {
        return found(site, PageUse.ANSWERS);
    }

    /// By a crawl, and of that use.
    private List<URI> found(SiteKey site, PageUse use) {
        return query.list(
                row -> URI.create(row.getString(1)),
                """
                SELECT url FROM knowledge_page
                WHERE site = ? AND page_use = ? AND NOT written
                ORDER BY url COLLATE "C"
                """,
                site.value(),
                use.name().toLowerCase(Locale.ROOT));
    }

    static final String WRITE =
            """
            INSERT INTO knowledge_page
                (site, url, title, language, content_hash, blocks, written)
            VALUES (?, ?, ?, ?, ?, ?, true)
            ON CONFLICT (site, url) DO UPDATE SET
                title = excluded.title,
                language = excluded.language,
                content_hash = excluded.content_hash,
                blocks = excluded.blocks,
                learned_at = now()
            """;

    @Override
    public void write(SiteKey site, PageText page) {
        query.change(
                WRITE,
                site.value(),
                page.url().toString(),
                page.title(),
                page.language().tag(),
                page.contentHash(),
                json(page.blocks()));
    }

    @Override
    public boolean keep(SiteKey site, PageText page, UploadedFile file) {
        return files.keep(site, page, json(page.blocks()), file);
    }

    @Override
    public Optional<UploadedFile> file(SiteKey site, URI page) {
        return files.file(site, page);
    }

    @Override
    public Optional<URI> fileNamed(SiteKey site, String name) {
        return files.named(site, name);
    }

    @Override
    public int files(SiteKey site) {
        return files.count(site);
    }

    @Override
    public boolean erase(SiteKey site, URI page) {
        return query.change(
                        "DELETE FROM knowledge_page WHERE site = ? AND url = ? AND written",
                        site.value(),
                        page.toString())
                > 0;
    }

    @Override
    public int written(SiteKey site) {
        return query.first(
                        row -> row.getInt(1),
                        """
                        SELECT count(*) FROM knowledge_page p
                        WHERE site = ? AND written AND NOT EXISTS (
                            SELECT FROM knowledge_file f WHERE f.site = p.site AND f.url = p.url)
                        """,
                        site.value())
                .orElse(0);
    }

    @Override
    public void wantCrawl(SiteKey site) {
        query.change(
                "INSERT INTO knowledge_wish (site) VALUES (?) ON CONFLICT DO NOTHING",
                site.value());
    }

    @Override
    public boolean takeCrawlWish(SiteKey site) {
        return query.change("DELETE FROM knowledge_wish WHERE site = ?", site.value()) > 0;
    }

    private static String json(List<Block> blocks) {
        try {
            return JSON.writeValueAsString(blocks);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("blocks are plain records", e);
        }
    }

    private static List<Block> blocks(String json) throws JsonProcessingException {
        List<Block> blocks = JSON.readValue(json, BLOCKS);
        if (blocks == null || blocks.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("no list of blocks");
        }
        return blocks;
    }
}
