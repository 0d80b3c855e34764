package dev.tandem.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.packet.Counters;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.PacketBuffer;
import dev.tandem.media.pipeline.OpusLoop;
import dev.tandem.media.pipeline.VoiceCodec;
import dev.tandem.media.srtp.SrtpProfile;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.Candidate;
import dev.tandem.signaling.bridge.LegAnswer;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.LegId;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;

/// A switchboard with browsers around it: virtual time, a network that delivers at once, real SRTP.
final class BridgeSimulation implements Output, LoopTasks {
    static final CallId CALL = new CallId("call");
    static final OpusLoop MUSIC = HoldFile.music();
    private static final OwnSounds ONLY_MUSIC =
            new OwnSounds(MUSIC, Optional.empty(), Optional.empty());
    private static final long TICK_NANOS = 10_000_000;

    final Random random;
    final Counters counters = new Counters();
    final List<BridgeEvent> events = new ArrayList<>();
    final FakeDtls dtls;
    final KeptPackets tap = new KeptPackets();
    final Switchboard switchboard;
    long now = 3_600_000_000_000L;

    private final Map<InetSocketAddress, SimulatedBrowser> network = new HashMap<>();
    private final Queue<LoopTasks.Task> tasks = new ArrayDeque<>();
    private final PacketBuffer in = new PacketBuffer();
    private long bytesToStrangers;

    BridgeSimulation(long seed) {
        this(seed, SrtpProfile.AEAD_AES_128_GCM, new BridgeLimits(10, 8));
    }

    BridgeSimulation(long seed, SrtpProfile profile, BridgeLimits limits) {
        this(seed, profile, limits, ONLY_MUSIC, Optional.empty());
    }

    /// A bridge that mixes.
    static BridgeSimulation mixing(long seed, VoiceCodec codec) {
        return new BridgeSimulation(
                seed,
                SrtpProfile.AEAD_AES_128_GCM,
                new BridgeLimits(10, 8),
                ONLY_MUSIC,
                Optional.of(codec));
    }

    /// A bridge that tells whoever is recorded.
    static BridgeSimulation telling(long seed, OpusLoop notice) {
        return new BridgeSimulation(
                seed,
                SrtpProfile.AEAD_AES_128_GCM,
                new BridgeLimits(10, 8),
                new OwnSounds(MUSIC, Optional.of(notice), Optional.empty()),
                Optional.empty());
    }

    /// A bridge that tells whoever is recorded, and says something to who is on hold.
    static BridgeSimulation reminding(long seed, OpusLoop notice, OwnSounds.Reminder reminder) {
        return new BridgeSimulation(
                seed,
                SrtpProfile.AEAD_AES_128_GCM,
                new BridgeLimits(10, 8),
                new OwnSounds(MUSIC, Optional.of(notice), Optional.of(reminder)),
                Optional.empty());
    }

    private BridgeSimulation(
            long seed,
            SrtpProfile profile,
            BridgeLimits limits,
            OwnSounds sounds,
            Optional<VoiceCodec> codec) {
        random = new Random(seed);
        dtls = new FakeDtls(random, profile);
        switchboard =
                new Switchboard(
                        dtls,
                        this,
                        List.of(new Candidate("127.0.0.1", 10_000)),
                        limits,
                        random,
                        counters,
                        sounds,
                        codec,
                        tap);
    }

    // ---- The bridge's side ----

    @Override
    public void send(byte[] buffer, int offset, int length, InetSocketAddress to) {
        SimulatedBrowser browser = network.get(to);
        if (browser == null) {
            bytesToStrangers += length;
        } else {
            browser.receive(Arrays.copyOfRange(buffer, offset, offset + length));
        }
    }

    @Override
    public void report(BridgeEvent event) {
        events.add(event);
    }

    @Override
    public void execute(LoopTasks.Task task) {
        tasks.add(task);
    }

    /// A datagram arrives at the bridge; what it causes on other threads is done too.
    void deliver(byte[] datagram, InetSocketAddress from) {
        in.reset(datagram.length);
        System.arraycopy(datagram, 0, in.bytes(), 0, datagram.length);
        switchboard.receive(in, from, now, this);
        for (LoopTasks.Task task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run(now, this);
        }
    }

    void runTasks() {
        for (LoopTasks.Task task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run(now, this);
        }
    }

    /// Lets time pass, with the shell's grain.
    void advance(long millis) {
        long end = now + millis * 1_000_000;
        while (now < end) {
            now = Math.min(end, now + TICK_NANOS);
            if (switchboard.nextDeadline() <= now) {
                switchboard.onDeadline(now, this);
            }
        }
    }

    // ---- The server's side ----

    BridgeReply perform(BridgeCommand command) {
        return switchboard.perform(command, now);
    }

    LegAnswer answered(BridgeCommand command) {
        BridgeReply reply = perform(command);
        assertThat(reply).isInstanceOf(BridgeReply.LegAnswered.class);
        return ((BridgeReply.LegAnswered) reply).answer();
    }

    // ---- Browsers ----

    SimulatedBrowser browser(String leg, SimulatedBrowser.Numbers numbers) {
        return new SimulatedBrowser(this, new LegId(leg), numbers);
    }

    /// A browser that has joined the call and is connected.
    SimulatedBrowser joined(String leg, SimulatedBrowser.Numbers numbers) {
        SimulatedBrowser browser = browser(leg, numbers);
        browser.join();
        browser.connect();
        return browser;
    }

    /// What was sent to addresses that are no browser's.
    long bytesToStrangers() {
        return bytesToStrangers;
    }

    void attach(InetSocketAddress address, SimulatedBrowser browser) {
        network.put(address, browser);
    }

    long drops(DropReason reason) {
        return counters.drops(reason);
    }
}
