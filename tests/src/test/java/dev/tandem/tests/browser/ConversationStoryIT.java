package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;

import dev.tandem.tests.harness.TandemProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The main job, in real browsers against the real server: from a question to the assistant to a
/// video call with a person and its place in the history.
class ConversationStoryIT {
    private static TandemProcess tandem;
    private static Browsers browsers;

    private final List<BrowserContext> people = new ArrayList<>();

    @BeforeAll
    static void open() {
        tandem = TandemProcess.start("story");
        browsers = Browsers.open();
    }

    @AfterAll
    static void close() {
        try {
            if (browsers != null) {
                browsers.close();
            }
        } finally {
            if (tandem != null) {
                tandem.close();
            }
        }
    }

    @AfterEach
    void everybodyLeaves() {
        people.forEach(BrowserContext::close);
    }

    private BrowserContext person() {
        BrowserContext person =
                browsers.newPerson(new Browser.NewContextOptions().setViewportSize(1280, 800));
        people.add(person);
        return person;
    }

    private Customer customer() {
        return new Customer(person(), tandem);
    }

    private Agent agent(String login) {
        return new Agent(person(), tandem, login);
    }

    @Test
    void theAssistantAnswersWithAQuoteAndALinkToItsPage() {
        Customer customer = customer().opens("/demo/");

        Locator answer = customer.asks("What does a blinking amber light mean?");
        customer.expect(answer).containsText("does not see the fibre signal");
        Locator source = answer.getByTestId("source-card").first();
        assertThat(source.getAttribute("href")).startsWith(tandem.url("/demo/help/hub-3-lights/"));
    }

    @Test
    void aFollowUpIsUnderstoodByWhatWasSaidBefore() {
        Customer customer = customer().opens("/demo/");

        customer.asks("I'm moving home, what do I do?");
        Locator answer = customer.asks("How long before?");

        customer.expect(answer).containsText("14 days before you move");
    }

    @Test
    void whatTheSiteDoesNotSayIsSaidAndTwiceIsEnoughToOfferAPerson() {
        Agent maya = agent("maya").signsIn();
        Customer customer = customer().opens("/demo/help/");

        Locator answer = customer.asks("Can I grow tomatoes on a balcony in winter?");
        customer.expect(answer).containsText("site does");
        assertThat(answer.getByTestId("source-card").count()).isZero();

        customer.says("Which wine goes with grilled octopus?");
        customer.expect("channel-offer").isVisible();
        customer.expect("channel-text").isVisible();
        customer.expect("channel-voice").isVisible();
        customer.expect("channel-video").isVisible();
        maya.expect("offer").isHidden();
    }

    @Test
    void oneConversationGoesFromTheAssistantToAVideoCallAndIntoTheHistory() {
        Album album = new Album("whole");
        Agent maya = agent("maya").signsIn();
        Customer customer = customer().opens("/demo/help/slow-speed/");
        album.show("open", customer, maya);

        customer.asks("My internet drops every evening, what can I do?");
        album.show("answer", customer);
        customer.says("I want to talk to a person");
        customer.click("channel-text");
        customer.expect("details-form").isVisible();
        album.show("form", customer);
        customer.fillsIn("Elena Moritz", "elena@example.com", "Restarted the hub twice");

        maya.expect("offer").isVisible();
        customer.expect("queue").isVisible();
        album.show("ring", customer, maya);
        maya.accepts();
        customer.expect("joined-banner").containsText("Maya");
        album.show("joined", customer, maya);

        maya.says("Hello Elena, I see that it drops in the evening.");
        customer.expect(customer.by("message-other").last()).containsText("drops in the evening");
        customer.says("Yes, every day at eight.");
        maya.expect(maya.by("message-customer").last()).containsText("every day at eight");
        customer.expect(customer.by("message-meta").last()).hasAttribute("data-state", "read");
        maya.expect(maya.by("message-meta").last()).hasAttribute("data-state", "read");

        customer.by("composer-input").pressSequentially("I have");
        maya.expect("typing").isVisible();
        customer.by("composer-input").fill("");
        maya.by("composer-input").pressSequentially("Let me");
        customer.expect("typing").isVisible();
        maya.by("composer-input").fill("");
        album.show("chat", customer, maya);

        maya.click("call-voice");
        customer.expect("consent-sheet").isVisible();
        album.show("consent", customer, maya);
        customer.click("consent-accept");
        customer.hears();
        maya.hears();
        album.show("voice", customer, maya);

        customer.visible("call-camera").click();
        maya.expect("consent").isVisible();
        album.show("raise", customer, maya);
        maya.click("consent-accept");
        customer.sees();
        maya.sees();
        customer.hears();
        maya.hears();
        album.show("video", customer, maya);

        customer.click("call-to-voice");
        maya.expect("call-stage").hasAttribute("data-channel", "voice");
        customer.expect("voice-stage").isVisible();
        customer.hears();
        maya.hears();
        maya.visible("call-end").click();
        customer.expect("event-call_ended").isVisible();
        customer.expect("composer-input").isVisible();
        album.show("after-call", customer, maya);

        String conversation = customer.conversation();
        maya.endsAndWrapsUp("solved", "Changed the channel.");
        customer.click("rating-5");
        album.show("rating", customer);
        customer.click("rating-send");
        customer.expect("rating-thanks").isVisible();

        List<Map<String, Object>> entries = maya.entries(conversation);
        assertThat(entries.stream().map(e -> ((Number) e.get("version")).intValue()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, entries.size()).boxed().toList());
        maya.click("rail-history");
        maya.page().getByTestId("history-row").first().click();
        maya.expect("past").isVisible();
        maya.expect("outcome-id").containsText(conversation);
        album.show("history", maya);
    }
}
