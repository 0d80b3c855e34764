package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A call is passed on to a colleague, and back to the queue: the customer's connection stays, and
/// what is heard is read from the decoded sound of the browsers.
@TestMethodOrder(MethodOrderer.MethodName.class)
class TransferStoryIT {
    @RegisterExtension static final Stage stage = new Stage("transfer");

    private static final String NOTE = "Has restarted the router twice already.";
    private static final String ASKING = "On hold for a colleague";

    @Test
    void aCallIsPassedOnToAColleagueAndThenToTheQueue() {
        Album album = new Album("transfer");
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/help/");
        customer.says("My router blinks red since this morning.");
        customer.callsWith(maya);
        String conversation = customer.conversation();
        Agent tom = stage.agent("tom").signsIn();

        // A no changes nothing.
        maya.passesOnTo("Tom Lindqvist", NOTE);
        customer.expect("call-quality").containsText(ASKING);
        customer.hears();
        maya.hearsNothingWhile(customer);
        tom.click("offer-pass");
        maya.expect("transfer-ended").containsText("said no");
        customer.expect("voice-stage").hasAttribute("data-held", "false");
        maya.hears();

        // Muted, so that nothing that is heard from here on can be hers.
        maya.click("call-mute");
        customer.expect("call-quality").containsText("is muted");
        maya.passesOnTo("Tom Lindqvist", NOTE);
        customer.expect("voice-stage").hasAttribute("data-held", "true");
        tom.expect("offer").containsText("Maya");
        album.show("rings", customer, maya, tom);
        tom.accepts();
        tom.expect("handoff-card").containsText(NOTE);
        tom.expect("timeline").containsText("My router blinks red since this morning.");
        tom.hears();
        customer.expect("voice-stage").hasAttribute("data-held", "false");
        customer.hears();
        maya.hasNoCall();
        album.show("passed-on", customer, maya, tom);
        assertThat(customer.heard().connections()).as("the customer's connection").isEqualTo(1);
        tom.click("call-mute");
        customer.expect("call-quality").containsText("is muted");
        customer.hearsNothingWhile(tom);
        tom.click("call-mute");

        // Back to the queue, and from there to whoever is free.
        tom.passesOnTo("Back to the queue", "Wants to hear about the fibre plans.");
        customer.expect("call-quality").containsText("until a colleague comes");
        customer.hears();
        tom.hasNoCall();
        maya.expect("offer").containsText("Wants to hear about the fibre plans.");
        maya.accepts();
        customer.hears();
        maya.hears();
        assertThat(maya.events(conversation))
                .containsOnlyOnce("call_started", "requeued")
                .doesNotContain("call_ended", "call_moved");
        assertThat(customer.page().content()).doesNotContain(NOTE);
        maya.endsAndWrapsUp("solved", "");
    }
}
