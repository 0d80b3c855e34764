package dev.tandem.tests.bench;

import dev.tandem.tests.harness.ChildJvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// Our bridge, as the server starts it, alone in a process.
final class BridgeTarget implements MediaTarget {
    private final ChildJvm process;
    private int calls;

    /// With as many event loops as the server would have here.
    BridgeTarget(String host, List<String> flags) throws IOException {
        this(host, flags, Runtime.getRuntime().availableProcessors());
    }

    BridgeTarget(String host, List<String> flags, int loops) throws IOException {
        process = new ChildJvm(BridgeProcess.class, flags, host, Integer.toString(loops));
        process.hear();
    }

    @Override
    public String name() {
        return "Tandem";
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void connectPair(MediaLeg caller, MediaLeg callee) {
        connectRoom(List.of(caller, callee));
    }

    @Override
    public void connectRoom(List<MediaLeg> legs) {
        connect(legs);
    }

    /// @return the call's id
    String connect(List<MediaLeg> legs) {
        String call = "call-" + ++calls;
        for (int i = 0; i < legs.size(); i++) {
            MediaLeg leg = legs.get(i);
            leg.answered(answer(call, "leg-" + i, leg.sdp()));
            leg.connect();
        }
        return call;
    }

    /// What it answers to this offer.
    String answer(String call, String leg, String offer) {
        String said =
                process.ask(
                        "add %s %s %s"
                                .formatted(
                                        call,
                                        leg,
                                        Base64.getEncoder()
                                                .encodeToString(
                                                        offer.getBytes(StandardCharsets.UTF_8))));
        if (said.startsWith("refused")) {
            throw new IllegalStateException(said);
        }
        return new String(Base64.getDecoder().decode(said), StandardCharsets.UTF_8);
    }

    void end(String call) {
        process.ask("end " + call);
    }

    /// One of those that were connected in this order.
    void remove(String call, int leg) {
        process.ask("remove " + call + " leg-" + leg);
    }

    /// What may leak.
    ///
    /// @param threads of the platform
    /// @param files sockets among them
    record Holds(double legs, double threads, double virtualThreads, double files, double sockets) {
        static Holds of(String said) {
            double[] numbers =
                    Arrays.stream(said.split(" ")).mapToDouble(Double::parseDouble).toArray();
            return new Holds(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        }
    }

    Holds holds() {
        return Holds.of(process.ask("holds"));
    }

    /// What it has dropped so far and why.
    String drops() {
        return process.ask("drops");
    }

    /// After a collection, in MiB.
    double heapMib() {
        return Long.parseLong(process.ask("heap")) / 1_048_576.0;
    }

    @Override
    public void close() {
        process.close();
    }
}
