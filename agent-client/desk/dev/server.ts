// A scripted server in the page: speaks the protocol to one desk, from memory. For looking at states and for tests; never shipped.
import type { Colleague, Channel, ClientMessage, ConversationEvent, DeskMessage, Handoff, InboxItem, Presence, ServerMessage, TimelineEntry } from "@tandem/client";

export interface FakeConversation {
  id: string;
  item: Omit<InboxItem, "version" | "lastAt"> & { lastAt?: string };
  where: "mine" | "waiting" | "nowhere";
  entries: TimelineEntry[];
}

export const AGENT = { role: "agent" as const, id: "maya", name: "Maya Okafor" };
const WRAP_UP_MS = 90_000;

export class FakeServer {
  readonly conversations = new Map<string, FakeConversation>();
  presence: Presence = "available";
  pending: Presence | undefined;
  capacity = 4;
  colleagues: readonly Colleague[] = [{ agent: "tom", name: "Tom Whitfield", presence: "available", free: true }, { agent: "ines", name: "Ines Duarte", presence: "break", free: false }];
  /** Conversations with a message that was left, and whether it is answered. */
  readonly answered = new Map<string, boolean>();
  /** What the desk said, for tests. */
  readonly heard: ClientMessage[] = [];
  /** Answers an SDP offer; nothing: the call stays connecting. */
  answerSdp: ((sdp: string, channel: Channel) => Promise<string>) | undefined;
  /** Commands of these types stay without an answer. */
  readonly silent = new Set<string>();
  /** Offers by conversation, so that accept finds the way. */
  readonly offers = new Map<string, { conversation: string; channel: Channel }>();
  #send: ((message: ServerMessage) => void) | undefined;
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  connect(send: (message: ServerMessage) => void): void {
    this.#send = send;
  }

  disconnect(): void {
    this.#send = undefined;
  }

  tell(message: ServerMessage): void {
    this.#send?.(message);
  }

  at(ago = 0): string {
    return new Date(this.#now() - ago).toISOString();
  }

  /** Stores an event and tells it to the desk. */
  append(id: string, event: ConversationEvent, cause?: string): number {
    const conversation = this.#of(id);
    const version = (conversation.entries.at(-1)?.version ?? 0) + 1;
    const entry: TimelineEntry = { version, at: this.at(), event, ...(cause ? { cause } : {}) };
    conversation.entries.push(entry);
    this.tell({ type: "entry", conversation: id, entry });
    return version;
  }

  desk(): DeskMessage {
    const of = (where: FakeConversation["where"]): InboxItem[] =>
      [...this.conversations.values()]
        .filter((conversation) => conversation.where === where)
        .map(({ item, entries }) => Object.assign({}, item, { version: entries.length, lastAt: item.lastAt ?? entries.at(-1)?.at ?? item.since }));
    return { type: "desk", presence: this.presence, ...(this.pending ? { pending: this.pending } : {}), capacity: this.capacity, mine: of("mine"), waiting: of("waiting"), colleagues: [...this.colleagues] };
  }

  ring(id: string, handoff: Handoff, channel: Channel, waitedSeconds: number, forSeconds: number): void {
    this.offers.set(`o-${id}`, { conversation: id, channel });
    this.tell({ type: "offer_ringing", offer: `o-${id}`, conversation: id, channel, handoff, waitedSeconds, expiresAt: this.at(-forSeconds * 1000) });
  }

  hear(message: ClientMessage): void {
    this.heard.push(message);
    switch (message.type) {
      case "hello":
        this.tell({ type: "welcome", you: AGENT, now: this.at() });
        this.tell(this.desk());
        return;
      case "ping":
        return this.tell({ type: "pong" });
      case "resume": {
        const entries = this.conversations.get(message.conversation)?.entries ?? [];
        for (const entry of entries) if (entry.version > message.afterVersion) this.tell({ type: "entry", conversation: message.conversation, entry });
        this.tell({ type: "caught_up", conversation: message.conversation, version: entries.length });
        const call = this.callOf(message.conversation);
        if (call) this.#join(message.conversation, call.id, call.channel);
        return;
      }
      case "sdp_offer":
        void this.answerSdp?.(message.sdp, this.callOf(message.conversation)?.channel ?? "voice").then((sdp) => this.tell({ ...message, type: "sdp_answer", bridge: "b-1", sdp }));
        return;
      case "take_call": {
        const call = this.callOf(message.conversation);
        if (call) this.#join(message.conversation, call.id, call.channel);
        return;
      }
      case "leg_moved":
      case "set_sending":
      case "report_quality":
      case "typing":
      case "unfollow":
        return;
      default:
        if (!this.silent.has(message.type)) this.#command(message);
    }
  }

  callOf(id: string): { id: string; channel: Channel } | undefined {
    let call: { id: string; channel: Channel } | undefined;
    for (const { event } of this.#of(id).entries) {
      if (event.type === "call_started") call = { id: event.call, channel: event.channel };
      else if (event.type === "media_changed" && call) call = { ...call, channel: event.channel };
      else if (event.type === "call_ended") call = undefined;
    }
    return call;
  }

  startCall(id: string, channel: Channel): void {
    this.append(id, { type: "call_started", call: `call-${id}`, channel });
    this.#join(id, `call-${id}`, channel);
  }

  #join(conversation: string, call: string, channel: Channel): void {
    this.tell({ type: "join_call", conversation, call, bridge: "b-1", channel, iceServers: [] });
    this.tell({ type: "peer_sending", conversation, call, by: "customer", microphone: true, camera: channel === "video" });
  }

  #command(command: Exclude<ClientMessage, { type: "hello" | "ping" | "resume" | "sdp_offer" | "take_call" | "leg_moved" | "set_sending" | "report_quality" | "typing" | "unfollow" }>): void {
    if (command.type === "set_presence") {
      const busy = [...this.conversations.keys()].some((id) => this.callOf(id));
      if (busy) this.pending = command.presence;
      else this.presence = command.presence;
      this.tell({ type: "accepted", id: command.id, version: 0 });
      return this.tell(this.desk());
    }
    if (!("conversation" in command)) return;
    const id = command.conversation;
    if (command.type === "answer_message") {
      if (!this.answered.has(id)) return this.tell({ type: "rejected", id: command.id, code: "not_now", message: "no message waits for an answer here" });
      this.answered.set(id, command.answered);
      return this.tell({ type: "accepted", id: command.id, conversation: id, version: 1 });
    }
    let version = this.#of(id).entries.length;
    const happens = (event: ConversationEvent) => {
      version = this.append(id, event, command.id);
    };
    switch (command.type) {
      case "say":
        happens({ type: "agent_said", agent: AGENT.id, name: AGENT.name, text: command.text });
        break;
      case "write_note":
        happens({ type: "note_written", agent: AGENT.id, name: AGENT.name, text: command.text });
        break;
      case "mark_seen":
        happens({ type: "messages_seen", by: "agent", delivered: command.delivered, read: command.read });
        break;
      case "accept_offer":
        this.#of(id).where = "mine";
        this.#of(id).item = { ...this.#of(id).item, phase: "with_agent", since: this.at() };
        happens({ type: "agent_joined", agent: AGENT.id, name: AGENT.name });
        this.tell({ type: "offer_closed", offer: command.offer, conversation: id });
        break;
      case "pass_offer":
        this.tell({ type: "offer_closed", offer: command.offer, conversation: id, outcome: "passed" });
        break;
      case "propose_media":
        happens({ type: "media_proposed", by: "agent", channel: command.channel, expiresAt: this.at(-30_000) });
        break;
      case "answer_proposal":
        if (command.accept) this.startCall(id, "voice");
        else happens({ type: "media_declined", by: "agent", expired: false });
        break;
      case "lower_media":
        happens({ type: "media_changed", call: `call-${id}`, channel: "voice" });
        break;
      case "end_call":
        happens({ type: "call_ended", call: command.call, reason: "agent_hung_up" });
        break;
      case "end_conversation":
        this.#of(id).item = { ...this.#of(id).item, phase: "wrap_up", since: this.at() };
        happens({ type: "conversation_ended", reason: "agent_ended", wrapUpEndsAt: this.at(-WRAP_UP_MS) });
        break;
      case "hand_back":
        this.#of(id).where = "nowhere";
        happens({ type: "handed_back", agent: AGENT.id });
        break;
      case "extend_wrap_up":
        happens({ type: "wrap_up_extended", endsAt: this.at(-2 * WRAP_UP_MS) });
        break;
      case "finish_wrap_up":
        this.#of(id).where = "nowhere";
        happens({ type: "wrap_up_finished", disposition: command.disposition, ...(command.topic ? { topic: command.topic } : {}), ...(command.note ? { note: command.note } : {}) });
        happens({ type: "closed" });
        break;
      default:
        return this.tell({ type: "rejected", id: command.id, code: "forbidden", message: "not an agent's command" });
    }
    this.tell({ type: "accepted", id: command.id, conversation: id, version });
    this.tell(this.desk());
  }

  #of(id: string): FakeConversation {
    const found = this.conversations.get(id);
    if (!found) throw new Error(`no conversation ${id} in this scene`);
    return found;
  }
}
