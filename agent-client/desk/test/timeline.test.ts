// Entries drawn as rows, and what they add up to.
import { describe, expect, it } from "vitest";
import { applied, emptyConversation, type Conversation, type ConversationEvent, type TimelineEntry } from "@tandem/client";
import { elena, elenaHandoff } from "../dev/data.ts";
import { closedElena } from "../dev/history.ts";
import { messages } from "../src/i18n/index.ts";
import { factsOf } from "../src/state/facts.ts";
import { rowsOf, type Row } from "../src/state/rows.ts";
import { handoffNow } from "../src/state/select.ts";

const NOW = Date.parse("2026-11-14T19:46:00Z");
const talk = (entries: readonly TimelineEntry[]): Conversation => entries.reduce(applied, emptyConversation("c"));
const events = (...all: ConversationEvent[]): TimelineEntry[] => all.map((event, i) => ({ version: i + 1, at: new Date(NOW + i * 1000).toISOString(), event }));
const kinds = (rows: readonly Row[]) => rows.map((row) => (row.kind === "line" ? row.line.text : row.kind));
const said = (text: string): ConversationEvent => ({ type: "agent_said", agent: "maya", name: "Maya", text });

describe("the live timeline", () => {
  it("tells a conversation with the handoff once, above the agent's first message", () => {
    const rows = rowsOf(talk(elena(NOW)), { me: "maya", full: false, handoff: true });
    expect(kinds(rows)).toEqual(["customer", "assistant", "customer", "line.chosen", "handoff", "line.youJoined", "agent", "customer"]);
  });

  it("joins messages of one person into a run with one tick below the last", () => {
    const runs = rowsOf(talk(elena(NOW)), { me: "maya", full: false, handoff: true }).filter((row) => row.kind === "agent");
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({ mine: true, state: "read", readAt: NOW - 390_000 });
    expect(runs[0]?.said).toHaveLength(2);
  });

  it("grows ticks from sent to delivered to read", () => {
    const states = [[], [{ type: "messages_seen", by: "customer", delivered: 1, read: 0 }], [{ type: "messages_seen", by: "customer", delivered: 1, read: 1 }]] as ConversationEvent[][];
    expect(states.map((marks) => (rowsOf(talk(events(said("Hi"), ...marks)), { me: "maya", full: false, handoff: false })[0] as { state?: string }).state)).toEqual(["sent", "delivered", "read"]);
  });

  it("shows own words on their way below, and says when they were refused", () => {
    const pending = [{ id: "p", kind: "say" as const, text: "One moment", at: NOW, refused: true }];
    const [row] = rowsOf(talk(events(said("Hi"))), { me: "maya", full: false, handoff: false, pending });
    expect(row).toMatchObject({ kind: "agent", state: "failed" });
    expect((row as { said: unknown[] }).said).toHaveLength(2);
  });

  it("keeps a colleague's words apart from one's own", () => {
    const rows = rowsOf(talk(events({ type: "agent_said", agent: "ben", name: "Ben", text: "Hello" }, said("Hi"))), { me: "maya", full: false, handoff: false });
    expect(rows.map((row) => row.kind === "agent" && row.mine)).toEqual([false, true]);
  });

  it("tells of a call that could not be made with one line, in the history with all", () => {
    const none = talk(events({ type: "call_started", call: "x", channel: "voice" }, { type: "recording_started", call: "x" }, said("Hello?"), { type: "call_ended", call: "x", reason: "no_bridge" }));
    const at = none.entries.map((entry) => ({ ...entry, at: none.entries[0]?.at ?? entry.at }));
    expect(kinds(rowsOf({ ...none, entries: at }, { me: "maya", full: false, handoff: false }))).toEqual(["agent", "line.noCall"]);
    expect(kinds(rowsOf({ ...none, entries: at }, { me: "maya", full: true, handoff: false }))).toEqual(["line.callStarted", "line.recordingStarted", "agent", "line.noCall"]);
  });

  it("says how long a call took", () => {
    const rows = rowsOf(talk(events({ type: "call_started", call: "x", channel: "voice" }, { type: "media_changed", call: "x", channel: "video" }, { type: "call_ended", call: "x", reason: "customer_hung_up" })), { me: "maya", full: false, handoff: false });
    expect(kinds(rows)).toEqual(["line.callStarted", "line.mediaChanged", "line.callEndedAfter"]);
    expect(rows[2]).toMatchObject({ line: { durations: { duration: 2000 } } });
  });

  it("keeps of a measured call how each of them heard it, and is silent where nobody said anything", () => {
    const side = { by: "agent", mos: 4.38, lossPercent: 0.12, jitterMillis: 4, roundTripMillis: 21, freezes: 1, frozenMillis: 600 } as const;
    const heard = [{ ...side, receivedKbps: 64, who: { role: "agent", id: "maya", name: "Maya" } }, side] as const;
    const rows = rowsOf(talk(events({ type: "call_measured", call: "x", heard: [...heard] }, { type: "call_measured", call: "y", heard: [] })), { me: "maya", full: false, handoff: false });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ line: { text: "line.measured", values: { frozen: 1 }, heard } });
  });

  it("marks a new day", () => {
    const [first, second] = events(said("Hi"), said("Still there?"));
    const next = { ...(second as TimelineEntry), at: new Date(NOW + 86_400_000).toISOString() };
    expect(kinds(rowsOf(talk([first as TimelineEntry, next]), { me: "maya", full: false, handoff: false }))).toEqual(["agent", "day", "agent"]);
  });
});

describe("an unclear question", () => {
  it("keeps the topics that were offered", () => {
    const [row] = rowsOf(talk(events({ type: "assistant_said", inReplyTo: 1, band: "suggest", text: "Which of these?", citations: [], confidence: 0.4, topics: ["Bills", "Moving home"] })), { me: "maya", full: false, handoff: false });
    expect(row).toMatchObject({ kind: "assistant", topics: ["Bills", "Moving home"] });
  });
});

describe("the history", () => {
  it("shows every event of the conversation on one line of versions without gaps", () => {
    const entries = closedElena(NOW);
    const versions = rowsOf(talk(entries), { me: undefined, full: true, handoff: true }).flatMap((row) => ("said" in row ? row.said.map((each) => each.version) : "version" in row ? [row.version] : []));
    expect(versions).toEqual(entries.map((entry) => entry.version));
  });

  it("has a sentence in the catalogue for every line", () => {
    const lines = rowsOf(talk(closedElena(NOW)), { me: undefined, full: true, handoff: true }).flatMap((row) => (row.kind === "line" ? [row.line.text] : []));
    expect(lines.filter((text) => !Object.hasOwn(messages, text))).toEqual([]);
  });
});

describe("what entries add up to", () => {
  const facts = factsOf(elena(NOW));

  it("knows the pages in order and how long each was open", () => {
    expect(facts.pages.map((page) => [page.title, page.to === undefined ? undefined : page.to - page.from])).toEqual([["Service status", 15_000], ["Leaving Harbor", 50_000], ["Hub 3 lights explained", 130_000], ["Drops at busy times", undefined]]);
  });

  it("knows what was tried and that it did not help", () => {
    expect(facts.tried).toMatchObject([{ band: "answer", citation: { title: "Drops at busy times" }, helped: false }]);
  });

  it("knows how long the customer waited for a person", () => {
    expect(facts.waitedMs).toBe(108_000);
  });

  it("is completed by what the customer told since it rang", () => {
    const rung = { ...elenaHandoff, details: { name: "Elena" } };
    expect(handoffNow(rung, talk(elena(NOW))).details).toEqual({ name: "Elena Moritz", email: "elena.moritz@posteo.example", answer: "Light blinks amber" });
  });

  it("keeps outcome and rating of a closed one", () => {
    expect(factsOf(closedElena(NOW))).toMatchObject({ outcome: { disposition: "solved", topic: "Wi-Fi, drops at busy times" }, rating: { score: 5, comment: "That was quick" } });
  });
});
