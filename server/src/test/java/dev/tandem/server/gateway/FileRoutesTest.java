package dev.tandem.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.knowledge.FileKind;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.PageText;
import dev.tandem.server.knowledge.Pdf;
import dev.tandem.server.knowledge.SiteFiles;
import dev.tandem.server.knowledge.UploadedFile;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Files that a supervisor uploads, and customers open.
class FileRoutesTest extends SupervisorStory {
    FileRoutesTest() {
        super("");
    }

    @Test
    void anUploadedPdfIsSeenAsTheAssistantSeesItAndOpenedByCustomers() throws Exception {
        byte[] prices = Pdf.priceList();
        HttpResponse<byte[]> kept = upload("Price list.pdf", prices);
        assertThat(kept.statusCode()).isEqualTo(201);
        String url = new JsonObject(text(kept)).getString("url");
        assertThat(url).isEqualTo("/files/shop/f1");

        JsonObject page =
                new JsonObject(
                        text(send(sam, "GET", "/api/v1/knowledge/page?url=" + encoded(url))));
        assertThat(page.getJsonObject("page").getJsonObject("file"))
                .isEqualTo(
                        new JsonObject()
                                .put("name", "Price list.pdf")
                                .put("kind", "pdf")
                                .put("bytes", prices.length));
        assertThat(page.getJsonArray("passages").getJsonObject(0).getString("anchor"))
                .isEqualTo("page=1");

        HttpResponse<byte[]> opened = send("", "GET", url);
        assertThat(opened.statusCode()).isEqualTo(200);
        assertThat(opened.body()).isEqualTo(prices);
        assertThat(header(opened, "content-type")).isEqualTo("application/pdf");
        assertThat(header(opened, "content-disposition"))
                .isEqualTo("inline; filename*=UTF-8''Price%20list.pdf");
        assertThat(header(opened, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(opened, "content-security-policy")).startsWith("default-src 'none'");
    }

    /// What runs in the file's own page must not run on ours.
    @Test
    void nothingOfAnUploadedPageIsServedButItsWords() throws Exception {
        String html =
                "<html lang=en><head><title>x</title></head><body onload=alert(1)><main><h1>A &lt;b&gt; title</h1>"
                        + "<script>alert(2)</script><h2 id='q\"><script>'>Prices &amp; more</h2>"
                        + "<p>We &lt;img src=x onerror=alert(3)&gt; open at nine.</p></main>";
        String url = uploaded("page.html", html.getBytes(StandardCharsets.UTF_8));

        HttpResponse<byte[]> opened = send("", "GET", url);
        assertThat(header(opened, "content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(opened, "content-security-policy"))
                .contains("default-src 'none'", "sandbox")
                .doesNotContain("script");
        assertThat(text(opened))
                .contains("<h1>A &lt;b&gt; title</h1>")
                .contains("We &lt;img src=x onerror=alert(3)&gt; open at nine.")
                .contains("Prices &amp; more")
                .doesNotContain("<script", "<img", "onload=alert(1)");
    }

    @Test
    void aFileIsReplacedFetchedTakenOutAndDeleted() throws Exception {
        String url = uploaded("hours.txt", "We open at nine.".getBytes(StandardCharsets.UTF_8));
        String at = "/api/v1/knowledge/files?url=" + encoded(url);

        byte[] ten = "We open at ten.".getBytes(StandardCharsets.UTF_8);
        assertThat(send(sam, "PUT", at + "&name=hours-new.txt", ten).statusCode()).isEqualTo(200);
        assertThat(text(send("", "GET", url))).contains("at ten").doesNotContain("at nine");
        HttpResponse<byte[]> original = send(sam, "GET", at);
        assertThat(original.body()).isEqualTo(ten);
        assertThat(header(original, "content-disposition"))
                .isEqualTo("attachment; filename*=UTF-8''hours-new.txt");

        HttpResponse<byte[]> out =
                send(
                        sam,
                        "PUT",
                        "/api/v1/knowledge/page?url=" + encoded(url),
                        "{\"use\":\"excluded\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(out.statusCode()).isEqualTo(204);
        assertThat(send("", "GET", url).statusCode()).as("nor read by customers").isEqualTo(404);
        assertThat(send(sam, "GET", at).statusCode()).isEqualTo(200);

        assertThat(send(sam, "DELETE", at).statusCode()).isEqualTo(204);
        assertThat(send(sam, "DELETE", at).statusCode()).isEqualTo(404);
        assertThat(send(sam, "PUT", at + "&name=hours.txt", ten).statusCode()).isEqualTo(404);
        assertThat(send("", "GET", url).statusCode()).isEqualTo(404);
        assertThat(edge.knowledge.load(TestEdge.SITE, "none")).isEmpty();
    }

    @Test
    void aFileIsNoEntryThatCouldBeRewrittenAndAnEntryIsNoFile() throws Exception {
        String file = uploaded("hours.txt", "We open at nine.".getBytes(StandardCharsets.UTF_8));
        byte[] entry =
                "{\"question\":\"q\",\"answer\":\"a\",\"language\":\"en\"}"
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(
                        send(sam, "PUT", "/api/v1/knowledge/entries?url=" + encoded(file), entry)
                                .statusCode())
                .isEqualTo(404);
        String written =
                new JsonObject(text(send(sam, "POST", "/api/v1/knowledge/entries", entry)))
                        .getString("url");
        assertThat(
                        send(sam, "DELETE", "/api/v1/knowledge/files?url=" + encoded(written))
                                .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatCannotBeKeptIsRefusedWithTheReason() throws Exception {
        byte[] words = "We open at nine.".getBytes(StandardCharsets.UTF_8);
        assertThat(refusal("", words)).isEqualTo("400 file_name");
        assertThat(refusal("a/b.txt", words)).isEqualTo("400 file_name");
        assertThat(refusal("a".repeat(SiteFiles.NAME_CHARS - 3) + ".txt", words))
                .isEqualTo("400 file_name");
        assertThat(refusal("a.docx", words)).isEqualTo("415 file_type");
        assertThat(refusal("a.pdf", words)).isEqualTo("415 file_type");
        assertThat(refusal("a.txt", new byte[0])).isEqualTo("422 file_empty");
        assertThat(refusal("a.txt", " . ".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("422 file_without_text");
        assertThat(refusal("scan.pdf", new Pdf().picture().bytes()))
                .isEqualTo("422 file_without_text");
        assertThat(refusal("locked.pdf", new Pdf().text("Secret.").locked("x").bytes()))
                .isEqualTo("422 file_encrypted");
        assertThat(refusal("half.pdf", "%PDF-1.7 and".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("422 file_broken");
        uploaded("hours.txt", words);
        assertThat(refusal("HOURS.txt", words)).isEqualTo("409 file_name_taken");
        assertThat(edge.knowledge.files(TestEdge.SITE)).isEqualTo(1);
    }

    @Test
    void filesHaveLimits() throws Exception {
        byte[] largest = new byte[SiteFiles.FILE_BYTES];
        java.util.Arrays.fill(largest, (byte) ' ');
        System.arraycopy("Words.".getBytes(StandardCharsets.UTF_8), 0, largest, 0, 6);
        assertThat(upload("large.txt", largest).statusCode()).isEqualTo(201);
        assertThat(
                        upload("larger.txt", java.util.Arrays.copyOf(largest, largest.length + 1))
                                .statusCode())
                .isEqualTo(413);

        for (int i = edge.knowledge.files(TestEdge.SITE); i < SiteFiles.FILES_AT_MOST; i++) {
            edge.knowledge.keep(
                    TestEdge.SITE,
                    new PageText(URI.create("/files/shop/n" + i), "n", Language.ENGLISH, List.of()),
                    new UploadedFile("n" + i + ".txt", FileKind.TEXT, new byte[] {'a'}));
        }
        assertThat(refusal("more.txt", new byte[] {'a'})).isEqualTo("409 too_many_files");
    }

    @Test
    void onlySupervisorsUploadAndFetchOriginals() throws Exception {
        String url = uploaded("hours.txt", "We open at nine.".getBytes(StandardCharsets.UTF_8));
        String maya = edge.signIn("maya");
        byte[] large = new byte[1 << 20];
        String files = "/api/v1/knowledge/files";
        assertThat(send(maya, "POST", files + "?name=b.txt", large).statusCode()).isEqualTo(403);
        assertThat(send("", "POST", files + "?name=b.txt", large).statusCode()).isEqualTo(401);
        assertThat(send(maya, "GET", files + "?url=" + encoded(url)).statusCode()).isEqualTo(403);
        assertThat(send("", "DELETE", files + "?url=" + encoded(url)).statusCode()).isEqualTo(401);
        assertThat(edge.knowledge.files(TestEdge.SITE)).isEqualTo(1);
    }

    @Test
    void whatIsNoFileIsSaidToBeNone() throws Exception {
        assertThat(send("", "GET", "/files/shop/none").statusCode()).isEqualTo(404);
        assertThat(send("", "GET", "/files/shop/..%2f..").statusCode()).isEqualTo(404);
        assertThat(send("", "GET", "/files/%00/f1").statusCode()).isEqualTo(404);
        assertThat(send(sam, "GET", "/api/v1/knowledge/files").statusCode()).isEqualTo(400);
    }

    private String uploaded(String name, byte[] bytes) throws Exception {
        HttpResponse<byte[]> kept = upload(name, bytes);
        assertThat(kept.statusCode()).as(text(kept)).isEqualTo(201);
        return new JsonObject(text(kept)).getString("url");
    }

    private String refusal(String name, byte[] bytes) throws Exception {
        HttpResponse<byte[]> refused = upload(name, bytes);
        return refused.statusCode()
                + " "
                + new JsonObject(text(refused))
                        .getString("type")
                        .replace("urn:tandem:problem:", "");
    }

    private HttpResponse<byte[]> upload(String name, byte[] bytes) throws Exception {
        return send(sam, "POST", "/api/v1/knowledge/files?name=" + encoded(name), bytes);
    }

    private HttpResponse<byte[]> send(String cookie, String method, String path) throws Exception {
        return send(cookie, method, path, new byte[0]);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
