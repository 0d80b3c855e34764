package dev.tandem.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.srtp.SrtpProfile;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Whether the bridge forgets what is over: for [#MINUTES] minutes calls begin, are raised to
/// video, lowered again and end, in each way in which calls end, and what the bridge holds is
/// looked at every round: heap after a collection, legs, threads of both kinds, open files,
/// sockets.
///
/// A round lasts some seconds: [#EACH_ROUND] calls begin, all talk, half of them with pictures, and
/// the oldest end: by the end of the call, by the last of its legs, or by legs that vanish without
/// a word and are removed later. The slope of each number is that of a straight line through all
/// rounds after the first fifth, in which code is compiled and caches fill. At the end all calls
/// are ended, and what is held then is compared with what was held when all had ended after the
/// first fifth.
@Tag("bridge-soak")
class BridgeSoakBenchmark {
    private static final double MINUTES =
            Double.parseDouble(System.getProperty("bench.minutes", "30"));

    private static final int CALLS = 10;
    private static final int EACH_ROUND = 3;

    /// A heap that grows by this is full (1 GiB) after more than eight hours of churn; what a
    /// collection leaves varies by more than nothing in a short run.
    private static final double HEAP_MIB_PER_MINUTE = 2;

    /// Threads, files and sockets come and go in whole numbers.
    private static final double THINGS_PER_MINUTE = 0.5;

    private final Report report = new Report("bridge-soak");
    private final Deque<Pair> calls = new ArrayDeque<>();
    private final List<Sample> samples = new ArrayList<>();
    private int begun;

    private record Pair(String call, MediaLeg caller, MediaLeg callee, int number) {
        List<MediaLeg> legs() {
            return List.of(caller, callee);
        }
    }

    private record Sample(double minutes, double heap, BridgeTarget.Holds holds) {}

    @Test
    void whatIsOverIsForgotten() throws Exception {
        String host = "127.0.0.1";
        try (MediaLoad load =
                        new MediaLoad(InetAddress.getByName(host), SrtpProfile.AEAD_AES_128_GCM);
                BridgeTarget bridge = new BridgeTarget(host, List.of())) {
            churn(load, bridge, MINUTES / 5);
            endAll(load, bridge);
            Sample before = look(bridge, 0);
            samples.clear();
            int warm = begun;
            double loss = churn(load, bridge, MINUTES * 4 / 5);
            endAll(load, bridge);
            Sample after = look(bridge, 0);

            report.add("churn", "calls begun", "", begun);
            report.add("churn", "of them after the warming up", "", begun - warm);
            report.add("churn", "sound lost", "%", loss);
            report.add("churn", "load average", "", MediaLoad.loadAverage());
            double heap = slope("heap after a collection", "MiB", Sample::heap);
            double threads = slope("threads", "", s -> s.holds().threads());
            double virtual = slope("virtual threads", "", s -> s.holds().virtualThreads());
            double files = slope("open files", "", s -> s.holds().files());
            double sockets = slope("sockets", "", s -> s.holds().sockets());
            compare("heap after a collection", "MiB", before.heap(), after.heap());
            compare("legs", "", before.holds().legs(), after.holds().legs());
            compare("threads", "", before.holds().threads(), after.holds().threads());
            compare("open files", "", before.holds().files(), after.holds().files());
            compare("sockets", "", before.holds().sockets(), after.holds().sockets());
            report.write();
            System.out.println(bridge.drops());

            assertThat(heap).as("heap, MiB a minute").isLessThan(HEAP_MIB_PER_MINUTE);
            assertThat(List.of(threads, virtual, files, sockets))
                    .as("threads, virtual threads, files and sockets a minute")
                    .allMatch(slope -> slope < THINGS_PER_MINUTE);
            assertThat(after.holds().legs()).as("legs without a call").isZero();
            assertThat(after.holds().sockets()).isEqualTo(before.holds().sockets());
            assertThat(after.holds().files()).isLessThanOrEqualTo(before.holds().files());
        }
    }

    /// @return percent of the sound that was lost
    private double churn(MediaLoad load, BridgeTarget bridge, double minutes) {
        long began = System.nanoTime();
        long expected = 0;
        long received = 0;
        while (minutesSince(began) < minutes) {
            for (int i = 0; i < EACH_ROUND; i++) {
                begin(load, bridge);
            }
            List<MediaLeg> all = calls.stream().flatMap(p -> p.legs().stream()).toList();
            List<MediaLeg> raised = all.subList(0, Math.max(2, all.size() / 4 * 2));
            MediaLoad.Run voice = load.run(all, 0, 1, 1);
            MediaLoad.Run video = load.run(raised, MediaLoad.FRAME_PACKETS, 1, 1);
            expected += voice.expectedAudio() + video.expectedAudio();
            received += voice.receivedAudio() + video.receivedAudio();
            while (calls.size() > CALLS - EACH_ROUND) {
                end(load, bridge, calls.removeFirst());
            }
            samples.add(look(bridge, minutesSince(began)));
        }
        return 100.0 * (expected - received) / expected;
    }

    private static double minutesSince(long nanos) {
        return (System.nanoTime() - nanos) / 60e9;
    }

    private void begin(MediaLoad load, BridgeTarget bridge) {
        MediaLeg caller = load.newLeg();
        MediaLeg callee = load.newLeg();
        String call = bridge.connect(List.of(caller, callee));
        calls.addLast(new Pair(call, caller, callee, begun++));
    }

    private static void end(MediaLoad load, BridgeTarget bridge, Pair over) {
        switch (over.number() % 3) {
            case 0 -> bridge.end(over.call());
            case 1 -> {
                bridge.remove(over.call(), 0);
                bridge.remove(over.call(), 1);
            }
            default -> over.legs().forEach(load::forget); // and ended below
        }
        if (over.number() % 3 == 2) {
            bridge.end(over.call());
        } else {
            over.legs().forEach(load::forget);
        }
    }

    private void endAll(MediaLoad load, BridgeTarget bridge) {
        while (!calls.isEmpty()) {
            end(load, bridge, calls.removeFirst());
        }
    }

    private static Sample look(BridgeTarget bridge, double minutes) {
        return new Sample(minutes, bridge.heapMib(), bridge.holds());
    }

    /// Per minute, by least squares.
    private double slope(String what, String unit, ToDoubleFunction<Sample> of) {
        double x = samples.stream().mapToDouble(Sample::minutes).average().orElseThrow();
        double y = samples.stream().mapToDouble(of).average().orElseThrow();
        double both =
                samples.stream()
                        .mapToDouble(s -> (s.minutes() - x) * (of.applyAsDouble(s) - y))
                        .sum();
        double squares = samples.stream().mapToDouble(s -> Math.pow(s.minutes() - x, 2)).sum();
        double slope = squares == 0 ? 0 : both / squares;
        samples.forEach(s -> report.add("in the churn", what, unit, of.applyAsDouble(s)));
        report.add("slope", what, unit + "/min", slope);
        return slope;
    }

    private void compare(String what, String unit, double before, double after) {
        report.add("without calls, before", what, unit, before);
        report.add("without calls, after", what, unit, after);
    }
}
