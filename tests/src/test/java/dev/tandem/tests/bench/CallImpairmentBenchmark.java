package dev.tandem.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;

import dev.tandem.server.application.VoiceQuality;
import dev.tandem.tests.bench.ImpairedNetwork.Impairment;
import dev.tandem.tests.browser.Browsers;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a bad network leaves of a video call through the bridge, and of the same call between the
/// same two browsers without a bridge: the same seeded losses, delays and disorder
/// ([ImpairedNetwork]) between one of the browsers and everything else. So each direction passes
/// the bad network once, either way.
///
/// Measured at both ends over [#SECONDS] s after [#SETTLE_SECONDS] s under the impairment, by the
/// browsers' own counters: the E-model's MOS ([VoiceQuality], as the desk shows it) from delay,
/// jitter and loss of the sound; how much sound was made up by the decoder; freezes and pictures. A
/// row is the mean of both ends, or of the one that it names: the near end is behind the bad
/// network.
@Tag("call-impairment")
class CallImpairmentBenchmark {
    private static final int SECONDS = Integer.getInteger("bench.seconds", 20);
    private static final int SETTLE_SECONDS = 6;
    private static final long SEED = Long.getLong("bench.seed", 7);

    /// Those in whose name this expression is found; all, if nothing is said.
    private static final Pattern CHOSEN = Pattern.compile(System.getProperty("bench.network", ""));

    private static final Map<String, Impairment> NETWORKS = networks();

    private static final String PAGE =
            """
            <!doctype html><body><script>
            let pc;
            async function make() {
              pc = new RTCPeerConnection({ bundlePolicy: "max-bundle", rtcpMuxPolicy: "require" });
              pc.ontrack = ({ track }) => {
                const element = document.createElement(track.kind);
                element.autoplay = true;
                element.srcObject = new MediaStream([track]);
                document.body.append(element);
              };
              const raw = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
              const media = await navigator.mediaDevices.getUserMedia({ audio: raw, video: { width: 640, height: 360, frameRate: 20 } });
              for (const track of media.getTracks()) pc.addTrack(track, media);
            }
            async function described() {
              if (pc.iceGatheringState !== "complete") await new Promise((done) => pc.addEventListener("icegatheringstatechange", () => pc.iceGatheringState === "complete" && done()));
              return pc.localDescription.sdp;
            }
            async function offer() { await make(); await pc.setLocalDescription(await pc.createOffer()); return described(); }
            async function answer(sdp) { await make(); await pc.setRemoteDescription({ type: "offer", sdp }); await pc.setLocalDescription(await pc.createAnswer()); return described(); }
            async function answered(sdp) { await pc.setRemoteDescription({ type: "answer", sdp }); }
            async function measure() {
              const found = { connected: pc.connectionState === "connected" ? 1 : 0, lost: 0, received: 0, jitter: 0, roundTrip: 0, concealed: 0, samples: 0, freezes: 0, frozen: 0, frames: 0, bytes: 0, told: 0, redundant: 0, spoken: 0, waited: 0, shown: 0, requests: 0, asked: 0, allowed: 0, encoded: 0 };
              for (const stat of (await pc.getStats()).values()) {
                if (stat.type === "inbound-rtp" && stat.kind === "audio") {
                  Object.assign(found, { lost: stat.packetsLost, received: stat.packetsReceived, jitter: 1000 * stat.jitter, concealed: stat.concealedSamples, samples: stat.totalSamplesReceived, redundant: stat.fecPacketsReceived ?? 0 });
                } else if (stat.type === "inbound-rtp") {
                  Object.assign(found, { freezes: stat.freezeCount, frozen: stat.totalFreezesDuration, frames: stat.framesDecoded ?? 0, bytes: stat.bytesReceived, waited: 1000 * stat.jitterBufferDelay, shown: stat.jitterBufferEmittedCount, requests: stat.pliCount, asked: stat.nackCount });
                } else if (stat.type === "remote-inbound-rtp" && stat.kind === "audio") {
                  found.told = stat.fractionLost ?? 0;
                } else if (stat.type === "outbound-rtp" && stat.kind === "audio") {
                  found.spoken = stat.bytesSent;
                } else if (stat.type === "outbound-rtp") {
                  Object.assign(found, { allowed: stat.targetBitrate ?? 0, encoded: stat.framesEncoded });
                } else if (stat.type === "candidate-pair" && stat.nominated) found.roundTrip = 1000 * (stat.currentRoundTripTime ?? 0);
              }
              return found;
            }
            </script></body>
            """;

    private final Report report = new Report("call-impairment");

    private static Map<String, Impairment> networks() {
        Map<String, Impairment> networks = new LinkedHashMap<>();
        networks.put("clean", Impairment.NONE);
        networks.put("1 % lost", new Impairment(0.01, 0, 0, 0));
        networks.put("5 % lost", new Impairment(0.05, 0, 0, 0));
        networks.put("10 % lost", new Impairment(0.1, 0, 0, 0));
        networks.put("100 ms", new Impairment(0, 100, 0, 0));
        networks.put("100 ms +-30", new Impairment(0, 100, 30, 0));
        networks.put("2 % overtaken", new Impairment(0, 50, 0, 0.02));
        networks.put("all of it, 5 %", new Impairment(0.05, 100, 30, 0.02));
        networks.put("all of it, 10 %", new Impairment(0.1, 100, 30, 0.02));
        networks.keySet().removeIf(name -> !CHOSEN.matcher(name).find());
        return networks;
    }

    @Test
    void aBadNetworkWithTheBridgeAndWithout() throws Exception {
        Path voice = Path.of("target", "bench", "voice-impaired.wav");
        Voice.write(voice, 150, 3);
        try (Browsers browsers = Browsers.openSpeaking(voice);
                BridgeTarget bridge = new BridgeTarget("127.0.0.1", List.of())) {
            report.add("machine", "load average, at first", "", MediaLoad.loadAverage());
            assertThat(NETWORKS).as("networks called %s", CHOSEN).isNotEmpty();
            for (Map.Entry<String, Impairment> network : NETWORKS.entrySet()) {
                direct(browsers, network.getKey(), network.getValue());
                bridged(browsers, bridge, network.getKey(), network.getValue());
            }
            report.add("machine", "load average, at last", "", MediaLoad.loadAverage());
        }
        report.write();
    }

    private void direct(Browsers browsers, String name, Impairment impairment) throws Exception {
        try (ImpairedNetwork network = new ImpairedNetwork(Optional.empty(), SEED);
                BrowserContext one = browsers.newPerson();
                BrowserContext other = browsers.newPerson()) {
            Page left = page(one);
            Page right = page(other);
            String offer = (String) left.evaluate("offer()");
            // Each knows the other by an address of the network only.
            String answer =
                    (String)
                            right.evaluate(
                                    "sdp => answer(sdp)", reachedAt(offer, network.rightPort()));
            left.evaluate("sdp => answered(sdp)", reachedAt(answer, network.leftPort()));
            measure("direct", name, network, impairment, left, right, 1);
        }
    }

    private void bridged(Browsers browsers, BridgeTarget bridge, String name, Impairment impairment)
            throws Exception {
        String call = "impaired " + name;
        call = call.replaceAll("[^a-z0-9]", "-");
        try (BrowserContext one = browsers.newPerson();
                BrowserContext other = browsers.newPerson()) {
            Page left = page(one);
            Page right = page(other);
            String answer = bridge.answer(call, "left", (String) left.evaluate("offer()"));
            InetSocketAddress port =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), portOf(answer));
            try (ImpairedNetwork network = new ImpairedNetwork(Optional.of(port), SEED)) {
                left.evaluate("sdp => answered(sdp)", reachedAt(answer, network.leftPort()));
                right.evaluate(
                        "sdp => answered(sdp)",
                        bridge.answer(call, "right", (String) right.evaluate("offer()")));
                measure("bridge", name, network, impairment, left, right, 2);
            }
            bridge.end(call);
        }
    }

    private static Page page(BrowserContext person) {
        Page page = person.newPage();
        page.route(
                "**/*",
                route ->
                        route.fulfill(
                                new Route.FulfillOptions()
                                        .setContentType("text/html")
                                        .setBody(PAGE)));
        page.navigate("http://localhost/call.html");
        return page;
    }

    /// The same description of somebody who is reached at this port only.
    private static String reachedAt(String sdp, int port) {
        StringBuilder changed = new StringBuilder();
        for (String line : sdp.lines().toList()) {
            if (line.startsWith("m=")) {
                changed.append(line).append("\r\n");
            } else if (!line.startsWith("a=candidate:") && !line.startsWith("a=end-of-cand")) {
                changed.append(line).append("\r\n");
                if (line.startsWith("a=mid:")) {
                    changed.append("a=candidate:1 1 udp 2130706431 127.0.0.1 ")
                            .append(port)
                            .append(" typ host\r\n");
                }
            }
        }
        return changed.toString();
    }

    private static int portOf(String sdp) {
        return sdp.lines()
                .filter(line -> line.startsWith("a=candidate:"))
                .map(line -> Integer.parseInt(line.split(" ")[5]))
                .findFirst()
                .orElseThrow();
    }

    /// @param paths how many round trips an end's sound makes: one between browsers, one on each
    ///   side of a bridge
    private void measure(
            String way,
            String name,
            ImpairedNetwork network,
            Impairment impairment,
            Page left,
            Page right,
            int paths) {
        for (Page page : List.of(left, right)) {
            page.waitForFunction(
                    "async () => { const now = await measure(); return now.connected && now.frames > 20 && now.received > 50; }");
        }
        network.impair(impairment);
        left.waitForTimeout(SETTLE_SECONDS * 1_000);
        Map<String, Double> leftBefore = numbers(left);
        Map<String, Double> rightBefore = numbers(right);
        left.waitForTimeout(SECONDS * 1_000);
        Map<String, Double> leftAfter = numbers(left);
        Map<String, Double> rightAfter = numbers(right);
        double roundTrip =
                paths == 1
                        ? (leftAfter.get("roundTrip") + rightAfter.get("roundTrip")) / 2
                        : leftAfter.get("roundTrip") + rightAfter.get("roundTrip");
        double mos = 0;
        double concealed = 0;
        double freezes = 0;
        double frozen = 0;
        double frames = 0;
        double bytes = 0;
        double lost = 0;
        for (boolean atLeft : new boolean[] {true, false}) {
            Map<String, Double> before = atLeft ? leftBefore : rightBefore;
            Map<String, Double> after = atLeft ? leftAfter : rightAfter;
            double missing = Math.max(0, grown("lost", before, after));
            double share = missing / Math.max(1, missing + grown("received", before, after));
            mos += VoiceQuality.mos(roundTrip / 2, after.get("jitter"), share) / 2;
            lost += 100 * share / 2;
            double made =
                    100
                            * grown("concealed", before, after)
                            / Math.max(1, grown("samples", before, after));
            double stood = 100 * grown("frozen", before, after) / SECONDS;
            String end = name + ", " + way + (atLeft ? ", near end" : ", far end");
            report.add(end, "sound made up", "%", made);
            report.add(end, "time frozen", "%", stood);
            report.add(end, "told of lost sound", "%", 100 * after.get("told"));
            report.add(end, "redundant", "", grown("redundant", before, after));
            report.add(
                    end,
                    "pictures wait",
                    "ms",
                    grown("waited", before, after) / Math.max(1, grown("shown", before, after)));
            report.add(end, "packets asked for again", "", grown("asked", before, after));
            report.add(end, "keyframes asked for", "", grown("requests", before, after));
            report.add(end, "pictures made", "/s", grown("encoded", before, after) / SECONDS);
            report.add(end, "may send", "kbit/s", after.get("allowed") / 1_000);
            report.add(
                    end, "spoken", "kbit/s", grown("spoken", before, after) * 8 / 1_000 / SECONDS);
            concealed += made / 2;
            freezes += grown("freezes", before, after) / 2;
            frozen += stood / 2;
            frames += grown("frames", before, after) / 2 / SECONDS;
            bytes += grown("bytes", before, after) / 2 / SECONDS;
        }
        String subject = name + ", " + way;
        report.add(subject, "MOS", "", mos);
        report.add(subject, "sound lost", "%", lost);
        report.add(subject, "sound made up", "%", concealed);
        report.add(subject, "round trip", "ms", roundTrip);
        report.add(subject, "freezes", "", freezes);
        report.add(subject, "time frozen", "%", frozen);
        report.add(subject, "pictures", "/s", frames);
        report.add(subject, "pictures, sent again included", "kbit/s", bytes * 8 / 1_000);
    }

    private static double grown(
            String what, Map<String, Double> before, Map<String, Double> after) {
        return after.get(what) - before.get(what);
    }

    private static Map<String, Double> numbers(Page page) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        ((Map<?, ?>) page.evaluate("measure()"))
                .forEach((name, value) ->
                        numbers.put(String.valueOf(name), ((Number) value).doubleValue()));
        return numbers;
    }
}
