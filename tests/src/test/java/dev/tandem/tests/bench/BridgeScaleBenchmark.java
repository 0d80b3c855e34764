package dev.tandem.tests.bench;

import dev.tandem.media.BridgeConfig;
import dev.tandem.media.srtp.SrtpProfile;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
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
@Tag("bridge-scale")
class BridgeScaleBenchmark {
    private static final int[] STEPS = {1, 10, 25, 50, 100, 150, 200};
    private static final int MOST_CALLS = Integer.getInteger("bench.most-calls", 700);
    private static final int WARM_UP_SECONDS = Integer.getInteger("bench.warm-up", 30);
    private static final int RUN_SECONDS = Integer.getInteger("bench.seconds", 10);
    private static final double LOSS_PERCENT = 0.1;

    /// A fifth of a second behind: the generator cannot keep up.
    private static final double LATE_MILLIS = 200;

    private final Report report = new Report("bridge-scale");

    @Test
    void bridgeScale() throws Exception {
        String host = BridgeConfig.ownAddresses().getFirst();
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
