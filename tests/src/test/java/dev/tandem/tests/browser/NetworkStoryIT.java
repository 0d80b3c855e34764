package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;

import dev.tandem.tests.harness.TandemProcess;
import dev.tandem.tests.harness.TurnRelay;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashMap;
import java.util.Map;

/// The ways on which a customer's media can reach the bridge: straight, over IPv4 or IPv6, or
/// through a TURN server alone: coturn, with the credentials that our server gives out for a
/// minute.
class NetworkStoryIT {
    private static TurnRelay relay;
    private static TandemProcess tandem;
    private static Browsers browsers;

    @BeforeAll
    static void start() throws SocketException {
        relay = TurnRelay.start();
        Map<String, String> settings = new HashMap<>(relay.settings());
        settings.put("TANDEM_TURN_LIFETIME_SECONDS", "60");
        if (hasIpv6()) {
            settings.put("TANDEM_MEDIA_BIND_ADDRESS", "::");
            settings.put("TANDEM_MEDIA_ANNOUNCE", "127.0.0.1,::1");
        }
        tandem = TandemProcess.start("network", settings);
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
    @CsvSource({"turn,udp,udp", "turn,tcp,tcp", "turns,tcp,tls"})
    void soundArrivesBothWaysThroughTheRelayAlone(String scheme, String transport, String seen) {
        Agent maya = new Agent(browsers.newPerson(), tandem, "maya").signsIn();
        Customer customer = new Customer(browsers.newPerson(), tandem);
        customer.reachesOnlyRelays(scheme, transport);
        customer.opens("/demo/help/");

        customer.callsWith(maya);

        assertThat(customer.path()).startsWith("relay " + seen);
        leave(maya, customer);
    }

    @Test
    void whoseFirstCredentialsHaveExpiredFindsAnotherWayThroughTheRelay() {
        Agent maya = new Agent(browsers.newPerson(), tandem, "maya").signsIn();
        Customer customer = new Customer(browsers.newPerson(), tandem);
        customer.reachesOnlyRelays("turn", "udp");
        customer.opens("/demo/help/");
        customer.callsWith(maya);
        PeerWatch.RelayUser first = PeerWatch.relayUser(customer.page());
        assertThat(PeerWatch.askRelay(customer.page(), first)).contains("relay");

        customer.page()
                .waitForFunction(
                        "expires => Date.now() > expires",
                        (double) first.expires().plusSeconds(1).toEpochMilli(),
                        new Page.WaitForFunctionOptions().setTimeout(90_000));
        assertThat(PeerWatch.askRelay(customer.page(), first)).containsExactly("401");

        relay.forgetsEverybody();
        customer.hears();
        maya.hears();
        assertThat(customer.path()).startsWith("relay udp");
        leave(maya, customer);
    }

    @Test
    void soundArrivesBothWaysBetweenIpv4AndIpv6() throws SocketException {
        assumeTrue(hasIpv6(), "this machine has no IPv6 at all");
        Agent maya = new Agent(browsers.newPerson(), tandem, "maya");
        maya.reachesOnly(".");
        maya.signsIn();
        Customer customer = new Customer(browsers.newPerson(), tandem);
        customer.reachesOnly(":");
        customer.opens("/demo/help/");

        customer.callsWith(maya);

        assertThat(customer.path()).endsWith(" to ::1");
        assertThat(maya.path()).endsWith(" to 127.0.0.1");
        leave(maya, customer);
    }

    private static void leave(Agent maya, Customer customer) {
        maya.endsAndWrapsUp("solved", "");
        customer.page().context().close();
        maya.page().context().close();
    }

    private static boolean hasIpv6() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(address -> address.getHostAddress().startsWith("0:0:0:0:0:0:0:1"));
    }
}
