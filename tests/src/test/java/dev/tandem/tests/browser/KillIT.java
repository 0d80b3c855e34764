package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// `kill -9` of the server at bad moments: nothing that was acknowledged is lost, nothing is there
/// twice, and the call comes back.
class KillIT {
    private static final int BURST = 60;

    @RegisterExtension static final Stage stage = new Stage("kill");

    @Test
    void inTheMiddleOfABurstOfMessages() {
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/help/");
        customer.asksForPerson("text");
        maya.accepts();
        String conversation = customer.conversation();

        for (int i = 1; i <= BURST; i++) {
            customer.says("burst %d.".formatted(i));
            if (i == BURST / 2) {
                stage.tandem().kill();
            }
        }
        stage.tandem().restart();

        Pattern burst = Pattern.compile("burst \\d+\\.");
        List<String> all =
                IntStream.rangeClosed(1, BURST).mapToObj("burst %d."::formatted).toList();
        maya.await("the whole burst", () -> maya.fromCustomer(burst).size() >= BURST);
        customer.expect(customer.by("message-meta").last()).hasAttribute("data-state", "read");
        assertThat(maya.fromCustomer(burst)).isEqualTo(all);
        assertThat(customer.own(burst)).isEqualTo(all);
        assertThat(maya.stored(conversation, burst)).isEqualTo(all);
        maya.findsNoGap(conversation);

        maya.says("All arrived.");
        customer.expect(customer.by("message-other").last()).containsText("All arrived.");
        maya.endsAndWrapsUp("solved", "");
    }

    @Test
    void inTheMiddleOfAVideoCallWithTheAgentMuted() {
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/help/");
        customer.videoCallsWith(maya);
        maya.click("call-mute");
        customer.expect("peer-muted").containsText("Maya Okafor is muted");
        String conversation = customer.conversation();

        stage.tandem().kill();
        stage.tandem().restart();

        customer.sees();
        maya.sees();
        maya.hears();
        customer.hearsNothing();
        maya.expect("call-mute").hasAttribute("data-lit", "true");
        customer.expect("peer-muted").isVisible();
        new Album("kill").show("video-is-back", customer, maya);
        maya.says("We were cut off.");
        customer.click("call-chat");
        customer.expect(customer.by("message-other").last()).containsText("We were cut off.");
        maya.click("call-mute");
        customer.hears();
        maya.endsAndWrapsUp("solved", "");
        maya.findsNoGap(conversation);
        assertThat(maya.events(conversation)).containsOnlyOnce("call_started", "call_ended");
    }

    /// The other tab opens no microphone by itself, and who was muted stays muted where they go on.
    @Test
    void withTheCallInOneOfTwoTabs() {
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/help/");
        customer.callsWith(maya);
        String conversation = customer.conversation();
        customer.click("call-mute");
        maya.expect("call-status").containsText("is muted");
        Page first = customer.page();
        customer.use(customer.browser.newPage());
        Page second = customer.page();
        customer.opens("/demo/broadband/");
        customer.expect("call-elsewhere").isVisible();

        stage.tandem().kill();
        stage.tandem().restart();

        customer.use(first);
        customer.hears();
        customer.expect("call-mute").hasAttribute("data-lit", "true");
        maya.expect("call-status").containsText("is muted");

        customer.use(second);
        customer.expect("call-elsewhere").isVisible();
        new Album("kill").show("call-in-the-other-tab", customer);
        customer.click("call-take-here");
        customer.hears();
        customer.expect("call-mute").hasAttribute("data-lit", "true");
        maya.expect("call-status").containsText("is muted");
        customer.click("call-mute");
        maya.hears();
        maya.endsAndWrapsUp("solved", "");
        maya.findsNoGap(conversation);
        assertThat(maya.events(conversation)).containsOnlyOnce("call_started", "call_ended");
    }

    @Test
    void rightAfterTheAgentHasJoined() {
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/help/");
        customer.asksForPerson("voice");
        maya.accepts();
        maya.expect(maya.event("youJoined")).isVisible();

        stage.tandem().kill();
        stage.tandem().restart();

        theyTalk(maya, customer);
    }

    /// Her "yes" may not be stored when the server dies. Her desk says it again; where the ring was
    /// over by then, it rings again.
    @Test
    void whileTheAgentAccepts() {
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/help/");
        customer.asksForPerson("voice");
        maya.click("offer-accept");

        stage.tandem().kill();
        stage.tandem().restart();

        maya.await(
                "Maya to be with the customer",
                () -> {
                    maya.acceptsIfItRings();
                    return maya.event("youJoined").isVisible();
                });
        theyTalk(maya, customer);
    }

    private static void theyTalk(Agent maya, Customer customer) {
        customer.hears();
        maya.hears();
        String conversation = customer.conversation();
        customer.says("Can you hear me?");
        maya.expect(maya.by("message-customer").last()).containsText("Can you hear me?");
        maya.findsNoGap(conversation);
        assertThat(maya.events(conversation)).containsOnlyOnce("agent_joined", "call_started");
        maya.endsAndWrapsUp("solved", "");
    }
}
