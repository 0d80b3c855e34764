// Entries drawn as a timeline: runs of bubbles, the assistant's text, notes, the handoff card once, quiet event lines.
import { delivery, wasNoCall, type AnswerBand, type Citation, type Conversation } from "@tandem/client";
import type { DeliveryState } from "@tandem/ui";
import { lineOf, type Line } from "./lines.ts";
import type { Pending } from "./pending.ts";

export interface Said {
  id: string;
  text: string;
  version?: number;
  at: number;
  pending?: Pending;
}

export type Row =
  | { kind: "customer"; key: string; said: Said[] }
  | { kind: "agent"; key: string; name: string; mine: boolean; said: Said[]; state?: DeliveryState; readAt?: number }
  | { kind: "assistant"; key: string; text: string; band: AnswerBand; citations: Citation[]; topics: string[]; helped?: boolean; at: number; version: number }
  | { kind: "note"; key: string; name: string; text: string; at: number; version?: number; pending?: Pending }
  | { kind: "handoff"; key: string }
  | { kind: "line"; key: string; line: Line; at: number; version: number }
  | { kind: "day"; key: string; at: number };

export interface RowsOptions {
  me: string | undefined;
  /** The history shows every event, the live desk only what matters now. */
  full: boolean;
  pending?: readonly Pending[];
  handoff: boolean;
}

export function rowsOf(conversation: Conversation, options: RowsOptions): Row[] {
  const rows: Row[] = [];
  let day = "";
  let handed = !options.handoff;
  let calledAt: number | undefined;
  let calledFrom = 0;
  for (const entry of conversation.entries) {
    const { version, event } = entry;
    const at = Date.parse(entry.at);
    const today = new Date(at).toDateString();
    if (day !== "" && today !== day) rows.push({ kind: "day", key: `day-${version}`, at });
    day = today;
    if (event.type === "agent_joined" && !handed) {
      handed = true;
      rows.push({ kind: "handoff", key: "handoff" });
    }
    if (event.type === "call_started") {
      calledAt = at;
      calledFrom = rows.length;
    }
    // That it began, and is recorded, would be a riddle; who reads the whole history gets it.
    if (event.type === "call_ended" && !options.full && wasNoCall(event.reason, at - (calledAt ?? 0))) rows.push(...rows.splice(calledFrom).filter(({ kind }) => kind !== "line"));
    switch (event.type) {
      case "customer_said":
        say(rows, "customer", { id: `v${version}`, text: event.text, version, at });
        break;
      case "message_left":
        say(rows, "customer", { id: `v${version}`, text: event.text, version, at });
        rows.push({ kind: "line", key: `left-${version}`, line: { icon: "mail", text: "line.messageLeft", values: { contact: [event.email, event.phone].filter(Boolean).join(", ") } }, at, version });
        break;
      case "agent_said":
        say(rows, { name: event.name, mine: event.agent === options.me }, { id: `v${version}`, text: event.text, version, at });
        break;
      case "assistant_said":
        rows.push({ kind: "assistant", key: `v${version}`, text: event.text, band: event.band, citations: event.citations, topics: event.topics ?? [], at, version, ...(version in conversation.judged ? { helped: conversation.judged[version] === true } : {}) });
        break;
      case "note_written":
        rows.push({ kind: "note", key: `v${version}`, name: event.name, text: event.text, at, version });
        break;
      default: {
        const line = lineOf(entry, { me: options.me, full: options.full, callMs: calledAt === undefined ? undefined : at - calledAt });
        if (line) rows.push({ kind: "line", key: `v${version}`, line, at, version });
      }
    }
  }
  for (const pending of options.pending ?? []) {
    if (pending.kind === "note") rows.push({ kind: "note", key: pending.id, name: "", text: pending.text, at: pending.at, pending });
    else say(rows, { name: "", mine: true }, { id: pending.id, text: pending.text, at: pending.at, pending });
  }
  return ticked(rows, conversation);
}

function say(rows: Row[], who: "customer" | { name: string; mine: boolean }, said: Said): void {
  const last = rows.at(-1);
  if (who === "customer") {
    if (last?.kind === "customer") last.said.push(said);
    else rows.push({ kind: "customer", key: said.id, said: [said] });
  } else if (last?.kind === "agent" && last.mine === who.mine && (who.mine || last.name === who.name)) last.said.push(said);
  else rows.push({ kind: "agent", key: said.id, name: who.name, mine: who.mine, said: [said] });
}

/** Ticks stand below the last run of own messages, and below a run whose last message is still on its way or refused. */
function ticked(rows: Row[], conversation: Conversation): Row[] {
  const last = rows.findLastIndex((row) => row.kind === "agent" && row.mine);
  return rows.map((row, index) => {
    if (row.kind !== "agent" || !row.mine) return row;
    const newest = row.said.at(-1);
    if (newest?.pending) return { ...row, state: newest.pending.refused ? ("failed" as const) : ("sending" as const) };
    const message = index === last ? conversation.messages.find((candidate) => candidate.version === newest?.version) : undefined;
    if (!message) return row;
    const { state, at } = delivery(conversation, message, "agent");
    return { ...row, state, ...(at === undefined ? {} : { readAt: at }) };
  });
}
