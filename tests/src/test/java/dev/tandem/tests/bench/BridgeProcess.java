package dev.tandem.tests.bench;

import com.sun.management.HotSpotDiagnosticMXBean;

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

import io.netty.util.ResourceLeakDetector;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// The media bridge alone in its process, told by lines what to do.
final class BridgeProcess {
    private BridgeProcess() {}

    /// @param args the address, the number of event loops
    public static void main(String[] args) throws IOException {
        // As in the server, where Vert.x does it: sampling would be a fortieth of a packet's cost.
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
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
                            case "end" -> perform(bridge, endOf(words[1]));
                            case "remove" -> perform(bridge, removalOf(words[1], words[2]));
                            case "drops" -> drops(bridge);
                            case "holds" -> holds(bridge);
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

    private static BridgeCommand endOf(String call) {
        return new BridgeCommand.EndCall(new CallId(call));
    }

    private static BridgeCommand removalOf(String call, String leg) {
        return new BridgeCommand.RemoveLeg(new CallId(call), new LegId(leg));
    }

    private static String perform(MediaBridgeServer bridge, BridgeCommand command) {
        return bridge.perform(command).toCompletableFuture().join().toString();
    }

    /// Everything that may leak, as numbers: legs, platform threads, virtual threads, open files,
    /// sockets among them.
    private static String holds(MediaBridgeServer bridge) throws IOException {
        Path dump = Files.createTempFile("threads", ".txt");
        Files.delete(dump); // it wants to make the file itself
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
        long virtual =
                Files.readAllLines(dump).stream()
                        .filter(line -> line.matches("#\\d+ \".*\" virtual.*"))
                        .count();
        Files.delete(dump);
        int files = 0;
        int sockets = 0;
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path file : open) {
                files++;
                sockets += isSocket(file) ? 1 : 0;
            }
        }
        return "%d %d %d %d %d"
                .formatted(
                        bridge.load().legs(),
                        ManagementFactory.getThreadMXBean().getThreadCount(),
                        virtual,
                        files,
                        sockets);
    }

    private static boolean isSocket(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
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
