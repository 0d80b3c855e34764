// The HTTP side of the scenes: session and history.
import type { Api, Durations, Summary } from "../src/app/api.ts";
import type { OpeningHours, StoredHours } from "../src/app/hours.ts";
import { fakeKnowledge, type FakeKnowledge } from "./knowledge.ts";
import { fakePolicy, type FakePolicy } from "./policy.ts";
import { elena, elenaHandoff, entriesOf, MINUTE } from "./data.ts";
import { AGENT } from "./server.ts";

const PEOPLE: readonly [string, string, Summary["channel"], NonNullable<Summary["disposition"]> | undefined, number | undefined][] = [
  ["Sofia Lindqvist", "Red light on the Hub, replaced it", "video", "solved", 5],
  ["Noor Haddad", "Where is my engineer?", "voice", "follow_up", 3],
  ["", "What does Fibre 500 cost?", "text", undefined, undefined],
  ["Jonas Weber", "Refund for three days without a line", "text", "not_solved", 1],
  ["Amelia Olsen", "Wrong postcode on my order", "text", "solved", 4],
];

export function closedElena(now: number) {
  const base = elena(now - 30 * MINUTE);
  const at = (ago: number) => now - 30 * MINUTE + ago * 1000;
  const more = entriesOf(now, []);
  const events = [
    { type: "media_proposed", by: "customer", channel: "voice", expiresAt: new Date(at(40)).toISOString() },
    { type: "call_started", call: "call-1", channel: "voice" },
    { type: "media_changed", call: "call-1", channel: "video" },
    { type: "note_written", agent: AGENT.id, name: AGENT.name, text: "Offer the mesh disc before an engineer visit." },
    { type: "media_changed", call: "call-1", channel: "voice" },
    { type: "call_ended", call: "call-1", reason: "customer_hung_up" },
    { type: "conversation_ended", reason: "customer_ended", wrapUpEndsAt: new Date(at(500)).toISOString() },
    { type: "wrap_up_finished", disposition: "solved", topic: "Wi-Fi, drops at busy times", note: "Evening drops came from the Hub’s radio on a crowded channel. Moved to 44 remotely, steady since." },
    { type: "rated", score: 5, helped: [], comment: "That was quick" },
    { type: "closed" },
  ] as const;
  for (const [i, event] of events.entries()) more.push({ version: base.length + i + 1, at: new Date(at(20 + i * 45)).toISOString(), event: { ...event, ...(event.type === "rated" ? { helped: [] } : {}) } as (typeof base)[number]["event"] });
  return [...base, ...more];
}

/** Elena's first words, nobody there, and what she left. */
export function leftMessage(now: number, answered: boolean) {
  return entriesOf(now, [
    [900, { type: "started", site: "harbor", customer: "cu-2", locale: "en" }],
    [890, { type: "customer_said", text: "Can somebody look at my line tonight?" }],
    [889, { type: "nobody_available", trigger: "explicit_request" }],
    [840, { type: "message_left", text: "Please check my line, it drops at eight.", email: "elena@example.com", phone: "+44 20 7946 0958" }],
    ...(answered ? ([[60, { type: "message_answered", agent: AGENT.id, name: AGENT.name, answered: true }]] as const) : []),
  ]);
}

/** Hours as the server has them: two editions of it cannot both be the first. */
export function fakeHours() {
  let stored: StoredHours = { edition: 0 };
  return {
    /** Of somebody else, or none. */
    changed(hours: OpeningHours | undefined) {
      stored = { edition: stored.edition + 1, ...(hours ? { hours, openNow: true } : {}) };
    },
    stored: () => stored,
    async show() {
      return { ok: true as const, value: stored };
    },
    async save(edition: number, hours: OpeningHours | null) {
      if (edition !== stored.edition) return { ok: false as const, status: 409 };
      this.changed(hours ?? undefined);
      return { ok: true as const, value: stored };
    },
  };
}

export function fakeApi(now: number, how: { signedIn: boolean; history: "full" | "empty" | "error" | "slow"; supervisor?: boolean | undefined; messages?: Map<string, boolean> | undefined }): Api & { knowledge: FakeKnowledge; policy: FakePolicy; hours: ReturnType<typeof fakeHours> } {
  let signedIn = how.signedIn;
  const all: Summary[] = Array.from({ length: 60 }, (_, i) => {
    const [name, preview, channel, disposition, rating] = PEOPLE[i % PEOPLE.length] ?? ["", "", "text", undefined, undefined];
    const startedAt = new Date(now - (i + 1) * 53 * MINUTE).toISOString();
    return { conversation: `past-${i}`, customer: i === 3 ? "cu-elena" : `cu-${i}`, name, preview, problem: preview, phase: "closed", channel, startedAt, endedAt: startedAt, version: 32, ...(disposition ? { disposition, agent: AGENT.name } : {}), ...(rating ? { rating } : {}) };
  });
  const left = () => [...(how.messages ?? [])].filter(([, answered]) => !answered);
  const durations: Durations = { totalSeconds: 1310, waitSeconds: 108, talkSeconds: 846, callSeconds: 312, wrapUpSeconds: 64 };
  return {
    knowledge: fakeKnowledge(now),
    policy: fakePolicy(now),
    hours: fakeHours(),
    session: async () => (signedIn ? { ok: true, value: { ...AGENT, site: "harbor", supervisor: how.supervisor ?? false } } : { ok: false, status: 401 }),
    async signIn(login, password) {
      if (login === "down") return { ok: false, status: 0 };
      if (password !== "maya") return { ok: false, status: 401 };
      signedIn = true;
      return { ok: true, value: { ...AGENT, site: "harbor" } };
    },
    async signOut() {
      signedIn = false;
      return { ok: true, value: undefined };
    },
    async conversations(limit, { before, customer } = {}) {
      if (how.history === "error") return { ok: false, status: 503 };
      if (how.history === "slow") return new Promise(() => undefined);
      const from = before === undefined ? 0 : all.findIndex((item) => item.startedAt === before) + 1;
      const listed = all.slice(from).filter((item) => customer === undefined || item.customer === customer);
      return { ok: true, value: how.history === "empty" ? [] : listed.slice(0, limit) };
    },
    async messages() {
      if (how.history === "error") return { ok: false, status: 503 };
      const open = new Set(left().map(([id]) => id));
      const items = all.filter((item) => open.has(item.conversation)).map((item) => Object.assign({}, item, { messageAt: item.startedAt }));
      return { ok: true, value: { items, total: items.length } };
    },
    async conversation(id) {
      const message = how.messages?.get(id);
      const item = all.find((one) => one.conversation === id);
      if (item && message !== undefined) return { ok: true, value: { summary: item, durations, entries: leftMessage(now, message) } };
      const found = all.find((item) => item.conversation === id);
      if (!found) return { ok: false, status: 404 };
      return { ok: true, value: { summary: { ...found, name: "Elena Moritz", version: 32, agent: AGENT.name, disposition: "solved", rating: 5, trigger: "emotion_urgency" }, durations, entries: closedElena(now), handoff: elenaHandoff } };
    },
    recordings: async () => ({ ok: true, value: [] }),
    deleteRecording: async () => ({ ok: true, value: undefined }),
    recordedFile: (id, call, file) => `${id}/${call}/${file}`,
    checkNetwork: () => Promise.reject(new Error("there is no bridge in the workshop")),
    async handoff(id) {
      return id === "elena" ? { ok: true, value: elenaHandoff } : { ok: false, status: 404 };
    },
  };
}
