package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;

/// Somebody says no, says nothing, or is muted: the conversation finds another way.
class RefusalStoryIT {
    @RegisterExtension static final Stage stage = new Stage("refusal");

    @Test
    void whoAsksForAPersonBeforeAnythingElseIsOfferedEveryChannel() {
        stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/");

        customer.click("more");
        customer.click("menu-person");
        customer.expect("channel-voice").isVisible();
        customer.click("channel-not-now");

        customer.expect("composer-input").isVisible();
    }

    @Test
    void anAgentWhoPassesOnIsFollowedByTheNext() {
        Agent maya = stage.agent("maya").signsIn();
        Agent tom = stage.agent("tom").signsIn();
        Customer customer = stage.customer().opens("/demo/help/moving-home/");
        customer.asksForPerson("text");

        Agent first = ringing(maya, tom);
        Agent second = first == maya ? tom : maya;
        new Album("pass").show("rings", customer, first);
        first.click("offer-details");
        first.expect("offer").containsText("talk to a person");
        first.click("offer-pass");

        second.accepts();
        customer.expect("joined-banner").isVisible();
        first.expect("offer").isHidden();
        String conversation = customer.conversation();
        second.endsAndWrapsUp("solved", "");
        second.findsNoGap(conversation);
        assertThat(second.events(conversation))
                .containsSubsequence("agent_rung", "offer_ended", "agent_rung", "agent_joined");
    }

    @Test
    void anAgentWhoIsSilentIsFollowedByTheNextAndRungNoMore() {
        Agent maya = stage.agent("maya").signsIn();
        Agent tom = stage.agent("tom").signsIn();
        Customer customer = stage.customer().opens("/demo/");
        customer.asksForPerson("text");

        Agent silent = ringing(maya, tom);
        Agent second = silent == maya ? tom : maya;
        second.accepts();
        customer.expect("joined-banner").isVisible();
        silent.expect("presence-button").hasAttribute("data-presence", "break");
        new Album("silence").show("moved-on", silent, second);
        second.endsAndWrapsUp("solved", "");
    }

    @Test
    void whenNobodyIsThereAMessageCanBeLeft() {
        Agent maya = stage.agent("maya").signsIn();
        maya.is("break");
        Customer customer = stage.customer().opens("/demo/");

        customer.says("I want to talk to a person");
        customer.expect("leave-message").isVisible();
        new Album("nobody").show("said", customer);
        customer.click("leave-message");
        customer.by("message-text").fill("Please check my line, it drops at eight.");
        customer.by("message-contact").fill("elena@example.com");
        new Album("nobody").show("message", customer);
        String conversation = customer.conversation();
        customer.click("message-send");

        customer.expect("message-left").containsText("elena@example.com");
        assertThat(maya.events(conversation)).contains("nobody_available", "message_left");
        answers(maya, conversation);
        // As the words promise, the assistant is still there, in the same conversation.
        customer.asks("What does a blinking amber light mean?");
        assertThat(customer.conversation()).isEqualTo(conversation);
    }

    @Test
    void whoAsksOutsideTheHoursIsToldWhenSomebodyIsThere() {
        stage.agent("maya").signsIn();
        Agent sam = stage.agent("sam").signsIn();
        Album album = new Album("hours");
        sam.click("settings-button");
        sam.click("settings-hours");
        sam.click("hours-when-1");
        sam.by("hours-zone").fill("UTC");
        DayOfWeek afterTomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(2).getDayOfWeek();
        for (DayOfWeek day : DayOfWeek.values()) {
            sam.by("hours-" + day.name().toLowerCase(Locale.ROOT))
                    .fill(day == afterTomorrow ? "9-17" : "");
        }
        sam.click("hours-date-add");
        sam.by("hours-date").fill("2026-12-24");
        album.show("set", sam);
        Accessibility.isFineOnTheDesk(sam.page(), "opening hours");
        sam.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        sam.page().setViewportSize(390, 844);
        album.show("on-a-phone-in-the-dark", sam);
        sam.click("hours-save");
        sam.expect("hours-dialog").isHidden();

        Customer customer = stage.customer().opens("/demo/");
        customer.says("I want to talk to a person");
        customer.expect("leave-message").isVisible();
        assertThat(customer.page().getByText("We are closed now and open again on").count())
                .isEqualTo(1);
        album.show("closed", customer);

        sam.click("settings-button");
        sam.click("settings-hours");
        sam.click("hours-when-0");
        sam.click("hours-save");
        sam.expect("hours-dialog").isHidden();
        customer.says("I want to talk to a person");
        customer.expect("channel-text").isVisible();
    }

    /// The message stands with the agents until one of them has answered it, in their own mail.
    private static void answers(Agent maya, String conversation) {
        Album album = new Album("messages");
        maya.page().setViewportSize(1280, 800);
        maya.click("rail-messages");
        Locator row =
                maya.by("message-row")
                        .and(maya.page().locator("[data-conversation='" + conversation + "']"));
        row.click();
        maya.expect("answer-email")
                .hasAttribute("href", Pattern.compile("mailto:elena%40example\\.com\\?subject=.*"));
        album.show("waits", maya);
        Accessibility.isFineOnTheDesk(maya.page(), "a message that waits for an answer");
        maya.click("answer-done");
        maya.expect("answer-state").containsText("Answered by Maya");
        maya.expect(row).isHidden();
        maya.click("answer-undo");
        maya.expect(row).isVisible();
        maya.click("answer-done");
        maya.expect(row).isHidden();
        maya.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        maya.page().setViewportSize(390, 844);
        album.show("answered-on-a-phone-in-the-dark", maya);
        Accessibility.isFineOnTheDesk(maya.page(), "an answered message, on a phone in the dark");
        assertThat(maya.events(conversation))
                .containsSubsequence(
                        "message_left", "message_answered", "message_answered", "message_answered");
    }

    @Test
    void aCallThatIsDeclinedLeavesTheConversationInText() {
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/");
        customer.asksForPerson("text");
        maya.accepts();

        maya.click("call-video");
        customer.isPrepared();
        maya.isPrepared();
        customer.click("consent-decline");
        maya.expect("consent-asked").isHidden();
        customer.hasNoCall();
        maya.hasNoCall();
        customer.click("propose-voice");
        maya.click("consent-decline");
        customer.expect("call-asked").isHidden();

        customer.says("Writing is fine.");
        maya.expect(maya.by("message-customer").last()).containsText("Writing is fine.");
        String conversation = customer.conversation();
        maya.endsAndWrapsUp("solved", "");
        assertThat(maya.events(conversation))
                .containsSubsequence("media_declined", "media_declined")
                .doesNotContain("call_started");
    }

    @Test
    void whoMutesIsNotHeardAndSaidToBeMuted() {
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/");
        customer.callsWith(maya);

        customer.visible("call-mute").click();
        maya.expect("call-status").containsText("muted");
        customer.hears();
        customer.visible("call-mute").click();
        maya.hears();

        maya.endsAndWrapsUp("solved", "");
    }

    private static Agent ringing(Agent one, Agent other) {
        one.await("an offer", () -> one.sees("offer-accept") || other.sees("offer-accept"));
        return one.sees("offer-accept") ? one : other;
    }
}
