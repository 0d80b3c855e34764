// @vitest-environment happy-dom
// The controls of a call, as a screen reader says them.
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it } from "vitest";
import { CallButton, CallControls, type CallControlsProps } from "../src/index.ts";

let place: HTMLElement;
beforeEach(() => {
  place = document.createElement("div");
  document.body.append(place);
});
afterEach(() => {
  act(() => render(null, place));
  place.remove();
});

const nothing = () => undefined;
const button = (id: string) => place.querySelector(`[data-testid="call-${id}"]`);
const draw = (props: Partial<CallControlsProps>) => act(() => render(<CallControls muted={false} camera onMute={nothing} onCamera={nothing} onHold={nothing} onShare={nothing} onEnd={nothing} {...props} />, place));

it("is a group with a name", () => {
  draw({});
  expect(place.querySelector("[role=group]")?.getAttribute("aria-label")).toBe("Call controls");
});

it("says once how a button stands: in its name", () => {
  const on = { mute: "Muted. Unmute", camera: "Turn camera on", hold: "On hold. Resume", share: "Sharing your screen. Stop" };
  const off = { mute: "Mute", camera: "Turn camera off", hold: "Hold", share: "Share screen" };
  for (const [names, lit, props] of [
    [off, "false", {}],
    [on, "true", { muted: true, camera: false, held: true, sharing: true }],
  ] as const) {
    draw(props);
    for (const [id, name] of Object.entries(names)) {
      expect(button(id)?.getAttribute("aria-label")).toBe(name);
      expect(button(id)?.hasAttribute("aria-pressed"), id).toBe(false);
      expect(button(id)?.getAttribute("data-lit"), id).toBe(lit);
    }
  }
});

it("says by its state how a button stands whose name stays", () => {
  act(() => render(<CallButton icon="gear" label="Microphone and camera" pressed data-testid="call-devices" />, place));
  expect(button("devices")?.getAttribute("aria-pressed")).toBe("true");
  expect(button("devices")?.getAttribute("data-lit")).toBe("true");
});
