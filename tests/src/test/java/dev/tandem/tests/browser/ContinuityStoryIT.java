package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What interrupts a conversation does not end it: both go on where they were, in text and in the
/// call.
@TestMethodOrder(MethodOrderer.MethodName.class)
class ContinuityStoryIT {
    @RegisterExtension static final Stage stage = new Stage("continuity");

    /// Longer than any side takes to notice, in nanoseconds.
    private static final long LID_CLOSED = Duration.ofSeconds(21).toNanos();

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
    void theNextPageSaysAtOnceThatTheCallComesAlong() {
        Album album = new Album("next-page");
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/help/");
        customer.callsWith(maya);
        String conversation = customer.conversation();

        // Held back for as long as one needs to look: else it is gone in a moment.
        Runnable connects = customer.staysUnconnectedOnTheNextPage();
        customer.visits("/demo/help/your-bill/");
        customer.expect("call-resuming").containsText("Bringing the call to this page");
        customer.expect("call-resuming").containsText("Maya Okafor");
        album.show("arrives", customer, maya);
        connects.run();
        customer.expect("voice-stage").hasAttribute("data-phase", "connected");
        customer.hears();
        maya.hears();
        album.show("goes-on", customer, maya);

        customer.click("call-minimise");
        Runnable connectsAgain = customer.staysUnconnectedOnTheNextPage();
        customer.visits("/demo/broadband/");
        customer.expect("call-resuming").isVisible();
        album.show("arrives-minimised", customer);
        connectsAgain.run();
        customer.expect("call-pill").isVisible();
        customer.hears();
        maya.hears();
        assertThat(customer.conversation()).isEqualTo(conversation);
        assertThat(maya.events(conversation)).containsOnlyOnce("call_started");
        maya.endsAndWrapsUp("solved", "");
    }

    @Test
    void aClosedLaptopMissesNothing() {
        // On the laptop: a customer who writes with Maya, and Tom, who talks with another one.
        Agent maya = stage.agent("maya").signsIn();
        Customer writer = stage.cautiousCustomer().opens("/demo/help/");
        writer.asksForPerson("text");
        maya.accepts();
        maya.is("break");
        Agent tom = stage.cautiousAgent("tom");
        tom.allows("microphone", "camera");
        tom.signsIn();
        Customer caller = stage.customer().opens("/demo/broadband/");
        caller.callsWith(tom);
        String chat = writer.conversation();
        String call = caller.conversation();

        Album album = new Album("laptop");
        stage.laptop().fallsAsleep();
        long asleep = System.nanoTime();
        for (int i = 1; i <= 5; i++) {
            maya.says("while away %d.".formatted(i));
            caller.says("while away %d.".formatted(i));
        }
        caller.expect("call-quality").containsText("They lost connection");
        album.show("asleep", caller, maya);
        caller.await("a lid that stays closed", () -> System.nanoTime() - asleep > LID_CLOSED);
        stage.laptop().wakes();

        Pattern away = Pattern.compile("while away \\d\\.");
        List<String> all =
                IntStream.rangeClosed(1, 5).mapToObj("while away %d."::formatted).toList();
        writer.await("what was written", () -> writer.fromPerson(away).size() >= 5);
        tom.await("what was written", () -> tom.fromCustomer(away).size() >= 5);
        tom.hears();
        caller.hears();
        caller.expect("call-quality").not().containsText("They lost");
        album.show("awake", tom, caller);
        album.show("awake-too", writer);
        writer.says("I am back.");
        maya.expect(maya.by("message-customer").last()).containsText("I am back.");
        tom.says("So am I.");
        caller.expect(caller.by("message-other").last()).containsText("So am I.");
        assertThat(writer.fromPerson(away)).isEqualTo(all);
        assertThat(tom.fromCustomer(away)).isEqualTo(all);
        assertThat(maya.stored(chat, away)).isEqualTo(all);
        assertThat(tom.stored(call, away)).isEqualTo(all);
        maya.findsNoGap(chat);
        tom.findsNoGap(call);
        assertThat(tom.events(call)).containsOnlyOnce("agent_joined", "call_started");
        maya.endsAndWrapsUp("solved", "");
        tom.endsAndWrapsUp("solved", "");
    }

    @Test
    void withoutItsSocketACallGoesOnAndWhatIsWrittenArrivesOnce() {
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/help/");
        customer.callsWith(maya);
        String conversation = customer.conversation();
        int made = PeerWatch.made(customer.page());

        customer.offline(true);
        customer.expect("line-reconnecting").isVisible();
        customer.hears();
        maya.hears();
        customer.expect("line-reconnecting").isVisible();
        customer.says("written offline 1");
        customer.says("written offline 2");
        customer.offline(false);

        Pattern written = Pattern.compile("written offline \\d");
        maya.await("both messages", () -> maya.fromCustomer(written).size() >= 2);
        customer.hears();
        maya.hears();
        assertThat(PeerWatch.made(customer.page())).as("connections made").isEqualTo(made);
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
        customer.expect("call-mute").hasAttribute("data-lit", "true");
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
