// Doubles of the browser's edges: a socket whose server side is the test, a storage, a peer connection, devices.
import type { ClientMessage, Keep, Participant, ServerMessage, Socket, TimelineEntry } from "../../src/index.ts";

export class FakeSocket implements Socket {
  static all: FakeSocket[] = [];
  static get last(): FakeSocket {
    const socket = FakeSocket.all.at(-1);
    if (!socket) throw new Error("no socket was opened");
    return socket;
  }

  readonly url: string;
  readonly protocol: string;
  readyState = 0;
  closedWith: number | undefined;
  onopen: Socket["onopen"] = null;
  onmessage: Socket["onmessage"] = null;
  onclose: Socket["onclose"] = null;
  onerror: Socket["onerror"] = null;
  readonly sent: ClientMessage[] = [];

  constructor(url: string, protocol: string) {
    this.url = url;
    this.protocol = protocol;
    FakeSocket.all.push(this);
  }

  send(data: string): void {
    this.sent.push(JSON.parse(data) as ClientMessage);
  }

  close(code?: number): void {
    this.readyState = 3;
    this.closedWith = code;
  }

  // The test's side

  opens(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  says(message: ServerMessage): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  saysRaw(data: unknown): void {
    this.onmessage?.({ data });
  }

  closes(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }

  /** Opens and greets, as a healthy server does. */
  welcomes(conversation?: string, you: Participant = ELENA): void {
    this.opens();
    this.says({ type: "welcome", you, now: new Date().toISOString(), ...(conversation ? { conversation } : {}) });
  }

  sentOf<T extends ClientMessage["type"]>(type: T): Extract<ClientMessage, { type: T }>[] {
    return this.sent.filter((message): message is Extract<ClientMessage, { type: T }> => message.type === type);
  }
}

export const ELENA: Participant = { role: "customer", id: "cu-1", name: "Elena Moritz" };

export const openFake = (url: string, protocol: string): Socket => new FakeSocket(url, protocol);

export function memoryKeep(): Keep & { readonly size: number } {
  const map = new Map<string, string>();
  return {
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
    get size() {
      return map.size;
    },
  };
}

let minute = 0;
export function entry(version: number, event: TimelineEntry["event"], cause?: string): TimelineEntry {
  minute = (minute + 1) % 60;
  return { version, at: `2026-11-14T19:${String(minute).padStart(2, "0")}:00Z`, event, ...(cause ? { cause } : {}) };
}

/** Lets promises that are ready go on. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

export class FakeTrack extends EventTarget {
  readonly kind: string;
  enabled = true;
  contentHint = "";
  /** By the device, not by the page. */
  muted = false;
  readyState: "live" | "ended" = "live";

  constructor(kind: string) {
    super();
    this.kind = kind;
  }

  /** Of a camera. */
  getSettings(): MediaTrackSettings {
    return this.kind === "video" ? { height: 720 } : {};
  }

  stop(): void {
    this.readyState = "ended";
  }

  /** Something takes the microphone, or gives it back. */
  silences(muted: boolean): void {
    this.muted = muted;
    this.dispatchEvent(new Event(muted ? "mute" : "unmute"));
  }

  vanish(): void {
    this.readyState = "ended";
    this.dispatchEvent(new Event("ended"));
  }
}

export class FakeStream {
  readonly tracks: FakeTrack[];

  constructor(tracks: FakeTrack[] = []) {
    this.tracks = tracks;
  }

  getTracks(): FakeTrack[] {
    return this.tracks;
  }
}

/** As a browser's: what waits is replaced by what is inserted, and sounds one by one. */
export class FakeDtmf extends EventTarget {
  canInsertDTMF = true;
  toneBuffer = "";
  readonly sounded: string[] = [];

  insertDTMF(tones: string): void {
    this.toneBuffer = tones;
  }

  /** The next key sounds; after the last one there is silence. */
  sounds(): void {
    const tone = this.toneBuffer.slice(0, 1);
    this.toneBuffer = this.toneBuffer.slice(1);
    if (tone) this.sounded.push(tone);
    this.dispatchEvent(Object.assign(new Event("tonechange"), { tone }));
  }
}

class FakeSender {
  dtmf: FakeDtmf | null = null;
  track: FakeTrack | null = null;
  /** What a test does the moment it begins, or ceases, to send. */
  onReplace: (track: FakeTrack | null) => void = () => undefined;

  /** Empty in a browser that tells nothing of them. */
  encodings: RTCRtpEncodingParameters[] = [{}];

  getParameters(): { encodings: RTCRtpEncodingParameters[] } {
    return { encodings: this.encodings.map((encoding) => ({ ...encoding })) };
  }

  async setParameters({ encodings }: { encodings: RTCRtpEncodingParameters[] }): Promise<void> {
    this.encodings = encodings;
  }

  async replaceTrack(track: FakeTrack | null): Promise<void> {
    this.onReplace(track);
    this.track = track;
  }
}

class FakeReceiver {
  readonly track: FakeTrack;

  constructor(kind: string) {
    this.track = new FakeTrack(kind);
  }
}

interface FakeTransceiver {
  readonly mid: string;
  readonly direction: string;
  readonly sender: FakeSender;
  readonly receiver: FakeReceiver;
}

export class FakePeer extends EventTarget {
  static all: FakePeer[] = [];
  /** Lines about addresses that the browser had found by the time its offer was made; cleared by whoever sets them. */
  static gathered = "";
  static get last(): FakePeer {
    const peer = FakePeer.all.at(-1);
    if (!peer) throw new Error("no peer connection was made");
    return peer;
  }

  configuration: RTCConfiguration;
  /** The relay's user name with which each offer's search for addresses began. */
  readonly searches: (string | undefined)[] = [];
  readonly senders: Record<string, FakeSender> = {};
  readonly directions: string[] = [];
  readonly offers: { restart: boolean }[] = [];
  connectionState = "new";
  localDescription: { sdp: string } | null = null;
  answers: string[] = [];
  closed = false;

  constructor(configuration: RTCConfiguration) {
    super();
    this.configuration = configuration;
    FakePeer.all.push(this);
  }

  addTransceiver(kind: string, init: { direction: string }): FakeTransceiver {
    const sender = new FakeSender();
    // The second pictures are a screen's.
    this.senders[this.senders[kind] ? "screen" : kind] = sender;
    if (kind === "audio") sender.dtmf = new FakeDtmf();
    this.directions.push(`${kind} ${init.direction}`);
    const transceiver: FakeTransceiver = { mid: String(this.transceivers.length), direction: init.direction, sender, receiver: new FakeReceiver(kind) };
    this.transceivers.push(transceiver);
    return transceiver;
  }

  readonly transceivers: FakeTransceiver[] = [];

  getTransceivers(): FakeTransceiver[] {
    return this.transceivers;
  }

  receiver(kind: string): FakeReceiver {
    const found = this.transceivers.find(({ receiver }) => receiver.track.kind === kind)?.receiver;
    if (!found) throw new Error(`no transceiver for ${kind}`);
    return found;
  }

  sender(kind: string): FakeSender {
    const sender = this.senders[kind];
    if (!sender) throw new Error(`no transceiver for ${kind}`);
    return sender;
  }

  async createOffer({ iceRestart }: { iceRestart: boolean }): Promise<{ type: string; sdp: string }> {
    this.offers.push({ restart: iceRestart });
    return { type: "offer", sdp: `offer ${this.offers.length}` };
  }

  async setLocalDescription(description: { sdp: string }): Promise<void> {
    this.localDescription = { sdp: description.sdp + FakePeer.gathered };
    this.searches.push(this.configuration.iceServers?.[0]?.username);
  }

  async setRemoteDescription(description: { sdp: string }): Promise<void> {
    this.answers.push(description.sdp);
  }

  setConfiguration(configuration: RTCConfiguration): void {
    if (this.closed) throw new DOMException("The connection is closed", "InvalidStateError");
    this.configuration = configuration;
  }

  stats: readonly Record<string, unknown>[] = [];

  async getStats(): Promise<Map<string, unknown>> {
    return new Map(this.stats.map((stat, i) => [`S${i}`, stat]));
  }

  close(): void {
    this.closed = true;
  }

  becomes(state: string): void {
    this.connectionState = state;
    this.dispatchEvent(new Event("connectionstatechange"));
  }
}

/** Devices that can be refused, lost and taken, as in life. */
export class FakeMedia extends EventTarget {
  refuse: Partial<Record<"audio" | "video" | "screen", Error>> = {};
  /** Microphones are given, and something else has them. */
  silent = false;
  readonly asked: MediaStreamConstraints[] = [];
  readonly given: FakeTrack[] = [];

  async getUserMedia(constraints: MediaStreamConstraints): Promise<FakeStream> {
    this.asked.push(constraints);
    const kind = constraints.audio ? "audio" : "video";
    const error = this.refuse[kind];
    if (error) throw error;
    return this.#give(kind);
  }

  async getDisplayMedia(): Promise<FakeStream> {
    const error = this.refuse.screen;
    if (error) throw error;
    return this.#give("video");
  }

  plugged: readonly { kind: string; deviceId: string; label: string }[] = [
    { kind: "audioinput", deviceId: "mic-1", label: "Headset" },
    { kind: "videoinput", deviceId: "cam-1", label: "Webcam" },
    { kind: "audiooutput", deviceId: "out-1", label: "Speakers" },
  ];

  async enumerateDevices(): Promise<unknown[]> {
    return [...this.plugged];
  }

  /** Of the plugged ones these are there now. */
  plugs(plugged: FakeMedia["plugged"]): void {
    this.plugged = plugged;
    this.dispatchEvent(new Event("devicechange"));
  }

  #give(kind: string): FakeStream {
    const track = new FakeTrack(kind);
    track.muted = this.silent && kind === "audio";
    this.given.push(track);
    return new FakeStream([track]);
  }
}

export function named(name: string, message = ""): Error {
  return Object.assign(new Error(message), { name });
}
