package dev.tandem.tests.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.URI;
import java.util.regex.Pattern;

/// A supervisor looks at what the assistant knows, writes what the website does not say, and takes
/// a page away; the customer notices both with the next question.
class KnowledgeStoryIT {
    @RegisterExtension static final Stage stage = new Stage("knowledge");

    private static final String DOGS = "Can I bring my dog into your shops?";
    private static final String AMBER = "What does a blinking amber light mean?";

    @Test
    void whatASupervisorWritesIsAnsweredWithAndWhatTheyTakeAwayIsNot() {
        Album album = new Album("knowledge");
        Agent sam = stage.agent("sam").signsIn();
        sam.click("rail-knowledge");
        sam.expect("knowledge-state").hasAttribute("data-state", "ready");
        sam.expect("knowledge-state").hasAttribute("data-embedding", "false");
        Customer customer = stage.customer().opens("/demo/help/");
        customer.expect(customer.asks(DOGS)).not().containsText("lead");
        Locator amber = customer.asks(AMBER);
        String cited = URI.create(amber.locator("a").first().getAttribute("href")).getPath();

        sam.click("gaps-open");
        Locator gap = sam.by("gap").filter(titled(DOGS));
        sam.expect(gap).containsText("asked once");
        album.show("asked-in-vain", sam);
        Accessibility.isFineOnTheDesk(sam.page(), "what customers asked in vain");
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
