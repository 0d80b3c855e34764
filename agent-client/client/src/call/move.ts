// The second path of a call, to the bridge that it is about to move to, while the first one goes on: the same tracks, the same kinds
// of media. It is heard when it carries what the other side sends; until then, and if it never does, nobody notices it.
import { addSections, offerOf, type Sections } from "./sections.ts";

/** How often the second path is asked whether it carries something yet. */
export const LISTEN_EVERY = 20;

export interface MoveOptions {
  readonly bridge: string;
  readonly number: number;
  readonly from: RTCPeerConnection;
  readonly make: () => RTCPeerConnection;
  readonly send: (sdp: string) => void;
  /** What the other side sends by its own word; what has arrived lately says less on a busy machine. */
  readonly expected: () => { audio: boolean; pictures: number };
  /** It carries that. */
  readonly onHeard: () => void;
}

export class Move {
  readonly bridge: string;
  readonly number: number;
  readonly pc: RTCPeerConnection;
  readonly sections: Sections;
  readonly #options: MoveOptions;
  #timer: ReturnType<typeof setInterval> | undefined;
  answered = false;
  heard = false;
  #over = false;

  constructor(options: MoveOptions) {
    this.#options = options;
    this.bridge = options.bridge;
    this.number = options.number;
    this.pc = options.make();
    this.sections = addSections(this.pc);
    for (const [place, { sender }] of options.from.getTransceivers().entries()) {
      if (sender.track) void this.pc.getTransceivers()[place]?.sender.replaceTrack(sender.track);
    }
  }

  async offer(): Promise<void> {
    const offer = await this.pc.createOffer({ iceRestart: false });
    if (this.#over) return;
    await this.pc.setLocalDescription(offer);
    if (!this.#over) this.#options.send(offerOf(this.pc));
  }

  async answer(sdp: string): Promise<void> {
    if (this.answered || this.#over) return;
    this.answered = true;
    await this.pc.setRemoteDescription({ type: "answer", sdp });
    if (!this.#over) this.#timer = setInterval(() => void this.#listen(), LISTEN_EVERY);
  }

  /** It is not listened to any more; the connection goes to somebody else, or is closed by them. */
  end(): void {
    this.#over = true;
    clearInterval(this.#timer);
  }

  async #listen(): Promise<void> {
    if (this.pc.connectionState !== "connected") return;
    const report = await this.pc.getStats().catch(() => undefined);
    if (!report || this.#over) return;
    const missing = this.#options.expected();
    for (const stat of report.values() as Iterable<Record<string, unknown>>) {
      if (stat["type"] !== "inbound-rtp") continue;
      // A picture counts when it can be shown: the packets before the first whole one cannot.
      if (stat["framesDecoded"]) missing.pictures--;
      if (stat["kind"] === "audio" && stat["packetsReceived"]) missing.audio = false;
    }
    if (missing.audio || missing.pictures > 0) return;
    this.end();
    this.heard = true;
    this.#options.onHeard();
  }
}
