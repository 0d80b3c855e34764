package dev.tandem.tests.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Makes somebody's microphone sound one tone without an end, and listens in their page for the
/// other side's: how long it was missing.
///
/// Heard is what the page's speaker gets: decoded sound of the tracks that an element of the page
/// plays at that moment, in frames of 10 ms with the browser's own times, so a busy main thread
/// does not look like a gap. A frame has the tone if that frequency is at least half as loud in it
/// as usual (-6 dB). What the decoder invents to bridge a loss fades below that within some 20 ms,
/// so up to so much of a gap is not counted.
///
/// The tone comes from an oscillator and not from the browser's fake microphone, because noise
/// suppression takes away what sounds the same for long.
public final class ToneWatch {
    private static final int WITHIN_MILLIS = 40_000;

    /// The shortest of so many questions tells the page's clock best.
    private static final int CLOCK_LOOKS = 20;

    /// Amplitude of the tone, and the least that counts as heard.
    private static final double LOUD = 0.3;

    private static final double HEARD = LOUD / 2;

    private static final String WATCH =
            """
            (() => {
              let longest = 0, last = 0, frames = 0, without = 0, toned = 0, pictures = 0, cutOff = 0;
              let notes = {}, tones = {};
              const note = (what) => { notes[what] ??= performance.timeOrigin + performance.now(); };
              window.toneWatch = {
                clock: () => performance.timeOrigin + performance.now(),
                begin: () => { longest = frames = without = toned = pictures = cutOff = 0; notes = {}; tones = {}; },
                found: () => ({ longest, frames, without, toned, pictures, cutOff }),
                tones: () => tones,
                notes: () => notes,
              };
              const played = new Map();
              const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "srcObject");
              Object.defineProperty(HTMLMediaElement.prototype, "srcObject", {
                ...source,
                set(stream) { played.set(this, stream); source.set.call(this, stream); },
              });
              const plays = (track) => {
                for (const [element, stream] of played) {
                  if (!element.isConnected || !stream) played.delete(element);
                  else if (stream.getTracks().includes(track)) return true;
                }
                return false;
              };
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
                  if (plays(track)) {
                    const samples = new Float32Array(value.numberOfFrames);
                    value.copyTo(samples, { planeIndex: 0, format: "f32-planar" });
                    const at = value.timestamp / 1000;
                    frames++;
                    const loud = HEARS.filter((hertz) => strength(samples, hertz) >= HEARD);
                    for (const hertz of loud) tones[hertz] = (tones[hertz] ?? 0) + 1;
                    if (!loud.includes(HEARS[0])) without++;
                    else {
                      toned++;
                      note("tone");
                      if (last && at - last - 10 > longest) longest = at - last - 10;
                      last = Math.max(last, at);
                    }
                  }
                  value.close();
                }
              };
              const seen = new Set();
              const see = async (track) => {
                const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 60 }).readable.getReader();
                for (;;) {
                  const { value, done } = await reader.read();
                  if (done) return;
                  seen.add(track);
                  if (plays(track)) pictures++;
                  value.close();
                }
              };
              const Socket = window.WebSocket;
              window.WebSocket = class extends Socket {
                constructor(...given) {
                  super(...given);
                  this.addEventListener("message", ({ data }) => {
                    for (const type of ["join_call", "move_call", "sdp_answer"]) if (data.includes(`"type":"${type}"`)) note(type);
                  });
                }
              };
              const peers = new Set();
              const Peer = window.RTCPeerConnection;
              window.RTCPeerConnection = class extends Peer {
                constructor(...given) {
                  super(...given);
                  this.addEventListener("connectionstatechange", () => note("connection " + this.connectionState));
                  this.addEventListener("iceconnectionstatechange", () => note("ice " + this.iceConnectionState));
                  peers.add(this);
                }
                close() {
                  peers.delete(this);
                  const shows = (peer) => peer.getReceivers().some(({ track }) => seen.has(track));
                  if (shows(this) && ![...peers].some(shows)) cutOff++;
                  super.close();
                }
                addTransceiver(...given) {
                  const made = super.addTransceiver(...given);
                  if (made.receiver.track.kind === "audio") void hear(made.receiver.track);
                  else void see(made.receiver.track);
                  return made;
                }
              };
              const devices = MediaDevices.prototype;
              const ask = devices.getUserMedia;
              devices.getUserMedia = async function (wanted) {
                if (!wanted.audio) return ask.call(this, wanted);
                const context = new AudioContext({ sampleRate: 48000 });
                const tone = new OscillatorNode(context, { frequency: SOUNDS });
                const out = context.createMediaStreamDestination();
                tone.connect(new GainNode(context, { gain: LOUD })).connect(out);
                tone.start();
                return out.stream;
              };
            })();
            """
                    .replace("LOUD", Double.toString(LOUD))
                    .replace("HEARD", Double.toString(HEARD));

    /// Shares of the frames: what sounds on, and what is no more than a note of music.
    private static final double STEADY = 0.5;

    private static final double STRAY = 0.03;

    private final Page page;
    private double offset;
    private double uncertainty = Double.MAX_VALUE;

    /// Since [#begin()].
    ///
    /// @param longest ms without the tone between two frames that have it
    /// @param frames of 10 ms that were heard, with or without it
    /// @param cutOff connections with pictures that were given up before another one had any
    public record Found(
            double longest,
            double frames,
            double without,
            double toned,
            double pictures,
            double cutOff) {}

    /// Of a page that has been loaded.
    public ToneWatch(Page page) {
        this.page = page;
        for (int i = 0; i < CLOCK_LOOKS; i++) {
            double before = clock();
            double there = number(page.evaluate("toneWatch.clock()"));
            double after = clock();
            if ((after - before) / 2 < uncertainty) {
                uncertainty = (after - before) / 2;
                offset = there - (before + after) / 2;
            }
        }
    }

    /// Before the pages of this person are loaded.
    ///
    /// @param sounds Hz; a multiple of 100, so that a frame of 10 ms holds whole waves
    /// @param hears Hz of the other side; of the first of several gaps are counted
    public static void install(BrowserContext person, int sounds, int... hears) {
        person.addInitScript(
                WATCH.replace("SOUNDS", Integer.toString(sounds))
                        .replace("HEARS", Arrays.toString(hears)));
    }

    /// Milliseconds of a clock that is the same for all pages.
    public static double clock() {
        return System.nanoTime() / 1e6;
    }

    public void begin() {
        page.evaluate("toneWatch.begin()");
    }

    public Found found() {
        Map<?, ?> found = (Map<?, ?>) page.evaluate("toneWatch.found()");
        return new Found(
                number(found.get("longest")),
                number(found.get("frames")),
                number(found.get("without")),
                number(found.get("toned")),
                number(found.get("pictures")),
                number(found.get("cutOff")));
    }

    /// Until this holds in the page, told by what was found in it.
    public void await(String condition) {
        page.waitForFunction(
                "() => { const { longest, frames, without, toned, pictures } = toneWatch.found(); return "
                        + condition
                        + "; }",
                null,
                new Page.WaitForFunctionOptions().setTimeout(WITHIN_MILLIS).setPollingInterval(50));
    }

    /// So much more of what the page plays: what happened before is in [#found()] then.
    public void awaitSeconds(double seconds) {
        await("frames >= " + (found().frames() + 100 * seconds));
    }

    /// When things first happened since [#begin()], by name, in ms of [#clock()].
    public Map<String, Double> notes() {
        Map<?, ?> noted = (Map<?, ?>) page.evaluate("toneWatch.notes()");
        return noted.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                e -> String.valueOf(e.getKey()),
                                e -> number(e.getValue()) - offset));
    }

    /// Which of the tones were heard since [#begin()], each in more than half of the frames; those
    /// that were in fewer, but in more than a few, are the ones that come and go.
    public Heard heard() {
        double frames = found().frames();
        Map<?, ?> tones = (Map<?, ?>) page.evaluate("toneWatch.tones()");
        Set<Integer> steady = new TreeSet<>();
        Set<Integer> passing = new TreeSet<>();
        tones.forEach((hertz, count) -> {
            double share = number(count) / frames;
            if (share > STEADY) {
                steady.add(Integer.valueOf(String.valueOf(hertz)));
            } else if (share > STRAY) {
                passing.add(Integer.valueOf(String.valueOf(hertz)));
            }
        });
        return new Heard(steady, passing);
    }

    /// Hz.
    public record Heard(Set<Integer> steady, Set<Integer> passing) {}

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
