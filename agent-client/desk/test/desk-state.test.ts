// What the desk knows, told as it happens: the server speaks, the agent acts, the state follows. No socket, no clock.
import { describe, expect, it } from "vitest";
import { applied, emptyConversation, type ConversationEvent, type Outcome, type ServerMessage, type View } from "@tandem/client";
import { danielHandoff, elena } from "../dev/data.ts";
import { initialDesk, reduceDesk, type DeskAction, type DeskState } from "../src/state/desk.ts";
import { itemFacts, totalUnread } from "../src/state/inbox.ts";
import { linkAfter } from "../src/state/link.ts";
import { doing, isConsulted, isMine, unread, wrapsUp } from "../src/state/select.ts";

const NOW = Date.parse("2026-11-14T19:46:00Z");
const iso = (ms: number) => new Date(ms).toISOString();
const heard = (message: ServerMessage, at = NOW): DeskAction => ({ kind: "heard", message, at });
const after = (state: DeskState, ...actions: DeskAction[]) => actions.reduce(reduceDesk, state);

const welcome = heard({ type: "welcome", you: { role: "agent", id: "maya", name: "Maya Okafor" }, now: iso(NOW + 5000) });
const ringing = heard({ type: "offer_ringing", offer: "o-1", conversation: "c-1", channel: "video", handoff: danielHandoff, waitedSeconds: 222, expiresAt: iso(NOW + 25_000) });
const accept = { type: "accept_offer", id: "x-1", conversation: "c-1", offer: "o-1" } as const;
const view = (caughtUp = true): View => ({ conversation: elena(NOW).reduce(applied, emptyConversation("elena")), caughtUp });

describe("an offer", () => {
  it("counts down on this browser's clock, whatever the server's says", () => {
    const [offer] = after(initialDesk, welcome, ringing).offers;
    expect(offer).toMatchObject({ state: "ringing", expiresAt: NOW + 20_000, waitingSince: NOW - 222_000 });
  });

  it("stops ringing the moment the agent accepts, and goes when the server agrees", () => {
    const accepting = after(initialDesk, welcome, ringing, { kind: "sent", command: accept, at: NOW });
    expect(accepting.offers[0]?.state).toBe("accepting");
    const done = after(accepting, { kind: "outcome", outcome: { ok: true, command: accept, version: 5 } });
    expect(done.offers).toEqual([]);
    expect(done.handoffs["c-1"]?.problem).toBe(danielHandoff.problem);
  });

  it("accepted in another tab goes at once", () => {
    expect(after(initialDesk, ringing, heard({ type: "offer_closed", offer: "o-1", conversation: "c-1" })).offers).toEqual([]);
  });

  it("that expired says so until it is taken away", () => {
    const over = after(initialDesk, ringing, heard({ type: "offer_closed", offer: "o-1", conversation: "c-1", outcome: "expired" }));
    expect(over.offers[0]).toMatchObject({ state: "over", end: "expired" });
    expect(after(over, { kind: "offerGone", offer: "o-1" }).offers).toEqual([]);
  });

  it("accepted too late says that it went to somebody else", () => {
    const outcome: Outcome = { ok: false, command: accept, code: "offer_gone" };
    expect(after(initialDesk, ringing, { kind: "sent", command: accept, at: NOW }, { kind: "outcome", outcome }).offers[0]).toMatchObject({ state: "over", end: "expired" });
  });

  it("rung again after a reconnect does not ring twice nor start its countdown anew", () => {
    const twice = after(initialDesk, ringing, { ...ringing, at: NOW + 3000 } as DeskAction);
    expect(twice.offers).toHaveLength(1);
    expect(twice.offers[0]?.ringsFrom).toBe(NOW);
  });

  it("to talk first hands nothing over: who comes in is in the call, and the conversation is the other's", () => {
    const asked = after(initialDesk, heard({ type: "welcome", you: { role: "agent", id: "tom", name: "Tom" }, now: iso(NOW) }), heard({ type: "offer_ringing", offer: "o-1", conversation: "c-1", channel: "voice", handoff: danielHandoff, waitedSeconds: 0, expiresAt: iso(NOW + 20_000), consult: true }));
    expect(asked.offers[0]?.consult).toBe(true);
    expect(after(initialDesk, ringing).offers[0]?.consult).toBe(false);
    const events: ConversationEvent[] = [
      { type: "agent_joined", agent: "maya", name: "Maya" },
      { type: "call_started", call: "k-1", channel: "voice" },
      { type: "consult_started", call: "k-1", agent: "tom", name: "Tom" },
    ];
    const talk = events.reduce((state, event) => applied(state, { version: state.version + 1, at: iso(NOW), event }), emptyConversation("c-1"));
    expect([isMine(asked, talk), isConsulted(asked, talk)]).toEqual([false, true]);
    const mayas = after(asked, welcome);
    expect([isMine(mayas, talk), isConsulted(mayas, talk)]).toEqual([true, false]);
  });

  it("running out here does not end one that was just accepted", () => {
    const state = after(initialDesk, ringing, { kind: "sent", command: accept, at: NOW }, { kind: "offerOver", offer: "o-1", end: "expired" });
    expect(state.offers[0]?.state).toBe("accepting");
  });
});

describe("a note", () => {
  const command = { type: "write_note", id: "n-1", conversation: "elena", text: "Mesh disc" } as const;

  it("is shown at once and replaced by the stored one", () => {
    const written = after(initialDesk, { kind: "sent", command, at: NOW });
    expect(written.notes).toHaveLength(1);
    const stored = applied(view().conversation, { version: 23, at: iso(NOW), cause: "n-1", event: { type: "note_written", agent: "maya", name: "Maya", text: "Mesh disc" } });
    expect(after(written, { kind: "view", conversation: "elena", view: { conversation: stored, caughtUp: true } }).notes).toEqual([]);
  });

  it("that was refused stays, with the reason", () => {
    expect(after(initialDesk, { kind: "sent", command, at: NOW }, { kind: "outcome", outcome: { ok: false, command, code: "closed" } }).notes[0]?.refused).toBe("closed");
  });
});

describe("a refused wish", () => {
  const propose = { type: "propose_media", id: "p-1", conversation: "elena", channel: "voice" } as const;

  it("is told where it was made, once per kind", () => {
    const first: DeskAction = { kind: "outcome", outcome: { ok: false, command: propose, code: "not_now" } };
    const second: DeskAction = { kind: "outcome", outcome: { ok: false, command: { ...propose, id: "p-2" }, code: "not_now" } };
    const state = after(initialDesk, first, second);
    expect(state.troubles).toEqual([{ id: "p-2", code: "not_now", command: "propose_media", conversation: "elena" }]);
    expect(after(state, { kind: "troubleGone", id: "p-2" }).troubles).toEqual([]);
  });

  it("about what was seen is nobody's trouble", () => {
    const mark = { type: "mark_seen", id: "m-1", conversation: "elena", delivered: 1, read: 1 } as const;
    expect(after(initialDesk, { kind: "outcome", outcome: { ok: false, command: mark, code: "closed" } }).troubles).toEqual([]);
  });
});

describe("the inbox", () => {
  const item = { conversation: "elena", name: "Elena Moritz", preview: "old", phase: "with_agent", channel: "text", version: 21, since: iso(NOW), lastAt: iso(NOW) } as const;
  const desk = heard({ type: "desk", presence: "available", capacity: 3, mine: [item], waiting: [], colleagues: [] });

  it("shows the newest words of a conversation it follows", () => {
    const state = after(initialDesk, welcome, desk, { kind: "view", conversation: "elena", view: view() });
    expect(itemFacts(state, item, NOW).preview).toBe("It’s back now, thank you");
  });

  it("counts only what came after the agent joined and was not seen in any tab", () => {
    const before = view();
    // The agent's mark is the last entry: without it nothing was seen.
    const unseen: View = { conversation: elena(NOW).slice(0, -1).reduce(applied, emptyConversation("elena")), caughtUp: true };
    expect(unread(before, 0)).toBe(0);
    expect(unread(unseen, 0)).toBe(2);
    expect(unread(unseen, 20)).toBe(1);
    const state = after(initialDesk, desk, { kind: "view", conversation: "elena", view: unseen });
    expect(totalUnread(state)).toBe(2);
    expect(totalUnread(after(state, { kind: "read", conversation: "elena", version: 99 }))).toBe(0);
  });

  it("says that a customer asks for a call, until the time for an answer is over", () => {
    const asked = applied(view().conversation, { version: 23, at: iso(NOW), event: { type: "media_proposed", by: "customer", channel: "voice", expiresAt: iso(NOW + 30_000) } });
    const state = after(initialDesk, desk, { kind: "view", conversation: "elena", view: { conversation: asked, caughtUp: true } });
    expect(itemFacts(state, item, NOW).proposal).toBe("voice");
    expect(itemFacts(state, item, NOW + 31_000).proposal).toBeUndefined();
  });
});

describe("the connection", () => {
  const online = { state: "online", welcome: { type: "welcome", you: { role: "agent", id: "maya", name: "Maya" }, now: iso(NOW) } } as const;
  const away = { state: "reconnecting", attempt: 1, offline: false } as const;

  it("is back only after it was away, and only says so then", () => {
    expect([linkAfter("connecting", online), linkAfter("online", away), linkAfter("reconnecting", online), linkAfter("online", online)]).toEqual(["online", "reconnecting", "back", "online"]);
  });

  it("that stopped for good says why; an ended session is not its matter", () => {
    const stopped = (["replaced", "outdated", "unauthenticated"] as const).map((why) => linkAfter("online", { state: "stopped", why }));
    expect(stopped).toEqual(["replaced", "outdated", "online"]);
  });
});

describe("what the agent does", () => {
  it("is the call before the wrap-up, the wrap-up before the presence", () => {
    const wrapping = { conversation: "c", name: "", preview: "", phase: "wrap_up", channel: "text", version: 1, since: iso(NOW), lastAt: iso(NOW) } as const;
    const state = after(initialDesk, heard({ type: "desk", presence: "break", capacity: 1, mine: [wrapping], waiting: [], colleagues: [] }));
    expect([doing(state, true), doing(state, false), doing({ ...state, mine: [] }, false)]).toEqual(["call", "wrapup", "break"]);
  });

  it("belongs to the agent who talks, and the wrap-up to the one who talked", () => {
    const state = after(initialDesk, welcome);
    const { conversation } = view();
    const ended = applied(conversation, { version: 23, at: iso(NOW), event: { type: "conversation_ended", reason: "customer_ended", wrapUpEndsAt: iso(NOW + 60_000) } });
    expect([isMine(state, conversation), wrapsUp(state, conversation), isMine(state, ended), wrapsUp(state, ended)]).toEqual([true, false, false, true]);
    const other = { ...state, me: { role: "agent" as const, id: "priya", name: "Priya" } };
    expect([isMine(other, conversation), wrapsUp(other, ended)]).toEqual([false, false]);
  });
});
