package dev.tandem.tests.bench;

import dev.tandem.media.BridgeConfig;
import dev.tandem.media.MediaBridgeServer;
import dev.tandem.media.packet.DropReason;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.sdp.SdpAnswerRenderer;
import dev.tandem.signaling.sdp.SdpOffer;
import dev.tandem.signaling.sdp.SdpOfferParser;
import dev.tandem.tests.harness.ChildJvm;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// The media bridge alone in its process, told by lines what to do.
final class BridgeProcess {
    private BridgeProcess() {}

    /// @param args the address, the number of event loops
    public static void main(String[] args) throws IOException {
        BridgeConfig config =
                new BridgeConfig(args[0], 0, List.of(args[0]), Integer.parseInt(args[1]), 4_000, 8);
        try (MediaBridgeServer bridge = MediaBridgeServer.start(config, event -> {});
                var requests = ChildJvm.requests()) {
            say("ready");
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                String[] words = line.split(" ");
                say(
                        switch (words[0]) {
                            case "add" -> add(bridge, words[1], words[2], words[3]);
                            case "drops" -> drops(bridge);
                            // Heap in use after a collection, in bytes.
                            case "heap" -> heap();
                            default -> "unknown";
                        });
            }
        }
    }

    private static String add(MediaBridgeServer bridge, String call, String leg, String offer) {
        String sdp = new String(Base64.getDecoder().decode(offer), StandardCharsets.UTF_8);
        return switch (SdpOfferParser.parse(sdp)) {
            case SdpOffer.Malformed malformed -> "refused " + malformed;
            case SdpOffer.Parsed parsed -> {
                BridgeReply reply =
                        bridge.perform(
                                        new BridgeCommand.AddLeg(
                                                new CallId(call), new LegId(leg), parsed.offer()))
                                .toCompletableFuture()
                                .join();
                yield reply instanceof BridgeReply.LegAnswered answered
                        ? Base64.getEncoder()
                                .encodeToString(
                                        SdpAnswerRenderer.render(answered.answer())
                                                .getBytes(StandardCharsets.UTF_8))
                        : "refused " + reply;
            }
        };
    }

    private static String drops(MediaBridgeServer bridge) {
        StringBuilder said = new StringBuilder("drops");
        Arrays.stream(DropReason.values())
                .filter(reason -> bridge.counters().drops(reason) > 0)
                .forEach(reason ->
                        said.append(' ')
                                .append(reason)
                                .append('=')
                                .append(bridge.counters().drops(reason)));
        return said.toString();
    }

    private static String heap() {
        System.gc();
        return Long.toString(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    private static void say(String line) {
        System.out.println(ChildJvm.SAYS + line);
    }
}
