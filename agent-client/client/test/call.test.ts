// A call through everything that happens to calls: late permission, refusal, a dead bridge, a lost network, a second tab, a reload.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Call, Devices, isSilent, mediaProblem, ANSWER_WITHIN, RESTART_AFTER, RESTART_LIMIT, STATS_EVERY, type Channel, type JoinCallMessage, type SocketMessage, type SupervisionMode } from "../src/index.ts";
import { BETTER_AFTER, grade, judge, QualityMeter, reading, TOLD_EVERY, WORSE_AFTER, type Grade, type Judgement, type Reading } from "../src/call/quality.ts";
import { FakeMedia, FakePeer, FakeStream, memoryKeep, named, settle } from "./fakes/fakes.ts";

const join = (bridge = "b-1", channel: Channel = "voice", user?: string): JoinCallMessage => ({ type: "join_call", conversation: "c-1", call: "call-1", bridge, channel, iceServers: user ? relay(user) : [] });
const relay = (username: string) => [{ urls: ["turn:turn.harbor.example:3478"], username, credential: "c2VjcmV0" }];

function stage(options: { channel?: Channel; media?: FakeMedia; keep?: ReturnType<typeof memoryKeep>; supervising?: SupervisionMode; online?: () => boolean; now?: () => number } = {}) {
  const media = options.media ?? new FakeMedia();
  const sent: SocketMessage[] = [];
  const call = new Call({
    conversation: "c-1",
    call: "call-1",
    channel: options.channel ?? "voice",
    supervising: options.supervising,
    devices: new Devices(media as unknown as MediaDevices),
    send: (message) => {
      if (options.online && !options.online()) return false;
      sent.push(message);
      return true;
    },
    keep: options.keep ?? memoryKeep(),
    peer: (configuration) => new FakePeer(configuration) as unknown as RTCPeerConnection,
    now: options.now ?? (() => 1000),
  });
  const offers = () => sent.filter((message) => message.type === "sdp_offer");
  const lastSending = () => sent.findLast((message) => message.type === "set_sending");
  const answer = (bridge = "b-1", number = offers().at(-1)?.number ?? 0) => call.answer({ type: "sdp_answer", conversation: "c-1", call: "call-1", number, bridge, sdp: `answer ${number}` });
  return { call, media, sent, offers, lastSending, answer, state: () => call.state.get() };
}

/** A call that stands. */
async function standing(options: Parameters<typeof stage>[0] = {}) {
  const made = stage(options);
  await made.call.join(join("b-1", options.channel));
  await made.answer();
  FakePeer.last.becomes("connected");
  await settle();
  return made;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("MediaStream", FakeStream);
  FakePeer.all = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("joining", () => {
  it("offers audio and video, both ways, from the start, also for a voice call", async () => {
    const { offers } = await standing();
    expect(FakePeer.last.directions).toEqual(["audio sendrecv", "video sendrecv", "video sendrecv"]);
    expect(offers()).toMatchObject([{ number: 1, sdp: "offer 1" }]);
  });

  it("leaves out two hundred addresses of its own, which no bridge needs and no message has room for", async () => {
    const found = Array.from({ length: 200 }, (_, i) => `a=candidate:${i} 1 udp 2122260223 2001:db8:85a3:8d3:1319:8a2e:370:${i} ${40_000 + i} typ host generation 0 ufrag 0dGw network-id ${i}\r\n`);
    FakePeer.gathered = `\r\n${found.join("")}a=end-of-candidates\r\na=mid:0\r\n`;
    const { call, offers } = await standing();
    await call.move({ type: "move_call", conversation: "c-1", call: "call-1", bridge: "b-2", iceServers: [] });
    FakePeer.gathered = "";
    expect(offers().map(({ sdp }) => sdp)).toEqual(["offer 1\r\na=mid:0\r\n", "offer 1\r\na=mid:0\r\n"]);
  });

  it("does not wait for the microphone: the path is made while the person is asked", async () => {
    const media = new FakeMedia();
    media.getUserMedia = () => new Promise(() => undefined);
    const { call, offers, lastSending } = stage({ media });
    void call.join(join());
    await settle();
    expect(offers()).toHaveLength(1);
    expect(lastSending()).toMatchObject({ microphone: false, camera: false });
  });

  it("attaches the microphone and says so", async () => {
    const { state, lastSending, media } = await standing();
    expect(state()).toMatchObject({ phase: "connected", connectedAt: 1000, microphoneReady: true });
    expect(FakePeer.last.senders["audio"]?.track).toBe(media.given[0]);
    expect(FakePeer.last.senders["video"]?.track).toBeNull();
    expect(lastSending()).toMatchObject({ microphone: true, camera: false });
  });

  it("again on the same bridge changes nothing", async () => {
    const { call, offers } = await standing();
    await call.join(join("b-1"));
    expect(offers()).toHaveLength(1);
    expect(FakePeer.all).toHaveLength(1);
  });

  it("on another bridge restarts ICE on the same connection, and what was muted stays muted", async () => {
    const { call, offers, answer, lastSending, state } = await standing();
    await call.mute(true);
    await call.join(join("b-2"));
    expect(FakePeer.all).toHaveLength(1);
    expect(FakePeer.last.offers).toEqual([{ restart: false }, { restart: true }]);
    expect(offers().map((offer) => offer.number)).toEqual([1, 2]);
    await answer("b-2");
    await call.join(join("b-2"));
    expect(offers()).toHaveLength(2);
    expect(lastSending()).toMatchObject({ microphone: false });
    expect(state().muted).toBe(true);
  });

  it("ignores an answer to an offer it has replaced", async () => {
    const { call, answer } = await standing();
    await call.join(join("b-2"));
    await answer("b-1", 1);
    expect(FakePeer.last.answers).toEqual(["answer 1"]);
    await answer("b-2", 2);
    await answer("b-2", 2);
    expect(FakePeer.last.answers).toEqual(["answer 1", "answer 2"]);
  });
});

describe("supervising", () => {
  it("listens without a device, speaks when it is to be heard, and puts the microphone away again, on one connection", async () => {
    const { call, media, offers, lastSending, state } = await standing({ channel: "video", supervising: "monitor" });
    expect(media.given).toHaveLength(0);
    expect(state()).toMatchObject({ phase: "connected", microphoneReady: false, camera: false });
    expect(lastSending()).toMatchObject({ microphone: false, camera: false });

    await call.supervises("whisper");
    expect(FakePeer.last.senders["audio"]?.track).toBe(media.given[0]);
    expect(lastSending()).toMatchObject({ microphone: true, camera: false });
    await call.supervises("barge");
    expect(media.given).toHaveLength(1);
    await call.channelIs("voice");
    await call.channelIs("video");
    expect(lastSending()).toMatchObject({ camera: false });

    await call.supervises("monitor");
    expect(FakePeer.last.senders["audio"]?.track).toBeNull();
    expect(lastSending()).toMatchObject({ microphone: false });
    expect(offers()).toHaveLength(1);
  });

  it("becomes one's own call for who takes it over", async () => {
    const { call, lastSending } = await standing({ supervising: "monitor" });
    await call.supervises(undefined);
    expect(lastSending()).toMatchObject({ microphone: true });
  });
});

describe("a path that breaks", () => {
  it("is looked for again when it does not heal by itself", async () => {
    const { offers, state } = await standing();
    FakePeer.last.becomes("disconnected");
    expect(state().phase).toBe("reconnecting");
    await vi.advanceTimersByTimeAsync(RESTART_AFTER - 1);
    expect(offers()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(offers()).toHaveLength(2);
    expect(FakePeer.last.offers.at(-1)).toEqual({ restart: true });
  });

  it("that heals by itself is left alone", async () => {
    const { offers, state } = await standing();
    FakePeer.last.becomes("disconnected");
    FakePeer.last.becomes("connected");
    await vi.advanceTimersByTimeAsync(RESTART_AFTER * 2);
    expect(offers()).toHaveLength(1);
    expect(state().phase).toBe("connected");
  });

  it("is given up after a limit, said, and can be tried again by the person", async () => {
    const { call, state, offers } = await standing();
    FakePeer.last.becomes("failed");
    await vi.advanceTimersByTimeAsync(ANSWER_WITHIN * (RESTART_LIMIT + 1));
    expect(state()).toMatchObject({ phase: "lost", lost: "unreachable" });
    const before = offers().length;
    await call.again();
    expect(offers()).toHaveLength(before + 1);
    expect(state().phase).toBe("reconnecting");
  });

  it("while the socket is gone too, waits for the socket and offers then, also on the same bridge", async () => {
    let online = true;
    const { call, offers, state } = await standing({ online: () => online });
    online = false;
    FakePeer.last.becomes("failed");
    await vi.advanceTimersByTimeAsync(ANSWER_WITHIN * (RESTART_LIMIT + 2));
    expect(state().phase).toBe("reconnecting");
    expect(offers()).toHaveLength(1);
    online = true;
    await call.join(join("b-1"));
    expect(offers()).toHaveLength(2);
  });

  it("the call outlives the socket: nothing is sent, nothing ends", async () => {
    let online = true;
    const { state, call } = await standing({ online: () => online });
    online = false;
    await call.mute(true);
    expect(state()).toMatchObject({ phase: "connected", muted: true });
    expect(FakePeer.last.closed).toBe(false);
  });

  it("the server refused: the call is lost, the words go on", async () => {
    const { call, state } = stage();
    await call.join(join());
    call.refused(7);
    expect(state().phase).toBe("connecting");
    call.refused(1);
    expect(state()).toMatchObject({ phase: "lost", lost: "refused" });
  });
});

/** A relay's credentials expire: a name says when, here in minutes of the call. */
describe("a call that lasts longer than its relay's credentials", () => {
  const HOURS = 120 * 60_000;

  async function relayed(options: Parameters<typeof stage>[0] = {}) {
    const made = stage(options);
    await made.call.join(join("b-1", "voice", "60"));
    await made.answer();
    FakePeer.last.becomes("connected");
    await settle();
    const told = (user: string) => made.call.servers({ iceServers: relay(user) });
    return { ...made, told };
  }

  it("looks for its way again with the newest ones, and until then does nothing with them", async () => {
    const { told, offers } = await relayed();
    for (let user = 90; user <= 180; user += 30) told(String(user));
    await vi.advanceTimersByTimeAsync(HOURS);
    expect(offers(), "news alone is no reason to offer").toHaveLength(1);
    FakePeer.last.becomes("disconnected");
    await vi.advanceTimersByTimeAsync(RESTART_AFTER);
    expect(offers()).toHaveLength(2);
    expect(FakePeer.last.offers.at(-1)).toEqual({ restart: true });
    expect(FakePeer.last.searches).toEqual(["60", "180"]);
    expect(FakePeer.last.configuration, "nothing else of the connection changes").toMatchObject({ bundlePolicy: "max-bundle", rtcpMuxPolicy: "require" });
  });

  it("hears of them in the middle of its restarts: the next one has them, and there are no more than without", async () => {
    const { told, offers, state } = await relayed();
    FakePeer.last.becomes("failed");
    await settle();
    told("90");
    await vi.advanceTimersByTimeAsync(ANSWER_WITHIN);
    expect(FakePeer.last.searches).toEqual(["60", "60", "90"]);
    for (let i = 0; i < 2 * RESTART_LIMIT; i++) {
      told("90");
      await vi.advanceTimersByTimeAsync(ANSWER_WITHIN);
    }
    expect(offers()).toHaveLength(1 + RESTART_LIMIT);
    expect(state().phase).toBe("lost");
  });

  it("whose socket was away while they were told gets them with its return, and offers again", async () => {
    let online = true;
    const { call, answer, state } = await relayed({ online: () => online });
    online = false;
    await vi.advanceTimersByTimeAsync(HOURS);
    FakePeer.last.becomes("failed");
    await settle();
    online = true;
    await call.join(join("b-1", "voice", "180"));
    expect(FakePeer.last.searches, "the one in vain reached nobody").toEqual(["60", "60", "180"]);
    await answer();
    FakePeer.last.becomes("connected");
    expect(state().phase).toBe("connected");
  });

  it("is in another tab meanwhile: this one wants none, and has those that come with the call when it takes it back", async () => {
    const { call, told } = await relayed();
    call.elsewhere();
    told("90");
    expect(FakePeer.all).toHaveLength(1);
    await call.join(join("b-1", "voice", "120"));
    expect(FakePeer.all.map(({ searches }) => searches)).toEqual([["60"], ["120"]]);
  });

  it("that was prepared long ago begins with those of its beginning", async () => {
    const { call, answer } = stage();
    await call.prepare({ ...join("b-1", "voice", "60"), type: "prepare_call" });
    await answer();
    FakePeer.last.becomes("connected");
    await call.join(join("b-1", "voice", "90"));
    FakePeer.last.becomes("failed");
    await settle();
    expect(FakePeer.last.searches).toEqual(["60", "90"]);
  });

  it("that goes to another bridge has them on both ways", async () => {
    const { call, told, answer } = await relayed();
    const old = FakePeer.last;
    await call.move({ type: "move_call", conversation: "c-1", call: "call-1", bridge: "b-2", iceServers: relay("90") });
    await answer("b-2");
    told("120");
    expect(old.configuration.iceServers).toEqual(relay("120"));
    expect(FakePeer.last.configuration.iceServers).toEqual(relay("120"));
  });
});

describe("microphone and camera", () => {
  it.each([
    ["NotAllowedError", "Permission denied", "denied"],
    ["NotAllowedError", "Permission dismissed", "dismissed"],
    ["NotAllowedError", "Permission denied by permissions policy", "forbidden"],
    ["NotFoundError", "", "absent"],
    ["NotReadableError", "", "busy"],
    ["SecurityError", "", "forbidden"],
    ["Wonder", "", "unknown"],
  ])("%s (%s) is %s", (name, message, code) => {
    expect(mediaProblem("microphone", named(name, message))).toEqual({ kind: "microphone", code });
  });

  it("a refused microphone is explained, the call stands and only listens", async () => {
    const media = new FakeMedia();
    media.refuse.audio = named("NotAllowedError", "Permission denied");
    const { state, lastSending, call } = await standing({ media });
    expect(state()).toMatchObject({ phase: "connected", microphoneReady: false, problem: { kind: "microphone", code: "denied" } });
    expect(lastSending()).toMatchObject({ microphone: false });
    call.dismissProblem();
    expect(isSilent(state())).toBe(true);
    delete media.refuse.audio;
    // "Unmute" is another way to say "try again".
    await call.mute(false);
    expect(isSilent(state())).toBe(false);
    expect(state().problem).toBeUndefined();
    expect(lastSending()).toMatchObject({ microphone: true });
  });

  it("microphone and camera refused are both explained, one after the other, and asked for again together", async () => {
    const media = new FakeMedia();
    media.refuse = { audio: named("NotAllowedError", "Permission denied"), video: named("NotFoundError") };
    const { state, call, lastSending } = await standing({ media, channel: "video" });
    expect(state()).toMatchObject({ phase: "connected", camera: false, problem: { kind: "microphone", code: "denied" } });
    call.dismissProblem();
    expect(state().problem).toEqual({ kind: "camera", code: "absent" });
    await call.microphone();
    media.refuse = {};
    await call.retry();
    expect(state()).toMatchObject({ camera: true, microphoneReady: true });
    expect(state().problem).toBeUndefined();
    expect(lastSending()).toMatchObject({ microphone: true, camera: true });
  });

  it("nobody is heard while the browser still asks, and that is shown", async () => {
    const media = new FakeMedia();
    const give = media.getUserMedia.bind(media);
    let allow: () => void = () => undefined;
    media.getUserMedia = async (constraints) => new Promise((resolve) => (allow = () => resolve(give(constraints))));
    const { call, answer, state } = stage({ media });
    void call.join(join());
    await settle();
    await answer();
    expect(isSilent(state())).toBe(false);
    FakePeer.last.becomes("connected");
    expect(isSilent(state())).toBe(true);
    allow();
    await settle();
    expect(isSilent(state())).toBe(false);
  });

  it("where the page may not ask at all, that is said", async () => {
    const { state, call } = stage({ media: { addEventListener() {}, enumerateDevices: async () => [] } as unknown as FakeMedia });
    await call.join(join());
    expect(state().problem).toEqual({ kind: "microphone", code: "forbidden" });
  });

  it("muting is a silent track and a word to the server", async () => {
    const { call, media, lastSending } = await standing();
    await call.mute(true);
    expect(media.given[0]?.enabled).toBe(false);
    expect(lastSending()).toMatchObject({ microphone: false });
    await call.mute(false);
    expect(media.given[0]?.enabled).toBe(true);
  });

  it("the camera comes and goes without a new offer, and its light goes out", async () => {
    const { call, offers, media, lastSending, state } = await standing();
    await call.camera(true);
    const picture = media.given.at(-1);
    expect(FakePeer.last.senders["video"]?.track).toBe(picture);
    expect(state().localVideo).toBeDefined();
    expect(lastSending()).toMatchObject({ camera: true });
    await call.camera(false);
    expect(picture?.readyState).toBe("ended");
    expect(FakePeer.last.senders["video"]?.track).toBeNull();
    expect(offers()).toHaveLength(1);
  });

  it("says that it sends before the first of it leaves, and that it stopped after the last", async () => {
    const { call, sent } = await standing();
    const order: unknown[] = [];
    FakePeer.last.sender("video").onReplace = (track) => order.push(track ? "sends" : "stops");
    const push = sent.push.bind(sent);
    sent.push = (...messages) => {
      for (const message of messages) if (message.type === "set_sending") order.push(message.camera);
      return push(...messages);
    };
    await call.camera(true);
    await call.camera(false);
    expect(order).toEqual([true, "sends", "stops", false]);
  });

  it("says that the microphone sends before the first of it leaves", async () => {
    const media = new FakeMedia();
    let allow!: () => void;
    const allowed = new Promise<void>((resolve) => (allow = resolve));
    const give = media.getUserMedia.bind(media);
    media.getUserMedia = async (constraints) => {
      await allowed;
      return give(constraints);
    };
    const { call, lastSending } = stage({ media });
    void call.join(join());
    await settle();
    let said: unknown;
    FakePeer.last.sender("audio").onReplace = () => {
      said = lastSending();
    };
    allow();
    await settle();
    expect(said).toMatchObject({ microphone: true });
  });

  it("a camera that another app has leaves the voice going", async () => {
    const media = new FakeMedia();
    media.refuse.video = named("NotReadableError");
    const { call, state, lastSending } = await standing({ media });
    await call.camera(true);
    expect(state()).toMatchObject({ camera: false, problem: { kind: "camera", code: "busy" }, microphoneReady: true });
    expect(lastSending()).toMatchObject({ microphone: true, camera: false });
  });

  it("raised to video both cameras come on, lowered to voice they go off", async () => {
    const { call, state } = await standing();
    await call.channelIs("video");
    expect(state().camera).toBe(true);
    await call.channelIs("voice");
    expect(state()).toMatchObject({ camera: false, localVideo: undefined });
  });

  it("a camera switched off before it was allowed stays off", async () => {
    const media = new FakeMedia();
    const { call, state } = await standing({ media });
    let allow: (stream: FakeStream) => void = () => undefined;
    const original = media.getUserMedia.bind(media);
    media.getUserMedia = () => new Promise((resolve) => (allow = resolve));
    const turning = call.camera(true);
    await settle();
    await call.camera(false);
    const late = await original({ video: true });
    allow(late);
    await turning;
    expect(late.tracks[0]?.readyState).toBe("ended");
    expect(state().localVideo).toBeUndefined();
  });

  it("the screen stands beside the camera, without a new offer, until sharing ends in the browser's own bar", async () => {
    const { call, media, state, offers, lastSending } = await standing({ channel: "video" });
    const camera = FakePeer.last.senders["video"]?.track;
    await call.share(true);
    const screen = media.given.at(-1);
    expect(FakePeer.last.senders["screen"]?.track).toBe(screen);
    expect(screen?.contentHint).toBe("detail");
    expect(FakePeer.last.senders["video"]?.track).toBe(camera);
    expect(state().sharing).toBe(true);
    expect(lastSending()).toMatchObject({ camera: true, screen: true });

    screen?.vanish();
    await settle();
    expect(state()).toMatchObject({ sharing: false, camera: true });
    expect(FakePeer.last.senders["screen"]?.track).toBeNull();
    expect(FakePeer.last.senders["video"]?.track).toBe(camera);
    expect(lastSending()).toMatchObject({ camera: true, screen: false });
    expect(offers()).toHaveLength(1);
  });

  it("says that the screen is sent before the first of it leaves, and that it stopped after the last", async () => {
    const { call, sent } = await standing();
    const order: unknown[] = [];
    FakePeer.last.sender("screen").onReplace = (track) => order.push(track ? "sends" : "stops");
    const push = sent.push.bind(sent);
    sent.push = (...messages) => {
      for (const message of messages) if (message.type === "set_sending") order.push(message.screen);
      return push(...messages);
    };
    await call.share(true);
    await call.share(false);
    expect(order).toEqual([true, "sends", "stops", false]);
  });

  it("a screen goes on when the camera is switched, and ends with the call", async () => {
    const { call, media, lastSending } = await standing();
    await call.share(true);
    const screen = media.given.at(-1);
    await call.camera(true);
    await call.camera(false);
    expect(lastSending()).toMatchObject({ camera: false, screen: true });
    expect(screen?.readyState).toBe("live");
    call.end();
    expect(screen?.readyState).toBe("ended");
  });

  it("who closes the question for a screen has decided: nothing is said about it", async () => {
    const media = new FakeMedia();
    media.refuse.screen = named("NotAllowedError");
    const { call, state, lastSending } = await standing({ media });
    const said = lastSending();
    await call.share(true);
    expect(state()).toMatchObject({ sharing: false, problem: undefined });
    expect(lastSending()).toBe(said);
  });

  it("an unplugged microphone is replaced by another, still muted", async () => {
    const { call, media } = await standing();
    await call.mute(true);
    media.given[0]?.vanish();
    await settle();
    expect(media.given).toHaveLength(2);
    expect(media.given[1]?.enabled).toBe(false);
    expect(FakePeer.last.senders["audio"]?.track).toBe(media.given[1]);
  });

  it("a microphone that a phone call has taken sends silence: that is said here and there, and taken back with it", async () => {
    const { media, state, lastSending } = await standing();
    media.given[0]?.silences(true);
    expect(state()).toMatchObject({ phase: "connected", muted: false, problem: { kind: "microphone", code: "busy" } });
    expect(isSilent(state())).toBe(true);
    expect(lastSending()).toMatchObject({ microphone: false });
    media.given[0]?.silences(false);
    expect(state().problem).toBeUndefined();
    expect(isSilent(state())).toBe(false);
    expect(lastSending()).toMatchObject({ microphone: true });
  });

  it("and while it has it, asking again finds the same, whether the browser gives a silent one or none", async () => {
    const { call, media, state, lastSending } = await standing();
    media.given[0]?.silences(true);
    call.dismissProblem();
    media.refuse.audio = named("NotReadableError");
    // "Unmute" is another way to say "try again".
    await call.mute(false);
    expect(state()).toMatchObject({ microphoneReady: false, problem: { kind: "microphone", code: "busy" } });
    expect(isSilent(state())).toBe(true);
    media.refuse = {};
    media.silent = true;
    await call.retry();
    expect(media.given).toHaveLength(2);
    expect(state().problem).toEqual({ kind: "microphone", code: "busy" });
    expect(lastSending()).toMatchObject({ microphone: false });
    media.given[0]?.silences(false);
    expect(isSilent(state()), "the one of before says nothing any more").toBe(true);
    media.given[1]?.silences(false);
    expect(isSilent(state())).toBe(false);
  });

  it("who is muted by themselves stays so when the device gives the microphone back", async () => {
    const { call, media, state, lastSending } = await standing();
    await call.mute(true);
    media.given[0]?.silences(true);
    media.given[0]?.silences(false);
    expect(state().muted).toBe(true);
    expect(media.given[0]?.enabled).toBe(false);
    expect(lastSending()).toMatchObject({ microphone: false });
  });

  it("a chosen device that is gone is replaced by any other", async () => {
    const media = new FakeMedia();
    const devices = new Devices(media as unknown as MediaDevices);
    devices.choose({ microphone: "gone" });
    const original = media.getUserMedia.bind(media);
    media.getUserMedia = async (constraints) => {
      if (JSON.stringify(constraints).includes("gone")) throw named("OverconstrainedError");
      return original(constraints);
    };
    expect(await devices.microphone()).toHaveProperty("track");
  });

  it("the standard device is no device of its own, and stands in for one that is gone", async () => {
    const media = new FakeMedia();
    const all = media.enumerateDevices.bind(media);
    media.enumerateDevices = async () => [{ kind: "audioinput", deviceId: "default", label: "Default - Headset" }, { kind: "audioinput", deviceId: "communications", label: "Communications - Headset" }, ...(await all())];
    const devices = new Devices(media as unknown as MediaDevices);
    await devices.refresh();
    expect(devices.lists.get().microphones).toEqual([{ id: "mic-1", label: "Headset" }]);
    devices.choose({ microphone: "mic-1" });
    expect(devices.chosen("microphone")).toBe("mic-1");
    devices.choose({ microphone: "gone" });
    expect(devices.chosen("microphone")).toBeUndefined();
  });

  it("the devices that are there can be listed", async () => {
    const devices = new Devices(new FakeMedia() as unknown as MediaDevices);
    await devices.refresh();
    expect(devices.lists.get()).toEqual({ microphones: [{ id: "mic-1", label: "Headset" }], cameras: [{ id: "cam-1", label: "Webcam" }], speakers: [{ id: "out-1", label: "Speakers" }] });
  });
});

describe("tabs and reloads", () => {
  it("taken over elsewhere it lets go of everything, and can be taken back", async () => {
    const { call, media, state, sent } = await standing();
    call.elsewhere();
    expect(FakePeer.last.closed).toBe(true);
    expect(media.given.every((track) => track.readyState === "ended")).toBe(true);
    expect(state().phase).toBe("elsewhere");
    call.takeHere();
    expect(sent.at(-1)).toEqual({ type: "take_call", conversation: "c-1", call: "call-1" });
    await call.join(join("b-1"));
    expect(FakePeer.all).toHaveLength(2);
    expect(state().phase).toBe("connecting");
  });

  it("after a reload somebody who was muted is muted", async () => {
    const keep = memoryKeep();
    const before = await standing({ keep });
    await before.call.mute(true);
    const after = await standing({ keep });
    expect(after.state().muted).toBe(true);
    expect(after.media.given[0]?.enabled).toBe(false);
    expect(after.lastSending()).toMatchObject({ microphone: false });
  });

  it("somebody who was muted where they were before begins muted here, and stays so over a reload", async () => {
    const keep = memoryKeep();
    const { call, media, lastSending, state } = stage({ keep });
    await call.join({ ...join(), muted: true });
    expect(state().muted).toBe(true);
    expect(media.given[0]?.enabled).toBe(false);
    expect(lastSending()).toMatchObject({ microphone: false });
    expect((await standing({ keep })).state().muted).toBe(true);
  });

  it("the same when the call is taken back from another tab; a call that is here is not muted by it", async () => {
    const { call, media, lastSending, state } = await standing();
    await call.join({ ...join(), muted: true });
    expect(state().muted).toBe(false);
    call.elsewhere();
    await call.join({ ...join(), muted: true });
    expect(state().muted).toBe(true);
    expect(media.given.at(-1)?.enabled).toBe(false);
    expect(lastSending()).toMatchObject({ microphone: false });
  });

  it("a camera that was on is not opened again after a reload in which the call was lowered to voice", async () => {
    const keep = memoryKeep();
    const before = await standing({ keep, channel: "video" });
    expect(before.state().camera).toBe(true);
    const after = await standing({ keep, channel: "voice" });
    expect(after.state().camera).toBe(false);
    expect(after.state().localVideo).toBeUndefined();
    expect(after.media.asked).toHaveLength(1);
    expect(after.lastSending()).toMatchObject({ microphone: true, camera: false });
  });

  it("a camera that was switched off in a video call stays off after a reload", async () => {
    const keep = memoryKeep();
    await (await standing({ keep, channel: "video" })).call.camera(false);
    expect((await standing({ keep, channel: "video" })).state().camera).toBe(false);
  });

  it("lowered to voice while its socket was away, the call takes the camera down when it hears of it", async () => {
    const { call, media, lastSending, state } = await standing({ channel: "video" });
    const picture = media.given.find((track) => track.kind === "video");
    await call.join(join("b-1", "voice"));
    expect(state()).toMatchObject({ channel: "voice", camera: false, localVideo: undefined });
    expect(picture?.readyState).toBe("ended");
    expect(FakePeer.last.senders["video"]?.track).toBeNull();
    expect(lastSending()).toMatchObject({ microphone: true, camera: false });
    await call.join(join("b-1", "video"));
    expect(state()).toMatchObject({ channel: "video", camera: true });
  });

  it("in another tab it is raised and lowered there: here nothing is asked for, and taken back as voice it has no camera", async () => {
    const { call, media, state } = await standing({ channel: "video" });
    call.elsewhere();
    const asked = media.asked.length;
    await call.channelIs("voice");
    await call.channelIs("video");
    await call.camera(true);
    await call.microphone();
    expect(media.asked).toHaveLength(asked);
    expect(state()).toMatchObject({ phase: "elsewhere", channel: "video", camera: false, microphoneReady: false });
    await call.channelIs("voice");
    await call.join(join("b-1", "voice"));
    expect(state()).toMatchObject({ channel: "voice", camera: false });
    expect(media.asked.slice(asked)).toEqual([{ audio: expect.anything() }]);
  });

  it("a video call that was only known from another tab begins here without a camera, one whose camera was on here with it", async () => {
    const { call, media, state } = stage();
    call.elsewhere();
    await call.join(join("b-1", "video"));
    expect(state()).toMatchObject({ channel: "video", camera: false });
    expect(media.asked).toHaveLength(1);

    const keep = memoryKeep();
    await standing({ keep, channel: "video" });
    const again = stage({ keep });
    again.call.elsewhere();
    await again.call.join(join("b-1", "video"));
    expect(again.state()).toMatchObject({ channel: "video", camera: true });
  });

  it("ended it opens nothing any more", async () => {
    const { call, media } = await standing();
    call.end();
    await call.channelIs("video");
    await call.microphone();
    expect(media.asked).toHaveLength(1);
  });

  it("ended it leaves nothing running and nothing kept", async () => {
    const keep = memoryKeep();
    const { call, media, state } = await standing({ keep, channel: "video" });
    await call.mute(true);
    call.end();
    expect(media.given.every((track) => track.readyState === "ended")).toBe(true);
    expect(keep.size).toBe(0);
    await call.join(join());
    expect(state().phase).toBe("ended");
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("a call that may begin", () => {
  const prepare = (bridge = "b-1", channel: Channel = "voice") => ({ ...join(bridge, channel), type: "prepare_call" as const });

  /** The path stands, nobody has said yes. */
  async function prepared(options: Parameters<typeof stage>[0] = {}) {
    const made = stage(options);
    await made.call.prepare(prepare("b-1", options.channel));
    await made.answer();
    FakePeer.last.becomes("connected");
    await settle();
    return made;
  }

  it("has its path, and no device is asked for, nothing told, nothing shown", async () => {
    const { media, offers, lastSending, state } = await prepared({ channel: "video" });
    expect(offers()).toHaveLength(1);
    expect(media.asked).toEqual([]);
    expect(lastSending()).toBeUndefined();
    expect(state()).toMatchObject({ phase: "connecting", microphoneReady: false });
  });

  it("opens the microphone with the click, and sends when it begins, without another offer", async () => {
    const { call, media, offers, lastSending, state } = await prepared();
    call.ready();
    await settle();
    expect(media.asked).toEqual([{ audio: expect.anything() }]);
    expect(FakePeer.last.senders["audio"]?.track).toBeNull();
    expect(lastSending()).toBeUndefined();
    await call.join(join());
    expect(FakePeer.last.senders["audio"]?.track).toBe(media.given[0]);
    expect(lastSending()).toMatchObject({ microphone: true, camera: false });
    expect(state()).toMatchObject({ phase: "connected", connectedAt: 1000 });
    expect(offers()).toHaveLength(1);
    expect(media.asked).toHaveLength(1);
  });

  it("begins while the microphone is still asked for: it follows when it is given", async () => {
    const { call, media, lastSending } = await prepared();
    let give = () => undefined as void;
    const real = media.getUserMedia.bind(media);
    media.getUserMedia = async (constraints) => {
      await new Promise<void>((resolve) => (give = resolve));
      return real(constraints);
    };
    call.ready();
    await call.join(join());
    expect(lastSending()).toMatchObject({ microphone: false });
    give();
    await settle();
    expect(FakePeer.last.senders["audio"]?.track).toBe(media.given[0]);
    expect(lastSending()).toMatchObject({ microphone: true });
  });

  it("asked for by this side opens its devices when it begins", async () => {
    const { call, media, state } = await prepared({ channel: "video" });
    await call.join(join("b-1", "video"));
    await settle();
    expect(media.asked).toHaveLength(2);
    expect(state()).toMatchObject({ microphoneReady: true, camera: true });
    expect(FakePeer.last.senders["video"]?.track).toBe(media.given.find((track) => track.kind === "video"));
  });

  it("a yes that came too late closes what it opened, also what is given only then", async () => {
    const { call, media, state } = await prepared();
    call.ready();
    await settle();
    call.unready();
    expect(media.given.map((track) => track.readyState)).toEqual(["ended"]);
    expect(state().microphoneReady).toBe(false);
    call.ready();
    call.unready();
    await settle();
    expect(media.given.every((track) => track.readyState === "ended")).toBe(true);
  });

  it("that has become a voice call before it begins has no camera: the opened one is closed, none is asked for", async () => {
    const opened = await prepared({ channel: "video" });
    opened.call.ready();
    await settle();
    await opened.call.join(join());
    expect(opened.media.given.map((track) => track.readyState)).toEqual(["live", "ended"]);
    expect(opened.state()).toMatchObject({ channel: "voice", camera: false, microphoneReady: true });
    expect(FakePeer.last.senders["video"]?.track).toBeNull();
    expect(opened.lastSending()).toMatchObject({ microphone: true, camera: false });

    const waiting = await prepared({ channel: "video" });
    await waiting.call.join(join());
    expect(waiting.media.asked).toEqual([{ audio: expect.anything() }]);
    expect(waiting.state().camera).toBe(false);

    const raised = await prepared();
    await raised.call.join(join("b-1", "video"));
    expect(raised.media.asked, "each device once").toHaveLength(2);
    expect(raised.state()).toMatchObject({ camera: true, microphoneReady: true });
  });

  it("that is prepared anew as a voice call closes the camera that was opened for it, and opens none with the yes", async () => {
    const opened = await prepared({ channel: "video" });
    opened.call.ready();
    await settle();
    await opened.call.prepare(prepare());
    expect(opened.media.given.map((track) => track.readyState)).toEqual(["live", "ended"]);

    const waiting = await prepared({ channel: "video" });
    await waiting.call.prepare(prepare());
    await waiting.call.prepare(prepare("b-1", "video"));
    expect(waiting.media.asked, "nobody has said yes").toEqual([]);
    await waiting.call.prepare(prepare());
    waiting.call.ready();
    await settle();
    expect(waiting.media.asked).toEqual([{ audio: expect.anything() }]);
  });

  it("begins on another bridge than the one it was prepared for: the same connection, offered again", async () => {
    const { call, offers } = await prepared();
    await call.join(join("b-2"));
    expect(offers()).toHaveLength(2);
    expect(FakePeer.all).toHaveLength(1);
  });

  it("whose path was lost in the meantime is restarted when it begins", async () => {
    const { call, state, offers } = await prepared();
    FakePeer.last.becomes("failed");
    await settle();
    expect(state().phase).toBe("connecting");
    await call.join(join());
    await settle();
    expect(state().phase).toBe("reconnecting");
    expect(offers()).toHaveLength(2);
  });

  it("forgone leaves nothing running", async () => {
    const { call, media } = await prepared();
    call.ready();
    await settle();
    call.end();
    expect(media.given.every((track) => track.readyState === "ended")).toBe(true);
    expect(FakePeer.last.closed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("several others", () => {
  const ADA = { id: "a-1", name: "Ada" };
  const BOB = { id: "a-2", name: "Bob" };
  const quality = (grade: Grade) => ({ grade, lossPercent: 0, jitterMillis: 5, sentLossPercent: 0, sentJitterMillis: 5, receivedKbps: 40, sentKbps: 40, freezes: 0, frozenMillis: 0 });

  it("are known apart, and of them only those whom this side hears count", async () => {
    const { call, state } = await standing();
    call.hears(["a-1", "a-2"]);
    call.peerSends({ microphone: false, camera: false, screen: false }, ADA);
    expect(state().peer).toEqual({ microphone: false, camera: false, screen: false });
    call.peerSends({ microphone: true, camera: true, screen: false }, BOB);
    expect(state().peers.map(({ name, sending }) => [name, sending.microphone])).toEqual([
      ["Ada", false],
      ["Bob", true],
    ]);
    expect(state().peer).toEqual({ microphone: true, camera: true, screen: false });
    call.peerReports(quality("good"), ADA);
    call.peerReports(quality("poor"), BOB);
    expect(state().peerQuality?.grade).toBe("poor");

    call.hears(["a-1"]);
    expect(state().peer).toEqual({ microphone: false, camera: false, screen: false });
    expect(state().peerQuality?.grade).toBe("good");
    call.hears([]);
    expect(state().peers).toEqual([]);
  });

  it("of a server that does not say who it is are the other one in a call of two", async () => {
    const { call, state } = await standing();
    call.hears(["a-1"]);
    call.peerSends({ microphone: false, camera: true, screen: false });
    expect(state().peer).toEqual({ microphone: false, camera: true, screen: false });
  });
});

describe("the other side's silence", () => {
  /** What the browser counts: packets from the other side, and checks that the bridge answered. */
  const counts = (packetsReceived: number, responsesReceived: number) => {
    FakePeer.last.stats = [
      { type: "inbound-rtp", kind: "audio", packetsReceived, packetsLost: 0, jitter: 0.01 },
      { type: "candidate-pair", nominated: true, currentRoundTripTime: 0.05, responsesReceived },
    ];
  };
  const passes = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

  async function talking() {
    const made = await standing({ now: Date.now });
    counts(100, 1);
    await passes(STATS_EVERY);
    counts(200, 2);
    await passes(STATS_EVERY);
    return made;
  }

  it("is said when nothing comes any more, and taken back with the first packet", async () => {
    const { state } = await talking();
    expect(state().peerAway).toBe(false);
    counts(200, 3);
    await passes(STATS_EVERY);
    expect(state().peerAway).toBe(false);
    counts(200, 4);
    await passes(STATS_EVERY);
    expect(state().peerAway).toBe(true);
    counts(230, 5);
    await passes(STATS_EVERY);
    expect(state().peerAway).toBe(false);
  });

  it("is not theirs when our own path is gone", async () => {
    const { state } = await talking();
    counts(200, 2);
    await passes(4 * STATS_EVERY);
    expect(state().peerAway).toBe(false);
  });

  it("is as it should be while the customer is on hold, and waited for anew after", async () => {
    const { call, state } = await talking();
    call.hears([]);
    counts(200, 9);
    await passes(4 * STATS_EVERY);
    expect(state().peerAway).toBe(false);
    call.hears(["customer"]);
    await passes(STATS_EVERY);
    expect(state().peerAway).toBe(false);
    counts(200, 12);
    await passes(4 * STATS_EVERY);
    expect(state().peerAway).toBe(true);
  });

  it("is what they want while they are muted, and their first packets are waited for anew", async () => {
    const { call, state } = await talking();
    call.peerSends({ microphone: false, camera: false, screen: false });
    counts(200, 9);
    await passes(4 * STATS_EVERY);
    expect(state().peerAway).toBe(false);
    call.peerSends({ microphone: true, camera: false, screen: false });
    await passes(STATS_EVERY);
    expect(state().peerAway).toBe(false);
  });
});

describe("quality", () => {
  const calm: Reading = { received: 0, lost: 0, jitter: 0.01, roundTrip: 0.05, answers: 0, bytesIn: 0, bytesOut: 0, sent: 0, sentLost: 0, sentJitter: 0, freezes: 0, frozen: 0 };

  it.each([
    [{ received: 100, lost: 0, jitter: 0.01, roundTrip: 0.05 }, "good"],
    [{ received: 97, lost: 3, jitter: 0.01, roundTrip: 0.05 }, "fair"],
    [{ received: 90, lost: 10, jitter: 0.01, roundTrip: 0.05 }, "poor"],
    [{ received: 100, lost: 0, jitter: 0.01, roundTrip: 0.35 }, "fair"],
    [{ received: 100, lost: 0, jitter: 0.2, roundTrip: 0.05 }, "poor"],
    [{ received: 0, lost: 0, jitter: 0, roundTrip: undefined }, "good"],
  ] as const)("%o is %s", (now, expected) => {
    expect(grade(calm, { ...calm, ...now })).toBe(expected);
  });

  it("is ours where it is our way, and theirs where it is theirs", () => {
    const lossy = { ...calm, received: 90, lost: 10, jitter: 0.2 };
    expect(grade(calm, lossy, { sentLossPercent: 10, sentJitterMillis: 190 })).toBe("good");
    expect(grade(calm, lossy, { sentLossPercent: 0, sentJitterMillis: 0 })).toBe("poor");
    expect(grade(calm, { ...calm, received: 100, sent: 100, sentLost: 10 })).toBe("poor");
  });

  it("changes its word after some readings that agree, to worse sooner than to better", () => {
    const say = (...grades: Grade[]) => grades.reduce<Judgement>(judge, { grade: "good", readings: 0 }).grade;
    const times = (count: number, it: Grade) => Array.from({ length: count }, () => it);
    expect(say(...times(WORSE_AFTER - 1, "poor"))).toBe("good");
    expect(say(...times(WORSE_AFTER, "poor"))).toBe("poor");
    expect(say("poor", "good", "poor", "good")).toBe("good");
    expect(say("poor", "fair")).toBe("fair");
    expect(say(...times(WORSE_AFTER, "poor"), ...times(BETTER_AFTER - 1, "good"))).toBe("poor");
    expect(say(...times(WORSE_AFTER, "poor"), ...times(BETTER_AFTER - 1, "good"), "fair")).toBe("fair");
    expect(say(...times(WORSE_AFTER, "poor"), ...times(BETTER_AFTER, "good"))).toBe("good");
  });

  it("tells every few readings, at once when its word changes, and of freezes each only once", () => {
    const meter = new QualityMeter();
    const at = (second: number, change: Partial<Reading>) => meter.take({ ...calm, bytesIn: second * 5000, bytesOut: second * 2500, ...change }, second * 1000);
    expect(at(1, {})).toBeUndefined();
    expect(at(2, { freezes: 1, frozen: 0.4 })).toMatchObject({ tell: false, quality: { receivedKbps: 40, sentKbps: 20, roundTripMillis: 50, freezes: 1 } });
    for (let i = 3; i < TOLD_EVERY + 1; i++) expect(at(i, { freezes: 1, frozen: 0.4 })?.tell).toBe(false);
    expect(at(TOLD_EVERY + 1, { freezes: 2, frozen: 0.9 })).toMatchObject({ tell: true, quality: { freezes: 2, frozenMillis: 900 } });
    expect(meter.untold).toMatchObject({ freezes: 2, frozenMillis: 900 });
    meter.told();
    expect(meter.untold).toBeUndefined();
    const bad = (second: number) => ({ freezes: 2, frozen: 0.9, sent: second * 50, sentLost: second * 10 });
    for (let i = 1; i < WORSE_AFTER; i++) expect(at(TOLD_EVERY + 1 + i, bad(i))).toMatchObject({ tell: false, quality: { grade: "good", freezes: 0 } });
    expect(at(TOLD_EVERY + 1 + WORSE_AFTER, bad(WORSE_AFTER))).toMatchObject({ tell: true, quality: { grade: "poor", sentLossPercent: 20 } });
    expect(at(20, { bytesIn: 10 })).toBeUndefined();
  });

  it("reads what browsers report", () => {
    const report = [
      { type: "inbound-rtp", kind: "audio", packetsReceived: 50, packetsLost: 1, jitter: 0.02, bytesReceived: 1000 },
      { type: "inbound-rtp", kind: "video", packetsReceived: 100, packetsLost: 2, jitter: 0.5, bytesReceived: 9000, freezeCount: 2, totalFreezesDuration: 0.7 },
      { type: "outbound-rtp", kind: "audio", bytesSent: 800, packetsSent: 40 },
      { type: "remote-inbound-rtp", kind: "audio", packetsLost: 2, fractionLost: 0.5, jitter: 0.004 },
      { type: "candidate-pair", nominated: true, currentRoundTripTime: 0.08, responsesReceived: 7 },
      { type: "codec" },
    ];
    expect(reading(report)).toEqual({ received: 150, lost: 3, jitter: 0.02, roundTrip: 0.08, answers: 7, bytesIn: 10_000, bytesOut: 800, sent: 40, sentLost: 2, sentJitter: 0.004, freezes: 2, frozen: 0.7 });
  });
});
