package dev.tandem.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// What browsers are told to send to can be sent to; what may be overlooked is said at the start.
class AnnouncedAddressesTest {
    private static final List<InetAddress> OWN =
            all("::1", "127.0.0.1", "2001:db8::7", "192.168.1.5", "fe80::1", "fd12::4", "8.8.4.4");

    private static List<InetAddress> all(String... addresses) {
        return Stream.of(addresses).map(InetAddress::ofLiteral).toList();
    }

    private static List<String> remarks(String... announced) {
        return AnnouncedAddresses.remarks(List.of(announced), OWN::contains);
    }

    @Test
    void whoListensOnEveryAddressAnnouncesThoseOfItsKind() {
        assertThat(AnnouncedAddresses.chosen(OWN, false))
                .containsExactly("192.168.1.5", "8.8.4.4", "127.0.0.1");
        assertThat(AnnouncedAddresses.chosen(OWN, true))
                .containsExactly(
                        "192.168.1.5",
                        "8.8.4.4",
                        "2001:db8:0:0:0:0:0:7",
                        "fd12:0:0:0:0:0:0:4",
                        "127.0.0.1");
        assertThat(AnnouncedAddresses.ofThisMachine("0.0.0.0")).last().isEqualTo("127.0.0.1");
    }

    @Test
    void whoListensOnOneAnnouncesThatOne() {
        assertThat(AnnouncedAddresses.ofThisMachine("127.0.0.1")).containsExactly("127.0.0.1");
        assertThat(AnnouncedAddresses.ofThisMachine("::1")).containsExactly("::1");
        assertThat(AnnouncedAddresses.ofThisMachine("here")).containsExactly("here");
    }

    @Test
    void ofMoreThanCanBeAnnouncedTheFirstAre() {
        InetAddress[] many = new InetAddress[20];
        for (int i = 0; i < many.length; i++) {
            many[i] = InetAddress.ofLiteral("192.168.1." + (i + 1));
        }
        assertThat(AnnouncedAddresses.chosen(List.of(many), true))
                .hasSize(BridgeConfig.MAX_ANNOUNCED)
                .startsWith("192.168.1.1")
                .endsWith("192.168.1.7", "127.0.0.1");
    }

    @Test
    void aPublicAddressOfThisMachineNeedsNoRemark() {
        assertThat(remarks("8.8.4.4", "192.168.1.5", "127.0.0.1")).isEmpty();
        assertThat(remarks("2001:db8::7")).isEmpty();
    }

    @Test
    void anAddressOfAnotherMachineMustBePassedOn() {
        assertThat(remarks("203.0.113.9", "8.8.4.4"))
                .singleElement()
                .asString()
                .contains("203.0.113.9, which is no address of this machine");
    }

    @Test
    void privateOnesAloneReachNobodyElse() {
        assertThat(remarks("192.168.1.5", "fd12::4", "127.0.0.1"))
                .singleElement()
                .asString()
                .contains("192.168.1.5, fd12::4, 127.0.0.1 are private");
        assertThat(remarks("10.0.0.7")).hasSize(2);
        assertThat(remarks("100.64.0.1")).hasSize(2);
        assertThat(remarks("100.128.0.1")).hasSize(1);
    }
}
