package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.tests.harness.TandemProcess;
import dev.tandem.tests.harness.TurnRelay;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A customer whose network lets nothing through but a TURN server: coturn, with the credentials
/// that our server gives out for an hour.
class RelayStoryIT {
    private static TurnRelay relay;
    private static TandemProcess tandem;
    private static Browsers browsers;

    @BeforeAll
    static void start() {
        relay = TurnRelay.start();
        tandem = TandemProcess.start("relay", relay.settings());
        browsers = Browsers.open();
    }

    @AfterAll
    static void stop() {
        if (browsers != null) {
            browsers.close();
        }
        if (tandem != null) {
            tandem.close();
        }
        if (relay != null) {
            relay.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void soundArrivesBothWaysThroughTheRelayAlone(String transport) {
        Agent maya = new Agent(browsers.newPerson(), tandem, "maya").signsIn();
        Customer customer = new Customer(browsers.newPerson(), tandem);
        customer.reachesOnlyRelays(transport);
        customer.opens("/demo/help/");

        customer.callsWith(maya);

        assertThat(customer.path()).isEqualTo("relay " + transport);
        assertThat(maya.path()).isEqualTo("host udp");
        maya.endsAndWrapsUp("solved", "");
        customer.page().context().close();
        maya.page().context().close();
    }
}
