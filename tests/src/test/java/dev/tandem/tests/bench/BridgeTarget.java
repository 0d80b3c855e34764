package dev.tandem.tests.bench;

import dev.tandem.tests.harness.ChildJvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// Our bridge, as the server starts it, alone in a process.
final class BridgeTarget implements MediaTarget {
    private final ChildJvm process;
    private int calls;

    BridgeTarget(String host, List<String> flags) throws IOException {
        process =
                new ChildJvm(
                        BridgeProcess.class,
                        flags,
                        host,
                        Integer.toString(Runtime.getRuntime().availableProcessors()));
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
        String call = "call-" + ++calls;
        for (int i = 0; i < legs.size(); i++) {
            MediaLeg leg = legs.get(i);
            String offer =
                    Base64.getEncoder().encodeToString(leg.sdp().getBytes(StandardCharsets.UTF_8));
            String answer = process.ask("add " + call + " leg-" + i + " " + offer);
            if (answer.startsWith("refused")) {
                throw new IllegalStateException(answer);
            }
            leg.answered(new String(Base64.getDecoder().decode(answer), StandardCharsets.UTF_8));
            leg.connect();
        }
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
