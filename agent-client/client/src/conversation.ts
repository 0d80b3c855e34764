// A conversation as its events tell it: a pure function from state and entry to state. Events are applied once, in the order of
// their versions; a gap is marked, and whoever holds the state asks to resume.
import type { ConversationEvent, AnswerBand, CallEndReason, Channel, ChannelOption, Citation, ClarifyingQuestion, ConsultEnd, ContextFact, DetailField, Details, EndReason, MessageLeftEvent, OfferEnd, PageView, Role, SupervisionMode, TimelineEntry, Trigger } from "./protocol/messages.ts";

export type Phase = "assistant" | "choosing" | "details" | "waiting" | "agent" | "ended" | "closed";

export interface Message {
  readonly version: number;
  readonly at: number;
  readonly by: Role;
  readonly name?: string;
  readonly text: string;
  /** The id of the command it came from: joins it with what was shown before it was stored. */
  readonly cause?: string;
  readonly band?: AnswerBand;
  readonly citations?: readonly Citation[];
  /** "Which of these?": each is a question when asked. */
  readonly topics?: readonly string[];
}

export interface Marks {
  readonly delivered: number;
  readonly read: number;
  readonly readAt?: number;
}

export interface Supervising {
  readonly id: string;
  readonly name: string;
  readonly mode: SupervisionMode;
}

export interface Conversation {
  readonly id: string;
  /** Of the newest event applied; 0 before the first. */
  readonly version: number;
  /** An event arrived that does not follow: some are missing. */
  readonly gap: boolean;
  readonly entries: readonly TimelineEntry[];
  readonly messages: readonly Message[];
  readonly phase: Phase;
  readonly startedAt?: number;
  readonly locale?: string;
  /** What the customer may choose from, while they have not chosen. */
  readonly options?: { readonly trigger: Trigger; readonly channels: readonly ChannelOption[] };
  /** The waits that were last promised; stay known while the form is filled in. */
  readonly waits: readonly ChannelOption[];
  /** Nobody can come now: a message can be left. */
  readonly nobody: boolean;
  /** The wait was given up by the system, not by the customer. */
  readonly gaveUp: boolean;
  readonly asked?: { readonly fields: readonly DetailField[]; readonly question?: ClarifyingQuestion };
  readonly details: Details;
  readonly chosen?: Channel;
  readonly queued?: { readonly queue: string; readonly channel: Channel; readonly at: number; readonly giveUpAt: number };
  readonly agent?: { readonly id: string; readonly name: string };
  /** Who was here last, for the rating and the header after the end. */
  readonly lastAgent?: { readonly id: string; readonly name: string };
  readonly proposal?: { readonly by: Role; readonly channel: Channel; readonly expiresAt: number };
  /** `held`: the agent has put the customer on hold. */
  readonly call?: { readonly id: string; readonly channel: Channel; readonly at: number; readonly held?: boolean };
  /** Absent: the call, if there is one, is not recorded. */
  readonly recording?: "on" | "paused";
  /** Supervisors in the call, as far as this viewer may know of them: a customer knows who joined. */
  readonly supervisors?: readonly Supervising[];
  /** A colleague is asked to take over, or to talk first; until then it stays with this agent. `name` once their desk rings. */
  readonly transfer?: { readonly to: string; readonly name?: string; readonly consult?: true };
  /** It came to nothing, and why; until the next one is asked or somebody joins. */
  readonly transferEnded?: { readonly to: string; readonly name?: string; readonly outcome: OfferEnd; readonly version: number };
  /** The colleague whom the agent has brought into the call: alone with the agent while the customer is held, else all together. */
  readonly colleague?: { readonly id: string; readonly name: string };
  /** They have left it, and how; until the next one is asked or somebody joins. */
  readonly consultEnded?: { readonly name: string; readonly reason: ConsultEnd; readonly version: number };
  /** The agent gave it back to the queue; who it was stands in `lastAgent`. */
  readonly requeued?: boolean;
  /** `channel`: as it was at its end. */
  readonly lastCall?: { readonly id: string; readonly reason: CallEndReason; readonly channel: "voice" | "video" };
  readonly seen: Readonly<Partial<Record<Role, Marks>>>;
  readonly judged: Readonly<Record<number, boolean>>;
  readonly pages: readonly PageView[];
  /** What the page says about itself and its user, as last said. */
  readonly context: readonly ContextFact[];
  /** A message for later, while nobody has come since; answered outside of here by whoever says so. */
  readonly left?: MessageLeftEvent & { readonly answeredBy?: string | undefined };
  readonly ended?: { readonly at: number; readonly reason: EndReason; readonly wrapUpEndsAt?: number };
  readonly rated?: number;
}

export function emptyConversation(id: string): Conversation {
  return { id, version: 0, gap: false, entries: [], messages: [], phase: "assistant", waits: [], nobody: false, gaveUp: false, details: {}, seen: {}, judged: {}, pages: [], context: [] };
}

export function applied(state: Conversation, entry: TimelineEntry): Conversation {
  if (entry.version <= state.version) return state;
  if (entry.version > state.version + 1) return state.gap ? state : { ...state, gap: true };
  const at = Date.parse(entry.at);
  const changed = after(state, entry.event, entry, at);
  // What a viewer may not see takes its version and nothing else.
  const entries = entry.event.type === "hidden" ? state.entries : [...state.entries, entry];
  return { ...changed, version: entry.version, gap: false, entries };
}

const NO_WAIT = { requeued: undefined, options: undefined, asked: undefined, queued: undefined, nobody: false, gaveUp: false } as const;
const NO_TRANSFER = { transfer: undefined, transferEnded: undefined, colleague: undefined, consultEnded: undefined } as const;
const NO_CALL = { call: undefined, proposal: undefined, recording: undefined, supervisors: undefined } as const;

function after(state: Conversation, event: ConversationEvent, entry: TimelineEntry, at: number): Conversation {
  switch (event.type) {
    case "started":
      return { ...state, startedAt: at, locale: event.locale, pages: event.page ? [event.page] : [] };
    case "customer_said":
      return said(state, entry, at, { by: "customer", text: event.text });
    case "agent_said":
      return said(state, entry, at, { by: "agent", name: event.name, text: event.text });
    case "assistant_said":
      return said(state, entry, at, { by: "assistant", text: event.text, band: event.band, citations: event.citations, ...(event.topics ? { topics: event.topics } : {}) });
    case "looked_up":
    case "assistant_failed":
    case "note_written":
    case "escalation_decided":
    case "offer_ended":
    case "wrap_up_finished":
    case "hidden":
      return state;
    case "agent_rung":
      return state.transfer ? { ...state, transfer: { ...state.transfer, name: event.name } } : state;
    case "page_visited":
      return { ...state, pages: [...state.pages, event.page] };
    case "context_set":
      return { ...state, context: event.context };
    case "messages_seen": {
      const before = state.seen[event.by];
      const read = Math.max(before?.read ?? 0, event.read);
      const readAt = read > (before?.read ?? 0) ? at : before?.readAt;
      const marks: Marks = { delivered: Math.max(before?.delivered ?? 0, event.delivered), read, ...(readAt === undefined ? {} : { readAt }) };
      return { ...state, seen: { ...state.seen, [event.by]: marks } };
    }
    case "answer_judged":
      return { ...state, judged: { ...state.judged, [event.answer]: event.helpful } };
    case "channels_offered":
      return without({ ...state, ...NO_WAIT, phase: "choosing", options: { trigger: event.trigger, channels: event.options }, waits: event.options });
    case "channels_declined":
      return without({ ...state, ...NO_WAIT, phase: "assistant" });
    case "nobody_available":
      return without({ ...state, ...NO_WAIT, phase: "assistant", nobody: true });
    case "channel_chosen":
      return without({ ...state, options: undefined, nobody: false, gaveUp: false, chosen: event.channel, queued: state.queued && { ...state.queued, channel: event.channel } });
    case "details_asked":
      return without({ ...state, ...NO_WAIT, phase: "details", asked: { fields: event.fields, ...(event.question ? { question: event.question } : {}) } });
    case "details_given":
      return without({ ...state, asked: undefined, details: { ...state.details, ...event.details } });
    case "details_skipped":
      return without({ ...state, asked: undefined });
    case "queued":
      return without({ ...state, ...NO_WAIT, phase: "waiting", chosen: event.channel, queued: { queue: event.queue, channel: event.channel, at: state.queued?.at ?? at, giveUpAt: Date.parse(event.giveUpAt) } });
    case "queue_left":
      return without({ ...state, ...NO_WAIT, phase: "assistant" });
    case "wait_given_up":
      return without({ ...state, ...NO_WAIT, phase: "assistant", nobody: true, gaveUp: true });
    case "message_left":
      // Instead of waiting for a person; the assistant is still here.
      return without({ ...state, ...NO_WAIT, phase: "assistant", left: event });
    case "message_answered":
      return without({ ...state, left: state.left && { ...state.left, answeredBy: event.answered ? event.name : undefined } });
    case "agent_joined": {
      const agent = { id: event.agent, name: event.name };
      // Whoever asked or held is not here any more.
      return without({ ...state, ...NO_WAIT, phase: "agent", ...NO_TRANSFER, proposal: undefined, left: undefined, agent, lastAgent: agent, call: state.call && unheld(state.call) });
    }
    case "agent_lost": {
      const queued = { queue: state.queued?.queue ?? "", channel: state.call?.channel ?? state.chosen ?? "text", at, giveUpAt: Date.parse(event.giveUpAt) };
      // A call that is on stays on: the next person comes into it.
      return without({ ...state, ...NO_TRANSFER, proposal: undefined, requeued: undefined, phase: "waiting", agent: undefined, queued });
    }
    case "transfer_asked":
      return without({ ...state, ...NO_TRANSFER, transfer: { to: event.to, ...(event.consult ? { consult: true } : {}) } });
    case "transfer_ended": {
      const { name } = state.transfer ?? {};
      return without({ ...state, ...NO_TRANSFER, transferEnded: { to: event.to, ...(name ? { name } : {}), outcome: event.outcome, version: entry.version } });
    }
    case "consult_started":
      return without({ ...state, ...NO_TRANSFER, colleague: { id: event.agent, name: event.name }, call: state.call && { ...state.call, held: true } });
    case "consult_ended": {
      const name = state.colleague?.name ?? "";
      return without({ ...state, ...NO_TRANSFER, consultEnded: { name, reason: event.reason, version: entry.version }, call: state.call && unheld(state.call) });
    }
    case "requeued": {
      const queued = { queue: event.queue, channel: state.call?.channel ?? ("text" as const), at, giveUpAt: Date.parse(event.giveUpAt) };
      return without({ ...state, ...NO_TRANSFER, proposal: undefined, phase: "waiting", agent: undefined, queued, requeued: true });
    }
    case "handed_back":
      return without({ ...state, ...NO_CALL, ...NO_TRANSFER, phase: "assistant", agent: undefined });
    case "media_proposed":
      return { ...state, proposal: { by: event.by, channel: event.channel, expiresAt: Date.parse(event.expiresAt) } };
    case "media_declined":
      return without({ ...state, proposal: undefined });
    case "call_started":
      return without({ ...state, proposal: undefined, lastCall: undefined, call: { id: event.call, channel: event.channel, at } });
    case "media_changed":
      return without({ ...state, proposal: undefined, call: state.call && { ...state.call, channel: event.channel } });
    case "held":
      return without({ ...state, call: state.call && { ...state.call, held: true } });
    case "resumed":
      return without({ ...state, call: state.call && unheld(state.call) });
    case "call_moved":
    case "recording_deleted":
    case "call_measured":
      return state;
    case "supervised": {
      const now = { id: event.supervisor, name: event.name, mode: event.mode };
      return { ...state, supervisors: [...others(state, event.supervisor), now] };
    }
    case "supervision_ended": {
      const rest = others(state, event.supervisor);
      return without({ ...state, supervisors: rest.length > 0 ? rest : undefined });
    }
    case "recording_started":
    case "recording_resumed":
      return { ...state, recording: "on" };
    case "recording_paused":
      return { ...state, recording: "paused" };
    case "recording_stopped":
    case "recording_failed":
      return without({ ...state, recording: undefined });
    case "call_ended":
      // Nothing is left to talk in with a colleague.
      return without({ ...state, ...NO_CALL, colleague: undefined, ...(state.transfer?.consult ? { transfer: undefined } : {}), lastCall: { id: event.call, reason: event.reason, channel: state.call?.channel === "video" ? "video" : "voice" } });
    case "conversation_ended":
      return without({
        ...state,
        ...NO_WAIT,
        ...NO_CALL,
        ...NO_TRANSFER,
        phase: "ended",
        agent: undefined,
        ended: { at, reason: event.reason, ...(event.wrapUpEndsAt ? { wrapUpEndsAt: Date.parse(event.wrapUpEndsAt) } : {}) },
      });
    case "wrap_up_extended":
      return { ...state, ended: state.ended && { ...state.ended, wrapUpEndsAt: Date.parse(event.endsAt) } } as Conversation;
    case "closed":
      return without({ ...state, ...NO_WAIT, ...NO_CALL, ...NO_TRANSFER, phase: "closed", agent: undefined, ended: state.ended ?? { at, reason: "idle" } });
    case "rated":
      return { ...state, rated: event.score };
    default:
      // An event of a newer server: it counts, and shows nothing.
      event satisfies never;
      return state;
  }
}

function others({ supervisors }: Conversation, id: string): Supervising[] {
  return (supervisors ?? []).filter((supervisor) => supervisor.id !== id);
}

function unheld({ id, channel, at }: NonNullable<Conversation["call"]>): Conversation["call"] {
  return { id, channel, at };
}

/** A call that ends this soon (in ms) for want of a bridge was none for anybody. */
export const NO_CALL_WITHIN = 2_000;

/** Both agreed to a call, and there was no bridge to make it. */
export function wasNoCall(reason: CallEndReason, length: number): boolean {
  return reason === "no_bridge" && length < NO_CALL_WITHIN;
}

/** The call is on, but the customer hears music: held by the agent, perhaps to talk to a colleague, being passed on, or nobody is there. */
export function isOnHold({ call, phase, transfer }: Pick<Conversation, "call" | "phase" | "transfer">): boolean {
  return call !== undefined && (call.held === true || transfer !== undefined || phase !== "agent");
}

/**
 * Whether the call that is on is this one's, too.
 * @param me an agent's id; absent: the customer
 */
export function takesPart({ call, agent, colleague, supervisors = [] }: Conversation, me: string | undefined): boolean {
  return call !== undefined && (me === undefined || [agent, colleague, ...supervisors].some((one) => one?.id === me));
}

/**
 * Whom somebody hears in the call: ids of agents, and `customer`. Nobody: it is music, or silence. Not known without a call.
 * @param me an agent's id; absent: the customer
 */
export function heardBy(conversation: Conversation, me: string | undefined): readonly string[] | undefined {
  const { call, agent, colleague, supervisors = [] } = conversation;
  if (!call) return undefined;
  const held = isOnHold(conversation);
  const agents = [agent, colleague].flatMap((one) => one?.id ?? []);
  // Who whispers is heard by the agent of the conversation alone.
  const joined = supervisors.filter(({ id, mode }) => id !== me && (mode === "barge" || (mode === "whisper" && me !== undefined && me === agent?.id))).map(({ id }) => id);
  if (me === undefined) return held ? [] : [...agents, ...joined];
  const others = [...agents.filter((id) => id !== me), ...joined];
  return held ? others : ["customer", ...others];
}

function said(state: Conversation, entry: TimelineEntry, at: number, message: Omit<Message, "version" | "at" | "cause">): Conversation {
  const whole: Message = { ...message, version: entry.version, at, ...(entry.cause ? { cause: entry.cause } : {}) };
  return { ...state, messages: [...state.messages, whole] };
}

/** Drops keys that were set to undefined, so that two states that mean the same are equal. */
function without(state: { [K in keyof Conversation]: Conversation[K] | undefined }): Conversation {
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined)) as unknown as Conversation;
}

/** After these nothing said before waits for the assistant any more. */
const SETTLES: ReadonlySet<ConversationEvent["type"]> = new Set(["assistant_said", "assistant_failed", "channels_offered", "channels_declined", "nobody_available", "details_asked", "queued", "queue_left", "wait_given_up", "message_left", "agent_joined", "handed_back"]);

/** The version of the customer's message that the assistant owes an answer to; 0: none. */
export function assistantOwes(state: Conversation): number {
  if (state.phase !== "assistant" && state.phase !== "choosing") return 0;
  for (let i = state.entries.length - 1; i >= 0; i--) {
    const entry = state.entries[i];
    if (entry?.event.type === "customer_said") return entry.version;
    if (entry && SETTLES.has(entry.event.type)) return 0;
  }
  return 0;
}
