package dev.tandem.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.AnnouncedAddresses;
import dev.tandem.media.srtp.SrtpProfile;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// What forwarding a packet costs: our bridge and Debian's Janus, each in its own process, under
/// the same generator, the same legs, packets and SRTP profile, in turn and warm; and a bare Netty
/// echo as the limit.
///
/// CPU is the whole process's user and system time by `/proc`, over the packets that came out of
/// it, so other load on the machine hardly moves it. Latency begins before the generator protects a
/// packet and ends when it has read it, so it holds the generator's own share, the same for all;
/// other load does move that.
///
/// In a call of four one leg speaks and three receive: both servers then forward exactly the same
/// packets (of several who speak our bridge chooses one, Janus forwards all).
@Tag("bridge-vs-janus")
class BridgeVersusJanusBenchmark {
    /// 8,000 packets/s in, 8,000 out.
    private static final int PAIRS = Integer.getInteger("bench.pairs", 20);

    /// 2,000 packets/s in, 6,000 out.
    private static final int ROOMS = Integer.getInteger("bench.rooms", 10);

    /// Compiled code is what costs least per packet, and on a busy machine it is long in coming.
    private static final int WARM_UP_SECONDS = Integer.getInteger("bench.warm-up", 45);

    private static final int RUN_SECONDS = Integer.getInteger("bench.seconds", 6);
    private static final int RUNS = Integer.getInteger("bench.runs", 3);

    /// More flags for the bridge's JVM, for example of a profiler.
    private static final List<String> FLAGS =
            List.of(System.getProperty("bench.flags", "").split(" ")).stream()
                    .filter(flag -> !flag.isEmpty())
                    .toList();

    private final Report report = new Report("bridge-vs-janus");

    /// Who sends in a call, and to how many.
    private record Calls(String shape, List<MediaLeg> senders, int copies) {}

    private record Subject(MediaTarget target, Calls calls) {}

    @Test
    void bridgeVersusJanus() throws Exception {
        String host = AnnouncedAddresses.ofThisMachine("0.0.0.0").getFirst();
        assertThat(host)
                .as("Janus offers no loopback address: this machine needs another IPv4 address")
                .isNotEqualTo("127.0.0.1");
        SrtpProfile profile =
                SrtpProfile.valueOf(System.getProperty("bench.profile", "AEAD_AES_128_GCM"));
        try (MediaLoad load = new MediaLoad(InetAddress.getByName(host), profile);
                BridgeTarget bridge = new BridgeTarget(host, FLAGS);
                JanusTarget janus = new JanusTarget(host);
                EchoTarget echo = new EchoTarget(host, profile)) {
            System.out.printf("Janus %s, %s%n", janus.version(), profile);
            measure(
                    load,
                    List.of(
                            new Subject(bridge, pairs(load, bridge)),
                            new Subject(janus, pairs(load, janus)),
                            new Subject(echo, pairs(load, echo))));
            measure(
                    load,
                    List.of(
                            new Subject(bridge, rooms(load, bridge)),
                            new Subject(janus, rooms(load, janus))));
            silent(List.of(bridge, janus));
            System.out.println(bridge.drops());
        }
        report.write();
    }

    /// What all those calls cost while nobody sends anything but the checks that keep them.
    private void silent(List<MediaTarget> targets) throws IOException {
        for (int i = 0; i < RUNS; i++) {
            for (MediaTarget target : targets) {
                double before = target.cpuSeconds();
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(RUN_SECONDS));
                report.add(
                        target.name() + ", " + (PAIRS + ROOMS) + " silent calls",
                        "CPU of a second",
                        "ms",
                        (target.cpuSeconds() - before) * 1e3 / RUN_SECONDS);
            }
        }
    }

    private static Calls pairs(MediaLoad load, MediaTarget target) {
        List<MediaLeg> legs = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            MediaLeg caller = load.newLeg();
            MediaLeg callee = load.newLeg();
            target.connectPair(caller, callee);
            legs.add(caller);
            legs.add(callee);
        }
        return new Calls(PAIRS + " 1:1 calls", legs, 1);
    }

    private static Calls rooms(MediaLoad load, MediaTarget target) {
        List<MediaLeg> speakers = new ArrayList<>();
        for (int i = 0; i < ROOMS; i++) {
            List<MediaLeg> legs = new ArrayList<>();
            for (int leg = 0; leg < 4; leg++) {
                legs.add(load.newLeg());
            }
            target.connectRoom(legs);
            speakers.add(legs.getFirst());
        }
        return new Calls(ROOMS + " 4-leg calls", speakers, 3);
    }

    private void measure(MediaLoad load, List<Subject> subjects) throws IOException {
        for (Subject subject : subjects) {
            run(load, subject.calls(), WARM_UP_SECONDS);
        }
        for (int i = 0; i < RUNS; i++) {
            List<Double> costs = new ArrayList<>();
            for (Subject subject : subjects) {
                costs.add(measured(load, subject));
            }
            report.add(
                    "Tandem / Janus, " + subjects.getFirst().calls().shape(),
                    "CPU per packet",
                    "x",
                    costs.getFirst() / costs.get(1));
        }
    }

    private double measured(MediaLoad load, Subject subject) throws IOException {
        double before = subject.target().cpuSeconds();
        MediaLoad.Run run = run(load, subject.calls(), RUN_SECONDS);
        double cpu = subject.target().cpuSeconds() - before;
        double perPacket = cpu * 1e6 / run.received();
        String name = subject.target().name() + ", " + subject.calls().shape();
        report.add(name, "CPU per packet", "us", perPacket);
        report.add(name, "p50", "ms", run.millis(0.5));
        report.add(name, "p99", "ms", run.millis(0.99));
        report.add(name, "lost", "%", run.loss());
        report.add(name, "packets out", "1/s", run.received() / run.seconds());
        report.add(name, "resident", "MiB", subject.target().residentMib());
        report.add(name, "generator late p99", "ms", run.lateP99() / 1e6);
        report.add(name, "generator sends", "core", run.busySender());
        report.add(name, "generator receives", "core", run.busyReceiver());
        report.add(name, "load average", "", MediaLoad.loadAverage());
        return perPacket;
    }

    private static MediaLoad.Run run(MediaLoad load, Calls calls, int seconds) {
        return load.run(calls.senders(), MediaLoad.FRAME_PACKETS, calls.copies(), seconds);
    }
}
