package dev.tandem.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.AnnouncedAddresses;
import dev.tandem.media.srtp.SrtpProfile;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What calls cost the bridge, from one to hundreds: processor, memory, latency and loss of voice
/// calls (two legs, 50 packets/s each way), and where loss of sound begins. Ten calls are there
/// from the warming up on, which has video.
///
/// After 200 calls the steps grow by half until a thousandth of the sound is lost, or until the
/// generator itself is late by its own timetable: then the loss may be its own, and nothing is said
/// about the bridge. Calls per core are the calls of the last step without loss over the share of a
/// core that the bridge used there.
///
/// Where loss begins is found apart: the bridge, with one event loop, is held on one core, the
/// generator on the others, and what it sends was protected before it began. Loss of a bridge whose
/// core is not busy is the socket's: it holds no more than `net.core.rmem_max` lets it.
@Tag("bridge-scale")
class BridgeScaleBenchmark {
    private static final int[] STEPS = {1, 10, 25, 50, 100, 150, 200};
    private static final int MOST_CALLS = Integer.getInteger("bench.most-calls", 700);
    private static final int WARM_UP_SECONDS = Integer.getInteger("bench.warm-up", 30);
    private static final int RUN_SECONDS = Integer.getInteger("bench.seconds", 10);
    private static final double LOSS_PERCENT = 0.1;

    /// Calls on one core; a fifth more each time.
    private static final int FIRST_ON_ONE_CORE = Integer.getInteger("bench.first-calls", 300);

    private static final int MOST_ON_ONE_CORE = Integer.getInteger("bench.most-on-one-core", 1_500);

    /// A fifth of a second behind: the generator cannot keep up.
    private static final double LATE_MILLIS = 200;

    private final Report report = new Report("bridge-scale");

    @Test
    void bridgeScale() throws Exception {
        String host = AnnouncedAddresses.ofThisMachine("0.0.0.0").getFirst();
        try (MediaLoad load =
                        new MediaLoad(InetAddress.getByName(host), SrtpProfile.AEAD_AES_128_GCM);
                BridgeTarget bridge = new BridgeTarget(host, List.of())) {
            report.add("0 calls", "heap after a collection", "MiB", bridge.heapMib());
            report.add("0 calls", "resident", "MiB", bridge.residentMib());
            List<MediaLeg> legs = new ArrayList<>();
            join(load, bridge, legs, 10);
            load.run(legs, MediaLoad.FRAME_PACKETS, 1, WARM_UP_SECONDS);
            boolean more = true;
            for (int step = 0; more; step++) {
                int calls = step < STEPS.length ? STEPS[step] : legs.size() / 2 + legs.size() / 4;
                more = calls <= MOST_CALLS && holds(load, bridge, legs, calls);
            }
            System.out.println(bridge.drops());
        }
        report.write();
    }

    /// Measures so many calls; false when, beyond the fixed steps, sound was lost or the generator
    /// was late.
    private boolean holds(MediaLoad load, BridgeTarget bridge, List<MediaLeg> legs, int calls)
            throws Exception {
        join(load, bridge, legs, calls);
        double before = bridge.cpuSeconds();
        MediaLoad.Run run = load.run(legs.subList(0, 2 * calls), 0, 1, RUN_SECONDS);
        double cpu = bridge.cpuSeconds() - before;
        String name = calls + (calls == 1 ? " call" : " calls");
        double late = run.lateP99() / 1e6;
        report.add(name, "CPU", "core", cpu / run.seconds());
        report.add(name, "CPU per packet", "us", cpu * 1e6 / run.received());
        report.add(name, "heap after a collection", "MiB", bridge.heapMib());
        report.add(name, "resident", "MiB", bridge.residentMib());
        report.add(name, "p50", "ms", run.millis(0.5));
        report.add(name, "p99", "ms", run.millis(0.99));
        report.add(name, "sound lost", "%", run.audioLoss());
        report.add(name, "generator late p99", "ms", late);
        report.add(name, "load average", "", MediaLoad.loadAverage());
        if (calls >= STEPS[STEPS.length - 1] && run.audioLoss() < LOSS_PERCENT) {
            report.add("voice calls per core", "at " + name, "", calls / (cpu / run.seconds()));
        }
        return calls < STEPS[STEPS.length - 1]
                || (late < LATE_MILLIS && run.audioLoss() < LOSS_PERCENT);
    }

    @Test
    void lossOnOneCore() throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        assertThat(cores).as("the generator needs another core than the bridge").isGreaterThan(1);
        String host = AnnouncedAddresses.ofThisMachine("0.0.0.0").getFirst();
        long self = ProcessHandle.current().pid();
        try (MediaLoad load =
                        new MediaLoad(InetAddress.getByName(host), SrtpProfile.AEAD_AES_128_GCM);
                BridgeTarget bridge = new BridgeTarget(host, List.of("-Xms1g"), 1)) {
            List<MediaLeg> legs = new ArrayList<>();
            join(load, bridge, legs, FIRST_ON_ONE_CORE);
            load.run(legs, 0, 1, WARM_UP_SECONDS);
            hold(bridge.pid(), "0");
            hold(self, "1-" + (cores - 1));
            int calls = FIRST_ON_ONE_CORE;
            while (calls <= MOST_ON_ONE_CORE && carries(load, bridge, legs, calls)) {
                calls += calls / 5;
                join(load, bridge, legs, calls);
            }
            System.out.println(bridge.drops());
        } finally {
            hold(self, "0-" + (cores - 1));
        }
        report.write();
    }

    private boolean carries(MediaLoad load, BridgeTarget bridge, List<MediaLeg> legs, int calls)
            throws IOException {
        double before = bridge.cpuSeconds();
        long refused = refusedBySockets();
        MediaLoad.Run run = load.runPrepared(legs, RUN_SECONDS);
        double cpu = bridge.cpuSeconds() - before;
        String name = calls + " calls on one core";
        report.add(name, "CPU", "core", cpu / run.seconds());
        report.add(name, "CPU per packet", "us", cpu * 1e6 / run.received());
        report.add(name, "sound lost", "%", run.audioLoss());
        report.add(name, "refused by full sockets", "", refusedBySockets() - refused);
        report.add(name, "generator late p99", "ms", run.lateP99() / 1e6);
        report.add(name, "generator sends", "core", run.busySender());
        report.add(name, "generator receives", "core", run.busyReceiver());
        report.add(name, "load average", "", MediaLoad.loadAverage());
        return run.lateP99() / 1e6 < LATE_MILLIS && run.audioLoss() < LOSS_PERCENT;
    }

    /// Datagrams that found no room, on the whole machine since it runs (`RcvbufErrors`).
    private static long refusedBySockets() throws IOException {
        List<String> udp =
                Files.readAllLines(Path.of("/proc/net/snmp")).stream()
                        .filter(line -> line.startsWith("Udp: "))
                        .toList();
        int at = List.of(udp.getFirst().split(" ")).indexOf("RcvbufErrors");
        return Long.parseLong(udp.get(1).split(" ")[at]);
    }

    /// Keeps every thread of a process, and those it begins, on these cores.
    private static void hold(long pid, String cores) throws IOException, InterruptedException {
        Process taskset =
                new ProcessBuilder("taskset", "-a", "-c", "-p", cores, Long.toString(pid))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(taskset.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(taskset.waitFor()).as(said).isZero();
    }

    private static void join(MediaLoad load, BridgeTarget bridge, List<MediaLeg> legs, int calls) {
        while (legs.size() < 2 * calls) {
            MediaLeg caller = load.newLeg();
            MediaLeg callee = load.newLeg();
            bridge.connectPair(caller, callee);
            legs.add(caller);
            legs.add(callee);
        }
    }
}
