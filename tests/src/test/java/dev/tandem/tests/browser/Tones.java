package dev.tandem.tests.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Gives each person in a call a tone of their own in place of their microphone, and finds in the
/// decoded sound of a page whose tones are in it: who hears whom.
///
/// Tones are multiples of 100 Hz, of which frames of 10 ms keep one apart from the other.
final class Tones {
    private static final String SCRIPT =
            """
            (() => {
              const all = ALL;
              let frames = 0, asked = 0;
              const counts = Object.fromEntries(all.map((hertz) => [hertz, 0]));
              window.tones = { found: () => ({ frames, asked, counts: { ...counts } }) };
              const strength = (samples, hertz) => {
                let sin = 0, cos = 0;
                for (let i = 0; i < samples.length; i++) {
                  sin += samples[i] * Math.sin(2 * Math.PI * hertz * i / 48000);
                  cos += samples[i] * Math.cos(2 * Math.PI * hertz * i / 48000);
                }
                return 2 * Math.hypot(sin, cos) / samples.length;
              };
              const hear = async (track) => {
                const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 300 }).readable.getReader();
                for (;;) {
                  const { value, done } = await reader.read();
                  if (done) return;
                  const samples = new Float32Array(value.numberOfFrames);
                  value.copyTo(samples, { planeIndex: 0, format: "f32-planar" });
                  value.close();
                  frames++;
                  for (const hertz of all) if (strength(samples, hertz) > 0.05) counts[hertz]++;
                }
              };
              const Peer = window.RTCPeerConnection;
              window.RTCPeerConnection = class extends Peer {
                addTransceiver(...given) {
                  const made = super.addTransceiver(...given);
                  if (made.receiver.track.kind === "audio") void hear(made.receiver.track);
                  return made;
                }
              };
              const devices = MediaDevices.prototype;
              const ask = devices.getUserMedia;
              devices.getUserMedia = async function (wanted) {
                asked++;
                if (!wanted.audio) return ask.call(this, wanted);
                const context = new AudioContext({ sampleRate: 48000 });
                const tone = new OscillatorNode(context, { frequency: OWN });
                const out = context.createMediaStreamDestination();
                tone.connect(new GainNode(context, { gain: 0.3 })).connect(out);
                tone.start();
                return out.stream;
              };
            })();
            """;

    /// Decodes a recorded file with the browser's own decoder; for how many seconds each of the
    /// tones sounds in it, those that do not left out.
    private static final String IN_FILE =
            """
            async ({ source, all }) => {
              const bytes = await (await fetch(source)).arrayBuffer();
              const sound = await new OfflineAudioContext(2, 48000, 48000).decodeAudioData(bytes);
              const samples = sound.getChannelData(0);
              const seconds = {};
              for (const hertz of all) {
                let found = 0;
                for (let from = 0; from + 480 <= samples.length; from += 480) {
                  let sin = 0, cos = 0;
                  for (let i = 0; i < 480; i++) {
                    sin += samples[from + i] * Math.sin(2 * Math.PI * hertz * i / 48000);
                    cos += samples[from + i] * Math.cos(2 * Math.PI * hertz * i / 48000);
                  }
                  if (2 * Math.hypot(sin, cos) / 480 > 0.05) found += 0.01;
                }
                if (found > 0.2) seconds[hertz] = found;
              }
              return seconds;
            }
            """;

    /// Frames of 10 ms in which a tone has to be, or in which none of it may be.
    private static final int SECOND = 100;

    private final Person person;

    /// From the next page on.
    ///
    /// @param hertz of this person
    /// @param all of everybody
    Tones(Person person, BrowserContext browser, int hertz, List<Integer> all) {
        this.person = person;
        browser.addInitScript(
                SCRIPT.replace("OWN", String.valueOf(hertz)).replace("ALL", all.toString()));
    }

    /// @param asked how often the page wanted a microphone or a camera
    record Found(long frames, long asked, Map<Integer, Long> counts) {
        long of(int hertz) {
            return counts.getOrDefault(hertz, 0L);
        }
    }

    @SuppressWarnings("unchecked") // A JSON object.
    Found found() {
        Map<String, Object> found =
                (Map<String, Object>) person.page().evaluate("() => window.tones.found()");
        Map<String, Object> counts = (Map<String, Object>) found.get("counts");
        return new Found(
                number(found.get("frames")),
                number(found.get("asked")),
                counts.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        e -> Integer.valueOf(e.getKey()),
                                        e -> number(e.getValue()))));
    }

    /// In seconds, by Hz.
    @SuppressWarnings("unchecked") // A JSON object.
    static Map<Integer, Double> inFile(Page page, String source, List<Integer> all) {
        Map<String, Number> found =
                (Map<String, Number>) page.evaluate(IN_FILE, Map.of("source", source, "all", all));
        return found.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                e -> Integer.valueOf(e.getKey()), e -> e.getValue().doubleValue()));
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    /// Waits for a second of it.
    void hears(int hertz) {
        Found before = found();
        person.await(
                "a tone of " + hertz + " Hz at " + person,
                () -> found().of(hertz) >= before.of(hertz) + SECOND);
    }

    /// Waits until a second has gone by in which sound came, and nothing of this tone.
    void hearsNoMore(int hertz) {
        Found[] since = {found()};
        person.await(
                "a second without " + hertz + " Hz at " + person,
                () -> {
                    Found now = found();
                    if (now.of(hertz) > since[0].of(hertz)) {
                        since[0] = now;
                    }
                    return now.frames() >= since[0].frames() + SECOND;
                });
    }
}
