// The reducer: one story from the first question to the rating, and every way its events can arrive.
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { applied, assistantOwes, delivery, emptyConversation, heardBy, isOnHold, newestFrom, unconfirmed, unreadAfter, wasNoCall, NO_CALL_WITHIN, type Conversation, type ConversationEvent, type SupervisionMode, type TimelineEntry } from "../src/index.ts";
import { decode } from "../src/decode.ts";
import { entry } from "./fakes/fakes.ts";

const STORY: ConversationEvent[] = [
  { type: "started", site: "harbor", customer: "cu-1", locale: "en", page: { url: "https://h.test/", title: "Home" } },
  { type: "customer_said", text: "My internet drops every evening" },
  { type: "hidden" },
  { type: "assistant_said", inReplyTo: 2, band: "answer", text: "Set channel 36", citations: [], confidence: 0.9 },
  { type: "answer_judged", answer: 4, helpful: false },
  { type: "channels_offered", trigger: "ai_uncertain", options: [{ channel: "text", waitSeconds: 120 }, { channel: "voice" }] },
  { type: "channel_chosen", channel: "text" },
  { type: "details_asked", fields: ["name", "contact", "question"], question: "tried" },
  { type: "details_given", details: { name: "Elena", email: "e@x.test" } },
  { type: "queued", queue: "support", channel: "text", giveUpAt: "2026-11-14T20:00:00Z" },
  { type: "hidden" },
  { type: "agent_joined", agent: "a-1", name: "Maya" },
  { type: "agent_said", agent: "a-1", name: "Maya", text: "Hi Elena" },
  { type: "messages_seen", by: "agent", delivered: 13, read: 2 },
  { type: "media_proposed", by: "agent", channel: "voice", expiresAt: "2026-11-14T20:00:00Z" },
  { type: "call_started", call: "call-1", channel: "voice" },
  { type: "media_changed", call: "call-1", channel: "video" },
  { type: "call_ended", call: "call-1", reason: "agent_hung_up" },
  { type: "conversation_ended", reason: "agent_ended", wrapUpEndsAt: "2026-11-14T20:05:00Z" },
  { type: "rated", score: 5, helped: ["solved"] },
  { type: "closed" },
];
const ENTRIES: TimelineEntry[] = STORY.map((event, i) => entry(i + 1, event));

const tell = (entries: readonly TimelineEntry[], from: Conversation = emptyConversation("c-1")) => entries.reduce(applied, from);
const upTo = (type: ConversationEvent["type"]) => tell(ENTRIES.slice(0, STORY.findIndex((event) => event.type === type) + 1));

describe("a conversation", () => {
  it("goes through its phases", () => {
    const phases = ENTRIES.map((_, i) => tell(ENTRIES.slice(0, i + 1)).phase);
    expect(phases.filter((phase, i) => phase !== phases[i - 1])).toEqual(["assistant", "choosing", "details", "waiting", "agent", "ended", "closed"]);
  });

  it("asks only what is asked, and forgets the question once it is answered", () => {
    expect(upTo("details_asked").asked).toEqual({ fields: ["name", "contact", "question"], question: "tried" });
    expect(upTo("details_given").asked).toBeUndefined();
    expect(upTo("details_given").details).toEqual({ name: "Elena", email: "e@x.test" });
  });

  it("knows the call and its channel, and that text goes on after it", () => {
    expect(upTo("call_started").call?.channel).toBe("voice");
    expect(upTo("call_started").proposal).toBeUndefined();
    expect(upTo("media_changed").call?.channel).toBe("video");
    const after = upTo("call_ended");
    expect(after.call).toBeUndefined();
    expect(after.phase).toBe("agent");
  });

  it("has a colleague in the call until they leave, it is handed over, or the call ends", () => {
    const on = (state: Conversation, ...events: ConversationEvent[]) => events.reduce((before, event) => applied(before, entry(before.version + 1, event)), state);
    const calling = upTo("call_started");
    const asked = on(calling, { type: "transfer_asked", by: "a-1", name: "Maya", to: "a-2", giveUpAt: "2026-11-14T20:00:00Z", consult: true });
    expect(asked.transfer).toEqual({ to: "a-2", consult: true });
    expect(on(asked, { type: "call_ended", call: "call-1", reason: "customer_hung_up" }).transfer).toBeUndefined();

    const alone = on(asked, { type: "consult_started", call: "call-1", agent: "a-2", name: "Tom" });
    expect(alone).toMatchObject({ agent: { id: "a-1" }, colleague: { id: "a-2", name: "Tom" } });
    expect(isOnHold(alone)).toBe(true);
    expect([heardBy(alone, undefined), heardBy(alone, "a-1"), heardBy(alone, "a-2")]).toEqual([[], ["a-2"], ["a-1"]]);

    const together = on(alone, { type: "resumed", call: "call-1" });
    expect([heardBy(together, undefined), heardBy(together, "a-1"), heardBy(together, "a-2")]).toEqual([["a-1", "a-2"], ["customer", "a-2"], ["customer", "a-1"]]);

    const whispered = on(together, { type: "supervised", call: "call-1", supervisor: "s-1", name: "Iris", mode: "whisper" });
    expect([heardBy(whispered, undefined), heardBy(whispered, "a-1"), heardBy(whispered, "a-2")]).toEqual([["a-1", "a-2"], ["customer", "a-2", "s-1"], ["customer", "a-1"]]);
    const barged = on(whispered, { type: "supervised", call: "call-1", supervisor: "s-1", name: "Iris", mode: "barge" });
    expect([heardBy(barged, undefined), heardBy(barged, "s-1")]).toEqual([
      ["a-1", "a-2", "s-1"],
      ["customer", "a-1", "a-2"],
    ]);

    const left = on(alone, { type: "consult_ended", agent: "a-2", reason: "left" });
    expect(left).toMatchObject({ agent: { id: "a-1" }, consultEnded: { name: "Tom", reason: "left" } });
    expect(left.colleague).toBeUndefined();
    expect(isOnHold(left)).toBe(false);

    const over = on(alone, { type: "agent_joined", agent: "a-2", name: "Tom" });
    expect(over).toMatchObject({ agent: { id: "a-2" }, call: { id: "call-1" } });
    expect(over.colleague).toBeUndefined();
    expect(isOnHold(over)).toBe(false);

    const hungUp = on(alone, { type: "call_ended", call: "call-1", reason: "customer_hung_up" });
    expect(hungUp).toMatchObject({ phase: "agent", agent: { id: "a-1" } });
    expect(hungUp.colleague).toBeUndefined();
  });

  it("is on hold until it goes on, ends, or another agent joins", () => {
    const calling = upTo("media_changed");
    const on = (state: Conversation, ...events: ConversationEvent[]) => events.reduce((before, event) => applied(before, entry(before.version + 1, event)), state);
    expect(isOnHold(calling)).toBe(false);
    const held = on(calling, { type: "held", call: "call-1" });
    expect(isOnHold(held)).toBe(true);
    expect(on(held, { type: "resumed", call: "call-1" }).call).toEqual(calling.call);
    expect(isOnHold(on(held, { type: "media_changed", call: "call-1", channel: "voice" }))).toBe(true);
    expect(isOnHold(on(held, { type: "call_ended", call: "call-1", reason: "agent_hung_up" }))).toBe(false);
    const lost = on(held, { type: "agent_lost", agent: "a-1", giveUpAt: "2026-11-14T20:00:00Z" });
    expect(isOnHold(lost)).toBe(true);
    expect(isOnHold(on(lost, { type: "agent_joined", agent: "a-2", name: "Tom" }))).toBe(false);
  });

  it("remembers who was here after they have gone", () => {
    const end = tell(ENTRIES);
    expect(end.agent).toBeUndefined();
    expect(end.lastAgent?.name).toBe("Maya");
    expect(end.rated).toBe(5);
  });

  it("counts hidden events and shows nothing of them", () => {
    const end = tell(ENTRIES);
    expect(end.version).toBe(STORY.length);
    expect(end.entries.some((stored) => stored.event.type === "hidden")).toBe(false);
  });

  it("applies an event of tomorrow as nothing, and goes on", () => {
    const strange = entry(3, { type: "hologram_started" } as unknown as ConversationEvent);
    const state = tell([...ENTRIES.slice(0, 2), strange]);
    expect(state.version).toBe(3);
    expect(state.phase).toBe("assistant");
  });
});

describe("delivery of events", () => {
  it("each once, however often it comes", () => {
    const twice = ENTRIES.flatMap((one) => [one, one]);
    expect(tell(twice)).toEqual(tell(ENTRIES));
    expect(tell(ENTRIES, tell(ENTRIES))).toEqual(tell(ENTRIES));
  });

  it("a gap applies nothing, is marked, and is healed by resuming", () => {
    const torn = tell([...ENTRIES.slice(0, 3), ...ENTRIES.slice(6, 9)]);
    expect(torn.gap).toBe(true);
    expect(torn.version).toBe(3);
    expect(tell(ENTRIES.slice(3), torn)).toEqual(tell(ENTRIES));
  });

  it("any mixture of repeats, losses and resumes ends in the same state", () => {
    // Seeded, so that a failure can be told and repeated.
    for (let seed = 1; seed <= 200; seed++) {
      let random = seed;
      const next = (below: number) => ((random = (random * 48271) % 2147483647), random % below);
      let state = emptyConversation("c-1");
      for (let step = 0; step < 60; step++) {
        const from = next(ENTRIES.length);
        state = tell(ENTRIES.slice(from, from + next(5)), state);
        if (state.gap && next(2) === 0) state = tell(ENTRIES.slice(state.version, state.version + 4), state);
      }
      state = tell(ENTRIES.slice(state.version), state);
      expect(state, `seed ${seed}`).toEqual(tell(ENTRIES));
    }
  });

  it("never changes the state it was given", () => {
    const frozen = JSON.stringify(upTo("queued"));
    const state = upTo("queued");
    tell(ENTRIES, state);
    expect(JSON.stringify(state)).toBe(frozen);
  });
});

describe("own messages", () => {
  it("have come as far as the other side's marks say", () => {
    const state = upTo("messages_seen");
    const [question] = state.messages;
    expect(question && delivery(state, question, "customer")).toMatchObject({ state: "read" });
    const later = tell([entry(15, { type: "customer_said", text: "more" })], state).messages.at(-1);
    expect(later && delivery(state, later, "customer").state).toBe("sent");
  });

  it("wait below the stored ones until the stored one with their id is here", () => {
    const state = tell([...ENTRIES.slice(0, 2), entry(3, { type: "customer_said", text: "again" }, "cmd-1")]);
    const pending = [
      { id: "cmd-1", conversation: "c-1", text: "again", at: 0 },
      { id: "cmd-2", conversation: "c-1", text: "still on its way", at: 0 },
      { id: "cmd-3", conversation: "other", text: "not here", at: 0 },
      { id: "cmd-4", conversation: "c-1", text: "accepted, and its entry is applied", at: 0, accepted: 3 },
    ];
    expect(unconfirmed(state, pending).map((message) => message.id)).toEqual(["cmd-2"]);
  });

  it("unread counts what others said after the mark", () => {
    const state = upTo("agent_said");
    expect(unreadAfter(state, 4, "customer")).toBe(1);
    expect(newestFrom(state, "agent")).toBe(13);
  });
});

describe("supervisors", () => {
  const joined: ConversationEvent[] = [
    { type: "started", site: "s", customer: "c", locale: "en" },
    { type: "agent_joined", agent: "maya", name: "Maya" },
    { type: "call_started", call: "k", channel: "voice" },
  ];
  const sam = (mode: SupervisionMode): ConversationEvent => ({ type: "supervised", call: "k", supervisor: "sam", name: "Sam", mode });
  const after = (...events: ConversationEvent[]) => [...joined, ...events].reduce((all, event, i) => applied(all, { version: i + 1, at: "2026-11-14T19:40:00Z", event }), emptyConversation("c-1"));

  it("come, change and go, and go with the call", () => {
    expect(after(sam("monitor"), sam("whisper")).supervisors).toEqual([{ id: "sam", name: "Sam", mode: "whisper" }]);
    expect(after(sam("monitor"), { type: "supervision_ended", call: "k", supervisor: "sam", name: "Sam", mode: "monitor", reason: "left" }).supervisors).toBeUndefined();
    expect(after(sam("barge"), { type: "call_ended", call: "k", reason: "agent_hung_up" }).supervisors).toBeUndefined();
  });

  it("are heard by whom the mode says", () => {
    const heard = (mode: SupervisionMode) => [heardBy(after(sam(mode)), undefined), heardBy(after(sam(mode)), "maya"), heardBy(after(sam(mode)), "sam")];
    expect(heard("monitor")).toEqual([["maya"], ["customer"], ["customer", "maya"]]);
    expect(heard("whisper")).toEqual([["maya"], ["customer", "sam"], ["customer", "maya"]]);
    expect(heard("barge")).toEqual([["maya", "sam"], ["customer", "sam"], ["customer", "maya"]]);
  });
});

describe("the assistant", () => {
  it("owes an answer from the question until it spoke, or somebody took over", () => {
    expect(assistantOwes(tell(ENTRIES.slice(0, 3)))).toBe(ENTRIES.slice(0, 3).findLast(({ event }) => event.type === "customer_said")?.version);
    expect(assistantOwes(tell(ENTRIES.slice(0, 4)))).toBe(0);
    expect(assistantOwes(upTo("agent_said"))).toBe(0);
    // What was said in the queue was for a person: leaving it leaves nothing owed.
    const queued: ConversationEvent[] = [
      { type: "started", site: "s", customer: "c", locale: "en" },
      { type: "queued", queue: "q", channel: "text", giveUpAt: "2026-11-14T20:00:00Z" },
      { type: "customer_said", text: "Still here" },
    ];
    for (const way of [{ type: "queue_left" }, { type: "wait_given_up" }, { type: "message_left", text: "Call me", email: "e@x.test" }] satisfies ConversationEvent[]) {
      const state = [...queued, way].reduce((all, event, i) => applied(all, { version: i + 1, at: "2026-11-14T19:40:00Z", event }), emptyConversation("c-1"));
      expect([state.phase, assistantOwes(state)], way.type).toEqual(["assistant", 0]);
    }
  });
});

describe("the wire form", () => {
  const folder = fileURLToPath(new URL("../../../signaling/src/test/resources/examples/", import.meta.url));
  const examples = (kind: string) => readdirSync(folder + kind).map((name) => [name, readFileSync(`${folder}${kind}/${name}`, "utf8")] as const);

  it.each(examples("server"))("the server's example %s is understood", (_, text) => {
    expect(decode(text)).toEqual(JSON.parse(text));
  });

  it.each(examples("event"))("the event %s has its place in the reducer", (_, text) => {
    const event = JSON.parse(text) as ConversationEvent;
    const state = applied(emptyConversation("c-1"), { version: 1, at: "2026-11-14T19:46:00Z", event });
    expect(state.version).toBe(1);
    expect(JSON.stringify(state)).not.toContain("null");
  });
});

describe("a call that ends for want of a bridge", () => {
  it("was none within the limit, and one that was lost from it on", () => {
    expect(wasNoCall("no_bridge", NO_CALL_WITHIN - 1)).toBe(true);
    expect(wasNoCall("no_bridge", NO_CALL_WITHIN)).toBe(false);
    expect(wasNoCall("party_lost", 0)).toBe(false);
  });
});
