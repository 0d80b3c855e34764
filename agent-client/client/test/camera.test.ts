// The first picture of a camera: small and at once, then as large as it is.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { beginSmall, SMALL_FOR } from "../src/call/camera.ts";
import { FakePeer, FakeTrack } from "./fakes/fakes.ts";

const made = () => {
  const fake = new FakePeer({}).addTransceiver("video", { direction: "sendrecv" }).sender;
  return { fake, sender: fake as unknown as RTCRtpSender };
};
const camera = () => {
  const fake = new FakeTrack("video");
  return { fake, track: fake as unknown as MediaStreamTrack };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("begins small and is sharp a moment later", async () => {
  const { fake, sender } = made();
  const { track } = camera();
  let first: number | undefined;
  fake.onReplace = () => (first = fake.encodings[0]?.scaleResolutionDownBy);
  await beginSmall(sender, track);
  expect(first).toBe(3);
  await vi.advanceTimersByTimeAsync(SMALL_FOR - 1);
  expect(fake.encodings[0]?.scaleResolutionDownBy).toBe(3);
  await vi.advanceTimersByTimeAsync(1);
  expect(fake.encodings[0]?.scaleResolutionDownBy).toBe(1);
});

it("keeps its size when another camera takes the place of one", async () => {
  const { fake, sender } = made();
  await beginSmall(sender, camera().track);
  await vi.advanceTimersByTimeAsync(SMALL_FOR);
  const next = camera();
  await beginSmall(sender, next.track);
  expect(fake.encodings[0]?.scaleResolutionDownBy).toBe(1);
  expect(fake.track).toBe(next.fake);
});

it("sends nothing of a camera that was turned off meanwhile", async () => {
  const { fake, sender } = made();
  const off = camera();
  const begun = beginSmall(sender, off.track);
  off.fake.stop();
  await begun;
  expect(fake.track).toBeNull();
});

it("is large from the start where a browser cannot make it small", async () => {
  const { fake, sender } = made();
  fake.encodings = [];
  const { track, fake: own } = camera();
  await beginSmall(sender, track);
  expect(fake.track).toBe(own);
  const other = made();
  other.fake.setParameters = () => Promise.reject(new Error("not now"));
  await beginSmall(other.sender, track);
  expect(other.fake.track).toBe(own);
});

it("leaves a small camera as it is", async () => {
  const { fake, sender } = made();
  const tiny = camera();
  tiny.fake.getSettings = () => ({ height: 180 });
  await beginSmall(sender, tiny.track);
  expect(fake.encodings[0]?.scaleResolutionDownBy).toBeUndefined();
  expect(fake.track).toBe(tiny.fake);
});
