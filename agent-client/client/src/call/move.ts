// The second path of a call, to the bridge that it is about to move to, while the first one goes on: the same tracks, the same kinds
// of media. It is heard when it carries what the first one does; until then, and if it never does, nobody notices it.

/** How often the second path is asked whether it carries something yet. */
export const LISTEN_EVERY = 20;
/** What the first path has carried within so many milliseconds, it carries. */
const CARRIES_WITHIN = 300;

export interface MoveOptions {
  readonly bridge: string;
  readonly number: number;
  readonly from: RTCPeerConnection;
  readonly make: () => RTCPeerConnection;
  readonly send: (sdp: string) => void;
  /** It carries what the first one does. */
  readonly onHeard: () => void;
}

export class Move {
  readonly bridge: string;
  readonly number: number;
  readonly pc: RTCPeerConnection;
  readonly #options: MoveOptions;
  #timer: ReturnType<typeof setInterval> | undefined;
  answered = false;
  heard = false;
  #over = false;
  /** When something new of each receiver of the first path was last seen, and what it was. */
  readonly #flow = new Map<RTCRtpReceiver, { last: number; at: number }>();

  constructor(options: MoveOptions) {
    this.#options = options;
    this.bridge = options.bridge;
    this.number = options.number;
    this.pc = options.make();
    for (const { sender, receiver, direction } of options.from.getTransceivers()) {
      const { kind } = receiver.track;
      const transceiver = this.pc.addTransceiver(kind, { direction });
      if (sender.track) void transceiver.sender.replaceTrack(sender.track);
    }
  }

  async offer(): Promise<void> {
    const offer = await this.pc.createOffer({ iceRestart: false });
    if (this.#over) return;
    await this.pc.setLocalDescription(offer);
    if (!this.#over) this.#options.send(this.pc.localDescription?.sdp ?? "");
  }

  async answer(sdp: string): Promise<void> {
    if (this.answered || this.#over) return;
    this.answered = true;
    await this.pc.setRemoteDescription({ type: "answer", sdp });
    if (!this.#over) this.#timer = setInterval(() => void this.#listen(), LISTEN_EVERY);
  }

  /** The same place in the second path. */
  twin(transceiver: RTCRtpTransceiver | undefined): RTCRtpTransceiver | undefined {
    const place = transceiver ? this.#options.from.getTransceivers().indexOf(transceiver) : -1;
    return place < 0 ? undefined : this.pc.getTransceivers()[place];
  }

  /** It is not listened to any more; the connection goes to somebody else, or is closed by them. */
  end(): void {
    this.#over = true;
    clearInterval(this.#timer);
  }

  async #listen(): Promise<void> {
    const now = Date.now();
    const wanted = this.#options.from.getTransceivers().filter(({ receiver }) => this.#carries(receiver, now));
    if (this.pc.connectionState !== "connected") return;
    const report = await this.pc.getStats().catch(() => undefined);
    if (!report || this.#over) return;
    const arrived = new Set<string>();
    for (const stat of report.values() as Iterable<Record<string, unknown>>) {
      // A picture counts when it can be shown: the packets before the first whole one cannot.
      const count = stat["kind"] === "video" ? stat["framesDecoded"] : stat["packetsReceived"];
      if (stat["type"] === "inbound-rtp" && typeof count === "number" && count > 0) arrived.add(String(stat["mid"]));
    }
    const all = wanted.every((transceiver) => arrived.has(String(this.twin(transceiver)?.mid)));
    if (!all) return;
    this.end();
    this.heard = true;
    this.#options.onHeard();
  }

  #carries(receiver: RTCRtpReceiver, now: number): boolean {
    const last = receiver.getSynchronizationSources()[0]?.timestamp ?? 0;
    const known = this.#flow.get(receiver);
    // The first look only tells what was there before.
    if (!known || known.last !== last) this.#flow.set(receiver, { last, at: known ? now : last === 0 ? 0 : now });
    return now - (this.#flow.get(receiver)?.at ?? 0) < CARRIES_WITHIN;
  }
}
