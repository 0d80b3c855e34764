package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The agent lets the customer wait for a moment, with music: what is heard is read from the
/// decoded sound of both browsers.
@TestMethodOrder(MethodOrderer.MethodName.class)
class HoldStoryIT {
    @RegisterExtension static final Stage stage = new Stage("hold");

    private static final String ON_HOLD = "On hold, back in a moment";

    @Test
    void onHoldThereIsMusicForTheCustomerAndNothingOfEachOther() {
        Album album = new Album("hold");
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/help/");
        customer.callsWith(maya);
        String conversation = customer.conversation();

        // Muted, so that nothing that is heard now can be hers.
        maya.click("call-mute");
        customer.expect("call-quality").containsText("is muted");
        pressKeys(album, maya, customer);
        maya.click("call-hold");
        customer.expect("voice-stage").hasAttribute("data-held", "true");
        maya.expect("keypad-say").containsText("is on hold");
        maya.expect("key-4").hasAttribute("aria-disabled", "true");
        maya.by("key-4").press("Escape");
        maya.expect("keypad").not().isAttached();
        customer.expect("call-quality").containsText(ON_HOLD);
        maya.expect("call-hold").hasAttribute("data-lit", "true");
        maya.expect("call-status").containsText("is on hold");
        customer.hears();
        maya.hearsNothingWhile(customer);
        album.show("held", customer, maya);

        customer.reload();
        customer.expect("call-quality").containsText(ON_HOLD);
        customer.hears();
        maya.reload();
        maya.expect("call-hold").hasAttribute("data-lit", "true");
        maya.hearsNothingWhile(customer);

        stage.tandem().stop();
        customer.expect("line-reconnecting").isVisible();
        stage.tandem().restart();
        customer.expect("voice-stage").hasAttribute("data-phase", "connected");
        customer.expect("call-quality").containsText(ON_HOLD);
        customer.hears();
        maya.expect("call-stage").hasAttribute("data-phase", "connected");
        maya.hearsNothingWhile(customer);

        maya.click("call-hold");
        customer.expect("voice-stage").hasAttribute("data-held", "false");
        maya.hears();
        maya.click("call-mute");
        customer.hears();
        album.show("goes-on", customer, maya);
        assertThat(maya.events(conversation)).containsOnlyOnce("call_started", "held", "resumed");
        maya.endsAndWrapsUp("solved", "");
    }

    /// Each sees what the other one presses, and nothing of it is on the timeline. The agent is
    /// muted meanwhile.
    private static void pressKeys(Album album, Agent maya, Customer customer) {
        maya.click("call-keys");
        maya.expect("key-1").isFocused();
        maya.by("key-1").press("4");
        customer.expect("keys-pressed").containsText("Maya Okafor pressed 4");
        maya.click("key-2");
        maya.expect("keypad-line").hasText("42");
        customer.click("call-keys");
        customer.click("key-hash");
        maya.expect("keys-pressed").containsText("pressed #");
        album.show("keys", customer, maya);
        customer.click("keypad-close");
        customer.expect("call-keys").isFocused();
    }
}
