package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;

import dev.tandem.tests.harness.Installation;
import dev.tandem.tests.harness.TandemProcess;

import org.junit.jupiter.api.Test;

import java.util.List;

/// A bridge is taken out of service under a live video call: the two talk on over another one, and
/// no path is given up before the next one carries the call. How long nothing was heard is the
/// machine's affair, which compresses every camera twice meanwhile; the benchmark `call-survival`
/// says it.
class DrainStoryIT {
    /// Hz.
    private static final int CUSTOMERS = 500;

    private static final int AGENTS = 700;

    @Test
    void aLiveCallGoesToAnotherBridgeWithoutABreak() throws Exception {
        try (Installation tandem = Installation.start("drain", 2);
                Browsers browsers = Browsers.open();
                BrowserContext agents = person(browsers, AGENTS, CUSTOMERS);
                BrowserContext customers = person(browsers, CUSTOMERS, AGENTS)) {
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

    private static BrowserContext person(Browsers browsers, int sounds, int hears) {
        BrowserContext person = browsers.newPerson(Stage.screen(1280, 800));
        ToneWatch.install(person, sounds, hears);
        return person;
    }
}
