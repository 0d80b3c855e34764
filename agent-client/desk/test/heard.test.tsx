// @vitest-environment happy-dom
// How a call was heard, below the line that says so.
import { render } from "preact";
import { expect, it } from "vitest";
import type { CallHeard } from "@tandem/client";
import { TimelineRow } from "../src/conversation/TimelineRow.tsx";
import { all, onStage } from "./stage.tsx";

onStage();

const OLD: CallHeard = { by: "agent", mos: 4.38, lossPercent: 0.12, jitterMillis: 4, roundTripMillis: 21, freezes: 0, frozenMillis: 0 };

function shown(name: string, heard: readonly CallHeard[]): (string | null)[] {
  const host = document.body.appendChild(document.createElement("div"));
  render(<TimelineRow row={{ kind: "line", key: "v1", line: { text: "line.measured", values: { frozen: 0 }, heard }, at: 0, version: 1 }} name={name} full={false} onSendAgain={undefined} />, host);
  return all("heard-side").map((side) => side.textContent);
}

it("tells two agents of one call apart, with what was lost, the round trip and how much came", () => {
  const agent = (id: string, name: string, receivedKbps: number): CallHeard => ({ ...OLD, receivedKbps, who: { role: "agent", id, name } });
  expect(shown("Elena", [{ ...OLD, by: "customer", mos: 3.64, receivedKbps: 612 }, agent("maya", "Maya", 48), agent("ben", "Ben", 52)])).toEqual([
    "Elena: 3.6 of 5, 0.1 % lost, 21 ms round trip, 612 kbit/s received",
    "Maya: 4.4 of 5, 0.1 % lost, 21 ms round trip, 48 kbit/s received",
    "Ben: 4.4 of 5, 0.1 % lost, 21 ms round trip, 52 kbit/s received",
  ]);
});

it("says the role where an older event does not know the name, and nothing of what it does not know", () => {
  expect(shown("", [{ ...OLD, by: "customer", roundTripMillis: -1 }, OLD])).toEqual(["Customer: 4.4 of 5, 0.1 % lost", "Agent: 4.4 of 5, 0.1 % lost, 21 ms round trip"]);
});
