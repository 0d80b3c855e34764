// @vitest-environment happy-dom
// Which page it is that speaks, and which call it carries: over a reload, the way to another page, the way back, and a duplicated tab.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Client, Devices, type ConversationEvent, type Participant } from "../src/index.ts";
import { Page } from "../src/page.ts";
import { ELENA, entry, FakeMedia, FakePeer, FakeSocket, FakeStream, memoryKeep, openFake, settle } from "./fakes/fakes.ts";

const MAYA: Participant = { role: "agent", id: "a-1", name: "Maya" };
let clients: Client[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("MediaStream", FakeStream);
  FakeSocket.all = [];
  FakePeer.all = [];
});
afterEach(() => {
  for (const client of clients.splice(0)) client.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

type Keep = ReturnType<typeof memoryKeep>;

/** A page of that tab, whose storage is kept. */
async function load(keep: Keep, me: "customer" | "agent" = "customer"): Promise<Client> {
  const client = new Client({
    url: "ws://host/ws",
    me,
    open: openFake,
    keep,
    random: () => 0.5,
    devices: new Devices(new FakeMedia() as unknown as MediaDevices),
    peer: (configuration) => new FakePeer(configuration) as unknown as RTCPeerConnection,
  });
  clients.push(client);
  client.connection.start();
  await settle();
  if (me === "customer") FakeSocket.last.welcomes("c-1", ELENA);
  else FakeSocket.last.welcomes(undefined, MAYA);
  return client;
}

const goes = () => window.dispatchEvent(new Event("pagehide"));
const comesBack = () => window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
/** The page goes and everything of it with it; what a script would do on leaving is not done. */
function unload(client: Client): void {
  goes();
  client.stop();
  clients = clients.filter((one) => one !== client);
}
const says = (version: number, event: ConversationEvent) => FakeSocket.last.says({ type: "entry", conversation: "c-1", entry: entry(version, event) });
const joins = (call = "call-1") => FakeSocket.last.says({ type: "join_call", conversation: "c-1", call, bridge: "b-1", channel: "voice", iceServers: [] });
const page = (socket = FakeSocket.last) => socket.sentOf("hello")[0]?.page;
const carried = (socket = FakeSocket.last) => socket.sentOf("resume").at(-1)?.call;

/** The network breaks and comes back. */
async function reconnects(you: Participant = ELENA): Promise<void> {
  FakeSocket.last.closes(1006);
  await vi.advanceTimersByTimeAsync(3_000);
  FakeSocket.last.welcomes(you === ELENA ? "c-1" : undefined, you);
}

async function inCall(keep: Keep = memoryKeep()): Promise<Client> {
  const client = await load(keep);
  says(1, { type: "started", site: "harbor", customer: "cu-1", locale: "en" });
  says(2, { type: "agent_joined", agent: "a-1", name: "Maya" });
  says(3, { type: "call_started", call: "call-1", channel: "voice" });
  joins();
  await settle();
  return client;
}

describe("a page", () => {
  it("is the same for all its sockets, and another one for another page", async () => {
    await load(memoryKeep());
    const first = page();
    expect(first).toMatch(/^[\w-]{1,64}$/);
    await reconnects();
    expect(page()).toBe(first);
    await load(memoryKeep());
    expect(page()).not.toBe(first);
  });

  it("says that it carries the call when its socket comes back, and nothing when it has none", async () => {
    await inCall();
    expect(carried()).toBeUndefined();
    await reconnects();
    expect(carried()).toBe("call-1");
    says(4, { type: "call_ended", call: "call-1", reason: "agent_hung_up" });
    await reconnects();
    expect(carried()).toBeUndefined();
  });

  it("does not carry what is in another tab, until it is taken", async () => {
    await inCall();
    FakeSocket.last.says({ type: "call_elsewhere", conversation: "c-1", call: "call-1" });
    await reconnects();
    expect(carried()).toBeUndefined();
    joins();
    await settle();
    await reconnects();
    expect(carried()).toBe("call-1");
  });

  it("says what may begin here, too: it may be on when the server is back", async () => {
    await load(memoryKeep());
    FakeSocket.last.says({ type: "prepare_call", conversation: "c-1", call: "call-1", bridge: "b-1", channel: "voice", iceServers: [] });
    await settle();
    await reconnects();
    expect(carried()).toBe("call-1");
  });
});

describe("after a reload", () => {
  it("the page is the same, and says that it carries the call from the first word on", async () => {
    const keep = memoryKeep();
    const before = await inCall(keep);
    const name = page();
    unload(before);
    await load(keep);
    expect(page()).toBe(name);
    expect(carried()).toBe("call-1");
    await reconnects();
    expect(carried(), "the call has not come yet").toBe("call-1");
    joins();
    await settle();
    await reconnects();
    expect(carried()).toBe("call-1");
  });

  it("and another one before the first has heard of it, too", async () => {
    const keep = memoryKeep();
    unload(await inCall(keep));
    unload(await load(keep));
    await load(keep);
    expect(carried()).toBe("call-1");
  });

  it.each<[string, () => void]>([
    ["ended", () => says(4, { type: "call_ended", call: "call-1", reason: "agent_hung_up" })],
    ["is another one by now", () => [says(4, { type: "call_ended", call: "call-1", reason: "agent_hung_up" }), says(5, { type: "call_started", call: "call-2", channel: "voice" })]],
    ["is in another tab", () => FakeSocket.last.says({ type: "call_elsewhere", conversation: "c-1", call: "call-1" })],
  ])("the page does not carry a call that %s", async (_what, happens) => {
    const keep = memoryKeep();
    unload(await inCall(keep));
    await load(keep);
    says(1, { type: "started", site: "harbor", customer: "cu-1", locale: "en" });
    says(2, { type: "agent_joined", agent: "a-1", name: "Maya" });
    says(3, { type: "call_started", call: "call-1", channel: "voice" });
    happens();
    FakeSocket.last.says({ type: "caught_up", conversation: "c-1", version: 5 });
    await reconnects();
    expect(carried()).toBeUndefined();
  });

  it("an agent who got the call from a colleague carries it, and no longer once it went to the next", async () => {
    const keep = memoryKeep();
    const before = await load(keep, "agent");
    joins();
    await settle();
    unload(before);
    await load(keep, "agent");
    expect(carried(), "asked for before any inbox names it").toBe("call-1");
    says(1, { type: "started", site: "harbor", customer: "cu-1", locale: "en" });
    says(2, { type: "agent_joined", agent: "a-2", name: "Tom" });
    says(3, { type: "call_started", call: "call-1", channel: "voice" });
    says(4, { type: "agent_joined", agent: "a-1", name: "Maya" });
    FakeSocket.last.says({ type: "caught_up", conversation: "c-1", version: 4 });
    await reconnects(MAYA);
    expect(carried()).toBe("call-1");
    says(5, { type: "agent_joined", agent: "a-2", name: "Tom" });
    await reconnects(MAYA);
    expect(carried()).toBeUndefined();
  });
});

describe("a duplicated tab", () => {
  it("is another page and carries nothing, though it has a copy of the storage", async () => {
    const keep = memoryKeep();
    unload(await inCall(keep));
    const living = await load(keep);
    joins();
    await settle();
    const name = page();
    expect(keep.size, "nothing of it lies in the storage while the page lives").toBe(0);
    await load(keep);
    expect(page()).not.toBe(name);
    expect(carried()).toBeUndefined();
    living.stop();
  });
});

describe("a page that comes back as it was left", () => {
  it("takes out what it wrote", async () => {
    const keep = memoryKeep();
    await inCall(keep);
    const name = page();
    goes();
    expect(keep.size).toBe(1);
    comesBack();
    expect(keep.size).toBe(0);
    await reconnects();
    expect(page()).toBe(name);
    expect(carried()).toBe("call-1");
  });

  it("goes on with the call of the page that was there meanwhile", () => {
    const [keep, here, there] = [memoryKeep(), new EventTarget(), new EventTarget()];
    const first = new Page({ keep, key: "page", calls: () => new Map(), window: here });
    here.dispatchEvent(new Event("pagehide"));
    const next = new Page({ keep, key: "page", calls: () => new Map([["c-1", { state: { get: () => ({ id: "call-1", phase: "connected" }) } }]]) as never, window: there });
    expect(next.id).toBe(first.id);
    there.dispatchEvent(new Event("pagehide"));
    here.dispatchEvent(new Event("pageshow"));
    expect(first.carries("c-1"), "shown for the first time").toBeUndefined();
    here.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
    expect(first.carries("c-1")).toBe("call-1");
  });
});

it.each([
  ["no JSON", "{"],
  ["something else", '"page"'],
  ["no id", '{"page":"a b","calls":{}}'],
  ["too long an id", JSON.stringify({ page: "x".repeat(65), calls: {} })],
])("what the page's scripts have put into the storage, %s, makes no page", (_what, text) => {
  const keep = memoryKeep();
  keep.setItem("page", text);
  const made = new Page({ keep, key: "page", calls: () => new Map(), window: new EventTarget() });
  expect(made.id).toMatch(/^[0-9a-f]{32}$/);
});
