package dev.tandem.tests.bench;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

import java.util.Map;
import java.util.stream.Collectors;

/// Notes in a page when things happen to its call, by the page's own clock, and tells it in the
/// clock of this process.
///
/// A click counts from the browser's input event. Sound is read decoded, as the page's speaker gets
/// it, in frames of 10 ms; pictures are noted as they come from the decoder. Nothing is polled: a
/// note is made when the frame arrives at the page's main thread.
final class CallWatch {
    /// A peak of -40 dBFS: nobody would call less a voice.
    private static final double AUDIBLE = 0.01;

    private static final int WITHIN_MILLIS = 40_000;

    /// The shortest of so many questions tells the page's clock best.
    private static final int CLOCK_LOOKS = 20;

    private static final String WATCH =
            """
            (() => {
              const wall = (stamp = performance.now()) => performance.timeOrigin + stamp;
              let notes = {};
              let waiting = [];
              const note = (what, at = wall()) => {
                if (what in notes) return;
                notes[what] = at;
                waiting = waiting.filter((wait) => !(wait.what in notes) || wait.done());
              };
              window.callWatch = {
                clock: () => wall(),
                begin: () => { notes = {}; },
                notes: () => notes,
                until: (what) => what in notes || new Promise((done, failed) => {
                  const late = setTimeout(() => failed(new Error("waited in vain for " + what + ", had " + Object.keys(notes))), WITHIN);
                  waiting.push({ what, done: () => { clearTimeout(late); done(true); return false; } });
                }),
              };
              window.addEventListener("click", (event) => {
                const id = event.composedPath().map((node) => node.dataset?.testid).find(Boolean);
                if (id) note("click " + id, wall(event.timeStamp));
              }, true);

              const hear = async (track) => {
                const frames = new MediaStreamTrackProcessor({ track }).readable.getReader();
                for (;;) {
                  const { value, done } = await frames.read();
                  if (done) return;
                  if (!("audio" in notes)) {
                    const samples = new Float32Array(value.numberOfFrames);
                    value.copyTo(samples, { planeIndex: 0, format: "f32-planar" });
                    if (samples.some((sample) => Math.abs(sample) >= AUDIBLE)) note("audio");
                  }
                  value.close();
                }
              };
              const see = async (track) => {
                const frames = new MediaStreamTrackProcessor({ track }).readable.getReader();
                for (;;) {
                  const { value, done } = await frames.read();
                  if (done) return;
                  note("frame");
                  value.close();
                }
              };
              const Socket = window.WebSocket;
              window.WebSocket = class extends Socket {
                constructor(...given) {
                  super(...given);
                  this.addEventListener("message", ({ data }) => {
                    for (const type of ["prepare_call", "join_call"]) if (data.includes(`"type":"${type}"`)) note(type);
                  });
                }
              };
              const Peer = window.RTCPeerConnection;
              window.RTCPeerConnection = class extends Peer {
                constructor(...given) {
                  super(...given);
                  this.addEventListener("connectionstatechange", () => note("connection " + this.connectionState));
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
                const device = wanted.audio ? "microphone" : "camera";
                note(device + " asked");
                const given = await ask.call(this, wanted);
                note(device + " given");
                return given;
              };
            })();
            """
                    .replace("WITHIN", Integer.toString(WITHIN_MILLIS))
                    .replace("AUDIBLE", Double.toString(AUDIBLE));

    private final Page page;
    private double offset;
    private double uncertainty = Double.MAX_VALUE;

    /// Of a page that has been loaded.
    CallWatch(Page page) {
        this.page = page;
        for (int i = 0; i < CLOCK_LOOKS; i++) {
            double before = clock();
            double there = number(page.evaluate("callWatch.clock()"));
            double after = clock();
            if ((after - before) / 2 < uncertainty) {
                uncertainty = (after - before) / 2;
                offset = there - (before + after) / 2;
            }
        }
    }

    /// Before the pages of this person are loaded.
    static void install(BrowserContext person) {
        person.addInitScript(WATCH);
    }

    /// How wrong the times of this page can be against another's, in ms.
    double uncertainty() {
        return uncertainty;
    }

    /// Forgets what was noted; the next of each kind counts.
    void begin() {
        page.evaluate("callWatch.begin()");
    }

    void await(String what) {
        page.evaluate("what => callWatch.until(what)", what);
    }

    double when(String what) {
        await(what);
        return notes().get(what);
    }

    /// All that was noted, by name, in ms of a clock that is the same for all pages.
    Map<String, Double> notes() {
        Map<?, ?> noted = (Map<?, ?>) page.evaluate("callWatch.notes()");
        return noted.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                e -> String.valueOf(e.getKey()),
                                e -> number(e.getValue()) - offset));
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static double clock() {
        return System.nanoTime() / 1e6;
    }
}
