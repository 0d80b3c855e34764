package dev.tandem.media.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Addresses are made once while they are in use, and never mistaken for each other.
class KnownPeersTest {
    /// More than the table has places: many come to the same one.
    private static final int MANY = 10_000;

    private final KnownPeers known = new KnownPeers();

    @Test
    void theSameAddressIsTheSameObject() {
        Peer first = known.of(0x2001_0db8_0000_0000L, 7, 0, 40_000);

        assertThat(known.of(0x2001_0db8_0000_0000L, 7, 0, 40_000)).isSameAs(first);
    }

    @Test
    void whatDiffersInOnePartIsAnotherAddress() {
        Peer plain = known.of(0xfe80_0000_0000_0000L, 7, 2, 40_000);

        assertThat(
                        List.of(
                                known.of(0xfe80_0000_0000_0001L, 7, 2, 40_000),
                                known.of(0xfe80_0000_0000_0000L, 8, 2, 40_000),
                                known.of(0xfe80_0000_0000_0000L, 7, 2, 40_001)))
                .doesNotContain(plain);
        assertThat(known.of(0xfe80_0000_0000_0000L, 7, 3, 40_000).scope()).isEqualTo(3);
        assertThat(known.of(0xfe80_0000_0000_0000L, 7, 2, 40_000).scope()).isEqualTo(2);
    }

    @Test
    void whoTakesAnothersPlaceCostsItANewObjectAndNothingElse() {
        Random random = new Random(20261127);
        List<Peer> first = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Peer made = known.of(0, Peer.mapped(random.nextInt()), 0, random.nextInt(65_536));
            assertThat(known.of(0, made.low(), 0, made.getPort())).isSameAs(made);
            first.add(made);
        }

        int again = 0;
        for (Peer before : first) {
            Peer now = known.of(0, before.low(), 0, before.getPort());
            assertThat(now).isEqualTo(before);
            assertThat(now).isEqualTo(new InetSocketAddress(before.getAddress(), before.getPort()));
            again += now == before ? 0 : 1;
        }
        assertThat(again).as("made again").isBetween(1, MANY);
    }
}
