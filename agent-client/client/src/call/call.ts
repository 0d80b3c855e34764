// One call as this browser lives it: one RTCPeerConnection with m-lines for sound, camera and screen from the start. Microphone, camera
// and screen come and go by replaceTrack; another bridge or another network is an ICE restart on the same connection. The call outlives the
// socket, and what was muted stays muted. The connection may be there before the call: prepared, it carries nothing and no device is
// open; with the click that says yes the devices are opened, and with the call's beginning they are attached.
import type { Channel, ConnectionQuality, IceServersMessage, JoinCallMessage, MoveCallMessage, PeerPressedMessage, PrepareCallMessage, Role, SdpAnswerMessage, SupervisionMode } from "../protocol/messages.ts";
import { Cell } from "../store.ts";
import type { SocketMessage } from "../connection.ts";
import type { Keep } from "../outbox.ts";
import type { Devices, TrackResult } from "./devices.ts";
import { beginSmall } from "./camera.ts";
import { Move } from "./move.ts";
import { addSections, offerOf, type Sections } from "./sections.ts";
import type { CallProblemCode, MediaKind, MediaProblem } from "./problems.ts";
import { arrival, isAway, QualityMeter, reading, type Arrival, type Grade } from "./quality.ts";

/** A path that is lost for this long is looked for again by an ICE restart; shorter gaps heal themselves. */
export const RESTART_AFTER = 2_500;
/** An offer without an answer is made again after this. */
export const ANSWER_WITHIN = 6_000;
/** Restarts in a row without a connection before the person is told that the call is lost. */
export const RESTART_LIMIT = 6;
export const STATS_EVERY = 2_000;

export type CallPhase = "connecting" | "connected" | "reconnecting" | "elsewhere" | "lost" | "ended";

export interface Sending {
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
}

/** Another one in the call, by their own word. */
export interface Peer {
  /** An agent's id, or `customer`: a call has one. */
  readonly id: string;
  readonly name: string;
  readonly sending: Sending;
  readonly quality?: ConnectionQuality | undefined;
}

/** Whom a server means that does not say who it is: the other one in a call of two. */
export const SOMEBODY = { id: "", name: "" } as const;

/** Before anybody has told. */
const UNTOLD: Sending = { microphone: true, camera: false, screen: false };

export interface PressedKey extends PeerPressedMessage {
  readonly at: number;
}

export interface CallState {
  readonly id: string;
  readonly conversation: string;
  readonly channel: Channel;
  readonly phase: CallPhase;
  readonly connectedAt?: number;
  readonly muted: boolean;
  /** The person wants it on and it is on, or being switched on. */
  readonly camera: boolean;
  readonly sharing: boolean;
  readonly facing: "user" | "environment";
  /** A microphone is there and attached, and hears something; muted or not. */
  readonly microphoneReady: boolean;
  /** It was asked for and could not be had, or was taken away; stays true after the problem was put aside. */
  readonly microphoneFailed: boolean;
  /** The most important of what could not be had; the next one shows when this is solved or put aside. */
  readonly problem?: MediaProblem | undefined;
  readonly lost?: CallProblemCode | undefined;
  /** Those whom this side hears now, in the order in which they came. */
  readonly peers: readonly Peer[];
  /** What at least one of them sends. */
  readonly peer: Sending;
  /** The other side sends by its own word, but nothing of it arrives: its network is gone, or its computer sleeps. */
  readonly peerAway: boolean;
  /** Of our own connection. */
  readonly grade: Grade;
  /** Figures of the last seconds; nothing until there are some. */
  readonly quality?: ConnectionQuality | undefined;
  /** Of the worst connection of those whom this side hears, by their own word. */
  readonly peerQuality?: ConnectionQuality | undefined;
  /** The last keys that others pressed, and when they were told. */
  readonly pressed?: readonly PressedKey[] | undefined;
  readonly localVideo?: MediaStream | undefined;
  readonly remoteAudio?: MediaStream | undefined;
  readonly remoteVideo?: MediaStream | undefined;
  readonly remoteScreen?: MediaStream | undefined;
}

export interface CallOptions {
  conversation: string;
  call: string;
  channel: Channel;
  /** A supervisor's part in the call of others: no picture, and without a device while nobody is to hear them. */
  supervising?: SupervisionMode | undefined;
  devices: Devices;
  send: (message: SocketMessage) => boolean;
  keep?: Keep | undefined;
  peer?: (configuration: RTCConfiguration) => RTCPeerConnection;
  now?: () => number;
}

export class Call {
  readonly state: Cell<CallState>;
  readonly #options: CallOptions;
  #pc: RTCPeerConnection | undefined;
  #sections: Sections | undefined;
  #microphone: MediaStreamTrack | undefined;
  #picture: MediaStreamTrack | undefined;
  #screen: MediaStreamTrack | undefined;
  /** Offers are counted over all paths; this is the last one of the path that carries the call. */
  #count = 0;
  #number = 0;
  #answered = 0;
  /** The path to the bridge that the call is about to move to. */
  #move: Move | undefined;
  #bridge: string | undefined;
  #restarts = 0;
  /** Nobody has said yes yet: nothing is told, nothing is sent, and nothing of it is shown. */
  #ahead = false;
  /** The bridge to which the path was asked for ahead. */
  #aheadTo: string | undefined;
  /** Microphone and camera were asked for before the call began. */
  #opened = false;
  /** A picture that began small gets large. */
  #sharpenTimer: ReturnType<typeof setTimeout> | undefined;
  #answerTimer: ReturnType<typeof setTimeout> | undefined;
  #restartTimer: ReturnType<typeof setTimeout> | undefined;
  #statsTimer: ReturnType<typeof setInterval> | undefined;
  #meter = new QualityMeter();
  #arrival: Arrival | undefined;
  /** Ids of those whom this side hears, whoever else is in the call; nobody: nothing arriving is as it should be. Not known: everybody. */
  #heard: readonly string[] | undefined;
  readonly #peers = new Map<string, Peer>();
  #supervising: SupervisionMode | undefined;
  readonly #problems = new Map<MediaKind, MediaProblem>();

  constructor(options: CallOptions) {
    this.#options = options;
    this.#supervising = options.supervising;
    this.state = new Cell<CallState>({
      id: options.call,
      conversation: options.conversation,
      channel: options.channel,
      phase: "connecting",
      muted: readKept(options).muted,
      camera: this.#cameraIn(options.channel),
      sharing: false,
      facing: "user",
      microphoneReady: false,
      microphoneFailed: false,
      peers: [],
      peer: UNTOLD,
      peerAway: false,
      grade: "good",
    });
  }

  /** A call may begin: the path to its bridge is made, without microphone and camera. */
  async prepare(message: PrepareCallMessage): Promise<void> {
    this.#ahead = true;
    this.#aheadTo = message.bridge;
    if (!this.#opened) this.#set({ channel: message.channel, camera: this.#cameraIn(message.channel) });
    await Promise.all([this.channelIs(message.channel), this.#bring(message)]);
  }

  /** The person has just said yes: their devices are opened while the server is told. */
  ready(): void {
    if (!this.#ahead || this.#opened) return;
    this.#opened = true;
    void this.#open();
  }

  /** Their yes came too late, or changed nothing. */
  unready(): void {
    if (!this.#ahead || !this.#opened) return;
    this.#opened = false;
    this.#close();
    this.#set({ localVideo: undefined, microphoneReady: false, microphoneFailed: false, problem: undefined });
  }

  /** What the server asks for whenever it greets: a leg on this bridge. */
  async join(message: JoinCallMessage): Promise<void> {
    if (this.#ahead) await this.#begin(message);
    // It may have been raised or lowered while nobody could say so here.
    else await Promise.all([this.#pc && this.channelIs(message.channel), this.#bring(message)]);
  }

  /** What was prepared becomes the call. */
  async #begin(message: JoinCallMessage): Promise<void> {
    this.#ahead = false;
    const asked = this.#opened;
    this.#opened = false;
    if (!this.#pc) {
      await this.#bring(message);
      return;
    }
    this.servers(message);
    if (!asked) this.#set({ channel: message.channel, camera: this.#cameraIn(message.channel) });
    const devices = [this.channelIs(message.channel), asked ? this.#attach() : this.#open()];
    this.#connection(this.#pc);
    // An offer that is on its way will be answered; one that went astray is made again.
    if (this.#aheadTo !== message.bridge || this.state.get().phase === "lost") await this.#bring(message);
    await Promise.all(devices);
  }

  async #bring(message: JoinCallMessage | PrepareCallMessage): Promise<void> {
    const { bridge, channel, iceServers } = message;
    const { phase, channel: before } = this.state.get();
    if (phase === "ended") return;
    if (!this.#pc || phase === "elsewhere") {
      // Whether the camera was on in another tab is not known here: it stays off unless it was on in this one.
      if (channel !== before) this.#set({ channel, camera: this.#cameraIn(channel, phase !== "elsewhere") });
      // Muted where they were: nobody is heard here who has not said so here.
      if ("muted" in message && message.muted) {
        this.#set({ muted: true });
        this.#remember();
      }
      await this.#create(iceServers);
      return;
    }
    this.servers({ iceServers });
    if (this.#move?.bridge === bridge) this.#changeOver(this.#move);
    else this.#stay();
    if (this.#bridge === bridge && this.#answered === this.#number && phase !== "lost") {
      this.#tell();
      return;
    }
    this.#restarts = 0;
    if (this.state.get().phase === "lost") this.#set({ phase: "reconnecting", lost: undefined });
    await this.#offer(this.#answered > 0);
  }

  /** The newest credentials of relays: a restart of ICE gathers with what is known when it begins, and older ones expire. */
  servers({ iceServers }: Pick<IceServersMessage, "iceServers">): void {
    for (const pc of [this.#pc, this.#move?.pc]) pc?.setConfiguration?.({ ...PEER, iceServers });
  }

  /** The call is about to go to another bridge: a path to it is made, while this one goes on. */
  async move({ conversation, call, bridge, iceServers }: MoveCallMessage): Promise<void> {
    const from = this.#pc;
    if (!from || this.#ahead || this.#over() || this.state.get().phase === "lost") return;
    this.#stay();
    const number = ++this.#count;
    const { send } = this.#options;
    try {
      this.#move = new Move({
        bridge,
        number,
        from,
        make: () => this.#make(iceServers),
        send: (sdp) => void send({ type: "sdp_offer", conversation, call, number, sdp, bridge }),
        // On hold the customer has music from each bridge by itself, and the agent nothing of the customer.
        expected: () => {
          const { peer } = this.state.get();
          return { audio: peer.microphone && !this.#hearsNobody(), pictures: this.#hearsNobody() ? 0 : Number(peer.camera) + Number(peer.screen) };
        },
        onHeard: () => {
          this.#play(this.#move);
          send({ type: "leg_moved", conversation, call, bridge });
        },
      });
      await this.#move.offer();
    } catch {
      this.#stay();
    }
  }

  /** What is heard and seen: of the next path, or of the one that carries the call. */
  #play(of: Move | undefined): void {
    const sections = of?.sections ?? this.#sections;
    const stream = (transceiver: RTCRtpTransceiver | undefined) => transceiver && new MediaStream([transceiver.receiver.track]);
    this.#set({ remoteAudio: stream(sections?.audio), remoteVideo: stream(sections?.video), remoteScreen: stream(sections?.screen) });
  }

  /** The next path carries the call, the old one is let go. */
  #changeOver(move: Move): void {
    move.end();
    const old = this.#pc;
    if (!move.heard) this.#play(move);
    this.#move = undefined;
    this.#pc = move.pc;
    this.#sections = move.sections;
    this.#bridge = move.bridge;
    this.#number = move.number;
    this.#answered = move.answered ? move.number : 0;
    this.#restarts = 0;
    clearTimeout(this.#answerTimer);
    clearTimeout(this.#restartTimer);
    this.#restartTimer = undefined;
    // Counters begin again; what the old ones have seen is said before.
    const { untold } = this.#meter;
    if (untold) this.#report(untold);
    this.#meter = new QualityMeter();
    this.#arrival = undefined;
    this.#watch(move.pc);
    this.#connection(move.pc);
    old?.close();
  }

  /** It does not come to a move: what carries the call is heard again, the other path is let go. */
  #stay(): void {
    const move = this.#move;
    if (!move) return;
    move.end();
    this.#move = undefined;
    if (move.heard) this.#play(undefined);
    move.pc.close();
  }

  async #put(at: keyof Sections, track: MediaStreamTrack | null): Promise<void> {
    const carrying = this.#sections?.[at].sender;
    const begins = async (picture: MediaStreamTrack, sender: RTCRtpSender) => {
      this.#sharpenTimer = (await beginSmall(sender, picture)) ?? this.#sharpenTimer;
    };
    const put = at === "video" && track && carrying ? begins(track, carrying) : carrying?.replaceTrack(track);
    await Promise.all([put, this.#move?.sections[at].sender.replaceTrack(track)]);
  }

  async answer({ number, bridge, sdp }: SdpAnswerMessage): Promise<void> {
    if (number === this.#move?.number) {
      await this.#move.answer(sdp).catch(() => this.#stay());
      return;
    }
    // An answer to an offer of before a restart describes a path that is no more.
    if (!this.#pc || number !== this.#number || this.#answered === number) return;
    clearTimeout(this.#answerTimer);
    try {
      await this.#pc.setRemoteDescription({ type: "answer", sdp });
      this.#bridge = bridge;
      this.#answered = number;
    } catch {
      this.#lose("refused");
    }
  }

  /** The server could not make the leg. */
  refused(number: number): void {
    if (number === this.#move?.number) this.#stay();
    if (number === this.#number) this.#lose("refused");
  }

  /** Another tab or device of the same person has the call. */
  elsewhere(): void {
    if (this.state.get().phase === "ended") return;
    this.#drop();
    this.#set({ phase: "elsewhere", localVideo: undefined, sharing: false, microphoneReady: false });
  }

  /** "Continue here." */
  takeHere(): void {
    this.#options.send({ type: "take_call", conversation: this.#options.conversation, call: this.#options.call });
  }

  /** The person tries again after the call was lost. */
  async again(): Promise<void> {
    if (this.state.get().phase !== "lost") return;
    this.#restarts = 0;
    this.#set({ phase: "reconnecting", lost: undefined });
    await this.#offer(true);
  }

  end(): void {
    this.#drop();
    this.#set({ phase: "ended", localVideo: undefined, remoteAudio: undefined, remoteVideo: undefined, remoteScreen: undefined, sharing: false, microphoneReady: false });
    try {
      this.#options.keep?.removeItem(keptKey(this.#options.call));
    } catch {
      // Nothing was kept.
    }
  }

  peerSends(sending: Sending, { id, name }: Pick<Peer, "id" | "name"> = SOMEBODY): void {
    this.#peers.set(id, { ...this.#peers.get(id), id, name, sending });
    this.#peersChanged();
  }

  peerReports(quality: ConnectionQuality, { id, name }: Pick<Peer, "id" | "name"> = SOMEBODY): void {
    this.#peers.set(id, { sending: UNTOLD, ...this.#peers.get(id), id, name, quality });
    this.#set(this.#heardPeers());
  }

  peerPresses(pressed: PeerPressedMessage): void {
    const { pressed: before = [] } = this.state.get();
    this.#set({ pressed: [...before.slice(-11), { ...pressed, at: (this.#options.now ?? Date.now)() }] });
  }

  /** What carries this person's sound, and the keys that they press; of the path that carries the call. */
  get sender(): RTCRtpSender | undefined {
    return this.#sections?.audio.sender;
  }

  /** The customer was put on hold or taken off it, a colleague came or went. */
  hears(heard: readonly string[] | undefined): void {
    if (heard?.join() === this.#heard?.join()) return;
    this.#heard = heard;
    this.#peersChanged();
  }

  #peersChanged(): void {
    // What was measured before says nothing about the time after.
    this.#arrival = undefined;
    this.#set({ ...this.#heardPeers(), peerAway: false });
  }

  #heardPeers(): Pick<CallState, "peers" | "peer" | "peerQuality"> {
    const heard = this.#heard;
    const peers = [...this.#peers.values()].filter(({ id }) => heard === undefined || heard.includes(id) || (id === SOMEBODY.id && heard.length > 0));
    const sends = (what: keyof Sending) => peers.some(({ sending }) => sending[what]);
    const peer = peers.length === 0 ? UNTOLD : { microphone: sends("microphone"), camera: sends("camera"), screen: sends("screen") };
    const qualities = peers.flatMap(({ quality }) => quality ?? []);
    return { peers, peer, peerQuality: GRADES.map((grade) => qualities.find((quality) => quality.grade === grade)).find((quality) => quality) };
  }

  #hearsNobody(): boolean {
    return this.#heard?.length === 0;
  }

  /** A supervisor is in the call in another way, on the same connection; nothing: the call is theirs now. */
  async supervises(mode: SupervisionMode | undefined): Promise<void> {
    const before = this.#supervising;
    if (before === mode) return;
    this.#supervising = mode;
    if (mode === "monitor") {
      this.#close();
      this.#set({ microphoneReady: false, microphoneFailed: false, problem: undefined });
      this.#tell();
      await this.#put("audio", null);
    } else if (before === "monitor") await this.microphone();
  }

  /** The conversation was raised to video or lowered to voice by agreement of both. */
  async channelIs(channel: Channel): Promise<void> {
    const { channel: before, camera } = this.state.get();
    if (before === channel) return;
    this.#set({ channel, camera: camera && channel === "video" });
    // Who agreed has opened the camera with the same click.
    if (this.#supervising || (camera && channel === "video")) return;
    await this.camera(channel === "video");
  }

  /** A camera is for video, and as the person has left it here. */
  #cameraIn(channel: Channel, otherwise = true): boolean {
    return channel === "video" && !this.#supervising && (readKept(this.#options).camera ?? otherwise);
  }

  async mute(muted: boolean): Promise<void> {
    this.#set({ muted });
    if (this.#microphone) this.#microphone.enabled = !muted;
    this.#remember();
    this.#tell();
    if (!muted && !this.state.get().microphoneReady) await this.microphone();
  }

  /** Asks for the microphone (again) and attaches it, muted if the person is muted. */
  async microphone(): Promise<void> {
    if (this.#over()) return;
    const got = await this.#options.devices.microphone();
    if (this.#over()) return stopOf(got);
    if ("problem" in got) {
      const silent = this.#microphone?.muted ?? true;
      this.#set({ microphoneReady: !silent, microphoneFailed: silent });
      this.#trouble("microphone", got.problem);
      this.#tell();
      return;
    }
    if (this.#ahead && !this.#opened) return stopOf(got);
    this.#microphone?.stop();
    this.#microphone = got.track;
    got.track.enabled = !this.state.get().muted;
    got.track.addEventListener("ended", () => this.#vanished(got.track));
    for (const event of ["mute", "unmute"]) got.track.addEventListener(event, () => this.#hearsItself(got.track));
    // Said before it is sent: what reaches the bridge before its permission is dropped.
    this.#hearsItself(got.track);
    if (!this.#ahead) await this.#put("audio", got.track);
  }

  /** A phone call, or a switch on the device, makes silence of what is sent: the browser says so here, and when it is over. */
  #hearsItself(track: MediaStreamTrack): void {
    if (track !== this.#microphone) return;
    this.#set({ microphoneReady: !track.muted, microphoneFailed: track.muted });
    this.#trouble("microphone", track.muted ? { kind: "microphone", code: "busy" } : undefined);
    this.#tell();
  }

  /** Microphone and camera, asked for at the same time: a person allows both in one place. */
  async #open(): Promise<void> {
    if (this.#supervising === "monitor") return;
    const microphone = this.microphone();
    const camera = this.state.get().camera ? this.camera(true) : Promise.resolve();
    await Promise.all([microphone, camera]);
  }

  /** What was opened ahead is said and sent; what is still asked for follows by itself. */
  async #attach(): Promise<void> {
    this.#tell();
    await Promise.all([this.#microphone && this.#put("audio", this.#microphone), this.#picture && this.#put("video", this.#picture)]);
  }

  async camera(on: boolean, facing: "user" | "environment" = this.state.get().facing): Promise<void> {
    // Elsewhere it is switched where the call is.
    if (this.#over()) return;
    this.#set({ camera: on, facing });
    this.#remember();
    if (!on) {
      this.#trouble("camera", undefined);
      await this.#show(undefined);
      return;
    }
    // A phone opens one camera at a time: the old one has to go first.
    if (this.#picture) this.#picture.stop();
    const got = await this.#options.devices.camera(facing === "user" ? undefined : facing);
    if (this.#over() || !this.state.get().camera || (this.#ahead && !this.#opened)) return stopOf(got);
    if ("problem" in got) {
      this.#set({ camera: false });
      this.#trouble("camera", got.problem);
      await this.#show(undefined);
      return;
    }
    this.#trouble("camera", undefined);
    await this.#show(got.track);
  }

  async flip(): Promise<void> {
    await this.camera(true, this.state.get().facing === "user" ? "environment" : "user");
  }

  /** The screen, beside the camera. Whoever closes the browser's question has decided, and is told nothing. */
  async share(on: boolean): Promise<void> {
    const got = on ? await this.#options.devices.screen() : undefined;
    if (got && (this.#over() || "problem" in got)) return stopOf(got);
    const track = got && "track" in got ? got.track : undefined;
    this.#screen?.stop();
    this.#screen = track;
    track?.addEventListener("ended", () => this.#vanished(track));
    this.#set({ sharing: on });
    // As with the camera: said before the first packet, and after the last.
    if (track) this.#tell();
    await this.#put("screen", track ?? null);
    if (!track) this.#tell();
  }

  /** Another microphone or camera was chosen: use it now. */
  async devicesChanged(which: "microphone" | "camera"): Promise<void> {
    if (which === "microphone") await this.microphone();
    else if (this.state.get().camera) await this.camera(true);
  }

  /** "Try again": asks for everything that could not be had, since a person allows microphone and camera in one place. */
  async retry(): Promise<void> {
    const asked = [...this.#problems.keys()];
    await Promise.all(asked.map((kind) => (kind === "microphone" ? this.microphone() : this.camera(true))));
  }

  dismissProblem(): void {
    const { problem } = this.state.get();
    if (problem) this.#trouble(problem.kind, undefined);
  }

  /** The other side's voice now, 0 to 1. Reads a counter; cheap enough for every frame. */
  level(): number {
    const source = this.#sections?.audio.receiver.getSynchronizationSources?.()[0];
    return Math.min(1, Math.sqrt(source?.audioLevel ?? 0) * 1.4);
  }

  async #create(iceServers: JoinCallMessage["iceServers"]): Promise<void> {
    this.#drop();
    let pc: RTCPeerConnection;
    try {
      pc = this.#make(iceServers);
    } catch {
      this.#lose("unsupported");
      return;
    }
    this.#pc = pc;
    this.#sections = addSections(pc);
    this.#bridge = undefined;
    this.#answered = 0;
    this.#restarts = 0;
    this.#watch(pc);
    this.#set({ phase: "connecting", lost: undefined });
    this.#play(undefined);
    this.#statsTimer = setInterval(() => void this.#measure(), STATS_EVERY);
    // The path is made while the person is still asked for the microphone: then only the first packet has to travel.
    const offered = this.#offer(false);
    await (this.#ahead ? offered : Promise.all([offered, this.#open()]));
  }

  #make(iceServers: JoinCallMessage["iceServers"]): RTCPeerConnection {
    const configuration = { ...PEER, iceServers: iceServers as RTCIceServer[] };
    return this.#options.peer?.(configuration) ?? new RTCPeerConnection(configuration);
  }

  #watch(pc: RTCPeerConnection): void {
    pc.addEventListener("connectionstatechange", () => this.#connection(pc));
  }

  async #offer(restart: boolean): Promise<void> {
    const pc = this.#pc;
    if (!pc) return;
    const number = (this.#number = ++this.#count);
    try {
      const offer = await pc.createOffer({ iceRestart: restart });
      if (number !== this.#number || pc !== this.#pc) return;
      await pc.setLocalDescription(offer);
    } catch {
      this.#lose("unsupported");
      return;
    }
    if (number !== this.#number || pc !== this.#pc) return;
    const said = this.#options.send({ type: "sdp_offer", conversation: this.#options.conversation, call: this.#options.call, number, sdp: offerOf(pc) });
    this.#tell();
    clearTimeout(this.#answerTimer);
    // Without a socket nobody can answer; `join_call` comes with the next one and asks for a new offer.
    if (said) this.#answerTimer = setTimeout(() => this.#retry(), ANSWER_WITHIN);
  }

  #connection(pc: RTCPeerConnection): void {
    // What is prepared shows when it begins how it stands.
    if (pc !== this.#pc || this.#ahead) return;
    switch (pc.connectionState) {
      case "connected":
        clearTimeout(this.#restartTimer);
        this.#restartTimer = undefined;
        this.#restarts = 0;
        this.#set({ phase: "connected", lost: undefined, connectedAt: this.state.get().connectedAt ?? (this.#options.now ?? Date.now)() });
        break;
      case "disconnected":
        this.#set({ phase: "reconnecting" });
        this.#restartTimer ??= setTimeout(() => this.#retry(), RESTART_AFTER);
        break;
      case "failed":
        this.#set({ phase: "reconnecting" });
        this.#retry();
        break;
      default:
    }
  }

  /** The path is gone or the answer did not come: try again, a limited number of times. */
  #retry(): void {
    clearTimeout(this.#restartTimer);
    this.#restartTimer = undefined;
    if (!this.#pc || this.state.get().phase === "lost" || this.state.get().phase === "ended") return;
    if (++this.#restarts > RESTART_LIMIT) {
      this.#lose("unreachable");
      return;
    }
    void this.#offer(this.#answered > 0);
  }

  #lose(why: CallProblemCode): void {
    clearTimeout(this.#answerTimer);
    this.#set({ phase: "lost", lost: why });
  }

  async #show(track: MediaStreamTrack | undefined): Promise<void> {
    const before = this.#picture;
    this.#picture = track;
    if (before !== track) before?.stop();
    track?.addEventListener("ended", () => this.#vanished(track));
    this.#set({ localVideo: track && new MediaStream([track]) });
    if (this.#ahead) return;
    // Said before it is sent: the first picture is the only whole one, and the bridge drops what reaches it before its permission.
    if (track) this.#tell();
    await this.#put("video", track ?? null);
    if (!track) this.#tell();
  }

  /** Unplugged, or "stop sharing" pressed in the browser's own bar. */
  #vanished(track: MediaStreamTrack): void {
    if (this.#over()) return;
    if (track === this.#microphone) {
      this.#microphone = undefined;
      this.#set({ microphoneReady: false });
      void this.microphone();
    } else if (track === this.#picture) {
      void this.camera(true);
    } else if (track === this.#screen) {
      void this.share(false);
    }
  }

  /** Says what we send; the server enforces it and tells the other side. */
  #tell(): void {
    if (this.#ahead) return;
    const { muted, microphoneReady } = this.state.get();
    this.#options.send({
      type: "set_sending",
      conversation: this.#options.conversation,
      call: this.#options.call,
      microphone: microphoneReady && !muted,
      camera: this.#picture !== undefined,
      screen: this.#screen !== undefined,
    });
  }

  async #measure(): Promise<void> {
    if (this.state.get().phase !== "connected") return;
    const report = await this.#pc?.getStats().catch(() => undefined);
    if (!report) return;
    const now = reading(report.values());
    const at = (this.#options.now ?? Date.now)();
    const { peer, peerQuality } = this.state.get();
    this.#arrival = arrival(this.#arrival, now, at);
    this.#set({ peerAway: !this.#hearsNobody() && (peer.microphone || peer.camera) && isAway(this.#arrival, now, at) });
    const taken = this.#meter.take(now, at, peerQuality);
    if (!taken) return;
    this.#set({ grade: taken.quality.grade, quality: taken.quality });
    if (taken.tell && this.#report(taken.quality)) this.#meter.told();
  }

  #report(quality: ConnectionQuality): boolean {
    return this.#options.send({ type: "report_quality", conversation: this.#options.conversation, call: this.#options.call, quality });
  }

  #trouble(kind: MediaKind, problem: MediaProblem | undefined): void {
    if (problem) this.#problems.set(kind, problem);
    else this.#problems.delete(kind);
    this.#set({ problem: this.#problems.get("microphone") ?? this.#problems.get("camera") });
  }

  #over(): boolean {
    const { phase } = this.state.get();
    return phase === "ended" || phase === "elsewhere";
  }

  #drop(): void {
    clearTimeout(this.#answerTimer);
    clearTimeout(this.#restartTimer);
    clearInterval(this.#statsTimer);
    clearTimeout(this.#sharpenTimer);
    this.#restartTimer = undefined;
    this.#meter = new QualityMeter();
    this.#arrival = undefined;
    this.#close();
    this.#stay();
    const pc = this.#pc;
    this.#pc = undefined;
    pc?.close();
  }

  #close(): void {
    this.#microphone?.stop();
    this.#picture?.stop();
    this.#screen?.stop();
    this.#microphone = undefined;
    this.#picture = undefined;
    this.#screen = undefined;
    this.#problems.clear();
  }

  #set(change: Partial<CallState>): void {
    this.state.update((before) => ({ ...before, ...change }));
  }

  #remember(): void {
    const { muted, camera } = this.state.get();
    try {
      this.#options.keep?.setItem(keptKey(this.#options.call), JSON.stringify({ muted, camera }));
    } catch {
      // A reload then starts unmuted only if the storage is forbidden; nothing else can be known.
    }
  }
}

/** The worst one first. */
const GRADES: readonly Grade[] = ["poor", "fair", "good"];

const PEER: RTCConfiguration = { bundlePolicy: "max-bundle", rtcpMuxPolicy: "require" };

function keptKey(call: string): string {
  return `tandem.call.${call}`;
}

function readKept({ keep, call }: CallOptions): { muted: boolean; camera?: boolean } {
  try {
    const value: unknown = JSON.parse(keep?.getItem(keptKey(call)) ?? "{}");
    const kept = value as Record<string, unknown>;
    return { muted: kept["muted"] === true, ...(typeof kept["camera"] === "boolean" ? { camera: kept["camera"] } : {}) };
  } catch {
    return { muted: false };
  }
}

function stopOf(result: TrackResult): void {
  if ("track" in result) result.track.stop();
}

/** Nobody can hear this person: muted, without a microphone, or not yet asked for it to the end. Unmuting then asks for it again. */
export function isSilent({ phase, muted, microphoneReady, microphoneFailed }: CallState): boolean {
  return muted || microphoneFailed || (phase === "connected" && !microphoneReady);
}

/** How the other side is called in a call of two. */
export function otherSide(me: Role): Role {
  return me === "customer" ? "agent" : "customer";
}
