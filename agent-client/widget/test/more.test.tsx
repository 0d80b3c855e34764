// @vitest-environment happy-dom
// What the widget loads when a call needs it: drawn as it is told, in its own words, and taken away again.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { act } from "preact/test-utils";
import { Call, Devices } from "@tandem/client";
import type { Shown } from "../src/call/More.tsx";
import { draw } from "../src/more/main.tsx";
import { FakeMedia, FakePeer, FakeStream, memoryKeep, settle } from "../../client/test/fakes/fakes.ts";

let place: HTMLElement;
let call: Call;
let devices: Devices;
let shown: Shown[];

beforeEach(async () => {
  vi.stubGlobal("MediaStream", FakeStream);
  FakePeer.all = [];
  shown = [];
  place = document.createElement("div");
  document.body.replaceChildren(place);
  devices = new Devices(new FakeMedia() as unknown as MediaDevices);
  call = new Call({ conversation: "c-1", call: "call-1", channel: "voice", devices, send: () => true, keep: memoryKeep(), peer: (configuration) => new FakePeer(configuration) as unknown as RTCPeerConnection });
  await call.join({ type: "join_call", conversation: "c-1", call: "call-1", bridge: "b-1", channel: "voice", iceServers: [] });
  await call.answer({ type: "sdp_answer", conversation: "c-1", call: "call-1", number: 1, bridge: "b-1", sdp: "answer" });
  FakePeer.last.becomes("connected");
  await settle();
});
afterEach(() => {
  act(() => draw(place));
  call.end();
  vi.unstubAllGlobals();
});

const show = (what: Shown, held = false) =>
  act(() => draw(place, { call, shown: what, show: (next) => shown.push(next), camera: false, held, name: "Maya", app: { client: { devices }, i18n: { locale: "en" }, settings: {} } }));
const find = (id: string) => place.querySelector<HTMLElement>(`[data-testid="${id}"]`);

describe("what few calls need", () => {
  it("is the keypad, whose keys go into the call", async () => {
    show("keys");
    await act(async () => find("key-5")?.click());
    await act(async () => find("key-star")?.click());
    expect(FakePeer.last.sender("audio").dtmf?.toneBuffer).toBe("5*");
    expect(find("keypad-line")?.textContent).toBe("5*");
    act(() => find("keypad-close")?.click());
    expect(shown).toEqual([undefined]);
  });

  it("says that nobody hears keys on hold", async () => {
    show("keys", true);
    expect(find("keypad-say")?.textContent).toBe("On hold nobody hears keys.");
    await act(async () => find("key-5")?.click());
    expect(FakePeer.last.sender("audio").dtmf?.toneBuffer).toBe("");
  });

  it("is what the other side presses, whatever else is shown", () => {
    call.peerPresses({ type: "peer_pressed", conversation: "c-1", call: "call-1", by: "agent", key: "4", who: { role: "agent", id: "a-1", name: "Maya Okafor" } });
    show(undefined);
    expect(find("keys-pressed")?.textContent).toBe("Maya Okafor pressed 4");
    show("devices");
    expect(find("keys-pressed")?.textContent).toBe("Maya Okafor pressed 4");
    expect(find("device-choice")).not.toBeNull();
    expect(find("keypad")).toBeNull();
  });

  it("is taken away", () => {
    show("keys");
    act(() => draw(place));
    expect(place.childElementCount).toBe(0);
  });
});
