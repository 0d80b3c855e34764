// What a customer sees of a story, without a browser.
import { describe, expect, it } from "vitest";
import { applied, emptyConversation, type ConversationEvent } from "@tandem/client";
import { timeline, type Item } from "../src/timeline.ts";

function told(events: readonly ConversationEvent[], from = "2026-11-14T19:40:00Z") {
  return events.reduce((state, event, i) => applied(state, { version: i + 1, at: new Date(Date.parse(from) + i * 60_000).toISOString(), event }), emptyConversation("c-1"));
}

const started: ConversationEvent = { type: "started", site: "harbor", customer: "cu-1", locale: "en" };
const elena = (text: string): ConversationEvent => ({ type: "customer_said", text });
const maya = (text: string): ConversationEvent => ({ type: "agent_said", agent: "a-1", name: "Maya", text });
const joined: ConversationEvent = { type: "agent_joined", agent: "a-1", name: "Maya" };
const answer = (band: "answer" | "none" = "answer"): ConversationEvent => ({ type: "assistant_said", inReplyTo: 2, band, text: "words", citations: [], confidence: 0.5 });

const kinds = (items: readonly Item[]) => items.map((item) => (item.kind === "line" ? item.line.what : item.kind));
const own = (items: readonly Item[]) => items.filter((item) => item.kind === "own");

describe("the timeline", () => {
  it("tells a story in its order and hides what is not the customer's", () => {
    const story = told([
      started,
      elena("It drops"),
      { type: "hidden" },
      answer(),
      { type: "page_visited", page: { url: "https://h.test/", title: "Home" } },
      { type: "channels_offered", trigger: "ai_uncertain", options: [] },
      { type: "channel_chosen", channel: "text" },
      { type: "queued", queue: "q", channel: "text", giveUpAt: "2026-11-14T20:00:00Z" },
      joined,
      maya("Hi"),
      maya("How are you"),
      elena("Fine"),
      { type: "call_started", call: "k", channel: "voice" },
      { type: "media_changed", call: "k", channel: "video" },
      { type: "call_ended", call: "k", reason: "agent_hung_up" },
      { type: "conversation_ended", reason: "agent_ended" },
    ]);
    expect(kinds(timeline(story, []))).toEqual(["own", "assistant", "handing", "joined", "agent", "own", "call_started", "media_changed", "call_ended", "ended"]);
  });

  it("puts a person's messages in a row into one group", () => {
    const group = timeline(told([started, joined, maya("one"), maya("two")]), []).find((item) => item.kind === "agent");
    expect(group?.texts.map(({ text }) => text)).toEqual(["one", "two"]);
  });

  it("says of a call that no bridge could make only that; one that lost its bridge later was a call", () => {
    const story = told([started, joined, { type: "call_started", call: "k", channel: "voice" }, { type: "recording_started", call: "k" }, elena("Hello?"), { type: "call_ended", call: "k", reason: "no_bridge" }]);
    expect(kinds(timeline(story, []))).toEqual(["joined", "call_started", "recording_started", "own", "call_ended"]);
    const entries = story.entries.map((entry) => ({ ...entry, at: "2026-11-14T19:40:00Z" }));
    expect(kinds(timeline({ ...story, entries }, []))).toEqual(["joined", "own", "no_call"]);
  });

  it("says how long a call was", () => {
    const items = timeline(told([started, joined, { type: "call_started", call: "k", channel: "voice" }, maya("hm"), { type: "call_ended", call: "k", reason: "agent_hung_up" }]), []);
    expect(items.at(-1)).toMatchObject({ line: { what: "call_ended", length: 120_000 } });
  });

  it("shows ticks only while a person reads, and only under the last own message", () => {
    const withAssistant = own(timeline(told([started, elena("one")]), []));
    expect(withAssistant[0]?.meta).toBeUndefined();
    const withPerson = own(timeline(told([started, elena("one"), joined, elena("two"), elena("three"), { type: "messages_seen", by: "agent", delivered: 5, read: 4 }]), []));
    expect(withPerson.map((item) => item.meta?.state)).toEqual([undefined, undefined, "delivered"]);
  });

  it("shows trouble under every message that has it, and how to mend it", () => {
    const items = own(
      timeline(told([started, joined]), [
        { id: "a", conversation: "c-1", text: "refused", at: 0, failed: "invalid_value" },
        { id: "b", conversation: "c-1", text: "on its way", at: 0 },
        { id: "c", conversation: "c-1", text: "taken", at: 0, accepted: 9 },
      ]),
    );
    expect(items.map((item) => item.meta?.state)).toEqual(["failed", "sending", "sent"]);
    expect(items.map((item) => item.retry?.id)).toEqual(["a", undefined, undefined]);
  });

  it("offers what to do only under the assistant's last words", () => {
    const items = timeline(told([started, elena("a"), answer("none"), elena("b"), answer()]), []);
    expect(items.filter((item) => item.kind === "assistant").map((item) => item.last)).toEqual([false, true]);
    const after = timeline(told([started, elena("a"), answer(), elena("b")]), []);
    expect(after.some((item) => item.kind === "assistant" && item.last)).toBe(false);
  });

  it("says the day when a conversation goes over one", () => {
    const story = applied(told([started, elena("late")], "2026-11-14T12:00:00Z"), { version: 3, at: "2026-11-15T12:00:00Z", event: maya("morning") });
    expect(kinds(timeline(story, [], (at) => Math.floor(at / 86_400_000) * 86_400_000))).toEqual(["own", "day", "agent"]);
  });

  it("who said no to a call is named, silence is called silence", () => {
    const items = timeline(told([started, joined, { type: "media_declined", by: "agent", expired: false }, { type: "media_declined", by: "customer", expired: false }, { type: "media_declined", by: "agent", expired: true }]), []);
    expect(items.flatMap((item) => (item.kind === "line" && item.line.what === "declined" ? [[item.line.you, item.line.expired, item.line.name]] : []))).toEqual([
      [false, false, "Maya"],
      [true, false, "Maya"],
      [false, true, "Maya"],
    ]);
  });
});
