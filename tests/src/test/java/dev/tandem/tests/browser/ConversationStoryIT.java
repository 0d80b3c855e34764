package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;

/// The main job, in real browsers against the real server: from a question to the assistant to a
/// video call with a person and its place in the history.
class ConversationStoryIT {
    @RegisterExtension static final Stage stage = new Stage("story");

    /// What the demo's own backend signs its users with.
    private static final String DEMO_SECRET = "demo-identity-secret";

    @Test
    void theAssistantAnswersWithAQuoteAndALinkToItsPage() {
        Customer customer = stage.customer().opens("/demo/");

        Locator answer = customer.asks("What does a blinking amber light mean?");
        customer.expect(answer).containsText("does not see the fibre signal");
        Locator source = answer.getByTestId("source-card").first();
        assertThat(source.getAttribute("href"))
                .startsWith(stage.tandem().url("/demo/help/hub-3-lights/"));
    }

    @Test
    void aFollowUpIsUnderstoodByWhatWasSaidBefore() {
        Customer customer = stage.customer().opens("/demo/");

        customer.asks("I'm moving home, what do I do?");
        Locator answer = customer.asks("How long before?");

        customer.expect(answer).containsText("14 days before you move");
    }

    @Test
    void whatTheSiteDoesNotSayIsSaidAndTwiceIsEnoughToOfferAPerson() {
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/help/");

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
    void angerIsOfferedAPersonAtOnce() {
        stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/complaints/");

        customer.says("I am furious, this is unacceptable and you are useless!");

        customer.expect("channel-offer").isVisible();
        assertThat(customer.by("source-card").count()).isZero();
    }

    @Test
    void oneQuestionInThreeWordingsIsEnoughToOfferAPerson() {
        Album album = new Album("rephrased");
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/");

        customer.asks("How do I change the wifi password?");
        customer.asks("How can I change the wifi password?");
        customer.expect("channel-offer").isHidden();
        customer.says("In what way can the wifi password be changed?");
        customer.expect("channel-offer").isVisible();
        for (String channel : List.of("text", "voice", "video")) {
            customer.expect("channel-" + channel).isVisible();
        }
        album.show("offer", customer);

        customer.click("channel-text");
        customer.click("details-skip");
        maya.accepts();
        maya.expect("handoff-card").containsText("Asked again in other words");
        album.show("handoff", maya);
        assertThat(maya.rules(customer.conversation()))
                .containsExactly("no_rule", "no_rule", "rephrased_question");
        maya.endsAndWrapsUp("solved", "");
    }

    @Test
    void whatIsNearlyAReasonForAPersonIsAskedFirst() {
        Album album = new Album("doubt");
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/");

        customer.says("my engineer visit is on Friday, which time was it");
        customer.expect("answer-topics").containsText("Yes");
        customer.expect("timeline")
                .containsText("Is this about an order, a contract or an account");
        customer.expect("channel-offer").isHidden();
        album.show("question", customer);
        customer.by("answer-topic").first().click();
        customer.expect("channel-offer").isVisible();
        album.show("offer", customer);
        customer.click("channel-text");
        customer.click("details-skip");
        maya.accepts();
        assertThat(maya.rules(customer.conversation()))
                .containsExactly("nearly", "doubt_confirmed");
        maya.endsAndWrapsUp("solved", "");
    }

    @Test
    void whoIsSignedInIsNotAskedWhatTheSiteKnows() {
        Album album = new Album("signed-in");
        Agent maya = stage.agent("maya").signsIn();
        Customer elena = stage.customer();
        elena.isSignedIn("u-4711", "Elena Moritz", "elena@example.com", DEMO_SECRET);
        elena.opens("/demo/");

        elena.says("I want to talk to a person");
        elena.click("channel-text");
        elena.expect("details-answer").isVisible();
        elena.expect("details-name").isHidden();
        elena.expect("details-contact").isHidden();
        album.show("form", elena);
        elena.by("details-answer").fill("My bill went up");
        elena.click("details-submit");
        maya.click("offer-details");
        maya.expect("offer").containsText("Elena Moritz");
        maya.expect("offer").containsText("elena@example.com");
        maya.expect("offer").containsText("My bill went up");
        album.show("ring", maya);
        maya.accepts();
        maya.expect("talk-name").containsText("Elena Moritz");
        maya.endsAndWrapsUp("solved", "");

        Customer forger = stage.customer();
        forger.isSignedIn("u-4711", "Elena Moritz", "elena@example.com", "not the secret");
        forger.opens("/demo/");
        forger.says("I want to talk to a person");
        forger.click("channel-text");
        forger.expect("details-name").isVisible();
        forger.expect("details-contact").isVisible();
        assertThat(forger.by("details-name").inputValue()).isEmpty();
    }

    @Test
    void oneConversationGoesFromTheAssistantToAVideoCallAndIntoTheHistory() {
        Album album = new Album("whole");
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/help/slow-speed/");
        album.show("open", customer, maya);

        customer.asks("My internet drops every evening, what can I do?");
        album.show("answer", customer);
        customer.says("I want to talk to a person");
        customer.click("channel-text");
        customer.expect("details-form").isVisible();
        album.show("form", customer);
        customer.fillsIn("Elena Moritz", "elena@example.com", "Restarted the hub twice");

        maya.expect("offer").isVisible();
        customer.expect("queue-place").containsText("1");
        maya.click("offer-details");
        maya.expect("offer").containsText("My internet drops every evening");
        maya.expect("offer").containsText("Elena Moritz");
        maya.expect("offer").containsText("Restarted the hub twice");
        maya.expect("offer").containsText("Slow speed");
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

        // A question the assistant could answer; it is no longer its turn.
        customer.says("What does a blinking amber light mean?");

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

        maya.findsNoGap(conversation);
        assertThat(maya.events(conversation))
                .containsSubsequence(
                        "started",
                        "customer_said",
                        "assistant_said",
                        "queued",
                        "agent_rung",
                        "agent_joined",
                        "agent_said",
                        "call_started",
                        "media_changed",
                        "media_changed",
                        "call_ended",
                        "conversation_ended",
                        "wrap_up_finished",
                        "rated");
        List<String> events = maya.events(conversation);
        assertThat(events.subList(events.indexOf("agent_joined"), events.size()))
                .as("the assistant's silence once a person is there")
                .doesNotContain("assistant_said");
        maya.click("rail-history");
        maya.page().getByTestId("history-row").first().click();
        maya.expect("past").isVisible();
        maya.expect("outcome-id").containsText(conversation);
        album.show("history", maya);
    }
}
