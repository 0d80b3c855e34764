package dev.tandem.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.DismissedGaps;
import dev.tandem.server.assistant.SiteCalibration;
import dev.tandem.server.knowledge.Block;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.PageText;
import dev.tandem.server.knowledge.SiteEditor;
import dev.tandem.signaling.protocol.SiteKey;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;

/// What a supervisor sees of the assistant's knowledge, and does with it.
class KnowledgeRoutesTest extends SupervisorStory {
    private static final URI PRICES = URI.create("https://shop.example/prices");

    KnowledgeRoutesTest() {
        super("/api/v1/knowledge");
    }

    @BeforeEach
    void theSiteIsKnown() {
        edge.knowledge.replacePages(
                TestEdge.SITE,
                List.of(
                        new PageText(
                                PRICES,
                                "Prices",
                                Language.ENGLISH,
                                List.of(
                                        new Block(Block.Kind.HEADING, 2, "Small", "small"),
                                        Block.paragraph(
                                                "The small box is 26 pounds. The large one is 31."))),
                        new PageText(
                                URI.create("https://shop.example/contact"),
                                "Contact",
                                Language.ENGLISH,
                                List.of(Block.paragraph("Write to us.")))));
    }

    @Test
    void pagesAreListedSearchedAndSeenAsTheAssistantSeesThem() throws Exception {
        JsonObject all = json(get(sam, "/pages"));
        assertThat(titles(all)).containsExactly("Contact", "Prices");
        assertThat(all.getBoolean("more")).isFalse();
        assertThat(titles(json(get(sam, "/pages?search=PRI")))).containsExactly("Prices");
        assertThat(
                        titles(
                                json(
                                        get(
                                                sam,
                                                "/pages?after="
                                                        + encoded(
                                                                "https://shop.example/contact")))))
                .containsExactly("Prices");

        JsonObject page = json(get(sam, "/page?url=" + encoded(PRICES.toString())));
        JsonObject passage = page.getJsonArray("passages").getJsonObject(0);
        assertThat(passage.getJsonArray("lines"))
                .isEqualTo(JsonArray.of("The small box is 26 pounds. The large one is 31."));
        assertThat(passage.getJsonArray("headings")).isEqualTo(JsonArray.of("Small"));
        assertThat(passage.getString("anchor")).isEqualTo("small");
    }

    @Test
    void anAgentSeesHowFarTheirOwnSiteIsAndNoOther() throws Exception {
        URI forbidden = URI.create("http://127.0.0.1/");
        edge.learner.learn(new SiteKey("other"), forbidden);
        assertThat(json(get(sam, "")).getJsonArray("sites")).isEmpty();

        edge.learner.learn(TestEdge.SITE, forbidden);

        JsonArray sites = json(get(edge.signIn("maya"), "")).getJsonArray("sites");
        assertThat(sites).hasSize(1);
        assertThat(sites.getJsonObject(0).getString("site")).isEqualTo("shop");
        assertThat(sites.getJsonObject(0).getInteger("kept")).isZero();
    }

    @Test
    void whatCustomersHaveTaughtAboutTheConfidenceIsTold() throws Exception {
        assertThat(json(get(sam, "/pages")).getJsonObject("confidence"))
                .isEqualTo(
                        JsonObject.of(
                                "effect",
                                "none_yet",
                                "verdicts",
                                0,
                                "enough",
                                SiteCalibration.ENOUGH));

        edge.confidence = new SiteCalibration(0.3, 42);
        assertThat(json(get(sam, "/pages")).getJsonObject("confidence"))
                .isEqualTo(JsonObject.of("effect", "bolder", "verdicts", 42, "enough", 20));
        edge.confidence = new SiteCalibration(-1, 42);
        assertThat(json(get(sam, "/pages")).getJsonObject("confidence").getString("effect"))
                .isEqualTo("careful");
        edge.confidence = new SiteCalibration(0, 42);
        assertThat(json(get(sam, "/pages")).getJsonObject("confidence").getString("effect"))
                .isEqualTo("unchanged");
    }

    @Test
    void anExcludedPageIsNotAnsweredFromAtOnce() throws Exception {
        HttpResponse<String> done =
                send(
                        sam,
                        "PUT",
                        "/page?url=" + encoded(PRICES.toString()),
                        "{\"use\":\"excluded\"}");
        assertThat(done.statusCode()).isEqualTo(204);

        assertThat(edge.knowledge.load(TestEdge.SITE, "none"))
                .extracting(stored -> stored.page().title())
                .containsExactly("Contact");
        assertThat(
                        json(get(sam, "/page?url=" + encoded(PRICES.toString())))
                                .getJsonObject("page")
                                .getString("use"))
                .isEqualTo("excluded");
    }

    @Test
    void anEntryIsWrittenRewrittenAndErased() throws Exception {
        HttpResponse<String> written =
                send(
                        sam,
                        "POST",
                        "/entries",
                        "{\"question\":\"Can I bring my dog?\",\"answer\":\"Yes.\\nOn a lead.\",\"language\":\"en\"}");
        assertThat(written.statusCode()).isEqualTo(201);
        String url = json(written).getString("url");
        assertThat(url).isEqualTo(TestEdge.ORIGIN + "/#e1");

        HttpResponse<String> again =
                send(
                        sam,
                        "PUT",
                        "/entries?url=" + encoded(url),
                        "{\"question\":\"Are dogs allowed?\",\"answer\":\"No.\",\"language\":\"en\"}");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(titles(json(get(sam, "/pages?search=dogs"))))
                .containsExactly("Are dogs allowed?");

        assertThat(send(sam, "DELETE", "/entries?url=" + encoded(url), "").statusCode())
                .isEqualTo(204);
        assertThat(send(sam, "DELETE", "/entries?url=" + encoded(url), "").statusCode())
                .isEqualTo(404);
        assertThat(
                        send(sam, "DELETE", "/entries?url=" + encoded(PRICES.toString()), "")
                                .statusCode())
                .as("nobody wrote it")
                .isEqualTo(404);
    }

    @Test
    void aCrawlIsWantedAndTheCrawlerWoken() throws Exception {
        assertThat(send(sam, "POST", "/crawl", "").statusCode()).isEqualTo(202);
        assertThat(edge.woken).hasSize(1);
        assertThat(edge.knowledge.takeCrawlWish(TestEdge.SITE)).isTrue();
    }

    @Test
    void anAgentWhoIsNoSupervisorSeesOnlyHowFarTheCrawlIs() throws Exception {
        String maya = edge.signIn("maya");
        assertThat(get(maya, "").statusCode()).isEqualTo(200);
        assertThat(get(maya, "/pages").statusCode()).isEqualTo(403);
        assertThat(send(maya, "POST", "/crawl", "").statusCode()).isEqualTo(403);
        assertThat(
                        send(
                                        maya,
                                        "PUT",
                                        "/page?url=" + encoded(PRICES.toString()),
                                        "{\"use\":\"excluded\"}")
                                .statusCode())
                .isEqualTo(403);
        assertThat(edge.knowledge.load(TestEdge.SITE, "none")).hasSize(2);
        assertThat(edge.woken).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"question\":1,\"answer\":\"Yes\",\"language\":\"en\"}",
                "{\"question\":\" \",\"answer\":\"Yes\",\"language\":\"en\"}",
                "{\"question\":\"Dogs?\",\"answer\":\" \\n \",\"language\":\"en\"}",
                "{\"question\":\"Dogs?\",\"answer\":\"Yes\",\"language\":\"xx\"}",
                "{\"question\":\"Dogs?\",\"answer\":\"Yes\",\"language\":\"en\",\"link\":\"javascript:alert(1)\"}"
            })
    void whatIsNoEntryIsRefusedAndNothingIsKept(String body) throws Exception {
        assertThat(send(sam, "POST", "/entries", body).statusCode()).isEqualTo(400);
        assertThat(edge.knowledge.written(TestEdge.SITE)).isZero();
    }

    @Test
    void entriesHaveLimits() throws Exception {
        String longest = "q".repeat(SiteEditor.QUESTION_CHARS);
        assertThat(send(sam, "POST", "/entries", entry(longest, "a")).statusCode()).isEqualTo(201);
        assertThat(send(sam, "POST", "/entries", entry(longest + "q", "a")).statusCode())
                .isEqualTo(400);
        String answer = "a".repeat(SiteEditor.ANSWER_CHARS);
        assertThat(send(sam, "POST", "/entries", entry("q", answer)).statusCode()).isEqualTo(201);
        assertThat(send(sam, "POST", "/entries", entry("q", answer + "a")).statusCode())
                .isEqualTo(400);
        for (int i = edge.knowledge.written(TestEdge.SITE); i < SiteEditor.WRITTEN_AT_MOST; i++) {
            edge.knowledge.write(
                    TestEdge.SITE,
                    new PageText(
                            URI.create("https://shop.example/#n" + i),
                            "q",
                            Language.ENGLISH,
                            List.of(Block.paragraph("a"))));
        }
        assertThat(send(sam, "POST", "/entries", entry("one", "more")).statusCode()).isEqualTo(409);
    }

    @Test
    void whatIsNoPageIsSaidToBeNone() throws Exception {
        String unknown = "/page?url=" + encoded("https://shop.example/nothing");
        assertThat(get(sam, unknown).statusCode()).isEqualTo(404);
        assertThat(send(sam, "PUT", unknown, "{\"use\":\"pinned\"}").statusCode()).isEqualTo(404);
        assertThat(get(sam, "/page").statusCode()).isEqualTo(400);
        assertThat(get(sam, "/page?url=" + encoded("https://a b")).statusCode()).isEqualTo(400);
        assertThat(
                        send(sam, "PUT", "/page?url=" + encoded(PRICES.toString()), "{\"use\":3}")
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aGapIsDismissedAndListedAgainBySupervisorsOnly() throws Exception {
        String boats = "{\"question\":\" Do you sell boats? \",\"dismissed\":true}";
        String maya = edge.signIn("maya");
        assertThat(send(maya, "PUT", "/gaps", boats).statusCode()).isEqualTo(403);
        assertThat(send(sam, "PUT", "/gaps", boats).statusCode()).isEqualTo(204);
        assertThat(send(sam, "PUT", "/gaps", boats).statusCode()).isEqualTo(204);
        JsonArray dismissed = json(get(sam, "/gaps")).getJsonArray("dismissed");
        assertThat(dismissed).hasSize(1);
        assertThat(dismissed.getJsonObject(0).getString("question"))
                .isEqualTo("Do you sell boats?");
        assertThat(dismissed.getJsonObject(0).getString("by")).isEqualTo("Sam");

        for (String body :
                List.of(
                        "",
                        "{}",
                        "{\"question\":\"\",\"dismissed\":true}",
                        "{\"question\":\"a\"}",
                        "{\"question\":\"a\",\"dismissed\":\"yes\"}",
                        "{\"question\":7,\"dismissed\":true}",
                        "{\"question\":\"" + "a".repeat(4_001) + "\",\"dismissed\":true}")) {
            assertThat(send(sam, "PUT", "/gaps", body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(send(sam, "PUT", "/gaps", boats.replace("true", "false")).statusCode())
                .isEqualTo(204);
        assertThat(json(get(sam, "/gaps")).getJsonArray("dismissed")).isEmpty();

        for (int i = 0; i < DismissedGaps.AT_MOST; i++) {
            send(sam, "PUT", "/gaps", "{\"question\":\"" + i + "\",\"dismissed\":true}");
        }
        assertThat(send(sam, "PUT", "/gaps", boats).statusCode()).isEqualTo(409);
    }

    private static String entry(String question, String answer) {
        return new JsonObject()
                .put("question", question)
                .put("answer", answer)
                .put("language", "en")
                .encode();
    }

    private static List<String> titles(JsonObject list) {
        return list.getJsonArray("pages").stream()
                .map(page -> ((JsonObject) page).getString("title"))
                .toList();
    }
}
