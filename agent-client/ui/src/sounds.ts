// Sounds, made in the browser: no files, no loading. Nothing sounds before the person has touched the page.

export interface Sounds {
  /** The offer: two soft notes (G4, D5). From the second ring on a little louder. */
  ring(round: number): void;
  /** One note for a message in a hidden tab; at most every ten seconds. */
  message(): void;
  /** A rising third: the call is there. */
  joined(): void;
  /** A falling third: it has ended. */
  left(): void;
  /** Ends whatever sounds, at once: somebody answered. */
  stop(): void;
  /** 0 is muted. Kept over reloads. */
  volume: number;
  /** True when the browser refuses sound until a click; then say "Click once so we can ring". */
  blocked(): boolean;
  /** Call from a click or key press: lets the browser allow sound. */
  unlock(): void;
}

const G4 = 392;
const B4 = 493.9;
const D5 = 587.3;
/** -18 and -14 LUFS, as gains of a sine with soft edges; measured by ear against speech at -16. */
const QUIET = 0.18;
const LOUDER = 0.28;
const MESSAGE_EVERY_MS = 10_000;
const VOLUME_KEY = "tandem.volume";

export function createSounds(now: () => number = Date.now): Sounds {
  let context: AudioContext | undefined;
  let out: GainNode | undefined;
  let lastMessage = Number.NEGATIVE_INFINITY;
  let volume = stored();

  function audio(): { context: AudioContext; out: GainNode } | undefined {
    if (typeof AudioContext === "undefined" || volume === 0) return undefined;
    context ??= new AudioContext();
    if (!out) {
      out = context.createGain();
      out.connect(context.destination);
    }
    if (context.state === "suspended") void context.resume().catch(() => undefined);
    return { context, out };
  }

  function notes(frequencies: readonly number[], gain: number, length: number): void {
    const to = audio();
    if (!to) return;
    for (const [i, frequency] of frequencies.entries()) {
      const start = to.context.currentTime + i * length * 0.8;
      const tone = to.context.createOscillator();
      const edge = to.context.createGain();
      tone.frequency.value = frequency;
      edge.gain.setValueAtTime(0, start);
      edge.gain.linearRampToValueAtTime(gain * volume, start + 0.02);
      edge.gain.exponentialRampToValueAtTime(0.0001, start + length);
      tone.connect(edge).connect(to.out);
      tone.start(start);
      tone.stop(start + length);
    }
  }

  return {
    ring: (round) => notes([G4, D5], round === 0 ? QUIET : LOUDER, 0.34),
    message() {
      if (now() - lastMessage < MESSAGE_EVERY_MS) return;
      lastMessage = now();
      notes([D5], QUIET, 0.3);
    },
    joined: () => notes([G4, B4], QUIET, 0.2),
    left: () => notes([B4, G4], QUIET, 0.2),
    stop() {
      out?.disconnect();
      out = undefined;
    },
    get volume() {
      return volume;
    },
    set volume(value: number) {
      volume = Math.min(1, Math.max(0, value));
      try {
        localStorage.setItem(VOLUME_KEY, String(volume));
      } catch {
        // Forgotten with the page.
      }
    },
    blocked: () => volume > 0 && audio()?.context.state === "suspended",
    unlock: () => void audio(),
  };
}

function stored(): number {
  try {
    const value = Number(localStorage.getItem(VOLUME_KEY) ?? "1");
    return Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 1;
  } catch {
    return 1;
  }
}
