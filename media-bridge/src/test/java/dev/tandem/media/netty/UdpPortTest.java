package dev.tandem.media.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.media.packet.PacketBuffer;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What a loop may rely on, whichever port it has.
class UdpPortTest {
    /// Of a picture of 1280 x 720 that changed altogether.
    private static final int KEYFRAME_PACKETS = 60;

    /// More than are read before other work has its turn, and fewer than the kernel's own queue
    /// holds on a machine that nobody tuned.
    private static final int BURST = 200;

    private enum Kind {
        LINUX(EpollIoHandler::newFactory),
        NIO(NioIoHandler::newFactory);

        private final Supplier<IoHandlerFactory> io;

        Kind(Supplier<IoHandlerFactory> io) {
            this.io = io;
        }
    }

    /// [LinuxPortTest] does not let one of them be left out unnoticed.
    private static Stream<Kind> kindsOfThisMachine() {
        return LinuxPort.isSupported() ? Stream.of(Kind.values()) : Stream.of(Kind.NIO);
    }

    private record Arrived(String text, InetSocketAddress from) {}

    /// Keeps what comes; "echo ..." goes back, "fail" is a mistake of ours.
    private final class Heard implements UdpPort.Arrivals {
        final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
        final List<Throwable> bugs = new CopyOnWriteArrayList<>();
        final AtomicInteger oversized = new AtomicInteger();
        final AtomicInteger unreachable = new AtomicInteger();
        volatile boolean burstFails;

        Arrived next() throws InterruptedException {
            Arrived next = arrived.poll(5, TimeUnit.SECONDS);
            assertThat(next).as("something that arrives").isNotNull();
            return Objects.requireNonNull(next);
        }

        @Override
        public void arrived(PacketBuffer packet, InetSocketAddress from) {
            String text = new String(packet.bytes(), 0, packet.getLength(), StandardCharsets.UTF_8);
            arrived.add(new Arrived(text, from));
            if (text.equals("fail")) {
                throw new IllegalStateException("of ours");
            }
            if (text.equals("break")) {
                throw new StackOverflowError("of ours");
            }
            if (text.startsWith("echo")) {
                assertThat(port.send(packet.bytes(), 0, packet.getLength(), from)).isTrue();
            }
        }

        @Override
        public void oversized() {
            oversized.incrementAndGet();
        }

        @Override
        public void burstEnded() {
            port.flush();
            if (burstFails) {
                burstFails = false;
                throw new IllegalStateException("of ours");
            }
        }

        @Override
        public void unreachable() {
            unreachable.incrementAndGet();
        }

        @Override
        public void failed(Throwable bug) {
            bugs.add(bug);
        }
    }

    private final Heard heard = new Heard();
    private MultiThreadIoEventLoopGroup loops;
    private UdpPort port;

    private void bind(Kind kind, String address) throws IOException {
        loops = new MultiThreadIoEventLoopGroup(1, kind.io.get());
        port = UdpPort.bind(loops.next(), new InetSocketAddress(address, 0), heard);
    }

    @AfterEach
    void close() {
        port.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @MethodSource("kindsOfThisMachine")
    void whatComesFromABrowserComesWithItsAddressAndTheAnswerFindsBack(Kind kind) throws Exception {
        bind(kind, "127.0.0.1");
        try (DatagramSocket browser = browser()) {
            InetSocketAddress itself = new InetSocketAddress("127.0.0.1", browser.getLocalPort());
            for (int i = 0; i < 3; i++) {
                say(browser, "echo " + i);
                assertThat(receive(browser)).isEqualTo("echo " + i);
                assertThat(heard.next().from()).isEqualTo(itself).hasSameHashCodeAs(itself);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kindsOfThisMachine")
    void twoBrowsersAtOneAddressAreTwo(Kind kind) throws Exception {
        bind(kind, "127.0.0.1");
        try (DatagramSocket one = browser();
                DatagramSocket other = browser()) {
            say(one, "echo one");
            say(other, "echo other");
            assertThat(receive(one)).isEqualTo("echo one");
            assertThat(receive(other)).isEqualTo("echo other");
        }
    }

    @ParameterizedTest
    @MethodSource("kindsOfThisMachine")
    void aPortOfBothKindsHearsBothAndAnswersBoth(Kind kind) throws Exception {
        bind(kind, "::");
        for (String address : List.of("127.0.0.1", "::1")) {
            try (DatagramSocket browser = new DatagramSocket(0, InetAddress.ofLiteral(address))) {
                send(browser, "echo me".getBytes(StandardCharsets.UTF_8), address);
                assertThat(receive(browser)).isEqualTo("echo me");
                assertThat(heard.next().from())
                        .isEqualTo(new InetSocketAddress(address, browser.getLocalPort()));
            }
        }
    }

    /// Many wait while the loop is busy, and more than one read takes.
    @ParameterizedTest
    @MethodSource("kindsOfThisMachine")
    void aBurstComesWholeAndInOrder(Kind kind) throws Exception {
        bind(kind, "127.0.0.1");
        List<String> sent = new ArrayList<>();
        try (DatagramSocket browser = browser()) {
            loops.next()
                    .submit(() -> {
                        for (int i = 0; i < BURST; i++) {
                            say(browser, "no " + i);
                            sent.add("no " + i);
                        }
                        return true;
                    })
                    .get();
            for (String text : sent) {
                assertThat(heard.next().text()).isEqualTo(text);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kindsOfThisMachine")
    void theLongestDatagramComesAndOneByteMoreIsCounted(Kind kind) throws Exception {
        bind(kind, "127.0.0.1");
        byte[] longest = new byte[PacketBuffer.MAX_DATAGRAM];
        Arrays.fill(longest, (byte) 'x');
        try (DatagramSocket browser = browser()) {
            send(browser, new byte[PacketBuffer.MAX_DATAGRAM + 1], "127.0.0.1");
            send(browser, new byte[60_000], "127.0.0.1");
            send(browser, longest, "127.0.0.1");
            send(browser, new byte[0], "127.0.0.1");
            assertThat(heard.next().text()).hasSize(PacketBuffer.MAX_DATAGRAM);
            assertThat(heard.next().text()).isEmpty();
            assertThat(heard.oversized).hasValue(2);
        }
    }

    @ParameterizedTest
    @MethodSource("kindsOfThisMachine")
    void aMistakeOfOursCostsOnePacket(Kind kind) throws Exception {
        bind(kind, "127.0.0.1");
        try (DatagramSocket browser = browser()) {
            say(browser, "fail");
            say(browser, "break");
            say(browser, "echo still here");
            assertThat(receive(browser)).isEqualTo("echo still here");
            assertThat(heard.bugs)
                    .hasExactlyElementsOfTypes(
                            IllegalStateException.class, StackOverflowError.class);
        }
    }

    @ParameterizedTest
    @MethodSource("kindsOfThisMachine")
    void aMistakeAfterABurstCostsNothing(Kind kind) throws Exception {
        bind(kind, "127.0.0.1");
        heard.burstFails = true;
        try (DatagramSocket browser = browser()) {
            say(browser, "echo one");
            assertThat(receive(browser)).isEqualTo("echo one");
            say(browser, "echo two");
            assertThat(receive(browser)).isEqualTo("echo two");
            assertThat(heard.bugs).singleElement().isInstanceOf(IllegalStateException.class);
        }
    }

    /// All of it is written before any of it is flushed.
    @ParameterizedTest
    @MethodSource("kindsOfThisMachine")
    void aKeyframeForEveryLegOfAFullCallWaitsForItsTurn(Kind kind) throws Exception {
        bind(kind, "127.0.0.1");
        byte[] packet = new byte[1_200];
        try (DatagramSocket browser = browser()) {
            InetSocketAddress to = new InetSocketAddress("127.0.0.1", browser.getLocalPort());
            boolean all =
                    loops.next()
                            .submit(() -> {
                                boolean room = true;
                                for (int i = 0; i < 7 * KEYFRAME_PACKETS; i++) {
                                    room &= port.send(packet, 0, packet.length, to);
                                }
                                port.flush();
                                return room;
                            })
                            .get();
            assertThat(all).isTrue();
            assertThat(receive(browser)).hasSize(packet.length);
        }
        assertThat(heard.unreachable).hasValue(0);
    }

    /// A port of IPv4 has no way to an address of IPv6; to port 0 nobody has.
    @ParameterizedTest
    @MethodSource("kindsOfThisMachine")
    void whatCannotBeReachedIsCountedAndTheOthersAreServed(Kind kind) throws Exception {
        bind(kind, "127.0.0.1");
        byte[] text = "echo".getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket browser = browser()) {
            InetSocketAddress to = new InetSocketAddress("127.0.0.1", browser.getLocalPort());
            loops.next()
                    .submit(() -> {
                        port.send(text, 0, text.length, new InetSocketAddress("2001:db8::1", 9));
                        port.send(text, 0, text.length, new InetSocketAddress("127.0.0.1", 0));
                        port.send(text, 0, text.length, to);
                        port.flush();
                        return true;
                    })
                    .get();
            assertThat(receive(browser)).isEqualTo("echo");
            assertThat(heard.unreachable).hasValue(2);
        }
    }

    @ParameterizedTest
    @MethodSource("kindsOfThisMachine")
    void aTakenPortSaysSoAndAClosedOneIsFree(Kind kind) throws Exception {
        bind(kind, "127.0.0.1");
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", port.number());
        assertThatThrownBy(() -> UdpPort.bind(loops.next(), address, heard))
                .isInstanceOf(IOException.class);
        port.close();
        port = boundWhenItIsFree(address);
        try (DatagramSocket browser = browser()) {
            say(browser, "echo again");
            assertThat(receive(browser)).isEqualTo("echo again");
        }
    }

    /// Keys that come from a handshake after the end: its number may be another socket's by then.
    @ParameterizedTest
    @MethodSource("kindsOfThisMachine")
    void aClosedPortSendsNothing(Kind kind) throws Exception {
        bind(kind, "127.0.0.1");
        byte[] text = "late".getBytes(StandardCharsets.UTF_8);
        port.close();
        try (DatagramSocket browser = browser()) {
            InetSocketAddress to = new InetSocketAddress("127.0.0.1", browser.getLocalPort());
            loops.next()
                    .submit(() -> {
                        port.send(text, 0, text.length, to);
                        port.flush();
                        return true;
                    })
                    .get();
            browser.setSoTimeout(100);
            assertThatThrownBy(() -> receive(browser)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    /// Java gives a closed socket back to the kernel with the next turn of its loop.
    private UdpPort boundWhenItIsFree(InetSocketAddress address) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (true) {
            try {
                return UdpPort.bind(loops.next(), address, heard);
            } catch (IOException taken) {
                if (System.nanoTime() > deadline) {
                    throw taken;
                }
            }
        }
    }

    private static DatagramSocket browser() throws IOException {
        return new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
    }

    private void say(DatagramSocket browser, String text) throws IOException {
        send(browser, text.getBytes(StandardCharsets.UTF_8), "127.0.0.1");
    }

    private void send(DatagramSocket browser, byte[] bytes, String address) throws IOException {
        browser.send(
                new DatagramPacket(
                        bytes, bytes.length, InetAddress.ofLiteral(address), port.number()));
    }

    private static String receive(DatagramSocket browser) throws IOException {
        if (browser.getSoTimeout() == 0) {
            browser.setSoTimeout(5_000);
        }
        DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
        browser.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }
}
