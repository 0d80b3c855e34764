// What the desk knows beyond the conversations themselves, and how it changes: one pure reducer over what the server says and
// what the agent does. Time is an argument; sockets, sounds and the document are elsewhere.
import type { Channel, ClientCommand, Colleague, Handoff, InboxItem, OfferEnd, Outcome, Participant, Presence, RejectionCode, ServerMessage, View } from "@tandem/client";
import type { Link } from "./link.ts";

/** Why a wish was not done; `gave_up`: it could not be sent for too long. */
export type Refusal = RejectionCode | "gave_up";

export interface Offer {
  offer: string;
  conversation: string;
  channel: Channel;
  handoff: Handoff;
  /** The agent who has it wants to talk first, in the call. */
  consult: boolean;
  /** When the customer began to wait, on this browser's clock. */
  waitingSince: number;
  ringsFrom: number;
  expiresAt: number;
  /** Ringing; answered here and not yet confirmed; or over, and why. */
  state: "ringing" | "accepting" | "over";
  end?: OfferEnd | undefined;
}

/** A refused wish that has no place of its own to say so. */
export interface Trouble {
  id: string;
  code: Refusal;
  command: ClientCommand["type"];
  conversation?: string | undefined;
}

/** A note that was written and is not stored yet. */
export interface PendingNote {
  id: string;
  conversation: string;
  text: string;
  at: number;
  refused?: Refusal | undefined;
}

export interface DeskState {
  readonly me: Participant | undefined;
  readonly link: Link;
  /** The server's clock minus this browser's, in ms. */
  readonly skew: number;
  /** False until the first inbox has come. */
  readonly loaded: boolean;
  readonly presence: Presence;
  readonly pendingPresence: Presence | undefined;
  readonly capacity: number;
  readonly mine: readonly InboxItem[];
  readonly waiting: readonly InboxItem[];
  /** The others who are at a desk now. */
  readonly colleagues: readonly Colleague[];
  readonly offers: readonly Offer[];
  readonly views: Readonly<Record<string, View>>;
  readonly notes: readonly PendingNote[];
  /** Kept from the offers, so that the card in the conversation says what the ring said. */
  readonly handoffs: Readonly<Record<string, Handoff>>;
  /** Newest customer's message seen here, by conversation; counts as read before the server says so. */
  readonly read: Readonly<Record<string, number>>;
  readonly troubles: readonly Trouble[];
}

export const initialDesk: DeskState = {
  me: undefined,
  link: "connecting",
  skew: 0,
  loaded: false,
  presence: "offline",
  pendingPresence: undefined,
  capacity: 0,
  mine: [],
  waiting: [],
  colleagues: [],
  offers: [],
  views: {},
  notes: [],
  handoffs: {},
  read: {},
  troubles: [],
};

export type DeskAction =
  | { kind: "heard"; message: ServerMessage; at: number }
  | { kind: "view"; conversation: string; view: View | undefined }
  | { kind: "link"; link: Link }
  | { kind: "sent"; command: ClientCommand; at: number }
  | { kind: "outcome"; outcome: Outcome }
  | { kind: "offerOver"; offer: string; end: OfferEnd }
  | { kind: "offerGone"; offer: string }
  | { kind: "read"; conversation: string; version: number }
  | { kind: "troubleGone"; id: string }
  | { kind: "noteGone"; id: string };

export function reduceDesk(state: DeskState, action: DeskAction): DeskState {
  switch (action.kind) {
    case "heard":
      return heard(state, action.message, action.at);
    case "view":
      return viewed(state, action.conversation, action.view);
    case "link":
      return state.link === action.link ? state : { ...state, link: action.link };
    case "sent":
      return sent(state, action.command, action.at);
    case "outcome":
      return action.outcome.ok ? accepted(state, action.outcome.command) : refused(state, action.outcome.command, action.outcome.code);
    case "offerOver":
      return { ...state, offers: state.offers.map((o) => (o.offer === action.offer && o.state === "ringing" ? { ...o, state: "over" as const, end: action.end } : o)) };
    case "offerGone":
      return { ...state, offers: state.offers.filter((o) => o.offer !== action.offer) };
    case "read":
      return (state.read[action.conversation] ?? 0) >= action.version ? state : { ...state, read: { ...state.read, [action.conversation]: action.version } };
    case "troubleGone":
      return { ...state, troubles: state.troubles.filter((t) => t.id !== action.id) };
    case "noteGone":
      return { ...state, notes: state.notes.filter((note) => note.id !== action.id) };
  }
}

function heard(state: DeskState, message: ServerMessage, at: number): DeskState {
  switch (message.type) {
    case "welcome":
      return { ...state, me: message.you, skew: Date.parse(message.now) - at };
    case "desk":
      return { ...state, loaded: true, presence: message.presence, pendingPresence: message.pending, capacity: message.capacity, mine: message.mine, waiting: message.waiting, colleagues: message.colleagues };
    case "offer_ringing": {
      const before = state.offers.find((o) => o.offer === message.offer);
      const offer: Offer = {
        offer: message.offer,
        conversation: message.conversation,
        channel: message.channel,
        handoff: message.handoff,
        consult: message.consult === true,
        waitingSince: at - message.waitedSeconds * 1000,
        ringsFrom: before?.ringsFrom ?? at,
        expiresAt: Date.parse(message.expiresAt) - state.skew,
        state: before?.state ?? "ringing",
        end: before?.end,
      };
      return { ...state, offers: [...state.offers.filter((o) => o.offer !== message.offer), offer], handoffs: { ...state.handoffs, [message.conversation]: message.handoff } };
    }
    case "offer_closed":
      return closedOffer(state, message.offer, message.outcome);
    default:
      // Conversations, calls and answers to commands are the client's; they come as views and outcomes.
      return state;
  }
}

function viewed(state: DeskState, conversation: string, view: View | undefined): DeskState {
  const { [conversation]: _before, ...others } = state.views;
  if (!view) return { ...state, views: others };
  const stored = new Set(view.conversation.entries.map((entry) => entry.cause));
  const notes = state.notes.some((note) => stored.has(note.id)) ? state.notes.filter((note) => !stored.has(note.id)) : state.notes;
  return { ...state, notes, views: { ...others, [conversation]: view } };
}

/** Taken by this agent or passed on here: gone at once. Expired or withdrawn: says so for a moment. */
function closedOffer(state: DeskState, offer: string, outcome: OfferEnd | undefined): DeskState {
  if (outcome === undefined || outcome === "passed" || outcome === "agent_gone") return { ...state, offers: state.offers.filter((o) => o.offer !== offer) };
  return { ...state, offers: state.offers.map((o) => (o.offer === offer ? { ...o, state: "over" as const, end: outcome } : o)) };
}

/** Shown at once, before the server has it. */
function sent(state: DeskState, command: ClientCommand, at: number): DeskState {
  switch (command.type) {
    case "write_note":
      return { ...state, notes: [...state.notes, { id: command.id, conversation: command.conversation, text: command.text, at }] };
    case "accept_offer":
      return { ...state, offers: state.offers.map((o) => (o.offer === command.offer ? { ...o, state: "accepting" as const } : o)) };
    case "pass_offer":
      return { ...state, offers: state.offers.filter((o) => o.offer !== command.offer) };
    default:
      return state;
  }
}

function accepted(state: DeskState, command: ClientCommand): DeskState {
  return command.type === "accept_offer" ? { ...state, offers: state.offers.filter((o) => o.offer !== command.offer) } : state;
}

function refused(state: DeskState, command: ClientCommand, code: Refusal): DeskState {
  switch (command.type) {
    case "write_note":
      return { ...state, notes: state.notes.map((note) => (note.id === command.id ? { ...note, refused: code } : note)) };
    case "accept_offer":
      return closedOffer(state, command.offer, code === "offer_gone" ? "expired" : "withdrawn");
    case "say":
    case "mark_seen":
    case "pass_offer":
      return state;
    default: {
      const conversation = "conversation" in command ? command.conversation : undefined;
      return { ...state, troubles: [...state.troubles.filter((t) => t.command !== command.type), { id: command.id, code, command: command.type, conversation }] };
    }
  }
}
