// From entries to what is drawn: runs of bubbles, the assistant's words, quiet lines. Pure, so that a story can be checked without a browser.
import { delivery, unconfirmed, wasNoCall, type AnswerBand, type Channel, type Citation, type Conversation, type Delivery, type MessageLeftEvent, type PendingMessage, type Trigger } from "@tandem/client";

export type Item =
  | { readonly kind: "own"; readonly key: string; readonly text: string; readonly pending: boolean; readonly meta?: { readonly state: Delivery; readonly at?: number | undefined } | undefined; readonly retry?: PendingMessage | undefined }
  | { readonly kind: "agent"; readonly key: string; readonly name: string; readonly texts: readonly { readonly id: string; readonly text: string }[] }
  | { readonly kind: "assistant"; readonly key: string; readonly version: number; readonly band: AnswerBand | "failed"; readonly text: string; readonly citations: readonly Citation[]; readonly topics: readonly string[]; readonly last: boolean; readonly judged: boolean | undefined }
  | { readonly kind: "handing"; readonly key: string; readonly trigger: Trigger }
  | { readonly kind: "nobody"; readonly key: string; readonly gaveUp: boolean; readonly opensAt?: number; readonly last: boolean }
  | { readonly kind: "joined"; readonly key: string; readonly name: string }
  | { readonly kind: "left"; readonly key: string; readonly left: MessageLeftEvent }
  | { readonly kind: "line"; readonly key: string; readonly line: Line; readonly at: number }
  | { readonly kind: "day"; readonly key: string; readonly at: number };

export type Line =
  | { readonly what: "queue_left" }
  | { readonly what: "agent_lost"; readonly name: string }
  | { readonly what: "handed_back"; readonly name: string }
  | { readonly what: "requeued"; readonly name: string }
  | { readonly what: "declined"; readonly you: boolean; readonly expired: boolean; readonly name: string }
  | { readonly what: "call_started"; readonly channel: Channel }
  | { readonly what: "media_changed"; readonly channel: Channel }
  | { readonly what: "recording_started" | "recording_paused" | "recording_resumed" | "recording_stopped" }
  | { readonly what: "supervisor_joined" | "supervisor_left"; readonly name: string }
  | { readonly what: "call_ended"; readonly length: number }
  | { readonly what: "no_call" }
  | { readonly what: "ended" };

/** A silence this long between two days is worth a line with the date. */
const DAY = 86_400_000;

export function timeline(conversation: Conversation, pending: readonly PendingMessage[], startOfDay: (at: number) => number = localDay): Item[] {
  const items: Item[] = [];
  let day: number | undefined;
  let callAt = 0;
  let callFrom = 0;
  let agentName = "";
  let personHere = false;
  for (const { version, at: iso, event } of conversation.entries) {
    const at = Date.parse(iso);
    const key = String(version);
    const line = (what: Line) => items.push({ kind: "line", key, line: what, at });
    if (event.type === "customer_said" || event.type === "agent_said" || event.type === "assistant_said") {
      const today = startOfDay(at);
      if (day !== undefined && today - day >= DAY / 2) items.push({ kind: "day", key: `day-${key}`, at });
      day = today;
    }
    switch (event.type) {
      case "customer_said": {
        const message = conversation.messages.find((candidate) => candidate.version === version);
        // Ticks say whether a person has it; the assistant always has.
        const waitsForPerson = (personHere && conversation.phase === "agent") || conversation.phase === "waiting";
        items.push({ kind: "own", key, text: event.text, pending: false, meta: message && waitsForPerson ? delivery(conversation, message, "customer") : undefined });
        break;
      }
      case "agent_said": {
        const last = items.at(-1);
        const text = { id: key, text: event.text };
        if (last?.kind === "agent" && last.name === event.name) items[items.length - 1] = { ...last, texts: [...last.texts, text] };
        else items.push({ kind: "agent", key, name: event.name, texts: [text] });
        break;
      }
      case "assistant_said":
        items.push({ kind: "assistant", key, version, band: event.band, text: event.text, citations: event.citations, topics: event.topics ?? [], last: false, judged: conversation.judged[version] });
        break;
      case "assistant_failed":
        items.push({ kind: "assistant", key, version, band: "failed", text: "", citations: [], topics: [], last: false, judged: undefined });
        break;
      case "channels_offered":
        items.push({ kind: "handing", key, trigger: event.trigger });
        break;
      case "nobody_available":
      case "wait_given_up":
        items.push({ kind: "nobody", key, gaveUp: event.type === "wait_given_up", last: false, ...(event.type === "nobody_available" && event.opensAt !== undefined ? { opensAt: Date.parse(event.opensAt) } : {}) });
        break;
      case "queue_left":
        line({ what: "queue_left" });
        break;
      case "message_left":
        items.push({ kind: "own", key, text: event.text, pending: false }, { kind: "left", key: `left-${key}`, left: event });
        break;
      case "agent_joined":
        personHere = true;
        agentName = event.name;
        items.push({ kind: "joined", key, name: event.name });
        break;
      case "agent_lost":
        personHere = false;
        line({ what: "agent_lost", name: agentName });
        break;
      case "requeued":
        personHere = false;
        line({ what: "requeued", name: event.name });
        break;
      case "handed_back":
        personHere = false;
        line({ what: "handed_back", name: agentName });
        break;
      case "media_declined":
        line({ what: "declined", you: event.by === "customer", expired: event.expired, name: agentName });
        break;
      case "call_started":
        callAt = at;
        callFrom = items.length;
        line({ what: "call_started", channel: event.channel });
        break;
      case "media_changed":
        line({ what: "media_changed", channel: event.channel });
        break;
      case "recording_started":
      case "recording_paused":
      case "recording_resumed":
      case "recording_stopped":
        line({ what: event.type });
        break;
      case "supervised":
        line({ what: "supervisor_joined", name: event.name });
        break;
      case "supervision_ended":
        line({ what: "supervisor_left", name: event.name });
        break;
      case "recording_failed":
        line({ what: "recording_stopped" });
        break;
      case "call_ended": {
        const noCall = wasNoCall(event.reason, at - callAt);
        // That it began, and is recorded, would be a riddle.
        if (noCall) items.push(...items.splice(callFrom).filter(({ kind }) => kind !== "line"));
        line(noCall ? { what: "no_call" } : { what: "call_ended", length: at - callAt });
        break;
      }
      case "conversation_ended":
        line({ what: "ended" });
        break;
      default:
    }
  }
  for (const message of unconfirmed(conversation, pending)) {
    const state: Delivery = message.failed ? "failed" : message.accepted === undefined ? "sending" : "sent";
    items.push({ kind: "own", key: message.id, text: message.text, pending: state !== "sent", meta: { state }, retry: message.failed ? message : undefined });
  }
  return quieted(items);
}

/** Ticks only under the last own message, trouble under each; actions only under the assistant's last words. */
function quieted(items: Item[]): Item[] {
  const lastOwn = items.findLastIndex((item) => item.kind === "own" && !item.pending && item.meta !== undefined);
  const lastWords = items.findLastIndex((item) => item.kind !== "line" && item.kind !== "day");
  const answeredAfter = (index: number) => items.slice(index + 1).some((item) => item.kind === "agent");
  return items.map((item, index) => {
    if (item.kind === "own" && item.meta && !item.pending && (index !== lastOwn || (item.meta.state === "read" && answeredAfter(index)))) return { ...item, meta: undefined };
    if ((item.kind === "assistant" || item.kind === "nobody") && index === lastWords) return { ...item, last: true };
    return item;
  });
}

function localDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
