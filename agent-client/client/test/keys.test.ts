// Keys of a call's keypad: pressed in their order, by who is muted and by who has no microphone, and not where nothing would come of it.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { decode } from "../src/decode.ts";
import { Call, Devices, keypadOf, LINGER, pressKey, WAITING_LIMIT, type SocketMessage } from "../src/index.ts";
import { FakeMedia, FakePeer, FakeStream, FakeTrack, memoryKeep, named, settle, type FakeDtmf } from "./fakes/fakes.ts";

/** The browser's own: a source of silence, closed when it is not needed any more. */
class FakeContext {
  static open = 0;
  static made = 0;
  constructor() {
    FakeContext.open++;
    FakeContext.made++;
  }
  createConstantSource(): unknown {
    return { offset: { value: 1 }, connect: () => undefined, start: () => undefined };
  }
  createMediaStreamDestination(): unknown {
    const track = new FakeTrack("silence");
    return { stream: { getAudioTracks: () => [track] } };
  }
  async close(): Promise<void> {
    FakeContext.open--;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("MediaStream", FakeStream);
  vi.stubGlobal("AudioContext", FakeContext);
  FakePeer.all = [];
  FakeContext.open = 0;
  FakeContext.made = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function made(media = new FakeMedia()): { call: Call; sent: SocketMessage[] } {
  const sent: SocketMessage[] = [];
  const call = new Call({
    conversation: "c-1",
    call: "call-1",
    channel: "voice",
    devices: new Devices(media as unknown as MediaDevices),
    send: (message) => sent.push(message) > 0,
    keep: memoryKeep(),
    peer: (configuration) => new FakePeer(configuration) as unknown as RTCPeerConnection,
  });
  return { call, sent };
}

async function standing(media?: FakeMedia): Promise<{ call: Call; dtmf: FakeDtmf }> {
  const { call } = made(media);
  await call.join({ type: "join_call", conversation: "c-1", call: "call-1", bridge: "b-1", channel: "voice", iceServers: [] });
  await call.answer({ type: "sdp_answer", conversation: "c-1", call: "call-1", number: 1, bridge: "b-1", sdp: "answer" });
  FakePeer.last.becomes("connected");
  await settle();
  const { dtmf } = FakePeer.last.sender("audio");
  if (!dtmf) throw new Error("sound has keys");
  return { call, dtmf };
}

describe("keys", () => {
  it("sound one after the other, however fast they are pressed", async () => {
    const { call, dtmf } = await standing();
    expect(await pressKey(call, "1")).toBe(true);
    expect(await pressKey(call, "2")).toBe(true);
    dtmf.sounds();
    await pressKey(call, "#");
    for (let i = 0; i < 3; i++) dtmf.sounds();
    expect(dtmf.sounded).toEqual(["1", "2", "#"]);
  });

  it("do not pile up without end", async () => {
    const { call, dtmf } = await standing();
    for (let i = 0; i < WAITING_LIMIT; i++) expect(await pressKey(call, "1")).toBe(true);
    expect(await pressKey(call, "2")).toBe(false);
    expect(dtmf.toneBuffer).toBe("1".repeat(WAITING_LIMIT));
  });

  it("are pressed by who is muted, and leave them muted", async () => {
    const { call, dtmf } = await standing();
    await call.mute(true);
    expect(await pressKey(call, "5")).toBe(true);
    dtmf.sounds();
    expect(dtmf.sounded).toEqual(["5"]);
    expect(FakePeer.last.sender("audio").track?.enabled).toBe(false);
    expect(call.state.get().muted).toBe(true);
  });

  it("are pressed without a microphone, in a silence that ends with them", async () => {
    const media = new FakeMedia();
    media.refuse.audio = named("NotFoundError");
    const { call, dtmf } = await standing(media);
    const sender = FakePeer.last.sender("audio");
    expect(sender.track).toBeNull();
    expect(await Promise.all([pressKey(call, "1"), pressKey(call, "2")])).toEqual([true, true]);
    expect(sender.track?.kind).toBe("silence");
    expect(FakeContext.made).toBe(1);
    for (let i = 0; i < 3; i++) dtmf.sounds();
    expect(dtmf.sounded).toEqual(["1", "2"]);
    await vi.advanceTimersByTimeAsync(LINGER - 1);
    expect(sender.track?.kind, "its packets are still on their way").toBe("silence");
    await vi.advanceTimersByTimeAsync(1);
    expect(sender.track).toBeNull();
    expect(FakeContext.open).toBe(0);

    await pressKey(call, "3");
    expect(FakeContext.made, "another silence").toBe(2);
    dtmf.sounds();
    dtmf.sounds();
    await vi.advanceTimersByTimeAsync(LINGER - 1);
    await pressKey(call, "4");
    await vi.advanceTimersByTimeAsync(LINGER / 2);
    expect(sender.track?.kind, "pressed just before it ended").toBe("silence");
    dtmf.sounds();
    dtmf.sounds();
    await vi.advanceTimersByTimeAsync(LINGER);
    expect(dtmf.sounded).toEqual(["1", "2", "3", "4"]);
    expect(sender.track).toBeNull();
    expect(FakeContext.open).toBe(0);
  });

  it("leave a microphone alone that came meanwhile", async () => {
    const media = new FakeMedia();
    media.refuse.audio = named("NotFoundError");
    const { call, dtmf } = await standing(media);
    await pressKey(call, "1");
    delete media.refuse.audio;
    await call.microphone();
    dtmf.sounds();
    dtmf.sounds();
    await vi.advanceTimersByTimeAsync(LINGER);
    expect(FakePeer.last.sender("audio").track).toBe(media.given[0]);
    expect(FakeContext.open).toBe(0);
  });

  it("are none before the call is connected, and none in a browser that has none", async () => {
    const { call } = made();
    expect(keypadOf(call)).toBe("connecting");
    expect(await pressKey(call, "1")).toBe(false);

    const { call: other, dtmf } = await standing();
    expect(keypadOf(other)).toBe("ready");
    dtmf.canInsertDTMF = false;
    expect(keypadOf(other)).toBe("unsupported");
    expect(await pressKey(other, "1")).toBe(false);
    FakePeer.last.sender("audio").dtmf = null;
    expect(keypadOf(other)).toBe("unsupported");
    FakePeer.last.becomes("disconnected");
    expect(keypadOf(other)).toBe("connecting");
  });

  it("go over the path that carries the call while it moves, and over the next one after that", async () => {
    const { call, dtmf } = await standing();
    await call.move({ type: "move_call", conversation: "c-1", call: "call-1", bridge: "b-2", iceServers: [] });
    await pressKey(call, "1");
    dtmf.sounds();
    expect(dtmf.sounded).toEqual(["1"]);
    const next = FakePeer.last;
    expect(next.sender("audio").dtmf?.toneBuffer).toBe("");
    await call.join({ type: "join_call", conversation: "c-1", call: "call-1", bridge: "b-2", channel: "voice", iceServers: [] });
    next.becomes("connected");
    await pressKey(call, "2");
    expect(next.sender("audio").dtmf?.toneBuffer).toBe("2");
  });
});

describe("what another one presses", () => {
  it("is understood, and the last of it is kept with its time", async () => {
    const { call } = made();
    const pressed = { type: "peer_pressed", conversation: "c-1", call: "call-1", by: "agent", key: "4", who: { role: "agent", id: "a-1", name: "Maya" } } as const;
    expect(decode(JSON.stringify(pressed))).toEqual(pressed);
    for (let i = 0; i < 20; i++) call.peerPresses({ ...pressed, key: `${i % 10}` });
    const kept = call.state.get().pressed ?? [];
    expect(kept.map(({ key }) => key).join(""), "the last ones").toBe("890123456789");
    expect(kept.at(-1)).toEqual({ ...pressed, key: "9", at: Date.now() });
  });
});
