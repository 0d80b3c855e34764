// The line between browser and server: it breaks in every way it can, and nothing that was written is lost or said twice.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Connection, DEAF_AFTER, FLUSH_AT_ONCE, FLUSH_EVERY, PING_EVERY, RETRY_AFTER, type Outcome } from "../src/index.ts";
import { Outbox, OUTBOX_LIMIT } from "../src/outbox.ts";
import { BACKOFF_FIRST, BACKOFF_LONGEST, BACKOFF_LONGEST_AWAITED, reconnect } from "../src/reconnect.ts";
import { FakeSocket, memoryKeep, openFake, settle } from "./fakes/fakes.ts";

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
});
afterEach(() => vi.useRealTimers());

/** Longer than the first waits, shorter than it takes to call a socket deaf. */
const LONG = BACKOFF_FIRST * 8;

async function online(options: Partial<ConstructorParameters<typeof Connection>[0]> = {}): Promise<Connection> {
  const connection = new Connection({ url: "ws://host/ws", token: async () => "t-1", open: openFake, random: () => 0.5, ...options });
  connection.start();
  await settle();
  FakeSocket.last.welcomes();
  return connection;
}

/** The network breaks and comes back. */
async function breaks(code = 1006): Promise<FakeSocket> {
  FakeSocket.last.closes(code);
  await vi.advanceTimersByTimeAsync(LONG);
  return FakeSocket.last;
}

describe("a connection", () => {
  it("speaks tandem.v1 and says hello with its token first", async () => {
    await online();
    expect(FakeSocket.last.protocol).toBe("tandem.v1");
    expect(FakeSocket.last.sent[0]).toEqual({ type: "hello", token: "t-1" });
  });

  it("is online only after the welcome", async () => {
    const connection = new Connection({ url: "ws://host/ws", open: openFake });
    connection.start();
    await settle();
    FakeSocket.last.opens();
    expect(connection.status.get().state).toBe("connecting");
    expect(FakeSocket.last.sent).toEqual([{ type: "hello" }]);
  });

  it("comes back by itself and resumes what it follows after the version it has by then", async () => {
    const connection = await online();
    let version = 3;
    connection.follow("c-1", () => version);
    expect(FakeSocket.last.sentOf("resume")).toEqual([{ type: "resume", conversation: "c-1", afterVersion: 3 }]);
    version = 7;
    const second = await breaks();
    expect(connection.status.get().state).toBe("reconnecting");
    second.welcomes();
    expect(second.sentOf("resume")).toEqual([{ type: "resume", conversation: "c-1", afterVersion: 7 }]);
  });

  it("asks for a fresh token at every connection", async () => {
    let count = 0;
    await online({ token: async () => `t-${++count}` });
    const second = await breaks();
    second.opens();
    expect(second.sent[0]).toEqual({ type: "hello", token: "t-2" });
  });

  it("replaces a socket that went deaf, though nobody closed it", async () => {
    const connection = await online();
    await vi.advanceTimersByTimeAsync(PING_EVERY);
    expect(FakeSocket.last.sentOf("ping")).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(DEAF_AFTER + LONG);
    expect(FakeSocket.all.length).toBeGreaterThan(1);
    expect(FakeSocket.all[0]?.closedWith).toBe(1000);
    expect(connection.status.get().state).toBe("reconnecting");
  });

  it("stays while pings are answered", async () => {
    await online();
    for (let i = 0; i < 10; i++) {
      await vi.advanceTimersByTimeAsync(PING_EVERY);
      FakeSocket.last.says({ type: "pong" });
    }
    expect(FakeSocket.all).toHaveLength(1);
  });

  it("gives up a socket that never opens", async () => {
    const connection = new Connection({ url: "ws://host/ws", open: openFake });
    connection.start();
    await vi.advanceTimersByTimeAsync(DEAF_AFTER + LONG);
    expect(FakeSocket.all.length).toBeGreaterThan(1);
  });

  it("does not listen to a socket it has left", async () => {
    const connection = await online();
    const heard: string[] = [];
    connection.messages.on((message) => heard.push(message.type));
    const first = FakeSocket.last;
    const late = first.onmessage;
    await breaks();
    late?.({ data: JSON.stringify({ type: "pong" }) });
    expect(heard).toEqual([]);
  });

  it("skips what it does not understand: garbage, binary, a type of tomorrow", async () => {
    const connection = await online();
    const heard: string[] = [];
    connection.messages.on((message) => heard.push(message.type));
    FakeSocket.last.saysRaw("{not json");
    FakeSocket.last.saysRaw(new ArrayBuffer(8));
    FakeSocket.last.saysRaw('{"type":"hologram"}');
    FakeSocket.last.saysRaw('{"type":"toString"}');
    FakeSocket.last.saysRaw("null");
    expect(heard).toEqual([]);
    expect(connection.status.get().state).toBe("online");
  });

  it("after a token that could not be had tries again", async () => {
    let broken = true;
    const connection = new Connection({
      url: "ws://host/ws",
      open: openFake,
      token: async () => {
        if (broken) throw new Error("no network");
        return "t";
      },
    });
    connection.start();
    await settle();
    expect(connection.status.get().state).toBe("reconnecting");
    broken = false;
    await vi.advanceTimersByTimeAsync(LONG);
    expect(FakeSocket.all).toHaveLength(1);
  });
});

describe("close codes", () => {
  it.each([
    [4003, "unauthenticated"],
    [4006, "outdated"],
    [4007, "replaced"],
  ])("%i stops: %s", async (code, why) => {
    const connection = await online();
    await breaks(code);
    expect(connection.status.get()).toEqual({ state: "stopped", why });
    expect(FakeSocket.all).toHaveLength(1);
  });

  it("after a stop the person can start again", async () => {
    const connection = await online();
    await breaks(4007);
    connection.start();
    await settle();
    FakeSocket.last.welcomes();
    expect(connection.status.get().state).toBe("online");
  });

  it("a server that goes away is come back to at once, a flooding client waits", () => {
    expect(reconnect(4001, 0, false, 1)).toEqual({ again: true, after: 200 });
    expect(reconnect(4001, 0, false, 0)).toEqual({ again: true, after: 100 });
    expect(reconnect(4004, 0, true, 0)).toEqual({ again: true, after: 30_000 });
  });

  it("waits longer each time, never longer than the limit, never in step with others", () => {
    const waits = [0, 1, 2, 3, 20].map((attempt) => reconnect(1006, attempt, false, 1));
    expect(waits).toEqual([BACKOFF_FIRST, BACKOFF_FIRST * 2, BACKOFF_FIRST * 4, BACKOFF_FIRST * 8, BACKOFF_LONGEST].map((after) => ({ again: true, after })));
    expect(reconnect(1006, 20, true, 1)).toEqual({ again: true, after: BACKOFF_LONGEST_AWAITED });
    expect(reconnect(1006, 3, false, 0)).not.toEqual(reconnect(1006, 3, false, 1));
  });
});

describe("commands", () => {
  it("are settled once, by the answer with their id", async () => {
    const connection = await online();
    const outcomes: Outcome[] = [];
    connection.outcomes.on((outcome) => outcomes.push(outcome));
    const { id, done } = connection.command({ type: "say", conversation: "c-1", text: "hello" });
    FakeSocket.last.says({ type: "accepted", id, conversation: "c-1", version: 4 });
    FakeSocket.last.says({ type: "accepted", id, conversation: "c-1", version: 4 });
    expect(await done).toMatchObject({ ok: true, version: 4 });
    expect(outcomes).toHaveLength(1);
    expect(connection.outbox.pending()).toEqual([]);
  });

  it("that were not answered are sent again after a break: same ids, same order", async () => {
    const connection = await online();
    const ids = ["one", "two", "three"].map((text) => connection.command({ type: "say", conversation: "c-1", text }).id);
    FakeSocket.last.says({ type: "accepted", id: ids[0] ?? "", version: 2 });
    const second = await breaks();
    second.welcomes();
    expect(second.sentOf("say").map((say) => say.id)).toEqual(ids.slice(1));
  });

  it("given while offline wait for the line", async () => {
    const connection = await online();
    FakeSocket.last.closes(1006);
    connection.command({ type: "say", conversation: "c-1", text: "written in the tunnel" });
    await vi.advanceTimersByTimeAsync(LONG);
    FakeSocket.last.welcomes();
    expect(FakeSocket.last.sentOf("say").map((say) => say.text)).toEqual(["written in the tunnel"]);
  });

  it("make us try at once, but never throw away a try that is under way", async () => {
    const connection = await online();
    FakeSocket.last.closes(1006);
    await vi.advanceTimersByTimeAsync(DEAF_AFTER * 4);
    const before = FakeSocket.all.length;
    FakeSocket.last.closes(1006);
    connection.command({ type: "say", conversation: "c-1", text: "now" });
    connection.command({ type: "say", conversation: "c-1", text: "please" });
    await settle();
    expect(FakeSocket.all).toHaveLength(before + 1);
    FakeSocket.last.welcomes();
    expect(FakeSocket.last.sentOf("say").map((say) => say.text)).toEqual(["now", "please"]);
  });

  it("survive a reload", async () => {
    const keep = memoryKeep();
    const before = await online({ keep });
    const { id } = before.command({ type: "say", conversation: "c-1", text: "kept" });
    before.stop();
    const after = await online({ keep });
    expect(FakeSocket.last.sentOf("say")).toEqual([{ type: "say", id, conversation: "c-1", text: "kept" }]);
    FakeSocket.last.says({ type: "accepted", id, version: 3 });
    expect(after.outbox.pending()).toEqual([]);
    expect(keep.size).toBe(0);
  });

  it("are refused for good, with the code", async () => {
    const connection = await online();
    const { id, done } = connection.command({ type: "say", conversation: "c-1", text: "x" });
    FakeSocket.last.says({ type: "rejected", id, code: "closed", message: "It is closed." });
    expect(await done).toMatchObject({ ok: false, code: "closed" });
  });

  it("that the server cannot take now are offered again with the same id", async () => {
    const connection = await online();
    const { id } = connection.command({ type: "say", conversation: "c-1", text: "x" });
    FakeSocket.last.says({ type: "rejected", id, code: "unavailable", message: "Later." });
    expect(connection.outbox.pending()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(RETRY_AFTER);
    expect(FakeSocket.last.sentOf("say").map((say) => say.id)).toEqual([id, id]);
  });

  it("without any answer make us doubt the socket, not the command", async () => {
    const connection = await online();
    connection.command({ type: "say", conversation: "c-1", text: "x" });
    await vi.advanceTimersByTimeAsync(DEAF_AFTER + LONG);
    expect(FakeSocket.all.length).toBeGreaterThan(1);
    expect(connection.outbox.pending()).toHaveLength(1);
  });

  it("with two hundred waiting, the oldest is given up and said so", async () => {
    const connection = await online();
    const outcomes: Outcome[] = [];
    connection.outcomes.on((outcome) => outcomes.push(outcome));
    for (let i = 0; i <= OUTBOX_LIMIT; i++) connection.command({ type: "say", conversation: "c-1", text: `${i}` });
    expect(connection.outbox.pending()).toHaveLength(OUTBOX_LIMIT);
    expect(outcomes).toMatchObject([{ ok: false, code: "gave_up" }]);
  });
});

describe("after a long time offline", () => {
  it("what waits goes in order without flooding, and new words queue behind it", async () => {
    const connection = await online();
    FakeSocket.last.closes(1006);
    for (let i = 0; i < FLUSH_AT_ONCE + 3; i++) connection.command({ type: "say", conversation: "c-1", text: `${i}` });
    await vi.advanceTimersByTimeAsync(LONG);
    const socket = FakeSocket.last;
    socket.welcomes();
    expect(socket.sentOf("say")).toHaveLength(FLUSH_AT_ONCE);
    connection.command({ type: "say", conversation: "c-1", text: "new" });
    await vi.advanceTimersByTimeAsync(FLUSH_EVERY * 4);
    const texts = socket.sentOf("say").map((say) => say.text);
    expect(texts).toEqual([...Array.from({ length: FLUSH_AT_ONCE + 3 }, (_, i) => `${i}`), "new"]);
  });
});

describe("the outbox", () => {
  it("keeps only the newest seen mark of each conversation", () => {
    const outbox = new Outbox("k", undefined);
    outbox.add({ type: "mark_seen", id: "1", conversation: "a", delivered: 1, read: 1 });
    outbox.add({ type: "mark_seen", id: "2", conversation: "b", delivered: 1, read: 1 });
    outbox.add({ type: "mark_seen", id: "3", conversation: "a", delivered: 2, read: 1 });
    expect(outbox.pending().map((command) => command.id)).toEqual(["2", "3"]);
  });

  it("starts empty when what was kept makes no sense", () => {
    const keep = memoryKeep();
    for (const broken of ["{", "7", '[1,null,"x"]', '{"id":1}']) {
      keep.setItem("k", broken);
      expect(new Outbox("k", keep).pending()).toEqual([]);
    }
  });

  it("works where storage is forbidden", () => {
    const forbidden = () => {
      throw new Error("denied");
    };
    const outbox = new Outbox("k", { getItem: forbidden, setItem: forbidden, removeItem: forbidden });
    outbox.add({ type: "say", id: "1", conversation: "a", text: "x" });
    expect(outbox.pending()).toHaveLength(1);
  });
});
