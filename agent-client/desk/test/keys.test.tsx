// @vitest-environment happy-dom
// The keypad under the desk's call: what it presses goes into the call, and where nothing would be heard it says so.
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Call, Devices, type PeerPressedMessage } from "@tandem/client";
import { useStore } from "@tandem/ui";
import { Keys } from "../src/call/Keys.tsx";
import { FakeMedia, FakePeer, FakeStream, memoryKeep, settle, type FakeDtmf } from "../../client/test/fakes/fakes.ts";

let place: HTMLElement;
let call: Call;
let closed: number;

beforeEach(async () => {
  vi.stubGlobal("MediaStream", FakeStream);
  FakePeer.all = [];
  closed = 0;
  place = document.createElement("div");
  document.body.replaceChildren(place);
  call = new Call({
    conversation: "c-1",
    call: "call-1",
    channel: "voice",
    devices: new Devices(new FakeMedia() as unknown as MediaDevices),
    send: () => true,
    keep: memoryKeep(),
    peer: (configuration) => new FakePeer(configuration) as unknown as RTCPeerConnection,
  });
  await call.join({ type: "join_call", conversation: "c-1", call: "call-1", bridge: "b-1", channel: "voice", iceServers: [] });
  await call.answer({ type: "sdp_answer", conversation: "c-1", call: "call-1", number: 1, bridge: "b-1", sdp: "answer" });
});
afterEach(() => {
  act(() => render(null, place));
  call.end();
  vi.unstubAllGlobals();
});

function Bar({ held = false, open = true }: { held?: boolean; open?: boolean }) {
  return <Keys call={call} state={useStore(call.state)} open={open} onClose={() => closed++} name="Elena" held={held} />;
}

const draw = (props: { held?: boolean; open?: boolean } = {}) => act(() => render(<Bar {...props} />, place));
const find = (id: string) => place.querySelector<HTMLElement>(`[data-testid="${id}"]`);
const connected = async () => {
  act(() => FakePeer.last.becomes("connected"));
  await act(settle);
};
const strike = (key: string) => act(async () => void document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })));
const dtmf = () => FakePeer.last.sender("audio").dtmf as FakeDtmf;

describe("the desk's keypad", () => {
  it("presses what is typed, once the call is connected", async () => {
    draw();
    expect(find("keypad-say")?.textContent).toBe("Keys work once the call is connected.");
    await strike("4");
    expect(dtmf().toneBuffer).toBe("");
    await connected();
    await strike("4");
    await strike("#");
    expect(dtmf().toneBuffer).toBe("4#");
    expect(find("keypad-line")?.textContent).toBe("4#");
    await strike("Escape");
    expect(closed).toBe(1);
  });

  it("says by name who is on hold, and presses nothing", async () => {
    await connected();
    draw({ held: true });
    expect(find("keypad-say")?.textContent).toBe("Elena is on hold and hears no keys.");
    await strike("4");
    expect(dtmf().toneBuffer).toBe("");
  });

  it("says that the browser sends none", async () => {
    await connected();
    dtmf().canInsertDTMF = false;
    draw();
    expect(find("keypad-say")?.textContent).toBe("This browser cannot send keys in a call.");
    expect(find("key-4")?.getAttribute("aria-disabled")).toBe("true");
  });
});

describe("what others press", () => {
  const pressed = (by: "customer" | "agent", key: string, name: string): PeerPressedMessage => ({ type: "peer_pressed", conversation: "c-1", call: "call-1", by, key, who: { role: by, id: `${by}-1`, name } });

  it("is shown without the keypad, by the customer's name as the desk knows it", async () => {
    await connected();
    draw({ open: false });
    act(() => call.peerPresses(pressed("customer", "4", "")));
    act(() => call.peerPresses(pressed("customer", "2", "")));
    expect(find("keys-pressed")?.textContent).toBe("Elena pressed 4 2");
    expect(find("keypad")).toBeNull();
    act(() => call.peerPresses(pressed("agent", "9", "Bob")));
    expect(find("keys-pressed")?.textContent).toBe("Bob pressed 9");
  });
});
