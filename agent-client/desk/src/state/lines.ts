// Events that are no message: one quiet sentence each, as a key of the catalogue with its values.
import { wasNoCall, type CallHeard, type EscalationDecidedEvent, type SupervisionMode, type TimelineEntry } from "@tandem/client";
import type { IconName } from "@tandem/ui";
import type { DeskKey } from "../i18n/index.ts";

export interface Line {
  icon?: IconName;
  text: DeskKey;
  values?: Readonly<Record<string, string | number>>;
  /** Values that are durations in ms, written out by the view in the reader's way. */
  durations?: Readonly<Record<string, number>>;
  ruled?: boolean;
  /** Can be opened: what was seen, and what each way was expected to cost. */
  decision?: EscalationDecidedEvent;
  /** Told one by one below it: how each of those who were in the call heard it. */
  heard?: readonly CallHeard[];
}

export interface LineContext {
  me: string | undefined;
  full: boolean;
  callMs: number | undefined;
}

export function lineOf({ event }: TimelineEntry, { me, full, callMs }: LineContext): Line | undefined {
  switch (event.type) {
    case "started":
      return full ? { icon: "message", text: "line.started", values: { page: event.page?.title ?? event.site }, ruled: true } : undefined;
    case "page_visited":
      return full ? { icon: "globe", text: "line.page", values: { page: event.page.title || event.page.url } } : undefined;
    case "context_set":
      return full ? { icon: "globe", text: "line.context", values: { count: event.context.length } } : undefined;
    case "answer_judged":
      // Live it stands below the answer itself.
      return full ? { text: event.helpful ? "line.judged.helpful" : "line.judged.not" } : undefined;
    case "looked_up":
      return {
        icon: "search",
        text: "line.lookedUp",
        values: { lookup: event.asked.length === 0 ? event.lookup : `${event.lookup} (${event.asked.join(", ")})`, outcome: event.outcome, told: event.told ?? "" },
      };
    case "assistant_failed":
      return { icon: "alert", text: "line.assistantFailed" };
    case "escalation_decided":
      return full ? { icon: "filter", text: "line.decided", values: { outcome: event.outcome, rule: event.rule }, decision: event } : undefined;
    case "channels_offered":
      return full ? { text: "line.channelsOffered", values: { count: event.options.length } } : undefined;
    case "channels_declined":
      return full ? { text: "line.channelsDeclined" } : undefined;
    case "nobody_available":
      return full ? { icon: "clock", text: "line.nobody" } : undefined;
    case "channel_chosen":
      return { icon: channel(event.channel), text: "line.chosen", values: { channel: event.channel } };
    case "details_given":
      return full ? { icon: "user", text: "line.details" } : undefined;
    case "details_skipped":
      return full ? { text: "line.detailsSkipped" } : undefined;
    case "queued":
      return full ? { icon: "clock", text: "line.queued", values: { channel: event.channel } } : undefined;
    case "queue_left":
      return { text: "line.queueLeft" };
    case "wait_given_up":
      return { icon: "clock", text: "line.givenUp" };
    case "agent_rung":
      return full ? { text: "line.rung", values: { name: event.name } } : undefined;
    case "offer_ended":
      return full ? { text: "line.offerEnded", values: { outcome: event.outcome } } : undefined;
    case "agent_joined":
      return event.agent === me ? { text: "line.youJoined", ruled: true } : { text: "line.joined", values: { name: event.name }, ruled: true };
    case "agent_lost":
      return { icon: "alert", text: "line.agentLost", ruled: true };
    case "transfer_asked":
      return { icon: "transfer", text: event.by === me ? "line.youAsked" : "line.asked", values: { name: event.name, consult: String(event.consult === true) } };
    case "consult_started":
      return event.agent === me ? { icon: "transfer", text: "line.youCameIn" } : { icon: "transfer", text: "line.cameIn", values: { name: event.name } };
    case "consult_ended":
      return { icon: "transfer", text: "line.consultEnded", values: { reason: event.reason } };
    case "transfer_ended":
      return { icon: "transfer", text: "line.transferEnded", values: { outcome: event.outcome } };
    case "requeued":
      return { icon: "transfer", text: event.by === me ? "line.youRequeued" : "line.requeued", values: { name: event.name }, ruled: true };
    case "handed_back":
      return { icon: "tandem", text: event.agent === me ? "line.youHandedBack" : "line.handedBack", ruled: true };
    case "media_proposed":
      return { icon: channel(event.channel), text: event.by === "customer" ? "line.proposed" : full ? "line.agentProposed" : "line.youProposed", values: { channel: event.channel } };
    case "media_declined":
      return { text: event.expired ? "line.proposalExpired" : event.by === "customer" ? "line.declined" : full ? "line.agentDeclined" : "line.youDeclined" };
    case "call_started":
      return { icon: channel(event.channel), text: "line.callStarted", values: { channel: event.channel }, ruled: true };
    case "media_changed":
      return { icon: channel(event.channel), text: "line.mediaChanged", values: { channel: event.channel }, ruled: true };
    case "held":
      return { icon: "pause", text: "line.held" };
    case "resumed":
      return { icon: "play", text: "line.resumed" };
    case "call_moved":
      return full ? { icon: "transfer", text: "line.callMoved" } : undefined;
    case "supervised":
      return { icon: SUPERVISION_ICON[event.mode], text: event.supervisor === me ? "line.youSupervise" : "line.supervised", values: { name: event.name, mode: event.mode } };
    case "supervision_ended":
      return { text: event.supervisor === me ? "line.youStoppedSupervising" : "line.supervisionEnded", values: { name: event.name, mode: event.mode, reason: event.reason } };
    case "recording_started":
      return { icon: "record", text: "line.recordingStarted", values: { by: event.agent === undefined ? "site" : "agent" } };
    case "recording_paused":
      return { icon: "pause", text: "line.recordingPaused" };
    case "recording_resumed":
      return { icon: "record", text: "line.recordingResumed" };
    case "recording_stopped":
      return { icon: "record", text: "line.recordingStopped" };
    case "recording_failed":
      return { icon: "alert", text: "line.recordingFailed" };
    case "recording_deleted":
      return { text: "line.recordingDeleted", values: { by: event.agent === undefined ? "time" : "agent" } };
    case "call_measured":
      return measured(event.heard);
    case "call_ended":
      if (callMs !== undefined && wasNoCall(event.reason, callMs)) return { icon: "hangup", text: "line.noCall", ruled: true };
      return { icon: "hangup", text: callMs === undefined ? "line.callEnded" : "line.callEndedAfter", values: { reason: event.reason }, ...(callMs === undefined ? {} : { durations: { duration: callMs } }), ruled: true };
    case "conversation_ended":
      return { icon: "okc", text: "line.ended", values: { reason: event.reason }, ruled: true };
    case "wrap_up_extended":
      return full ? { text: "line.wrapUpExtended" } : undefined;
    case "wrap_up_finished":
      return full ? { icon: "note", text: "line.wrapUpFinished", values: { disposition: event.disposition } } : undefined;
    case "rated":
      return { icon: `f${event.score}` as IconName, text: "line.rated", values: { score: event.score } };
    case "closed":
      return full ? { text: "line.closed", ruled: true } : undefined;
    case "details_asked":
      return full ? { icon: "user", text: "line.detailsAsked" } : undefined;
    case "message_answered":
      return { icon: event.answered ? "check" : "mail", text: event.answered ? "line.messageAnswered" : "line.messageOpen", values: { name: event.name } };
    case "messages_seen":
      return full ? { icon: "eye", text: event.by === "customer" ? "line.seenByCustomer" : "line.seenByAgent", values: { read: event.read } } : undefined;
    case "hidden":
    case "customer_said":
    case "agent_said":
    case "assistant_said":
    case "note_written":
    case "message_left":
      return undefined;
  }
}

/** Mean opinion scores, of 5: the recommendation's own scale. */
function measured(heard: readonly CallHeard[]): Line | undefined {
  const frozen = Math.round(heard.reduce((sum, side) => sum + side.frozenMillis, 0) / 1000);
  return heard.length === 0 ? undefined : { icon: "phone", text: "line.measured", values: { frozen }, heard };
}

const SUPERVISION_ICON: Readonly<Record<SupervisionMode, IconName>> = { monitor: "ear", whisper: "message", barge: "phone" };

function channel(value: "text" | "voice" | "video"): IconName {
  return value === "text" ? "message" : value === "voice" ? "phone" : "video";
}
