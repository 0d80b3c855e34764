package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// How well a call reaches both: checked before it, shown during it, written down after it.
class QualityStoryIT {
    @RegisterExtension static final Stage stage = new Stage("quality");

    private static final Pattern SOME_CONNECTION = Pattern.compile("connection");
    private static final Pattern A_NETWORK = Pattern.compile("good|usable|poor");
    private static final Pattern FIGURES =
            Pattern.compile("\\d+ ms there and back, 0 % lost, \\d+ ms uneven\\. Directly\\.");
    private static final Pattern MAYAS_FIGURES =
            Pattern.compile("Maya[^:]*: [\\d.]+ of 5, [\\d.]+ % lost.*kbit/s received");
    private static final Pattern A_GRADE = Pattern.compile("good|fair|poor");

    @Test
    void howTheCallReachesBothIsShownWhileItLastsAndStandsOnTheDesksTimelineAfter() {
        Album album = new Album("quality");
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/help/");
        customer.callsWith(maya);
        String conversation = customer.conversation();

        customer.expect("call-quality").containsText(SOME_CONNECTION);
        maya.expect("call-connection").containsText(SOME_CONNECTION);
        maya.expect("call-connection").hasAttribute("data-peer", A_GRADE);
        customer.expect(customer.by("call-quality").locator("svg")).isVisible();
        maya.click("call-connection");
        maya.expect("call-figures").containsText("kbit/s");
        album.show("in-a-call", customer, maya);
        Accessibility.isFineOnTheDesk(maya.page(), "the figures of a connection");
        Accessibility.isFineInTheWidget(customer.page(), "the sign of a connection");
        maya.page().setViewportSize(390, 800);
        album.show("on-a-phone", maya);
        maya.page().setViewportSize(1280, 800);

        maya.visible("call-end").click();
        maya.expect(maya.event("measured")).containsText("Voice quality");
        maya.expect(maya.event("measured")).containsText(MAYAS_FIGURES);
        album.show("after-it", customer, maya);
        assertThat(measured(maya, conversation))
                .hasSize(2)
                .allSatisfy(side -> {
                    assertThat(number(side, "mos")).isBetween(1.0, 4.42);
                    assertThat(number(side, "lossPercent")).isBetween(0.0, 50.0);
                    assertThat(number(side, "roundTripMillis")).isBetween(-1.0, 5_000.0);
                    assertThat(number(side, "receivedKbps")).isPositive();
                    assertThat(side).containsKey("who");
                });
        customer.expect("event-call_ended").isVisible();
        customer.expect("panel").not().containsText("Voice quality");
        maya.endsAndWrapsUp("solved", "");
    }

    @Test
    void whoWantsMayTryOutTheirDevicesBeforeAndWhatTheyChooseIsUsedInTheCall() {
        Album album = new Album("check");
        Agent maya = stage.agent("maya").signsIn();
        maya.click("settings-button");
        maya.click("settings-check");
        triesEverything(maya);
        checksTheNetwork(maya);
        album.show("desk", maya);
        Accessibility.isFineOnTheDesk(maya.page(), "the check of devices");
        dark(maya);
        album.show("desk-dark", maya);
        Accessibility.isFineOnTheDesk(maya.page(), "the check of devices in the dark");
        maya.page().setViewportSize(390, 800);
        album.show("desk-phone", maya);
        maya.page().setViewportSize(1280, 800);
        maya.click("check-close");
        maya.expect("check-dialog").isHidden();

        Customer customer = stage.customer().opens("/demo/help/");
        customer.click("more");
        customer.click("menu-check");
        triesEverything(customer);
        checksTheNetwork(customer);
        customer.by("check-choose-microphone")
                .selectOption(new SelectOption().setLabel("Fake Audio Input 2"));
        customer.expect("check-microphone").hasAttribute("data-state", "heard");
        album.show("widget", customer);
        Accessibility.isFineInTheWidget(customer.page(), "the check of devices");
        dark(customer);
        album.show("widget-dark", customer);
        Accessibility.isFineInTheWidget(customer.page(), "the check of devices in the dark");
        customer.page().setViewportSize(390, 800);
        album.show("widget-phone", customer);
        customer.page().keyboard().press("Escape");
        customer.expect("check").isHidden();
        customer.expect("more").isFocused();

        customer.callsWith(maya);
        assertThat(customer.sends().getFirst()).isEqualTo("Fake Audio Input 2");
        maya.endsAndWrapsUp("solved", "");
    }

    @Test
    void aMicrophoneThatTheBrowserBlocksIsExplainedAndHeardOnceItIsAllowed() {
        Customer customer = stage.cautiousCustomer().opens("/demo/help/");
        customer.click("more");
        customer.click("menu-check");
        customer.expect("check-microphone-trouble").containsText("blocking the microphone");
        customer.click("check-show");
        customer.expect("check-camera-trouble").containsText("blocking the camera");
        new Album("check-denied").show("widget", customer);
        Accessibility.isFineInTheWidget(customer.page(), "the check of devices that are blocked");

        customer.allows("microphone", "camera");
        customer.click("check-microphone-again");
        customer.expect("check-microphone").hasAttribute("data-state", "heard");
        customer.click("check-camera-again");
        customer.expect("check-self").isVisible();
    }

    @Test
    void aNetworkThatLetsNoMediaThroughIsSaidAndSoIsAServerThatDoesNotAnswer() {
        Customer customer = stage.customer();
        customer.reachesOnly("no address has this");
        customer.opens("/demo/help/");
        customer.click("more");
        customer.click("menu-check");
        customer.click("check-network-start");
        customer.expect("check-network").hasAttribute("data-state", "blocked");
        customer.expect("check-network-say").containsText("blocked by this network");
        new Album("check-blocked").show("widget", customer);
        Accessibility.isFineInTheWidget(customer.page(), "a network that is blocked");

        customer.offline(true);
        customer.click("check-network-start");
        customer.expect("check-network").hasAttribute("data-state", "unavailable");
        customer.offline(false);
    }

    /// On the loopback nothing is lost; how even it is, and so how good, is up to the machine.
    private static void checksTheNetwork(Person person) {
        person.click("check-network-start");
        person.expect("check-network").hasAttribute("data-state", "running");
        person.expect("check-network").hasAttribute("data-state", A_NETWORK);
        person.expect("check-network-figures").containsText(FIGURES);
    }

    private static void triesEverything(Person person) {
        person.expect("check-microphone").hasAttribute("data-state", "heard");
        person.expect("check-microphone-say").containsText("Your voice arrives");
        person.click("check-play");
        person.expect("check-speaker").hasAttribute("data-state", "played");
        person.click("check-show");
        person.expect("check-self").isVisible();
    }

    private static void dark(Person person) {
        person.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    }

    @SuppressWarnings("unchecked") // A JSON array of objects.
    private static List<Map<String, Object>> measured(Agent agent, String conversation) {
        return agent.entries(conversation).stream()
                .map(entry -> (Map<String, Object>) entry.get("event"))
                .filter(event -> "call_measured".equals(event.get("type")))
                .map(event -> (List<Map<String, Object>>) event.get("heard"))
                .findFirst()
                .orElseThrow();
    }

    private static double number(Map<String, Object> of, String field) {
        return ((Number) of.get(field)).doubleValue();
    }
}
