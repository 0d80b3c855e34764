// The keypad of a call: keys go as telephone events in the sound (RFC 4733), and so where the sound goes, in its order. Apart from the
// call itself, because few calls need it and the widget loads it when one does.
import type { Call } from "./call.ts";

export const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;

/** How long a key sounds, and how long nothing does after it, in ms: what every telephone system hears. */
export const TONE = 100;
export const GAP = 70;
/** A browser says that a key has sounded before its packets are out: how long the silence goes on after the last one, in ms. */
export const LINGER = 1_000;
/** Keys that may wait for the ones before them; nobody types so far ahead. */
export const WAITING_LIMIT = 32;

/** Whether keys can be pressed now, or why not. `unsupported`: this browser sends none, or the other end of the line takes none. */
export type Keypad = "ready" | "connecting" | "unsupported";

export function keypadOf(call: Call): Keypad {
  if (call.state.get().phase !== "connected") return "connecting";
  return call.sender?.dtmf?.canInsertDTMF ? "ready" : "unsupported";
}

/** False: it was not pressed. Who is muted, or has no microphone, presses keys all the same. */
export async function pressKey(call: Call, key: string): Promise<boolean> {
  const { sender } = call;
  const dtmf = sender?.dtmf;
  if (!sender || !dtmf || keypadOf(call) !== "ready" || dtmf.toneBuffer.length >= WAITING_LIMIT) return false;
  // Keys stand between packets of sound: without a microphone there are none, and so there has to be silence.
  const silence = silences.get(sender) ?? (sender.track ? undefined : beSilent(sender, dtmf));
  if (silence) {
    silences.set(sender, silence);
    await silence;
  }
  // What waits is replaced by what is inserted. A key that sounds already is not among it.
  dtmf.insertDTMF(dtmf.toneBuffer + key, TONE, GAP);
  return true;
}

/** Begun and not over: keys in a row need one, and wait for it in their order. */
const silences = new WeakMap<RTCRtpSender, Promise<void>>();

/** Sends nothing audible until the last key has gone out. */
async function beSilent(sender: RTCRtpSender, dtmf: RTCDTMFSender): Promise<void> {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  // Without a source there is not even silence: no packet is sent, and no key with it.
  const zero = context.createConstantSource();
  zero.offset.value = 0;
  zero.connect(out);
  zero.start();
  const track = out.stream.getAudioTracks()[0] ?? null;
  const over = () => {
    // Pressed just now, in a call that still is.
    if (dtmf.toneBuffer !== "" && sender.transport?.state !== "closed") return linger();
    dtmf.removeEventListener("tonechange", linger);
    silences.delete(sender);
    // A microphone may have come meanwhile.
    if (sender.track === track) void sender.replaceTrack(null);
    void context.close();
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const linger = () => {
    clearTimeout(timer);
    timer = setTimeout(over, LINGER);
  };
  dtmf.addEventListener("tonechange", linger);
  await sender.replaceTrack(track);
  linger();
}
