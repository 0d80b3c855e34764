package dev.tandem.tests.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A supervisor writes a policy that brings in a person sooner, tries it on what was said before,
/// lets it decide beside the live one, makes it live, and goes back.
class PolicyStoryIT {
    @RegisterExtension static final Stage stage = new Stage("policy");

    private static final String PIANOS = "Do you tune pianos?";

    @Test
    void aSoonerPolicyIsTriedMadeLiveAndTakenBack() {
        Album album = new Album("policy");
        stage.agent("maya").signsIn(); // so that there is a person to be offered
        Agent sam = stage.agent("sam").signsIn();
        Customer before = stage.customer().opens("/demo/help/");
        before.expect(before.asks(PIANOS)).isVisible();
        before.expect("channel-offer").isHidden();

        sam.click("rail-policy");
        sam.click("policy-new");
        sam.by("policy-name").fill("After one failed answer");
        sam.by("policy-failures").fill("1");
        sam.click("policy-segment-add");
        sam.by("policy-segment").fill("business");
        sam.by("policy-segment-value").fill("2000");
        album.show("a-draft", sam);
        Accessibility.isFineOnTheDesk(sam.page(), "a draft being written");
        sam.click("policy-save");
        sam.expect("policy-version").hasAttribute("data-state", "draft");
        sam.expect("policy-segment-shown").containsText("2,000");
        String draft = sam.page().url();

        sam.click("replay-run");
        sam.expect("policy-replay").hasAttribute("data-state", "done");
        // Other stories' conversations are replayed too, and more of theirs may change otherwise.
        sam.click("cell-continue-escalate");
        Locator example =
                sam.page()
                        .locator(".po-example")
                        .filter(new Locator.FilterOptions().setHasText(PIANOS))
                        .first();
        example.click();
        sam.expect(sam.by("decision")).hasCount(2);
        sam.expect(sam.by("decision").last()).containsText("Answers failed");
        album.show("what-would-change", sam);
        Accessibility.isFineOnTheDesk(sam.page(), "what a version would change");
        sam.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        album.show("in-the-dark", sam);
        Accessibility.isFineOnTheDesk(sam.page(), "what would change, in the dark");
        sam.page().setViewportSize(390, 800);
        album.show("on-a-phone", sam);
        sam.page().setViewportSize(1280, 800);
        sam.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));

        sam.click("shadow-start");
        sam.expect("policy-version").hasAttribute("data-state", "shadow");
        Customer during = stage.customer().opens("/demo/help/");
        during.expect(during.asks(PIANOS)).isVisible();
        during.expect("channel-offer").isHidden();
        sam.expect("shadow-count").hasAttribute("data-decisions", "1");

        sam.click("make-live");
        sam.click("live-sure-yes");
        sam.expect("live-now").isVisible();
        Customer after = stage.customer().opens("/demo/help/");
        after.says(PIANOS);
        after.expect("channel-offer").isVisible();
        album.show("live", sam, after);

        sam.click("rail-history");
        sam.by("history-row").first().click();
        sam.by("decision-open").first().click();
        sam.expect("decision-dialog").containsText("Answers failed");
        sam.expect("decision-dialog").containsText("version v");
        album.show("a-stored-decision", sam);
        Accessibility.isFineOnTheDesk(sam.page(), "a stored decision");
        sam.click("decision-close");

        sam.page().navigate(draft);
        sam.click("version-0");
        sam.click("make-live");
        sam.click("live-sure-yes");
        sam.expect("policy-version").hasAttribute("data-state", "live");
        Customer again = stage.customer().opens("/demo/help/");
        again.expect(again.asks(PIANOS)).isVisible();
        again.expect("channel-offer").isHidden();
    }
}
