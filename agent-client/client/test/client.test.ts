// The whole client against a server that is the test: conversations, messages on their way, typing, marks, calls.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Client, Devices, TYPING_EVERY, TYPING_LASTS, type ConversationEvent, type View } from "../src/index.ts";
import { unconfirmed } from "../src/index.ts";
import { BACKOFF_LONGEST, BACKOFF_LONGEST_AWAITED } from "../src/reconnect.ts";
import { ELENA, entry, FakeMedia, FakePeer, FakeSocket, FakeStream, memoryKeep, openFake, settle } from "./fakes/fakes.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-14T19:46:00Z") });
  vi.stubGlobal("MediaStream", FakeStream);
  FakeSocket.all = [];
  FakePeer.all = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function elena(options: { conversation?: string; keep?: ReturnType<typeof memoryKeep>; media?: FakeMedia } = {}) {
  const client = new Client({
    url: "ws://host/ws",
    token: async () => "t",
    me: "customer",
    open: openFake,
    keep: options.keep,
    random: () => 0.5,
    devices: new Devices((options.media ?? new FakeMedia()) as unknown as MediaDevices),
    peer: (configuration) => new FakePeer(configuration) as unknown as RTCPeerConnection,
  });
  client.connection.start();
  await settle();
  FakeSocket.last.welcomes(options.conversation);
  return client;
}

const says = (version: number, event: ConversationEvent, cause?: string) => FakeSocket.last.says({ type: "entry", conversation: "c-1", entry: entry(version, event, cause) });
const started = () => says(1, { type: "started", site: "harbor", customer: "cu-1", locale: "en" });
const view = (client: Client): View => client.view("c-1").get();
const onTheWay = (client: Client) => unconfirmed(view(client).conversation, client.pending.get()).map((message) => message.text);
const handAnswers = async () => {
  await settle();
};

describe("the first message", () => {
  it("starts the conversation and is shown from the first moment to the stored one, once", async () => {
    const client = await elena();
    void client.say("It drops", { locale: "en", page: { url: "https://h.test/", title: "Home" } });
    const [start] = FakeSocket.last.sentOf("start");
    expect(start).toMatchObject({ text: "It drops", locale: "en" });
    expect(client.pending.get()).toMatchObject([{ text: "It drops" }]);
    FakeSocket.last.says({ type: "accepted", id: start?.id ?? "", conversation: "c-1", version: 2 });
    expect(client.current.get()).toBe("c-1");
    expect(onTheWay(client)).toEqual(["It drops"]);
    started();
    says(2, { type: "customer_said", text: "It drops" }, start?.id);
    expect(onTheWay(client)).toEqual([]);
    expect(view(client).conversation.messages).toHaveLength(1);
  });

  it("is not needed to ask for a person, and no channel is chosen for the customer", async () => {
    const client = await elena();
    void client.askForPerson(undefined, { locale: "en" });
    const [start] = FakeSocket.last.sentOf("start");
    expect(start).not.toHaveProperty("person");
    FakeSocket.last.says({ type: "accepted", id: start?.id ?? "", conversation: "c-1", version: 1 });
    await settle();
    expect(FakeSocket.last.sentOf("ask_for_person")).toMatchObject([{ conversation: "c-1" }]);
  });

  it("and a chosen channel is asked for at once", async () => {
    const client = await elena();
    void client.askForPerson("video", { locale: "en" });
    expect(FakeSocket.last.sentOf("start")).toMatchObject([{ person: "video" }]);
  });

  it("after it, words go to the conversation", async () => {
    const client = await elena({ conversation: "c-1" });
    void client.say("and again");
    expect(FakeSocket.last.sentOf("say")).toMatchObject([{ conversation: "c-1", text: "and again" }]);
  });
});

describe("messages on their way", () => {
  it("whose entry came before the acceptance leave nothing behind", async () => {
    const client = await elena({ conversation: "c-1" });
    void client.say("quick");
    const id = FakeSocket.last.sentOf("say")[0]?.id ?? "";
    started();
    says(2, { type: "customer_said", text: "quick" }, id);
    FakeSocket.last.says({ type: "accepted", id, version: 2 });
    expect(client.pending.get()).toEqual([]);
  });

  it("that are refused stay, say so, and can be sent again under a new id", async () => {
    const client = await elena({ conversation: "c-1" });
    void client.say("late");
    const id = FakeSocket.last.sentOf("say")[0]?.id ?? "";
    FakeSocket.last.says({ type: "rejected", id, code: "closed", message: "closed" });
    const [failed] = client.pending.get();
    expect(failed).toMatchObject({ text: "late", failed: "closed" });
    if (failed) void client.sendAgain(failed);
    const ids = FakeSocket.last.sentOf("say").map((say) => say.id);
    expect(new Set(ids).size).toBe(2);
    expect(client.pending.get()).toHaveLength(1);
    expect(client.pending.get()[0]?.failed).toBeUndefined();
  });

  it("are there again after a reload, sent or failed", async () => {
    const keep = memoryKeep();
    const before = await elena({ conversation: "c-1", keep });
    void before.say("refused");
    void before.say("unanswered");
    FakeSocket.last.says({ type: "rejected", id: FakeSocket.last.sentOf("say")[0]?.id ?? "", code: "invalid_value", message: "x" });
    before.stop();
    const after = await elena({ conversation: "c-1", keep });
    expect(after.pending.get()).toMatchObject([{ text: "refused", failed: "invalid_value" }, { text: "unanswered" }]);
    expect(FakeSocket.last.sentOf("say").map((say) => say.text)).toEqual(["unanswered"]);
  });
});

describe("without a server", () => {
  const queued = () => says(2, { type: "queued", queue: "support", channel: "text", giveUpAt: "2026-11-14T20:16:00Z" });
  const joined = () => says(3, { type: "agent_joined", agent: "a-1", name: "Maya" });
  const released = () => says(4, { type: "conversation_ended", reason: "customer_ended" });
  it.each([
    ["with the assistant, a customer tries rarely", [], 0],
    ["in the queue, often: an agent may come", [queued], 1],
    ["with an agent, often", [queued, joined], 1],
    ["after the end, rarely", [queued, joined, released], 0],
  ])("%s", async (_what, before, tries) => {
    await elena({ conversation: "c-1" });
    started();
    for (const event of before) event();
    for (let attempt = 0; attempt < 9; attempt++) {
      FakeSocket.last.closes(1006);
      await vi.advanceTimersByTimeAsync(BACKOFF_LONGEST);
    }
    const sockets = FakeSocket.all.length;
    FakeSocket.last.closes(1006);
    await vi.advanceTimersByTimeAsync(BACKOFF_LONGEST_AWAITED);
    expect(FakeSocket.all.length - sockets).toBe(tries);
  });
});

describe("following", () => {
  it("a gap is asked for once and closed", async () => {
    const client = await elena({ conversation: "c-1" });
    client.view("c-1");
    started();
    const before = FakeSocket.last.sentOf("resume").length;
    says(3, { type: "customer_said", text: "three" });
    says(4, { type: "customer_said", text: "four" });
    expect(FakeSocket.last.sentOf("resume").slice(before)).toEqual([{ type: "resume", conversation: "c-1", afterVersion: 1 }]);
    for (const version of [2, 3, 4]) says(version, { type: "customer_said", text: `${version}` });
    expect(view(client).conversation).toMatchObject({ version: 4, gap: false });
  });

  it("is caught up only when the server says so", async () => {
    const client = await elena({ conversation: "c-1" });
    started();
    expect(view(client).caughtUp).toBe(false);
    FakeSocket.last.says({ type: "caught_up", conversation: "c-1", version: 1 });
    expect(view(client).caughtUp).toBe(true);
  });

  it("what is said about other conversations does not touch this one", async () => {
    const client = await elena({ conversation: "c-1" });
    FakeSocket.last.says({ type: "entry", conversation: "c-2", entry: entry(1, { type: "customer_said", text: "not ours" }) });
    expect(view(client).conversation.version).toBe(0);
  });
});

describe("about now", () => {
  it("typing is shown until it stops, is said, or is forgotten", async () => {
    const client = await elena({ conversation: "c-1" });
    started();
    const typing = (on: boolean) => FakeSocket.last.says({ type: "typing", conversation: "c-1", by: "agent", typing: on });
    typing(true);
    expect(view(client).typing).toBe("agent");
    typing(false);
    expect(view(client).typing).toBeUndefined();
    typing(true);
    says(2, { type: "agent_said", agent: "a", name: "Maya", text: "hi" });
    expect(view(client).typing).toBeUndefined();
    typing(true);
    await vi.advanceTimersByTimeAsync(TYPING_LASTS);
    expect(view(client).typing).toBeUndefined();
  });

  it("a draft grows, and is forgotten when it is taken back", async () => {
    const client = await elena({ conversation: "c-1" });
    started();
    FakeSocket.last.says({ type: "assistant_drafting", conversation: "c-1", inReplyTo: 2, text: "One." });
    FakeSocket.last.says({ type: "assistant_drafting", conversation: "c-1", inReplyTo: 2, text: "One. Two." });
    expect(view(client).draft).toEqual({ inReplyTo: 2, text: "One. Two." });
    FakeSocket.last.says({ type: "assistant_drafting", conversation: "c-1", inReplyTo: 1 });
    expect(view(client).draft).toEqual({ inReplyTo: 2, text: "One. Two." });
    FakeSocket.last.says({ type: "assistant_drafting", conversation: "c-1", inReplyTo: 2 });
    expect(view(client).draft).toBeUndefined();
  });

  it("our own typing is told now and then, not for every key", async () => {
    const client = await elena({ conversation: "c-1" });
    for (let i = 0; i < 10; i++) client.typing("c-1");
    expect(FakeSocket.last.sentOf("typing")).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(TYPING_EVERY);
    client.typing("c-1");
    expect(FakeSocket.last.sentOf("typing")).toHaveLength(2);
  });

  it("the place in the queue remembers what was promised first", async () => {
    const client = await elena({ conversation: "c-1" });
    started();
    says(2, { type: "queued", queue: "support", channel: "text", giveUpAt: "2026-11-14T20:00:00Z" });
    FakeSocket.last.says({ type: "queue_place", conversation: "c-1", place: 2, waitSeconds: 120 });
    FakeSocket.last.says({ type: "queue_place", conversation: "c-1", place: 2, waitSeconds: 360 });
    expect(view(client).queue).toMatchObject({ place: 2, waitSeconds: 360, promised: 120 });
    says(3, { type: "agent_joined", agent: "a", name: "Maya" });
    expect(view(client).queue).toBeUndefined();
  });

  it("what was seen is told once, and only what the other side said", async () => {
    const client = await elena({ conversation: "c-1" });
    started();
    says(2, { type: "agent_said", agent: "a", name: "Maya", text: "hi" });
    client.seen("c-1", true);
    expect(FakeSocket.last.sentOf("mark_seen")).toHaveLength(0);
    FakeSocket.last.says({ type: "caught_up", conversation: "c-1", version: 2 });
    client.seen("c-1", false);
    client.seen("c-1", false);
    client.seen("c-1", true);
    says(3, { type: "messages_seen", by: "customer", delivered: 2, read: 2 });
    client.seen("c-1", true);
    expect(FakeSocket.last.sentOf("mark_seen")).toMatchObject([
      { delivered: 2, read: 0 },
      { delivered: 2, read: 2 },
    ]);
  });

  it("counts by the server's clock", async () => {
    const client = await elena();
    FakeSocket.last.says({ type: "welcome", you: ELENA, now: "2026-11-14T19:47:00Z" });
    expect(client.now()).toBe(Date.parse("2026-11-14T19:47:00Z"));
  });
});

describe("a call that may begin", () => {
  const prepares = (call = "call-1") => FakeSocket.last.says({ type: "prepare_call", conversation: "c-1", call, bridge: "b-1", channel: "voice", iceServers: [] });
  const begins = (call = "call-1") => FakeSocket.last.says({ type: "join_call", conversation: "c-1", call, bridge: "b-1", channel: "voice", iceServers: [] });

  it("is not a call for anybody to see, and becomes it with the connection that is there", async () => {
    const client = await elena({ conversation: "c-1" });
    started();
    prepares();
    await handAnswers();
    expect(client.callOf("c-1")).toBeUndefined();
    begins();
    await handAnswers();
    expect(client.callOf("c-1")?.state.get()).toMatchObject({ id: "call-1", microphoneReady: true });
    expect(FakePeer.all).toHaveLength(1);
  });

  it("that another one takes the place of, or that does not begin, lets its connection go", async () => {
    await elena({ conversation: "c-1" });
    started();
    prepares("call-1");
    prepares("call-2");
    await handAnswers();
    expect(FakePeer.all.map((peer) => peer.closed)).toEqual([true, false]);
    FakeSocket.last.says({ type: "forgo_call", conversation: "c-1", call: "call-1" });
    expect(FakePeer.last.closed).toBe(false);
    FakeSocket.last.says({ type: "forgo_call", conversation: "c-1", call: "call-2" });
    expect(FakePeer.last.closed).toBe(true);
  });

  it("and one that goes on get new credentials for relays; a call that is not here gets none", async () => {
    await elena({ conversation: "c-1" });
    started();
    const told = (call: string, username: string) => FakeSocket.last.says({ type: "ice_servers", conversation: "c-1", call, iceServers: [{ urls: ["turn:turn.harbor.example:3478"], username, credential: "c2VjcmV0" }] });
    const known = () => FakePeer.last.configuration.iceServers?.[0]?.username;
    prepares();
    await handAnswers();
    told("call-1", "ahead");
    expect(known()).toBe("ahead");
    begins();
    await handAnswers();
    told("call-1", "on");
    told("call-2", "another");
    expect(known()).toBe("on");
    expect(FakePeer.all).toHaveLength(1);
  });

  it("could not be prepared: it is made in full when it begins", async () => {
    const client = await elena({ conversation: "c-1" });
    started();
    prepares();
    await handAnswers();
    FakeSocket.last.says({ type: "call_problem", conversation: "c-1", call: "call-1", number: 1, code: "bridge_full" });
    begins();
    await handAnswers();
    expect(client.callOf("c-1")?.state.get().phase).toBe("connecting");
    expect(FakePeer.all.map((peer) => peer.closed)).toEqual([true, false]);
  });

  it("opens the microphone of who asked for it, while the other one is still asked", async () => {
    const media = new FakeMedia();
    await elena({ conversation: "c-1", media });
    started();
    says(2, { type: "media_proposed", by: "customer", channel: "voice", expiresAt: "2026-11-14T19:46:30Z" });
    prepares();
    await handAnswers();
    expect(media.given).toHaveLength(1);
    FakeSocket.last.says({ type: "forgo_call", conversation: "c-1", call: "call-1" });
    expect(media.given[0]?.readyState).toBe("ended");
  });

  it("opens the microphone with the yes, and closes it when the yes is refused", async () => {
    const media = new FakeMedia();
    const client = await elena({ conversation: "c-1", media });
    started();
    says(2, { type: "media_proposed", by: "agent", channel: "voice", expiresAt: "2026-11-14T19:46:30Z" });
    prepares();
    await handAnswers();
    expect(media.asked).toEqual([]);
    const done = client.command({ type: "answer_proposal", conversation: "c-1", accept: true });
    await handAnswers();
    const [answer] = FakeSocket.last.sentOf("answer_proposal");
    FakeSocket.last.says({ type: "rejected", id: answer?.id ?? "", code: "no_proposal", message: "over" });
    expect((await done).ok).toBe(false);
    expect(media.given.map((track) => track.readyState)).toEqual(["ended"]);
    begins();
    await handAnswers();
    expect(client.callOf("c-1")?.state.get().microphoneReady).toBe(true);
  });

  it("a no opens nothing", async () => {
    const media = new FakeMedia();
    const client = await elena({ conversation: "c-1", media });
    started();
    says(2, { type: "media_proposed", by: "agent", channel: "voice", expiresAt: "2026-11-14T19:46:30Z" });
    prepares();
    void client.command({ type: "answer_proposal", conversation: "c-1", accept: false });
    await handAnswers();
    expect(media.asked).toEqual([]);
  });
});

describe("calls", () => {
  const joins = (bridge: string) => FakeSocket.last.says({ type: "join_call", conversation: "c-1", call: "call-1", bridge, channel: "voice", iceServers: [] });

  it("live from join to end, over a lost socket", async () => {
    const client = await elena({ conversation: "c-1" });
    started();
    joins("b-1");
    await handAnswers();
    const [offer] = FakeSocket.last.sentOf("sdp_offer");
    FakeSocket.last.says({ type: "sdp_answer", conversation: "c-1", call: "call-1", number: offer?.number ?? 0, bridge: "b-1", sdp: "v=0" });
    FakePeer.last.becomes("connected");
    await handAnswers();
    FakeSocket.last.closes(1006);
    expect(client.callOf("c-1")?.state.get().phase).toBe("connected");
    await vi.advanceTimersByTimeAsync(5000);
    FakeSocket.last.welcomes("c-1");
    joins("b-1");
    await handAnswers();
    expect(FakeSocket.last.sentOf("sdp_offer")).toHaveLength(0);
    says(2, { type: "call_ended", call: "call-1", reason: "agent_hung_up" });
    expect(client.callOf("c-1")).toBeUndefined();
    expect(FakePeer.last.closed).toBe(true);
  });

  it("in another tab is known here and made only when taken", async () => {
    const client = await elena({ conversation: "c-1" });
    started();
    FakeSocket.last.says({ type: "call_elsewhere", conversation: "c-1", call: "call-1" });
    expect(client.callOf("c-1")?.state.get().phase).toBe("elsewhere");
    expect(FakePeer.all).toHaveLength(0);
    client.callOf("c-1")?.takeHere();
    joins("b-1");
    await handAnswers();
    expect(FakePeer.all).toHaveLength(1);
  });

  it("an end that came while we were away ends it", async () => {
    const client = await elena({ conversation: "c-1" });
    started();
    joins("b-1");
    await handAnswers();
    says(2, { type: "conversation_ended", reason: "agent_ended" });
    expect(client.calls.get().size).toBe(0);
  });
});

describe("the agent's side", () => {
  it("offers ring until they are closed, each once", async () => {
    const client = await elena();
    const offer = { type: "offer_ringing", offer: "o-1", conversation: "c-9", channel: "text", waitedSeconds: 3, expiresAt: "2026-11-14T19:47:00Z", handoff: { problem: "p", details: {}, pages: [], context: [], tried: [], trigger: "none", why: [], turns: 1, language: "en" } } as const;
    FakeSocket.last.says({ ...offer, handoff: { ...offer.handoff, pages: [], context: [], tried: [], why: [] } });
    FakeSocket.last.says({ ...offer, handoff: { ...offer.handoff, pages: [], context: [], tried: [], why: [] } });
    expect(client.offers.get()).toHaveLength(1);
    FakeSocket.last.says({ type: "offer_closed", offer: "o-1", conversation: "c-9" });
    expect(client.offers.get()).toEqual([]);
  });
});
