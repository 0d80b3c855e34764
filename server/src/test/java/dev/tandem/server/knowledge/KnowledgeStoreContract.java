package dev.tandem.server.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.protocol.SiteKey;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What every store of knowledge has to do.
public abstract class KnowledgeStoreContract {
    private static final SiteKey SITE = new SiteKey("nordlink");
    private static final String MODEL = "letters/1";

    protected abstract KnowledgeStore store();

    /// Makes vectors from letters: nothing about meaning is tested here.
    private static final Embedder LETTERS =
            new Embedder() {
                @Override
                public String model() {
                    return "letters";
                }

                @Override
                public List<Language> languages() {
                    return List.of(Language.ENGLISH);
                }

                @Override
                public Vector embed(String text) {
                    float[] counts = new float[26];
                    text.toLowerCase(java.util.Locale.ROOT)
                            .chars()
                            .filter(c -> c >= 'a' && c <= 'z')
                            .forEach(c -> counts[c - 'a']++);
                    return Vector.of(counts);
                }
            };

    @Test
    void pages_come_back_as_they_were_saved() {
        PageText full =
                new PageText(
                        URI.create("https://nordlink.example/help/?a=b"),
                        "Help \"and\" <b>more</b> \u20ac",
                        Language.SPANISH,
                        List.of(
                                new Block(Block.Kind.HEADING, 2, "Pasos", "pasos"),
                                new Block(Block.Kind.STEP, 1, "Abra la \u0000 caja.", ""),
                                new Block(Block.Kind.ROW, 0, "Uno: dos", "")));
        store().replacePages(SITE, List.of(full));

        assertThat(store().load(SITE, MODEL))
                .singleElement()
                .satisfies(stored -> {
                    assertThat(stored.page()).isEqualTo(full);
                    assertThat(stored.hasVectors()).isFalse();
                });
        assertThat(store().load(new SiteKey("other"), MODEL)).isEmpty();
    }

    @Test
    void pages_that_are_gone_from_the_site_are_gone_from_the_store() {
        store().replacePages(SITE, List.of(page("a", "One."), page("b", "Two.")));
        store().replacePages(SITE, List.of(page("b", "Two.")));

        assertThat(store().load(SITE, MODEL))
                .extracting(stored -> stored.page().url().getPath())
                .containsExactly("/b");
    }

    @Test
    void pages_that_a_crawl_could_not_read_stay_with_their_vectors() {
        store().replacePages(
                        SITE, List.of(page("a", "One."), page("b", "Two."), page("c", "Three.")));
        save(page("b", "Two."));
        assertThat(store().crawled(SITE)).containsExactly(url("a"), url("b"), url("c"));

        store().replacePages(SITE, List.of(page("a", "One.")), List.of(url("b"), url("never")));

        assertThat(answeredFrom()).containsExactly("/a", "/b");
        assertThat(store().load(SITE, MODEL).getLast().hasVectors()).isTrue();
    }

    @Test
    void pages_that_people_wrote_or_decided_about_are_not_there_because_of_a_crawl() {
        store().replacePages(
                        SITE, List.of(page("a", "One."), page("b", "Two."), page("c", "Three.")));
        store().write(SITE, page("a#e1", "We open at nine."));
        store().use(SITE, url("b"), PageUse.PINNED);
        store().use(SITE, url("c"), PageUse.EXCLUDED);

        assertThat(store().crawled(SITE)).containsExactly(url("a"));
    }

    @Test
    void vectors_stay_while_the_page_stays_the_same_and_go_when_it_changes() {
        PageText same = page("same", "The price is 26 a month.");
        PageText changing = page("changing", "The price is 32 a month.");
        store().replacePages(SITE, List.of(same, changing));
        save(same);
        save(changing);

        store().replacePages(SITE, List.of(same, page("changing", "The price is 41 a month.")));

        List<StoredPage> stored = store().load(SITE, MODEL);
        assertThat(stored)
                .extracting(s -> s.page().url().getPath(), StoredPage::hasVectors)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("/changing", false),
                        org.assertj.core.api.Assertions.tuple("/same", true));
        List<Passage> passages = PassageSplitter.split(same);
        PageVectors back = stored.getLast().vectors(passages).orElseThrow();
        assertThat(back.toBytes()).isEqualTo(PageVectors.embed(passages, LETTERS).toBytes());
    }

    @Test
    void vectors_that_come_too_late_or_are_of_another_model_are_not_used() {
        PageText page = page("a", "Old text.");
        store().replacePages(SITE, List.of(page("a", "New text.")));
        save(page);
        assertThat(store().load(SITE, MODEL)).noneMatch(StoredPage::hasVectors);

        save(page("a", "New text."));
        assertThat(store().load(SITE, "other/1")).noneMatch(StoredPage::hasVectors);
        assertThat(store().load(SITE, MODEL)).allMatch(StoredPage::hasVectors);
    }

    @Test
    void an_excluded_page_is_known_and_not_answered_from_whatever_the_next_crawl_finds() {
        store().replacePages(SITE, List.of(page("a", "One."), page("b", "Two.")));
        String before = store().edition(SITE, MODEL);

        assertThat(store().use(SITE, url("b"), PageUse.EXCLUDED)).isTrue();

        assertThat(answeredFrom()).containsExactly("/a");
        assertThat(store().edition(SITE, MODEL)).isNotEqualTo(before);
        store().replacePages(SITE, List.of(page("a", "One."), page("b", "Two, and more.")));
        assertThat(answeredFrom()).containsExactly("/a");
        store().replacePages(SITE, List.of(page("a", "One.")));
        assertThat(known("")).containsExactly("/a", "/b");

        assertThat(store().use(SITE, url("b"), PageUse.ANSWERS)).isTrue();
        assertThat(answeredFrom()).containsExactly("/a", "/b");
        assertThat(store().use(SITE, url("c"), PageUse.EXCLUDED)).isFalse();
    }

    @Test
    void a_pinned_page_stays_when_no_crawl_finds_it() {
        store().replacePages(SITE, List.of(page("a", "One."), page("b", "Two.")));
        store().use(SITE, url("b"), PageUse.PINNED);

        store().replacePages(SITE, List.of(page("a", "One.")));

        assertThat(answeredFrom()).containsExactly("/a", "/b");
        assertThat(store().pinned(SITE)).containsExactly(url("b"));
    }

    @Test
    void what_a_person_wrote_is_answered_from_until_somebody_erases_it() {
        store().replacePages(SITE, List.of(page("a", "One.")));
        PageText entry = page("a#e1", "We open at nine.");
        store().write(SITE, entry);
        store().replacePages(SITE, List.of(page("a", "One, again.")));

        assertThat(store().text(SITE, entry.url())).contains(entry);
        assertThat(store().load(SITE, MODEL)).extracting(StoredPage::page).contains(entry);
        assertThat(store().known(SITE, entry.url()))
                .hasValueSatisfying(page -> assertThat(page.written()).isTrue());
        save(entry);
        PageText other = page("a#e1", "We open at ten.");
        store().write(SITE, other);
        assertThat(store().text(SITE, entry.url())).contains(other);
        assertThat(store().load(SITE, MODEL)).noneMatch(StoredPage::hasVectors);
        assertThat(store().written(SITE)).isEqualTo(1);

        assertThat(store().erase(SITE, url("a"))).as("crawled, not written").isFalse();
        assertThat(store().erase(SITE, entry.url())).isTrue();
        assertThat(store().erase(SITE, entry.url())).isFalse();
        assertThat(answeredFrom()).containsExactly("/a");
    }

    @Test
    void an_uploaded_file_is_kept_with_its_page_until_somebody_erases_it() {
        store().replacePages(SITE, List.of(page("a", "One.")));
        PageText words = page("files/f1", "We open at nine.");
        byte[] bytes = {0, 1, 2, (byte) 255};
        assertThat(store().keep(SITE, words, new UploadedFile("Hours.PDF", FileKind.PDF, bytes)))
                .isTrue();
        store().replacePages(SITE, List.of(page("a", "One, again.")));

        assertThat(answeredFrom()).containsExactly("/a", "/files/f1");
        assertThat(store().file(SITE, words.url()))
                .hasValueSatisfying(file -> {
                    assertThat(file.name()).isEqualTo("Hours.PDF");
                    assertThat(file.kind()).isEqualTo(FileKind.PDF);
                    assertThat(file.bytes()).isEqualTo(bytes);
                });
        assertThat(store().known(SITE, words.url()).orElseThrow().file())
                .contains(new KnownFile("Hours.PDF", FileKind.PDF, 4));
        assertThat(store().known(SITE, url("a")).orElseThrow().file()).isEmpty();
        assertThat(known("hours.p")).as("found by the name of the file").hasSize(1);
        assertThat(store().files(SITE)).isEqualTo(1);
        assertThat(store().written(SITE)).as("nobody wrote it").isZero();
        assertThat(store().fileNamed(SITE, "hours.pdf")).contains(words.url());
        assertThat(store().fileNamed(new SiteKey("other"), "hours.pdf")).isEmpty();

        assertThat(store().erase(SITE, words.url())).isTrue();
        assertThat(store().file(SITE, words.url())).isEmpty();
        assertThat(store().files(SITE)).isZero();
        assertThat(answeredFrom()).containsExactly("/a");
    }

    @Test
    void a_file_takes_the_place_of_one_and_keeps_what_was_decided_about_it() {
        PageText words = page("files/f1", "We open at nine.");
        store().keep(SITE, words, text("hours.txt", "nine"));
        save(words);
        store().use(SITE, words.url(), PageUse.EXCLUDED);

        assertThat(store().keep(SITE, words, text("hours-2.txt", "the same words"))).isTrue();
        assertThat(store().known(SITE, words.url()).orElseThrow().use())
                .isEqualTo(PageUse.EXCLUDED);
        store().use(SITE, words.url(), PageUse.ANSWERS);
        assertThat(store().load(SITE, MODEL)).as("same words").allMatch(StoredPage::hasVectors);
        store().keep(SITE, page("files/f1", "We open at ten."), text("hours-2.txt", "ten"));
        assertThat(store().load(SITE, MODEL)).noneMatch(StoredPage::hasVectors);
        assertThat(store().fileNamed(SITE, "hours.txt")).isEmpty();
    }

    @Test
    void two_files_of_a_site_never_have_one_name() {
        PageText first = page("files/f1", "One.");
        PageText second = page("files/f2", "Two.");
        assertThat(store().keep(SITE, first, text("list.txt", "one"))).isTrue();

        assertThat(store().keep(SITE, second, text("LIST.txt", "two"))).isFalse();
        assertThat(store().text(SITE, second.url())).as("nor its page").isEmpty();
        assertThat(store().keep(new SiteKey("other"), second, text("list.txt", "two"))).isTrue();
        store().keep(SITE, second, text("other.txt", "two"));
        assertThat(store().keep(SITE, second, text("list.txt", "two"))).isFalse();
        assertThat(store().file(SITE, second.url()).orElseThrow().name()).isEqualTo("other.txt");
    }

    private static UploadedFile text(String name, String words) {
        return new UploadedFile(
                name, FileKind.TEXT, words.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void pages_are_listed_in_order_found_by_title_or_address_and_turned_over() {
        store().replacePages(
                        SITE,
                        List.of(
                                page("prices", "One."),
                                page("contact", "Two."),
                                page("Price-list", "Three.")));

        assertThat(known("")).containsExactly("/Price-list", "/contact", "/prices");
        assertThat(known("pRiCe")).containsExactly("/Price-list", "/prices");
        assertThat(known("100%")).isEmpty();
        List<KnownPage> first = store().known(SITE, "", Optional.empty(), 2);
        assertThat(store().known(SITE, "", Optional.of(first.getLast().url()), 2))
                .extracting(page -> page.url().getPath())
                .containsExactly("/prices");
    }

    @Test
    void a_wish_for_a_crawl_is_taken_once() {
        assertThat(store().takeCrawlWish(SITE)).isFalse();
        store().wantCrawl(SITE);
        store().wantCrawl(SITE);
        assertThat(store().takeCrawlWish(new SiteKey("other"))).isFalse();
        assertThat(store().takeCrawlWish(SITE)).isTrue();
        assertThat(store().takeCrawlWish(SITE)).isFalse();
    }

    private List<String> answeredFrom() {
        return store().load(SITE, MODEL).stream()
                .map(stored -> stored.page().url().getPath())
                .toList();
    }

    private List<String> known(String search) {
        return store().known(SITE, search, Optional.empty(), 100).stream()
                .map(page -> page.url().getPath())
                .toList();
    }

    private static URI url(String path) {
        return URI.create("https://nordlink.example/" + path);
    }

    private void save(PageText page) {
        store().saveVectors(
                        SITE,
                        page.url(),
                        page.contentHash(),
                        MODEL,
                        PageVectors.embed(PassageSplitter.split(page), LETTERS));
    }

    private static PageText page(String path, String text) {
        return new PageText(url(path), path, Language.ENGLISH, List.of(Block.paragraph(text)));
    }
}
