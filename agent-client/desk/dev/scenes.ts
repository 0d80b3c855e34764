// Named states of the desk: `?scene=ring`. Each sets up the server before the desk connects, or plays a moment after.
import { chat, danielHandoff, elena, person } from "./data.ts";
import { AGENT, type FakeServer } from "./server.ts";

export interface Scene {
  /** The hash to open. */
  open?: string;
  signedIn?: boolean;
  supervisor?: boolean;
  history?: "full" | "empty" | "error" | "slow";
  before?: (server: FakeServer, now: number) => void;
  after?: (server: FakeServer) => void;
}

function busyDay(server: FakeServer, now: number): void {
  person(server, "elena", "Elena Moritz", "mine", "text", 466, "It’s back now, thank you", elena(now));
  person(server, "rafael", "Rafael Souza", "mine", "text", 134, "Checking the invoice", chat(now, "cu-rafael", "Rafael Souza", [[134, "It says £64, I pay £32"]], 300));
  person(server, "keira", "Keira Byrne", "mine", "text", 200, "Can I keep my number if I move?", chat(now, "cu-keira", "Keira Byrne", [[90, "Hello"], [62, "Can I keep my number if I move?"]], 200));
  person(server, "daniel", "Daniel Mensah", "waiting", "video", 222, "New Hub shows a red light");
  person(server, "yuki", "Yuki Tanaka", "waiting", "voice", 115, "Slow upload since Monday");
  person(server, "amelia", "Amelia Olsen", "waiting", "text", 48, "Wrong postcode on my order");
}

const inElena = "#/inbox/elena";
export const scenes: Record<string, Scene> = {
  plain: { open: inElena, before: busyDay },
  ring: { open: inElena, before: busyDay, after: (s) => s.ring("daniel", danielHandoff, "video", 222, 18) },
  empty: { before: (s) => void (s.presence = "available"), history: "empty" },
  nothing: { before: busyDay },
  knowledge: { open: `#/knowledge/${encodeURIComponent("https://nordlink.example/help/moving/")}`, before: busyDay, supervisor: true },
  "knowledge-file": { open: `#/knowledge/${encodeURIComponent("/files/nordlink/f1")}`, before: busyDay, supervisor: true },
  "knowledge-upload": { open: "#/knowledge/upload", before: busyDay, supervisor: true },
  "knowledge-new": { open: "#/knowledge/new", before: busyDay, supervisor: true },
  messages: { open: "#/messages/past-4", before: (s, now) => (busyDay(s, now), void s.answered.set("past-4", false).set("past-1", false).set("past-3", false)) },
  "messages-none": { open: "#/messages", before: busyDay },
  typing: { open: inElena, before: busyDay, after: (s) => s.tell({ type: "typing", conversation: "elena", by: "customer", typing: true }) },
  consent: { open: inElena, before: busyDay, after: (s) => void s.append("elena", { type: "media_proposed", by: "customer", channel: "video", expiresAt: s.at(-28_000) }) },
  asked: { open: inElena, before: busyDay, after: (s) => void s.append("elena", { type: "media_proposed", by: "agent", channel: "voice", expiresAt: s.at(-28_000) }) },
  voice: { open: inElena, before: busyDay, after: (s) => s.startCall("elena", "voice") },
  video: { open: inElena, before: busyDay, after: (s) => s.startCall("elena", "video") },
  mini: {
    open: "#/inbox/keira",
    before: busyDay,
    after: (s) => s.startCall("elena", "voice"),
  },
  elsewhere: {
    open: inElena,
    before: busyDay,
    after(s) {
      s.append("elena", { type: "call_started", call: "call-elena", channel: "voice" });
      s.tell({ type: "call_elsewhere", conversation: "elena", call: "call-elena" });
    },
  },
  lost: {
    open: inElena,
    before: busyDay,
    after(s) {
      s.append("elena", { type: "call_started", call: "call-elena", channel: "voice" });
      s.append("elena", { type: "call_ended", call: "call-elena", reason: "no_bridge" });
    },
  },
  wrapup: {
    open: inElena,
    before(s, now) {
      busyDay(s, now);
      const conversation = s.conversations.get("elena");
      if (conversation) conversation.item = { ...conversation.item, phase: "wrap_up" };
      conversation?.entries.push({ version: conversation.entries.length + 1, at: s.at(5000), event: { type: "conversation_ended", reason: "customer_ended", wrapUpEndsAt: s.at(-84_000) } });
    },
  },
  notsent: {
    open: inElena,
    before(s, now) {
      busyDay(s, now);
      s.silent.add("say");
    },
  },
  note: { open: inElena, before: busyDay, after: (s) => void s.append("elena", { type: "note_written", agent: AGENT.id, name: AGENT.name, text: "Offer the mesh disc before an engineer visit." }) },
  waiting: {
    open: "#/inbox/daniel",
    before(s, now) {
      busyDay(s, now);
      s.conversations.get("daniel")?.entries.push(...chat(now, "cu-daniel", "Daniel Mensah", [], 0).slice(0, 3));
    },
  },
  history: { open: "#/history/past-0", before: busyDay },
  historylist: { open: "#/history", before: busyDay },
  historyempty: { open: "#/history", before: busyDay, history: "empty" },
  historyerror: { open: "#/history", before: busyDay, history: "error" },
  historyslow: { open: "#/history", before: busyDay, history: "slow" },
  signin: { signedIn: false },
};
