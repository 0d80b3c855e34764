package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;

/// Somebody shows their screen while their camera goes on: both are read from what the other side's
/// browser has decoded.
class ScreenStoryIT {
    @RegisterExtension static final Stage stage = new Stage("screen");

    private final Album album = new Album("screen");

    /// A tab beside the desk that is one colour, so that it is known when it is seen.
    private static Page tab(Agent agent) {
        Page tab = agent.browser.newPage();
        tab.setContent(
                """
                <title>%s</title>
                <style>body { margin: 0; background: rgb(0, 90, 200) } p { font: 40px sans-serif; color: #fff; padding: 20px; margin: 0; }</style>
                <p>Pump plan <span id="at">0</span></p>
                <script>setInterval(() => at.textContent++, 200)</script>
                """
                        .formatted(Browsers.SHARED_TAB));
        agent.page().bringToFront();
        return tab;
    }

    private static Pictures screen(Person person) {
        return Pictures.of(person.by("remote-screen"));
    }

    private static Pictures camera(Person person) {
        return Pictures.of(person.by("remote-video"));
    }

    /// The tab's colour, and a camera that moves beside it.
    private static void seesTabAndCamera(Person person) {
        person.await("the tab at " + person, () -> screen(person).isAbout(0, 90, 200));
        int frames = camera(person).frames();
        person.await("the camera at " + person, () -> camera(person).frames() > frames + 10);
        assertThat(camera(person).isAbout(0, 90, 200)).isFalse();
    }

    @Test
    void aTabIsSharedBesideTheCameraAndSeenUntilItIsClosed() {
        Agent maya = stage.cautiousAgent("maya");
        maya.allows("microphone", "camera");
        List<String> mayasOffers = Pictures.offersOf(maya.page());
        maya.signsIn();
        Customer customer = stage.customer();
        List<String> customersOffers = Pictures.offersOf(customer.page());
        customer.opens("/demo/help/");
        customer.videoCallsWith(maya);
        Page tab = tab(maya);

        maya.click("call-share");
        maya.expect("call-share").hasAttribute("data-lit", "true");
        maya.expect("call-stage").containsText("You are sharing your screen");
        customer.expect("call-shares").containsText("is sharing their screen");
        seesTabAndCamera(customer);
        assertThat(screen(customer).width()).isGreaterThanOrEqualTo(1_000);
        maya.sees();
        maya.hears();
        album.show("shared", customer, maya);

        customer.page().setViewportSize(390, 844);
        seesTabAndCamera(customer);
        album.show("phone", customer);
        customer.click("call-enlarge");
        customer.expect("call-enlarge").hasAttribute("aria-pressed", "true");
        album.show("enlarged", customer);
        customer.by("call-enlarge").press("Enter");
        customer.expect("call-enlarge").hasAttribute("aria-pressed", "false");
        customer.page().setViewportSize(1_280, 800);

        maya.click("call-hold");
        customer.expect("call-shares").isHidden();
        maya.click("call-hold");
        seesTabAndCamera(customer);
        assertThat(mayasOffers).as("what Maya negotiated").hasSize(1);
        assertThat(customersOffers).as("what the customer negotiated").hasSize(1);

        stage.tandem().stop();
        customer.expect("line-reconnecting").isVisible();
        stage.tandem().restart();
        customer.expect("video-stage").hasAttribute("data-phase", "connected");
        seesTabAndCamera(customer);
        maya.expect("call-share").hasAttribute("data-lit", "true");

        tab.close();
        maya.expect("call-share").hasAttribute("data-lit", "false");
        customer.expect("call-shares").isHidden();
        customer.expect("remote-screen").hasCount(0);
        customer.sees();
        maya.endsAndWrapsUp("solved", "");
    }

    @Test
    void theCustomersScreenIsSeenLargeAtTheDeskInAVoiceCallToo() {
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/help/");
        customer.callsWith(maya);

        // Chromium's own picture of a monitor.
        customer.click("call-share");
        customer.expect("call-share").hasAttribute("data-lit", "true");
        maya.expect("call-shares").containsText("is sharing their screen");
        maya.await("a whole monitor", () -> screen(maya).width() == 1_920);
        assertThat(screen(maya).height()).isEqualTo(1_080);
        int frames = screen(maya).frames();
        maya.await("it moves", () -> screen(maya).frames() > frames + 10);
        album.show("customers", customer, maya);
        maya.click("call-enlarge");
        maya.expect("call-enlarge").hasAttribute("aria-pressed", "true");
        album.show("large", maya);
        maya.click("call-enlarge");
        maya.expect("call-enlarge").hasAttribute("aria-pressed", "false");
        maya.click("call-share");
        customer.expect("call-shares").isVisible();
        customer.await("a whole monitor", () -> screen(customer).width() == 1_920);
        customer.expect("composer-input").isVisible();
        album.show("both", customer);

        customer.visible("call-share").click();
        maya.expect("call-stage").hasAttribute("data-channel", "voice");
        maya.expect("remote-screen").hasCount(0);
        maya.expect("call-enlarge").isHidden();
        maya.expect("call-share").hasAttribute("data-lit", "true");
        customer.hears();
        maya.hears();
        maya.click("call-share");
        customer.expect("voice-stage").isVisible();
        maya.endsAndWrapsUp("solved", "");
    }
}
