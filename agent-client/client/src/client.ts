// What an app holds: the connection, the conversations it follows, the messages on their way and the calls, kept true by each other.
import { Call, SOMEBODY, type Peer } from "./call/call.ts";
import { Devices } from "./call/devices.ts";
import { Connection, type ConnectionOptions, type NewCommand, type Outcome } from "./connection.ts";
import { applied, emptyConversation, heardBy, type Conversation } from "./conversation.ts";
import type { Keep } from "./outbox.ts";
import { Page } from "./page.ts";
import type { Channel, DeskMessage, LiveMessage, OfferRingingMessage, PageView, Participant, PeerQualityMessage, PeerSendingMessage, Role, ServerMessage, SupervisionMode, TimelineEntry } from "./protocol/messages.ts";
import { Cell, type Store } from "./store.ts";
import { newestFrom, textOf, type PendingMessage } from "./thread.ts";

/** A typing notice that is not renewed is forgotten after this. */
export const TYPING_LASTS = 6_000;
/** While somebody types, the other side is told at most this often. */
export const TYPING_EVERY = 3_000;

/** Everything one sees of one conversation. */
export interface View {
  readonly conversation: Conversation;
  /** All that was stored has arrived; until then a skeleton is honest. */
  readonly caughtUp: boolean;
  readonly typing?: Role | undefined;
  /** What the assistant has written so far of the answer to that message; nothing once it owes none to it. */
  readonly draft?: { readonly inReplyTo: number; readonly text: string } | undefined;
  readonly queue?: { readonly place: number; readonly waitSeconds?: number | undefined; readonly at: number; /** The first promise made; a later, longer one is said to be longer. */ readonly promised?: number | undefined } | undefined;
}

export interface ClientOptions extends Omit<ConnectionOptions, "keep" | "awaited" | "page" | "carries"> {
  keep?: Keep | undefined;
  me: "customer" | "agent";
  devices?: Devices;
  peer?: (configuration: RTCConfiguration) => RTCPeerConnection;
}

export class Client {
  readonly connection: Connection;
  readonly devices: Devices;
  /** Own messages that are not stored yet, and those that could not be sent. Over all conversations. */
  readonly pending: Cell<readonly PendingMessage[]>;
  /** The customer's conversation. */
  readonly current = new Cell<string | undefined>(undefined);
  readonly me = new Cell<Participant | undefined>(undefined);
  /** The agent's inbox and the offers that ring. */
  readonly desk = new Cell<DeskMessage | undefined>(undefined);
  readonly offers = new Cell<readonly OfferRingingMessage[]>([]);
  /** What goes on at the site, for a supervisor who watches. */
  readonly live = new Cell<LiveMessage | undefined>(undefined);
  /** By conversation. */
  readonly calls = new Cell<ReadonlyMap<string, Call>>(new Map());
  /** Calls that may begin, by conversation. */
  readonly #ahead = new Map<string, Call>();
  readonly #page: Page;
  readonly #views = new Map<string, Cell<View>>();
  readonly #options: ClientOptions;
  readonly #typingTimers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #typed = new Map<string, number>();
  readonly #marked = new Map<string, { delivered: number; read: number }>();
  #clockOffset = 0;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#page = new Page({ keep: options.keep, key: `${options.keepKey ?? "tandem.outbox"}.page`, calls: () => this.calls.get() });
    this.connection = new Connection({ ...options, awaited: () => this.#isAwaited(), page: () => this.#page.id, carries: (conversation) => this.#page.carries(conversation) ?? this.#ahead.get(conversation)?.state.get().id });
    this.devices = options.devices ?? new Devices();
    this.pending = new Cell<readonly PendingMessage[]>([...readFailed(options), ...kept(this.connection)]);
    this.connection.messages.on((message) => this.#hear(message));
    this.connection.outcomes.on((outcome) => this.#settled(outcome));
    // A call that an agent only listens to is in no inbox: nobody else would ask for it. A customer is told theirs by the greeting.
    if (options.me === "agent") for (const conversation of this.#page.before) this.#view(conversation);
  }

  /** The server's time, for countdowns. */
  now(): number {
    return Date.now() + this.#clockOffset;
  }

  /** A desk always is; a customer from the queue on. */
  #isAwaited(): boolean {
    if (this.#options.me === "agent" || this.calls.get().size > 0) return true;
    const current = this.current.get();
    const phase = current && this.#views.get(current)?.get().conversation.phase;
    return phase === "waiting" || phase === "agent";
  }

  /** Follows a conversation from its beginning; the same store for everyone who asks. */
  view(conversation: string): Store<View> {
    return this.#view(conversation);
  }

  /** Shows a conversation that is known from before, e.g. one that ended while the page was away. */
  adopt(conversation: string): void {
    this.#follow(conversation);
  }

  /** The call of a conversation that lives in this browser. */
  callOf(conversation: string): Call | undefined {
    return this.calls.get().get(conversation);
  }

  /** No longer of interest, or no longer this person's: a call of it would go on unseen, with the microphone open. */
  unfollow(conversation: string): void {
    for (const call of [this.callOf(conversation), this.#ahead.get(conversation)]) call?.end();
    this.#ahead.delete(conversation);
    if (this.callOf(conversation)) this.calls.update((calls) => new Map([...calls].filter(([other]) => other !== conversation)));
    this.#views.delete(conversation);
    this.connection.unfollow(conversation);
  }

  command(command: NewCommand): Promise<Outcome> {
    return this.give(command).done;
  }

  /** The same, for who has to know its id before it is answered. */
  give(command: NewCommand): { readonly id: string; readonly done: Promise<Outcome> } {
    const given = this.connection.command(command);
    if (saysYes(command)) this.#makeReady(command.conversation, given.done);
    return given;
  }

  /** The devices of a person who has just agreed are opened while the server is told. */
  #makeReady(conversation: string, done: Promise<Outcome>): void {
    const ahead = this.#ahead.get(conversation);
    const live = this.callOf(conversation);
    if (ahead) {
      ahead.ready();
      void done.then((outcome) => void (outcome.ok || ahead.unready()));
    } else if (live && this.#view(conversation).get().conversation.proposal?.channel === "video") {
      void live.camera(true);
      void done.then((outcome) => void (outcome.ok || live.camera(false)));
    }
  }

  /** Shown at once, confirmed after. Without a conversation the message starts one. */
  say(text: string, context: { conversation?: string | undefined; locale?: string | undefined; page?: PageView | undefined } = {}): Promise<Outcome> {
    const conversation = context.conversation ?? this.current.get();
    const command: NewCommand = conversation ? { type: "say", conversation, text } : { type: "start", text, ...(context.locale ? { locale: context.locale } : {}), ...(context.page ? { page: context.page } : {}) };
    const { id, done } = this.connection.command(command);
    this.pending.update((all) => [...all, { id, conversation, text, at: this.now() }]);
    this.#typed.delete(conversation ?? "");
    return done;
  }

  /** Opens a conversation by asking for a person, or asks in the open one. */
  async askForPerson(channel: Channel | undefined, context: { locale?: string | undefined; page?: PageView | undefined } = {}): Promise<Outcome> {
    const conversation = this.current.get();
    if (conversation) return this.command({ type: "ask_for_person", conversation, ...(channel ? { channel } : {}) });
    const started = await this.command({ type: "start", ...(channel ? { person: channel } : {}), ...(context.locale ? { locale: context.locale } : {}), ...(context.page ? { page: context.page } : {}) });
    // Without a channel the offer of all of them comes next.
    return channel || !started.ok || !started.conversation ? started : this.command({ type: "ask_for_person", conversation: started.conversation });
  }

  /** "Send again": nothing was changed by the refused one, so this is a new command. */
  sendAgain(pending: PendingMessage): Promise<Outcome> {
    this.pending.update((all) => all.filter((message) => message.id !== pending.id));
    this.#writeFailed();
    return this.say(pending.text, { conversation: pending.conversation });
  }

  /** Call on every key; the other side is told now and then. */
  typing(conversation: string): void {
    const last = this.#typed.get(conversation) ?? Number.NEGATIVE_INFINITY;
    if (Date.now() - last < TYPING_EVERY) return;
    if (this.connection.send({ type: "typing", conversation, typing: true })) this.#typed.set(conversation, Date.now());
  }

  /** What of the other side's messages is here, and what a person has had before their eyes. Told only when it is more than before. */
  seen(conversation: string, visible: boolean): void {
    const { conversation: state, caughtUp } = this.#view(conversation).get();
    // Before everything has arrived the marks of earlier visits are not known either.
    if (!caughtUp) return;
    const newest = newestFrom(state, this.#options.me === "customer" ? "agent" : "customer");
    if (newest === 0 || state.phase === "closed") return;
    const stored = state.seen[this.#options.me];
    const before = this.#marked.get(conversation) ?? { delivered: stored?.delivered ?? 0, read: stored?.read ?? 0 };
    const now = { delivered: Math.max(before.delivered, newest), read: visible ? Math.max(before.read, newest) : before.read };
    if (now.delivered <= before.delivered && now.read <= before.read) return;
    this.#marked.set(conversation, now);
    void this.command({ type: "mark_seen", conversation, ...now });
  }

  /** Ends what belongs to this person: on sign-out, or when another customer comes. */
  stop(): void {
    this.connection.stop();
    this.#page.stop();
    for (const call of [...this.calls.get().values(), ...this.#ahead.values()]) call.end();
    this.#ahead.clear();
    for (const timer of this.#typingTimers.values()) clearTimeout(timer);
    this.calls.set(new Map());
    this.#views.clear();
  }

  #view(conversation: string): Cell<View> {
    let view = this.#views.get(conversation);
    if (!view) {
      view = new Cell<View>({ conversation: emptyConversation(conversation), caughtUp: false });
      this.#views.set(conversation, view);
      const cell = view;
      this.connection.follow(conversation, () => cell.get().conversation.version);
    }
    return view;
  }

  #hear(message: ServerMessage): void {
    switch (message.type) {
      case "welcome":
        this.me.set(message.you);
        this.#clockOffset = Date.parse(message.now) - Date.now();
        if (message.conversation && this.#options.me === "customer") this.#follow(message.conversation);
        break;
      case "entry":
        this.#entry(message.conversation, message.entry);
        break;
      case "caught_up":
        this.#change(message.conversation, (view) => ({ ...view, caughtUp: true }));
        this.#lookAt(message.conversation);
        break;
      case "typing":
        this.#typing(message.conversation, message.by, message.typing);
        break;
      case "assistant_drafting": {
        const { inReplyTo, text } = message;
        this.#change(message.conversation, (view) => (text === undefined && view.draft?.inReplyTo !== inReplyTo ? view : { ...view, draft: text === undefined ? undefined : { inReplyTo, text } }));
        break;
      }
      case "queue_place":
        this.#change(message.conversation, (view) => ({
          ...view,
          queue: { place: message.place, waitSeconds: message.waitSeconds, at: this.now(), promised: view.queue?.promised ?? message.waitSeconds },
        }));
        break;
      case "prepare_call":
        void this.#prepared(message).prepare(message);
        // Who has asked for the call has said yes to it; who is asked says it with the next click.
        if (this.#hasAsked(message.conversation)) this.#ahead.get(message.conversation)?.ready();
        break;
      case "forgo_call":
        this.#forgo(message);
        break;
      case "join_call":
        void this.#call(message.conversation, message.call, message.channel).join(message);
        break;
      case "move_call":
        void this.#known(message)?.move(message);
        break;
      case "ice_servers":
        this.#known(message)?.servers(message);
        break;
      case "sdp_answer":
        void this.#known(message)?.answer(message);
        break;
      case "call_problem":
        // What was only prepared can be made again when it is wanted.
        this.#forgo(message);
        this.#known(message)?.refused(message.number);
        break;
      case "peer_sending":
        if (!this.#isMine(message)) this.#known(message)?.peerSends({ microphone: message.microphone, camera: message.camera, screen: message.screen ?? false }, peerOf(message));
        break;
      case "peer_quality":
        if (!this.#isMine(message)) this.#known(message)?.peerReports(message.quality, peerOf(message));
        break;
      case "peer_pressed":
        this.#known(message)?.peerPresses(message);
        break;
      case "call_elsewhere":
        this.#forgo(message);
        this.#call(message.conversation, message.call, "voice").elsewhere();
        break;
      case "desk":
        this.desk.set(message);
        break;
      case "offer_ringing":
        this.offers.update((all) => [...all.filter((offer) => offer.offer !== message.offer), message]);
        break;
      case "offer_closed":
        this.offers.update((all) => all.filter((offer) => offer.offer !== message.offer));
        break;
      case "live":
        this.live.set(message);
        break;
      case "accepted":
      case "rejected":
      case "pong":
        break;
      default:
        message satisfies never;
    }
  }

  #entry(id: string, entry: TimelineEntry): void {
    const view = this.#views.get(id);
    if (!view) return;
    const before = view.get();
    const conversation = applied(before.conversation, entry);
    if (conversation === before.conversation) return;
    if (conversation.gap && !before.conversation.gap) this.connection.resume(id);
    const waiting = conversation.phase === "waiting";
    // Who has just written no longer types; who no longer waits has no place.
    const said = entry.event.type === "agent_said" ? "agent" : entry.event.type === "customer_said" ? "customer" : undefined;
    view.set({ ...before, conversation, typing: said && before.typing === said ? undefined : before.typing, queue: waiting ? before.queue : undefined });
    this.#lookAt(id);
    this.#callEvent(id, entry);
    this.callOf(id)?.hears(this.#heardIn(conversation));
  }

  /** Whether what this page carried before is still on. */
  #lookAt(id: string): void {
    const view = this.#views.get(id)?.get();
    if (view) this.#page.look(view, this.#meAsAgent());
  }

  #callEvent(id: string, { event }: TimelineEntry): void {
    const call = this.callOf(id);
    if (!call) return;
    if (event.type === "supervised" && event.supervisor === this.me.get()?.id) void call.supervises(event.mode);
    if (event.type === "supervision_ended" && event.supervisor === this.me.get()?.id && event.reason === "took_over") void call.supervises(undefined);
    if (event.type === "media_changed" && event.call === call.state.get().id) void call.channelIs(event.channel);
    const over = (event.type === "call_ended" && event.call === call.state.get().id) || event.type === "conversation_ended" || event.type === "closed" || this.#passedOn(id, event);
    if (!over) return;
    call.end();
    this.calls.update((calls) => new Map([...calls].filter(([conversation]) => conversation !== id)));
  }

  /** The call goes on without this agent. */
  #passedOn(id: string, event: TimelineEntry["event"]): boolean {
    if (this.#options.me !== "agent" || this.#supervising(id)) return false;
    if (event.type === "supervision_ended") return event.supervisor === this.me.get()?.id && event.reason !== "took_over";
    if (event.type === "consult_ended") return event.agent === this.me.get()?.id;
    return event.type === "requeued" || event.type === "agent_lost" || (event.type === "agent_joined" && event.agent !== this.me.get()?.id);
  }

  #call(conversation: string, id: string, channel: Channel): Call {
    const known = this.callOf(conversation);
    if (known?.state.get().id === id) return known;
    known?.end();
    const ahead = this.#ahead.get(conversation);
    this.#ahead.delete(conversation);
    if (ahead?.state.get().id !== id) ahead?.end();
    const call = ahead?.state.get().id === id ? ahead : this.#newCall(conversation, id, channel);
    call.hears(this.#heardIn(this.#view(conversation).get().conversation));
    this.calls.update((calls) => new Map([...calls, [conversation, call]]));
    return call;
  }

  #heardIn(conversation: Conversation): readonly string[] | undefined {
    return heardBy(conversation, this.#meAsAgent());
  }

  /** As the conversation names this side: by the id of an agent; the customer is just that. */
  #meAsAgent(): string | undefined {
    return this.#options.me === "customer" ? undefined : this.me.get()?.id;
  }

  /** Told by another tab of the same person. */
  #isMine({ by, who }: PeerSendingMessage | PeerQualityMessage): boolean {
    return by === this.#options.me && (who === undefined || by === "customer" || who.id === this.me.get()?.id);
  }

  /** How this person is in the call of others. */
  #supervising(conversation: string): SupervisionMode | undefined {
    const me = this.me.get()?.id;
    return this.#view(conversation).get().conversation.supervisors?.find(({ id }) => id === me)?.mode;
  }

  #prepared({ conversation, call: id, channel }: { conversation: string; call: string; channel: Channel }): Call {
    const known = this.#ahead.get(conversation);
    if (known?.state.get().id === id) return known;
    known?.end();
    const call = this.#newCall(conversation, id, channel);
    this.#ahead.set(conversation, call);
    return call;
  }

  #hasAsked(conversation: string): boolean {
    const { proposal } = this.#view(conversation).get().conversation;
    return proposal ? proposal.by === this.#options.me : this.#options.me === "customer";
  }

  #forgo({ conversation, call }: { conversation: string; call: string }): void {
    const known = this.#ahead.get(conversation);
    if (known?.state.get().id !== call) return;
    this.#ahead.delete(conversation);
    known.end();
  }

  #newCall(conversation: string, call: string, channel: Channel): Call {
    return new Call({ conversation, call, channel, supervising: this.#options.me === "agent" ? this.#supervising(conversation) : undefined, devices: this.devices, send: (message) => this.connection.send(message), keep: this.#options.keep, ...(this.#options.peer ? { peer: this.#options.peer } : {}) });
  }

  #known({ conversation, call }: { conversation: string; call: string }): Call | undefined {
    return [this.callOf(conversation), this.#ahead.get(conversation)].find((known) => known?.state.get().id === call);
  }

  #typing(conversation: string, by: Role, typing: boolean): void {
    clearTimeout(this.#typingTimers.get(conversation));
    this.#change(conversation, (view) => ({ ...view, typing: typing ? by : undefined }));
    if (typing) this.#typingTimers.set(conversation, setTimeout(() => this.#change(conversation, (view) => ({ ...view, typing: undefined })), TYPING_LASTS));
  }

  #change(conversation: string, change: (view: View) => View): void {
    this.#views.get(conversation)?.update(change);
  }

  #follow(conversation: string): void {
    this.#view(conversation);
    this.current.set(conversation);
  }

  #settled(outcome: Outcome): void {
    const { command } = outcome;
    if (outcome.ok && command.type === "start" && outcome.conversation) this.#follow(outcome.conversation);
    if (textOf(command) === undefined) return;
    this.pending.update((all) => {
      if (!outcome.ok) return all.map((message) => (message.id === command.id ? { ...message, failed: outcome.code } : message));
      const conversation = outcome.conversation ?? ("conversation" in command ? command.conversation : undefined);
      const version = conversation ? (this.#views.get(conversation)?.get().conversation.version ?? 0) : 0;
      // Its entry is here already: nothing is left to wait for.
      if (version >= outcome.version) return all.filter((message) => message.id !== command.id);
      return all.map((message) => (message.id === command.id ? { ...message, conversation, accepted: outcome.version } : message));
    });
    this.#writeFailed();
  }

  #writeFailed(): void {
    const failed = this.pending.get().filter((message) => message.failed);
    try {
      if (failed.length === 0) this.#options.keep?.removeItem(failedKey(this.#options));
      else this.#options.keep?.setItem(failedKey(this.#options), JSON.stringify(failed));
    } catch {
      // Shown until the page goes.
    }
  }
}

function peerOf({ by, who }: PeerSendingMessage | PeerQualityMessage): Pick<Peer, "id" | "name"> {
  return who ? { id: by === "customer" ? by : who.id, name: who.name } : SOMEBODY;
}

/** The commands with which a person agrees to a call. */
function saysYes(command: NewCommand): command is NewCommand & { conversation: string } {
  return command.type === "accept_offer" || (command.type === "answer_proposal" && command.accept);
}

function failedKey(options: ClientOptions): string {
  return `${options.keepKey ?? "tandem.outbox"}.failed`;
}

/** Messages that a reload found in the outbox. */
function kept(connection: Connection): PendingMessage[] {
  return connection.outbox.pending().flatMap((command) => {
    const text = textOf(command);
    return text === undefined ? [] : [{ id: command.id, conversation: "conversation" in command ? command.conversation : undefined, text, at: Date.now() }];
  });
}

function readFailed(options: ClientOptions): PendingMessage[] {
  try {
    const value: unknown = JSON.parse(options.keep?.getItem(failedKey(options)) ?? "[]");
    return Array.isArray(value) ? (value as PendingMessage[]) : [];
  } catch {
    return [];
  }
}
