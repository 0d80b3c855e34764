// A call that goes to another bridge while it goes on: nothing of it stops before the next path carries what this one does.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Call, Devices, STATS_EVERY, type Channel, type JoinCallMessage, type MoveCallMessage, type SocketMessage } from "../src/index.ts";
import { LISTEN_EVERY } from "../src/call/move.ts";
import { FakeMedia, FakePeer, FakeStream, memoryKeep, settle, type FakeTrack } from "./fakes/fakes.ts";

const join = (bridge: string, channel: Channel = "video"): JoinCallMessage => ({ type: "join_call", conversation: "c-1", call: "call-1", bridge, channel, iceServers: [] });
const move = (bridge: string): MoveCallMessage => ({ type: "move_call", conversation: "c-1", call: "call-1", bridge, iceServers: [] });

/** A video call on b-1 that is asked to b-2. */
async function asked(peer = { microphone: false, camera: false, screen: false }) {
  const media = new FakeMedia();
  const sent: SocketMessage[] = [];
  const call = new Call({
    conversation: "c-1",
    call: "call-1",
    channel: "video",
    devices: new Devices(media as unknown as MediaDevices),
    send: (message) => {
      sent.push(message);
      return true;
    },
    keep: memoryKeep(),
    peer: (configuration) => new FakePeer(configuration) as unknown as RTCPeerConnection,
    now: Date.now,
  });
  const offers = () => sent.filter((message) => message.type === "sdp_offer");
  const answer = (bridge: string) => call.answer({ type: "sdp_answer", conversation: "c-1", call: "call-1", number: offers().at(-1)?.number ?? 0, bridge, sdp: `answer of ${bridge}` });
  await call.join(join("b-1"));
  await answer("b-1");
  const old = FakePeer.last;
  old.becomes("connected");
  await settle();
  call.peerSends(peer);
  await call.move(move("b-2"));
  const next = FakePeer.last;
  const moved = () => sent.filter((message) => message.type === "leg_moved");
  const heard = () => (call.state.get().remoteAudio as unknown as FakeStream).tracks[0];
  return { call, media, sent, offers, answer, old, next, moved, heard, state: () => call.state.get() };
}

/** Time for some looks at the next path. */
const looks = () => vi.advanceTimersByTimeAsync(20 * LISTEN_EVERY);

const SOUND = { type: "inbound-rtp", kind: "audio", mid: "0", packetsReceived: 3 };
const PICTURE = { type: "inbound-rtp", kind: "video", mid: "1", packetsReceived: 9, framesDecoded: 1 };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("MediaStream", FakeStream);
  FakePeer.all = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a second path", () => {
  it("has the same media and the same tracks, and its offer names the bridge", async () => {
    const { old, next, offers, media } = await asked();
    expect(next).not.toBe(old);
    expect(next.directions).toEqual(old.directions);
    expect(next.senders["audio"]?.track).toBe(media.given[0]);
    expect(next.senders["video"]?.track).toBe(media.given[1]);
    expect(media.asked).toHaveLength(2);
    expect(offers().at(-1)).toMatchObject({ number: 2, bridge: "b-2" });
    expect(offers()[0]).not.toHaveProperty("bridge");
    expect(old.closed).toBe(false);
  });

  it("is heard only when it carries the sound and the pictures that the other side sends", async () => {
    const { old, next, answer, moved, heard } = await asked({ microphone: true, camera: true, screen: false });
    await answer("b-2");
    next.becomes("connected");
    await looks();
    expect(moved()).toEqual([]);
    next.stats = [SOUND];
    await looks();
    expect(moved()).toEqual([]);
    expect(heard()).toBe(old.receiver("audio").track);
    next.stats = [SOUND, { ...PICTURE, framesDecoded: 0 }];
    await looks();
    expect(moved()).toEqual([]);

    next.stats = [SOUND, PICTURE];
    await looks();
    expect(moved()).toEqual([{ type: "leg_moved", conversation: "c-1", call: "call-1", bridge: "b-2" }]);
    expect(heard()).toBe(next.receiver("audio").track);
    expect(old.closed).toBe(false);
  });

  it("waits for the screen as for the camera", async () => {
    const { next, answer, moved } = await asked({ microphone: true, camera: true, screen: true });
    await answer("b-2");
    next.becomes("connected");
    next.stats = [SOUND, PICTURE, { ...PICTURE, mid: "2", framesDecoded: 0 }];
    await looks();
    expect(moved()).toEqual([]);
    next.stats = [SOUND, PICTURE, { ...PICTURE, mid: "2" }];
    await looks();
    expect(moved()).toHaveLength(1);
  });

  it("need not carry anything of a side that is muted, or on hold", async () => {
    const muted = await asked();
    await muted.answer("b-2");
    await looks();
    expect(muted.moved()).toEqual([]);
    muted.next.becomes("connected");
    await looks();
    expect(muted.moved()).toHaveLength(1);

    const held = await asked({ microphone: true, camera: true, screen: false });
    held.call.hears([]);
    await held.answer("b-2");
    held.next.becomes("connected");
    await looks();
    expect(held.moved()).toHaveLength(1);
  });

  it("becomes the call when everybody is there, and the old one is let go", async () => {
    const { call, old, next, answer, offers, state, sent } = await asked();
    await answer("b-2");
    next.becomes("connected");
    await looks();
    await call.join(join("b-2"));
    expect(old.closed).toBe(true);
    expect(next.closed).toBe(false);
    expect(offers()).toHaveLength(2);
    expect(state().phase).toBe("connected");
    expect(sent.at(-1)).toMatchObject({ type: "set_sending", microphone: true, camera: true });
    // From here on it is a path like any other.
    old.becomes("closed");
    next.becomes("disconnected");
    expect(state().phase).toBe("reconnecting");
    await call.join(join("b-3"));
    expect(next.offers.at(-1)).toEqual({ restart: true });
    expect(offers().at(-1)).toMatchObject({ number: 3 });
  });

  it("takes over, and what the old one has seen of frozen pictures is not lost", async () => {
    const { call, old, next, answer, sent } = await asked();
    const reports = () => sent.filter((message) => message.type === "report_quality").map(({ quality }) => quality.freezes);
    const counts = (freezeCount: number) => [{ type: "inbound-rtp", kind: "video", bytesReceived: 1000 * (freezeCount + 1), packetsReceived: 10, freezeCount, totalFreezesDuration: freezeCount / 2 }];
    await answer("b-2");
    next.becomes("connected");
    old.stats = counts(0);
    await vi.advanceTimersByTimeAsync(STATS_EVERY);
    old.stats = counts(2);
    await vi.advanceTimersByTimeAsync(STATS_EVERY);
    expect(reports(), "not yet time to tell").toEqual([]);
    await call.join(join("b-2"));
    expect(reports()).toEqual([2]);
    next.stats = counts(0);
    for (let i = 0; i < 4; i++) await vi.advanceTimersByTimeAsync(STATS_EVERY);
    expect(reports(), "each once").toEqual([2, 0]);
  });

  it("gets what is switched on and off while it is made", async () => {
    const { call, old, next } = await asked();
    await call.camera(false);
    expect([old, next].map((peer) => peer.sender("video").track)).toEqual([null, null]);
    await call.camera(true);
    expect(next.sender("video").track).toBe(old.sender("video").track);
    await call.mute(true);
    expect((next.sender("audio").track as FakeTrack).enabled).toBe(false);
  });
});

describe("a move that fails", () => {
  it("leaves the call as it is, and who was ahead goes back", async () => {
    const { call, old, next, answer, heard, state, offers } = await asked();
    await answer("b-2");
    next.becomes("connected");
    await looks();
    expect(heard()).toBe(next.receiver("audio").track);
    await call.join(join("b-1"));
    expect(next.closed).toBe(true);
    expect(old.closed).toBe(false);
    expect(heard()).toBe(old.receiver("audio").track);
    expect(state().phase).toBe("connected");
    expect(offers()).toHaveLength(2);
  });

  it("by a bridge that refuses is not the loss of the call", async () => {
    const { call, old, next, state } = await asked();
    call.refused(2);
    expect(next.closed).toBe(true);
    expect(old.closed).toBe(false);
    expect(state().phase).toBe("connected");
  });

  it("is followed by another try, elsewhere", async () => {
    const { call, next, old, offers } = await asked();
    await call.move(move("b-3"));
    expect(next.closed).toBe(true);
    expect(FakePeer.last.closed).toBe(false);
    expect(old.closed).toBe(false);
    expect(offers().at(-1)).toMatchObject({ number: 3, bridge: "b-3" });
  });

  it("because the old bridge dies first goes on as the call, answered or not", async () => {
    const { call, old, next, answer, offers, state } = await asked();
    await call.join(join("b-2"));
    expect(old.closed).toBe(true);
    expect(offers().at(-1)).toMatchObject({ number: 3 });
    await answer("b-2");
    expect(next.answers).toEqual(["answer of b-2"]);
    next.becomes("connected");
    expect(state().phase).toBe("connected");
  });

  it("leaves nothing behind when the call ends in it", async () => {
    const { call, old, next } = await asked();
    call.end();
    expect([old.closed, next.closed]).toEqual([true, true]);
  });
});
