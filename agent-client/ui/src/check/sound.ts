// Loudness of a microphone, and a test sound through a chosen speaker.

export interface Meter {
  /** 0 to 1: the loudest of the last moments, about as many as lie between two looks. */
  level(): number;
  stop(): void;
}

/** Speech is far from full scale: this share of it fills the bar. */
const FULL = 0.25;

/** Samples that are looked at, 85 ms at 48 kHz, in blocks that are short enough for a syllable to stand out. */
const SAMPLES = 4096;
const BLOCK = 512;

export function meter(track: MediaStreamTrack): Meter {
  const context = new AudioContext();
  void context.resume();
  const analyser = context.createAnalyser();
  analyser.fftSize = SAMPLES;
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(SAMPLES);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      let loudest = 0;
      for (let at = 0; at < SAMPLES; at += BLOCK) loudest = Math.max(loudest, samples.subarray(at, at + BLOCK).reduce((sum, s) => sum + s * s, 0) / BLOCK);
      return Math.min(1, Math.sqrt(loudest) / FULL);
    },
    stop: () => void context.close(),
  };
}

/** G4 and D5, as the desk rings; seconds. */
const NOTES = [
  { hertz: 392, at: 0.05 },
  { hertz: 587.33, at: 0.4 },
] as const;
const NOTE_LASTS = 0.55;

/** Resolves when it is over; rejects when the speaker or the browser refuses. */
export async function playTestSound(speaker: string | undefined): Promise<void> {
  const context = new AudioContext();
  try {
    const out = context.createMediaStreamDestination();
    for (const { hertz, at } of NOTES) {
      const note = context.createOscillator();
      const volume = context.createGain();
      const begin = context.currentTime + at;
      note.frequency.value = hertz;
      volume.gain.setValueAtTime(0, begin);
      volume.gain.linearRampToValueAtTime(0.25, begin + 0.03);
      volume.gain.exponentialRampToValueAtTime(0.001, begin + NOTE_LASTS);
      note.connect(volume).connect(out);
      note.start(begin);
      note.stop(begin + NOTE_LASTS);
    }
    // Through an element: only elements can be given another speaker everywhere.
    const element = new Audio() as HTMLAudioElement & { setSinkId?: (id: string) => Promise<void> };
    if (speaker) await element.setSinkId?.(speaker);
    element.srcObject = out.stream;
    await context.resume();
    await element.play();
    await new Promise((done) => setTimeout(done, 1200));
    element.pause();
    element.srcObject = null;
  } finally {
    await context.close();
  }
}
