package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.regex.Pattern;

/// What interrupts a conversation does not end it: both go on where they were, in text and in the
/// call.
@TestMethodOrder(MethodOrderer.MethodName.class)
class ContinuityStoryIT {
    @RegisterExtension static final Stage stage = new Stage("continuity");

    @Test
    void aCallOutlivesReloadsOtherPagesAndOtherTabs() {
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/help/");
        customer.callsWith(maya);
        String conversation = customer.conversation();

        customer.reload();
        customer.hears();
        maya.hears();

        customer.visits("/demo/help/your-bill/");
        customer.hears();
        maya.hears();

        maya.reload();
        maya.hears();
        customer.hears();

        Page first = customer.page();
        customer.use(customer.browser.newPage());
        customer.opens("/demo/broadband/");
        customer.expect("call-elsewhere").isVisible();
        customer.click("call-take-here");
        customer.hears();
        maya.hears();
        assertThat(first.getByTestId("call-elsewhere").first().isVisible()).isTrue();

        assertThat(customer.conversation()).isEqualTo(conversation);
        maya.endsAndWrapsUp("solved", "");
        maya.findsNoGap(conversation);
        assertThat(maya.events(conversation)).containsOnlyOnce("call_started", "call_ended");
    }

    @Test
    void whatIsWrittenWithoutANetworkArrivesOnceWhenItIsBack() {
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/help/");
        customer.callsWith(maya);
        String conversation = customer.conversation();

        customer.offline(true);
        customer.expect("line-reconnecting").isVisible();
        customer.says("written offline 1");
        customer.says("written offline 2");
        customer.offline(false);

        Pattern written = Pattern.compile("written offline \\d");
        maya.await("both messages", () -> maya.fromCustomer(written).size() >= 2);
        customer.hears();
        maya.hears();
        assertThat(maya.fromCustomer(written))
                .containsExactly("written offline 1", "written offline 2");
        assertThat(customer.own(written)).containsExactly("written offline 1", "written offline 2");
        assertThat(maya.stored(conversation, written))
                .containsExactly("written offline 1", "written offline 2");
        maya.endsAndWrapsUp("solved", "");
    }

    @Test
    void aRestartOfTheServerInterruptsNeitherTheConversationNorTheCall() {
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/help/");
        customer.videoCallsWith(maya);
        customer.click("call-mute");
        maya.expect("call-stage").containsText("is muted");
        String conversation = customer.conversation();

        stage.tandem().stop();
        customer.expect("line-reconnecting").isVisible();
        new Album("restart").show("down", customer, maya);
        stage.tandem().restart();

        customer.sees();
        maya.sees();
        customer.hears();
        maya.hearsNothing();
        customer.expect("call-mute").hasAttribute("aria-pressed", "true");
        maya.expect("call-stage").containsText("is muted");
        customer.click("call-mute");
        maya.hears();
        customer.click("call-chat");
        customer.says("Still there?");
        maya.expect(maya.by("message-customer").last()).containsText("Still there?");
        maya.says("Yes, I am.");
        customer.expect(customer.by("message-other").last()).containsText("Yes, I am.");
        new Album("restart").show("back", customer, maya);

        maya.endsAndWrapsUp("solved", "");
        maya.findsNoGap(conversation);
        assertThat(maya.events(conversation)).containsOnlyOnce("call_started", "call_ended");
    }
}
