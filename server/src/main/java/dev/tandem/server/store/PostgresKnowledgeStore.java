package dev.tandem.server.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tandem.server.application.StoreUnavailableException;
import dev.tandem.server.knowledge.Block;
import dev.tandem.server.knowledge.KnowledgeStore;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.PageText;
import dev.tandem.server.knowledge.PageVectors;
import dev.tandem.server.knowledge.StoredPage;
import dev.tandem.signaling.protocol.SiteKey;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

import javax.sql.DataSource;

/// Learned pages in PostgreSQL.
public final class PostgresKnowledgeStore implements KnowledgeStore {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Block>> BLOCKS = new TypeReference<>() {};

    private final DataSource pool;
    private final Query query;

    public PostgresKnowledgeStore(DataSource pool) {
        this.pool = pool;
        this.query = new Query(pool);
    }

    @Override
    public List<StoredPage> load(SiteKey site, String model) {
        return query.list(
                PostgresKnowledgeStore::page,
                """
                SELECT p.url, p.title, p.language, p.blocks, v.vectors
                FROM knowledge_page p
                LEFT JOIN knowledge_vectors v
                    ON v.site = p.site AND v.url = p.url AND v.model = ?
                    AND v.content_hash = p.content_hash
                WHERE p.site = ?
                ORDER BY p.url COLLATE "C"
                """,
                model,
                site.value());
    }

    @Override
    public String edition(SiteKey site, String model) {
        return query.first(
                        row -> row.getString(1),
                        """
                        SELECT coalesce(
                            md5(string_agg(
                                concat_ws(' ', p.url, p.content_hash, v.content_hash),
                                ' ' ORDER BY p.url COLLATE "C")),
                            '')
                        FROM knowledge_page p
                        LEFT JOIN knowledge_vectors v
                            ON v.site = p.site AND v.url = p.url AND v.model = ?
                            AND v.content_hash = p.content_hash
                        WHERE p.site = ?
                        """,
                        model,
                        site.value())
                .orElse("");
    }

    private static StoredPage page(ResultSet row) throws SQLException {
        byte[] vectors = row.getBytes("vectors");
        return new StoredPage(
                new PageText(
                        URI.create(row.getString("url")),
                        row.getString("title"),
                        Language.of(row.getString("language")),
                        blocks(row.getString("blocks"))),
                vectors == null ? new byte[0] : vectors);
    }

    @Override
    public void replacePages(SiteKey site, List<PageText> pages) {
        // In one order everywhere, so that two nodes that learn one site cannot block each other.
        List<PageText> ordered =
                pages.stream()
                        .sorted(Comparator.comparing((PageText page) -> page.url().toString()))
                        .toList();
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                upsert(connection, site, ordered);
                deleteOthers(connection, site, ordered);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
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

    private static void deleteOthers(Connection connection, SiteKey site, List<PageText> pages)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "DELETE FROM knowledge_page WHERE site = ? AND NOT url = ANY (?)")) {
            statement.setString(1, site.value());
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", pages.stream().map(page -> page.url().toString()).toArray()));
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

    private static String json(List<Block> blocks) {
        try {
            return JSON.writeValueAsString(blocks);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("blocks are plain records", e);
        }
    }

    private static List<Block> blocks(String json) {
        try {
            return JSON.readValue(json, BLOCKS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored page was not written by us", e);
        }
    }

    private static StoreUnavailableException unavailable(SQLException e) {
        return new StoreUnavailableException(
                "the database did not answer (" + e.getSQLState() + ")", e);
    }
}
