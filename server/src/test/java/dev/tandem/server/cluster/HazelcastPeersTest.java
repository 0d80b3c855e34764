package dev.tandem.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.CallId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// Real members on loopback: who is there, who owns what, and messages in order.
class HazelcastPeersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<HazelcastPeers> members = new ArrayList<>();

    @AfterEach
    void everybodyLeaves() {
        members.forEach(HazelcastPeers::close);
    }

    @Test
    void twoMembersShareWhatThereIsAndTellEachOtherInOrder() throws Exception {
        int first = freePort();
        int second = freePort();
        HazelcastPeers a = join("both", first, second);
        assertThat(a.topology().isAlone()).isTrue();
        assertThat(a.topology().share()).isEqualTo(100);

        HazelcastPeers b = join("both", second, first);
        await(
                "both to see the same two",
                () ->
                        a.topology().members().size() == 2
                                && a.topology().owners().equals(b.topology().owners())
                                && a.topology().share() < 70
                                && b.topology().share() < 70);
        assertThat(a.topology().self()).isNotEqualTo(b.topology().self());

        List<String> heard = new CopyOnWriteArrayList<>();
        b.onMessage(bytes -> heard.add(new String(bytes, StandardCharsets.UTF_8)));
        List<String> said = IntStream.range(0, 5_000).mapToObj(i -> "message " + i).toList();
        said.forEach(text -> a.send(b.topology().self(), text.getBytes(StandardCharsets.UTF_8)));
        await("all of it", () -> heard.size() >= said.size());
        assertThat(heard).isEqualTo(said);

        CallId call = new CallId("call-1");
        a.placements().put(call, new BridgeId("bridge-1"));
        await(
                "the call to be known to the other",
                () -> b.placements().of(call).equals(Optional.of(new BridgeId("bridge-1"))));

        members.remove(b);
        b.close();
        await(
                "the one that stays to own everything",
                () -> a.topology().isAlone() && a.topology().share() == 100);
        assertThat(a.placements().of(call)).contains(new BridgeId("bridge-1"));
        assertThat(a.send(b.topology().self(), new byte[1]))
                .as("nobody is there to hear it")
                .isFalse();
    }

    @Test
    void anotherInstallationOnTheSameMachineIsNotJoined() throws Exception {
        int first = freePort();
        HazelcastPeers a = join("one", first, freePort());
        HazelcastPeers b = join("other", freePort(), first);
        assertThat(a.topology().isAlone()).isTrue();
        assertThat(b.topology().isAlone()).isTrue();
    }

    @Test
    void aPortThatIsTakenIsSaidInASentenceThatNamesTheSetting() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> join("port", taken.getLocalPort(), freePort()))
                    .isInstanceOf(HazelcastPeers.JoinProblem.class)
                    .hasMessageContaining("cluster.port");
        }
    }

    @Test
    void anAddressThatThisMachineDoesNotHaveIsSaidInASentence() throws Exception {
        HazelcastPeers.Settings elsewhere =
                new HazelcastPeers.Settings(
                        "address", "203.0.113.1", freePort(), List.of(), Optional.empty(), true);
        assertThatThrownBy(() -> HazelcastPeers.join(elsewhere))
                .isInstanceOf(HazelcastPeers.JoinProblem.class)
                .hasMessageContaining("cluster.bind-address");
    }

    private HazelcastPeers join(String name, int port, int other)
            throws HazelcastPeers.JoinProblem {
        HazelcastPeers peers =
                HazelcastPeers.join(
                        new HazelcastPeers.Settings(
                                name,
                                "127.0.0.1",
                                port,
                                List.of("127.0.0.1:" + other),
                                Optional.empty(),
                                true));
        members.add(peers);
        return peers;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - giveUpAt).as("waited in vain for %s", what).isNegative();
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
