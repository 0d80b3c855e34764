package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;

import dev.tandem.server.knowledge.Pdf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// A supervisor looks at what the assistant knows, writes what the website does not say, and takes
/// a page away; the customer notices both with the next question.
class KnowledgeStoryIT {
    @RegisterExtension static final Stage stage = new Stage("knowledge");

    private static final String CONTRACT = "How long is a contract?";
    private static final String DOGS = "Can I bring my dog into your shops?";
    private static final String AMBER = "What does a blinking amber light mean?";

    @Test
    void theFirstQuestionAfterARestartIsAnsweredLikeTheLastOneBefore() {
        Customer before = stage.customer().opens("/demo/help/");
        before.expect(before.asks(CONTRACT)).containsText("18 months");
        stage.tandem().stop();
        stage.tandem().restart();

        assertThat(stage.tandem().knowsMeaning()).as("when it says that it is ready").isTrue();
        Customer first = stage.customer().opens("/demo/help/");
        first.expect(first.asks(CONTRACT)).containsText("18 months");
    }

    @Test
    void whatASupervisorWritesIsAnsweredWithAndWhatTheyTakeAwayIsNot() {
        Album album = new Album("knowledge");
        Agent sam = stage.agent("sam").signsIn();
        sam.click("rail-knowledge");
        sam.expect("knowledge-state").hasAttribute("data-state", "ready");
        sam.expect("knowledge-state").hasAttribute("data-embedding", "false");
        sam.expect("knowledge-confidence").containsText("from 20 on the assistant learns");
        Customer customer = stage.customer().opens("/demo/help/");
        customer.expect(customer.asks(DOGS)).not().containsText("lead");
        Locator amber = customer.asks(AMBER);
        String cited = URI.create(amber.locator("a").first().getAttribute("href")).getPath();

        sam.click("gaps-open");
        Locator gap = sam.by("gap").filter(titled(DOGS));
        sam.expect(gap).containsText("asked once");
        album.show("asked-in-vain", sam);
        Accessibility.isFineOnTheDesk(sam.page(), "what customers asked in vain");
        gap.getByTestId("gap-dismiss").click();
        sam.expect(gap).hasCount(0);
        sam.by("gaps-dismissed").locator("summary").click();
        Locator dismissed = sam.by("gap-dismissed").filter(titled(DOGS));
        sam.expect(dismissed).containsText("Sam Rivera");
        album.show("left-unanswered", sam);
        Accessibility.isFineOnTheDesk(sam.page(), "questions left unanswered on purpose");
        dismissed.getByTestId("gap-again").click();
        gap.getByTestId("gap-answer").click();
        sam.expect("entry-question").hasValue(DOGS);
        Accessibility.isFineOnTheDesk(sam.page(), "an answer being written");
        sam.by("entry-question").fill("Can I bring my dog into the shop?");
        sam.by("entry-answer").fill("Dogs are welcome in all our shops if they are on a lead.");
        album.show("writing", sam);
        sam.click("entry-save");
        sam.expect("knowledge-page").containsText("on a lead");
        sam.expect("knowledge-state").hasAttribute("data-embedding", "false");
        customer.expect(customer.asks(DOGS))
                .containsText("Dogs are welcome in all our shops if they are on a lead.");

        sam.by("knowledge-search").fill(cited);
        sam.expect(sam.by("knowledge-row")).hasCount(1);
        sam.click("knowledge-row");
        sam.expect(sam.by("passage").first()).isVisible();
        album.show("a-page", sam, customer);
        sam.click("gaps-open");
        sam.expect("gaps").isVisible();
        sam.expect(sam.by("gap").filter(titled(DOGS))).hasCount(0);
        sam.click("knowledge-row");
        sam.expect(sam.by("passage").first()).isVisible();
        Accessibility.isFineOnTheDesk(sam.page(), "a page as the assistant sees it");
        sam.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        album.show("in-the-dark", sam);
        Accessibility.isFineOnTheDesk(sam.page(), "a page in the dark");
        sam.page().setViewportSize(390, 800);
        album.show("on-a-phone", sam);
        sam.page().setViewportSize(1280, 800);
        sam.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        sam.click("use-excluded");
        sam.expect("use-excluded").hasAttribute("aria-checked", "true");
        sam.expect(sam.by("knowledge-row").filter(titled("Not used"))).hasCount(1);
        Locator without = customer.asks(AMBER);
        customer.expect(without).isVisible();
        customer.expect(without.locator("a[href*='" + cited + "']")).hasCount(0);

        sam.click("knowledge-crawl");
        sam.expect("knowledge-state")
                .hasAttribute("data-state", Pattern.compile("waiting|learning"));
        sam.expect("knowledge-state").hasAttribute("data-state", "ready");
        sam.expect("use-excluded").hasAttribute("aria-checked", "true");
        sam.click("use-answers"); // the next story has the same server
        sam.expect("use-answers").hasAttribute("aria-checked", "true");

        sam.by("knowledge-search").fill("dog");
        sam.expect("knowledge-row").containsText("Can I bring my dog into");
        sam.click("knowledge-row");
        sam.click("entry-delete");
        sam.click("entry-delete-sure-yes");
        sam.expect("knowledge-empty").isVisible();
    }

    @Test
    void anUploadedFileIsQuotedAndOpenedAtThePageOfTheQuoteUntilItIsDeleted() {
        Album album = new Album("knowledge-file");
        Agent sam = stage.agent("sam").signsIn();
        sam.click("rail-knowledge");
        sam.expect("knowledge-state").hasAttribute("data-embedding", "false");
        sam.click("file-add");
        sam.by("file-input").setInputFiles(file("repairs.png", new byte[] {1}));
        sam.expect("file-refused").containsText("PDF, plain text, Markdown and HTML");
        sam.by("file-input").setInputFiles(file("scan.pdf", new Pdf().picture().bytes()));
        sam.by("file-send").press("Enter");
        sam.expect("file-refused").containsText("There is no text in the file");
        album.show("without-text", sam);
        Accessibility.isFineOnTheDesk(sam.page(), "a file being uploaded");

        sam.by("file-input").setInputFiles(file("repairs.pdf", Pdf.priceList()));
        sam.click("file-send");
        sam.expect("knowledge-page").containsText("guaranteed for 14 months");
        sam.expect("knowledge-state").hasAttribute("data-embedding", "false");
        Customer customer = stage.customer().opens("/demo/");
        Locator answer = customer.asks("For how many months is a repair guaranteed?");
        customer.expect(answer).containsText("14 months");
        String cited = answer.getByTestId("source-card").first().getAttribute("href");
        assertThat(cited).matches(Pattern.quote(stage.tandem().url("/files/")) + ".+#page=3");
        APIResponse opened = customer.page().request().get(cited);
        assertThat(opened.headers()).containsEntry("content-type", "application/pdf");
        assertThat(new String(opened.body(), StandardCharsets.ISO_8859_1)).startsWith("%PDF-");
        album.show("quoted", sam, customer);
        Accessibility.isFineOnTheDesk(sam.page(), "an uploaded file");
        sam.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        sam.page().setViewportSize(390, 800);
        album.show("on-a-phone-in-the-dark", sam);
        sam.page().setViewportSize(1280, 800);

        sam.click("entry-delete");
        sam.click("entry-delete-sure-yes");
        sam.by("knowledge-search").fill("repairs.pdf");
        sam.expect("knowledge-empty").isVisible();
        assertThat(customer.page().request().get(cited).status()).isEqualTo(404);
    }

    private static FilePayload file(String name, byte[] bytes) {
        return new FilePayload(name, "application/octet-stream", bytes);
    }

    @Test
    void anAgentWhoIsNoSupervisorHasNoSuchView() {
        Agent maya = stage.agent("maya").signsIn();
        maya.expect("rail-knowledge").isHidden();
        maya.page().navigate(stage.tandem().url("/desk/#/knowledge"));
        maya.expect("inbox").isVisible();
        maya.expect("knowledge").isHidden();
    }

    private static Locator.FilterOptions titled(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
