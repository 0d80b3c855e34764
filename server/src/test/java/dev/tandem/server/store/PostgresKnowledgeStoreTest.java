package dev.tandem.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.knowledge.Block;
import dev.tandem.server.knowledge.KnowledgeStore;
import dev.tandem.server.knowledge.KnowledgeStoreContract;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.PageText;
import dev.tandem.server.knowledge.StoredPage;
import dev.tandem.signaling.protocol.SiteKey;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

@ExtendWith(TestDatabases.class)
class PostgresKnowledgeStoreTest extends KnowledgeStoreContract {
    private static final SiteKey SITE = new SiteKey("harbor");
    private static final String MODEL = "m";

    private KnowledgeStore store;
    private Database database;

    @BeforeEach
    void open(Database database) throws SQLException {
        this.database = database;
        TestDatabases.execute(
                database, "TRUNCATE knowledge_file, knowledge_page, knowledge_vectors");
        store = new PostgresKnowledgeStore(database.pool());
    }

    /// Somebody was in the database with another program.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[null]",
                "{}",
                "[{\"kind\":\"SONG\",\"level\":0,\"text\":\"la\",\"anchor\":\"\"}]",
                "[{\"kind\":\"PARAGRAPH\"}]",
                "[{\"kind\":\"PARA"
            })
    void a_page_that_cannot_be_read_costs_itself_until_it_is_learned_again(String blocks)
            throws SQLException {
        PageText whole = page("whole");
        PageText damaged = page("damaged");
        store.replacePages(SITE, List.of(whole, damaged));
        TestDatabases.execute(
                database,
                "UPDATE knowledge_page SET blocks = '%s' WHERE url LIKE '%%damaged'"
                        .formatted(blocks));
        String before = store.edition(SITE, MODEL);

        assertThat(store.load(SITE, MODEL)).extracting(StoredPage::page).containsExactly(whole);
        assertThat(store.text(SITE, damaged.url())).isEmpty();
        assertThat(store.known(SITE, "", Optional.empty(), 10)).hasSize(2);

        store.replacePages(SITE, List.of(whole, damaged));

        assertThat(store.load(SITE, MODEL))
                .extracting(StoredPage::page)
                .containsExactly(damaged, whole);
        assertThat(store.edition(SITE, MODEL)).isNotEqualTo(before);
    }

    private static PageText page(String name) {
        return new PageText(
                URI.create("https://harbor.example/" + name),
                name,
                Language.ENGLISH,
                List.of(Block.paragraph("About " + name + ".")));
    }

    @Override
    protected KnowledgeStore store() {
        return store;
    }
}
