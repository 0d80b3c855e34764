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
        maya.click("call-hold");
        customer.expect("voice-stage").hasAttribute("data-held", "true");
        customer.expect("call-quality").containsText(ON_HOLD);
        maya.expect("call-hold").hasAttribute("aria-pressed", "true");
        maya.expect("call-status").containsText("is on hold");
        customer.hears();
        maya.hearsNothingWhile(customer);
        album.show("held", customer, maya);

        customer.reload();
        customer.expect("call-quality").containsText(ON_HOLD);
        customer.hears();
        maya.reload();
        maya.expect("call-hold").hasAttribute("aria-pressed", "true");
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
}
