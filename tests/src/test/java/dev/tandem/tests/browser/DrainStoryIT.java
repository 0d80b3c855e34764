package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;

import dev.tandem.tests.harness.Installation;
import dev.tandem.tests.harness.TandemProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/// Bridges are taken out of service: one under a live video call, and the two talk on over another;
/// all of them, and who asks for a call is told.
class DrainStoryIT {
    /// Hz.
    private static final int CUSTOMERS = 500;

    private static final int AGENTS = 700;

    private static Installation tandem;
    private static Browsers browsers;

    @BeforeAll
    static void start() throws Exception {
        tandem = Installation.start("drain", 2);
        browsers = Browsers.open();
    }

    @BeforeEach
    void bothBridgesAreInService() {
        tandem.bridges().stream().filter(bridge -> !bridge.runs()).forEach(TandemProcess::restart);
        tandem.awaitWhole();
    }

    @AfterAll
    static void stop() {
        if (browsers != null) {
            browsers.close();
        }
        if (tandem != null) {
            tandem.close();
        }
    }

    /// No path is given up before the next one carries the call. How long nothing was heard is the
    /// machine's affair, which compresses every camera twice meanwhile; the benchmark
    /// `call-survival` says it.
    @Test
    void aLiveCallGoesToAnotherBridgeWithoutABreak() {
        try (BrowserContext agents = person(AGENTS, CUSTOMERS);
                BrowserContext customers = person(CUSTOMERS, AGENTS)) {
            Agent maya = new Agent(agents, tandem.front(), "maya").signsIn();
            Customer customer = new Customer(customers, tandem.front()).opens("/demo/help/");
            customer.videoCallsWith(maya);
            String conversation = customer.conversation();
            List<ToneWatch> sides =
                    List.of(new ToneWatch(customer.page()), new ToneWatch(maya.page()));
            for (ToneWatch side : sides) {
                side.await("toned >= 100");
                side.begin();
            }
            TandemProcess draining = tandem.carrying();

            draining.drain();

            for (ToneWatch side : sides) {
                side.awaitSeconds(1);
                assertThat(side.found().cutOff())
                        .as("paths given up before the next one had a picture")
                        .isZero();
            }
            assertThat(tandem.carrying()).isNotSameAs(draining);
            customer.sees();
            maya.sees();
            assertThat(customer.heard().connections()).isEqualTo(1);
            assertThat(maya.heard().connections()).isEqualTo(1);
            new Album("drain").show("on-another-bridge", customer, maya);

            draining.stop();
            maya.click("call-mute");
            customer.expect("peer-muted").isVisible();
            customer.hearsNothing();
            maya.click("call-mute");
            customer.hears();
            maya.endsAndWrapsUp("solved", "");
            maya.findsNoGap(conversation);
            assertThat(maya.events(conversation))
                    .containsOnlyOnce("call_started", "call_moved", "call_ended");
        }
    }

    @Test
    void withoutAnyBridgeBothAreToldAndWriteOnAndWithOneTheNextTryIsACall() {
        tandem.bridges().forEach(TandemProcess::stop);
        tandem.front().awaitMembers(1);
        try (BrowserContext agents = browsers.newPerson(Stage.screen(1280, 800));
                BrowserContext customers = browsers.newPerson(Stage.screen(1280, 800))) {
            Agent maya = new Agent(agents, tandem.front(), "maya").signsIn();
            Customer customer = new Customer(customers, tandem.front()).opens("/demo/help/");
            Album album = new Album("no-bridge");

            customer.says("I want to talk to a person");
            customer.expect("channel-text").isVisible();
            customer.expect("channel-voice").isHidden();
            album.show("only-words-are-offered", customer);
            customer.click("channel-text");
            customer.click("details-skip");
            maya.accepts();
            maya.click("call-voice");
            customer.click("consent-accept");
            for (Person told : List.of(customer, maya)) {
                told.expect("call-none").containsText("Calls are not possible right now");
                told.hasNoCall();
            }
            customer.expect("voice-stage").isHidden();
            maya.expect("call-stage").isHidden();
            customer.expect("event-no_call").isVisible();
            maya.expect("presence-button").hasAttribute("data-presence", "available");
            album.show("tried-all-the-same", customer, maya);
            customer.says("Then let us write.");
            maya.expect(maya.by("message-customer").last()).containsText("let us write");
            maya.says("Gladly.");
            customer.expect(customer.by("message-other").last()).containsText("Gladly");
            album.show("writing", customer, maya);

            tandem.bridges().getFirst().restart();
            tandem.front().awaitMembers(2);
            customer.click("call-none-again");
            maya.click("consent-accept");
            for (Person both : List.of(customer, maya)) {
                both.hears();
                both.expect("call-none").isHidden();
            }
            album.show("a-call", customer, maya);
            maya.endsAndWrapsUp("solved", "");
        }
    }

    private static BrowserContext person(int sounds, int hears) {
        BrowserContext person = browsers.newPerson(Stage.screen(1280, 800));
        ToneWatch.install(person, sounds, hears);
        return person;
    }
}
