// The desk's engine: takes what the client hears into the state and does what follows from it: follows the inbox's conversations
// and tells what was seen. Views call its verbs.
import { Cell, newestFrom, type Client, type Disposition, type NewCommand, type PendingMessage, type Presence, type RecordingState, type SupervisionMode, type View } from "@tandem/client";
import { initialDesk, reduceDesk, type DeskAction, type DeskState } from "../state/desk.ts";
import { linkAfter } from "../state/link.ts";
import { isConsulted } from "../state/select.ts";
import { CallWanted } from "./callWanted.ts";

/** How long "Back online" and an offer that is over stay. */
const NOTICE_MS = 3500;

export class Desk {
  readonly state = new Cell<DeskState>(initialDesk);
  readonly client: Client;
  readonly #now: () => number;
  readonly #followed = new Map<string, () => void>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #ends: (() => void)[] = [];
  readonly #callWanted: CallWanted;
  #opened: string | undefined;
  /** Said again on every new connection. */
  #watching = false;

  constructor(client: Client, now: () => number = Date.now) {
    this.client = client;
    this.#now = now;
    this.#callWanted = new CallWanted(client, now);
  }

  start(): void {
    const { connection } = this.client;
    // Notes of before a reload that were not answered yet are on their way again: show them.
    for (const command of connection.outbox.pending()) if (command.type === "write_note") this.#apply({ kind: "sent", command, at: this.#now() });
    this.#ends.push(
      connection.messages.on((message) => {
        this.#apply({ kind: "heard", message, at: this.#now() });
        if (message.type === "desk" || message.type === "offer_ringing" || message.type === "offer_closed") this.#follow();
        if (message.type === "welcome" && this.#watching) this.client.connection.send({ type: "watch_live", watching: true });
        if (message.type === "offer_closed") this.#offerOver(message.offer);
        if (message.type === "join_call") {
          this.#callWanted.settled(message.conversation);
          // After a reload one that is supervised comes before anybody has looked at its conversation.
          this.#followOne(message.conversation);
        }
        if (message.type === "call_elsewhere") this.#callWanted.wentElsewhere(message.conversation);
      }),
      connection.outcomes.on((outcome) => {
        this.#apply({ kind: "outcome", outcome });
        // A refused accept says why for a moment.
        if (outcome.command.type === "accept_offer" && !outcome.ok) this.#offerOver(outcome.command.offer);
      }),
      connection.status.subscribe(() => this.#linked()),
    );
    connection.start();
  }

  stop(): void {
    for (const end of [...this.#ends, ...this.#followed.values()]) end();
    for (const timer of this.#timers) clearTimeout(timer);
    this.client.stop();
  }

  /** The conversation on screen: followed, and its messages count as read while the page is visible. */
  open(conversation: string | undefined): void {
    const before = this.#opened;
    this.#opened = conversation;
    if (conversation !== undefined) this.#followOne(conversation);
    if (before !== undefined && before !== conversation && !this.#isOurs(before)) this.#unfollow(before);
    this.seen();
  }

  /** The page is looked at again. */
  seen(): void {
    if (this.#opened !== undefined) this.#attend(this.#opened);
  }

  say(conversation: string, text: string): void {
    void this.client.say(text, { conversation });
  }

  note(conversation: string, text: string): void {
    this.#give({ type: "write_note", conversation, text });
  }

  sayAgain(pending: PendingMessage): void {
    void this.client.sendAgain(pending);
  }

  noteAgain(id: string): void {
    const note = this.state.get().notes.find((candidate) => candidate.id === id);
    if (!note) return;
    this.#apply({ kind: "noteGone", id });
    this.note(note.conversation, note.text);
  }

  accept(offer: string): void {
    const found = this.state.get().offers.find((o) => o.offer === offer && o.state === "ringing");
    if (!found) return;
    this.#callWanted.here(found.conversation);
    this.#give({ type: "accept_offer", conversation: found.conversation, offer });
  }

  pass(offer: string): void {
    const found = this.state.get().offers.find((o) => o.offer === offer && o.state === "ringing");
    if (found) this.#give({ type: "pass_offer", conversation: found.conversation, offer });
  }

  /** The last second is over and the server has not said so yet. */
  ranOut(offer: string): void {
    this.#apply({ kind: "offerOver", offer, end: "expired" });
    this.#offerOver(offer);
  }

  presence(presence: Presence): void {
    this.#give({ type: "set_presence", presence });
  }

  propose(conversation: string, channel: "voice" | "video"): void {
    this.#callWanted.here(conversation);
    this.#give({ type: "propose_media", conversation, channel });
  }

  answer(conversation: string, accept: boolean): void {
    if (accept) this.#callWanted.here(conversation);
    this.#give({ type: "answer_proposal", conversation, accept });
  }

  lower(conversation: string): void {
    this.#give({ type: "lower_media", conversation });
  }

  hold(conversation: string, call: string, held: boolean): void {
    this.#give({ type: held ? "hold_call" : "resume_call", conversation, call });
  }

  /** To a colleague, perhaps to talk first; without one, back to the queue. */
  transfer(conversation: string, to: string | undefined, note: string, consult = false): void {
    this.#give({ type: "transfer", conversation, ...(to === undefined ? {} : { to }), ...(note.trim() ? { note: note.trim() } : {}), ...(consult ? { consult } : {}) });
  }

  completeTransfer(conversation: string): void {
    this.#give({ type: "complete_transfer", conversation });
  }

  endConsult(conversation: string): void {
    this.#give({ type: "end_consult", conversation });
  }

  cancelTransfer(conversation: string): void {
    this.#give({ type: "cancel_transfer", conversation });
  }

  /** Who was asked in leaves; the agent of the conversation ends the call for all. */
  endCall(conversation: string, call: string): void {
    const view = this.state.get().views[conversation];
    if (view && isConsulted(this.state.get(), view.conversation)) this.endConsult(conversation);
    else this.#give({ type: "end_call", conversation, call });
  }

  /** Into the call of an agent, or in another way than before. */
  supervise(conversation: string, call: string, mode: SupervisionMode): void {
    this.#callWanted.here(conversation);
    this.#give({ type: "supervise", conversation, call, mode });
  }

  endSupervision(conversation: string, call: string): void {
    this.#give({ type: "end_supervision", conversation, call });
  }

  /** What goes on at the site is on screen, or no longer. */
  watch(watching: boolean): void {
    this.#watching = watching;
    this.client.connection.send({ type: "watch_live", watching });
    if (!watching) this.client.live.set(undefined);
  }

  record(conversation: string, call: string, state: RecordingState): void {
    this.#give({ type: "set_recording", conversation, call, state });
  }

  finish(conversation: string): void {
    this.#give({ type: "end_conversation", conversation });
  }

  handBack(conversation: string): void {
    this.#give({ type: "hand_back", conversation });
  }

  moreTime(conversation: string): void {
    this.#give({ type: "extend_wrap_up", conversation });
  }

  wrapUp(conversation: string, disposition: Disposition, topic: string, note: string): void {
    const words = { ...(topic.trim() ? { topic: topic.trim() } : {}), ...(note.trim() ? { note: note.trim() } : {}) };
    this.#give({ type: "finish_wrap_up", conversation, disposition, ...words });
  }

  /** Of the message that was left; false if it could not be said. */
  async answered(conversation: string, answered: boolean): Promise<boolean> {
    const outcome = await this.client.connection.command({ type: "answer_message", conversation, answered }).done;
    return outcome.ok;
  }

  forget(trouble: string): void {
    this.#apply({ kind: "troubleGone", id: trouble });
  }

  #give(command: NewCommand): void {
    const { id } = this.client.give(command);
    const whole = this.client.connection.outbox.pending().find((pending) => pending.id === id);
    if (whole) this.#apply({ kind: "sent", command: whole, at: this.#now() });
  }

  #apply(action: DeskAction): void {
    this.state.update((state) => reduceDesk(state, action));
  }

  #linked(): void {
    const link = linkAfter(this.state.get().link, this.client.connection.status.get());
    this.#apply({ kind: "link", link });
    if (link === "back") this.#later(() => this.state.get().link === "back" && this.#apply({ kind: "link", link: "online" }));
  }

  /** What rings is followed, too: accepted, its words are there at once, and a call needs not wait for them. */
  #follow(): void {
    const { mine, offers } = this.state.get();
    for (const { conversation } of [...mine, ...offers.filter((offer) => offer.state !== "over")]) this.#followOne(conversation);
    for (const conversation of this.#followed.keys()) if (!this.#isOurs(conversation) && conversation !== this.#opened) this.#unfollow(conversation);
  }

  #followOne(conversation: string): void {
    if (this.#followed.has(conversation)) return;
    const view = this.client.view(conversation);
    const take = () => {
      this.#apply({ kind: "view", conversation, view: view.get() });
      this.#attend(conversation);
    };
    this.#followed.set(conversation, view.subscribe(take));
    take();
  }

  #unfollow(conversation: string): void {
    this.#followed.get(conversation)?.();
    this.#followed.delete(conversation);
    this.client.unfollow(conversation);
    this.#apply({ kind: "view", conversation, view: undefined });
  }

  #isOurs(conversation: string): boolean {
    const { mine, offers } = this.state.get();
    // A call that is supervised is in no inbox.
    if (this.client.callOf(conversation)) return true;
    return mine.some((item) => item.conversation === conversation) || offers.some((offer) => offer.conversation === conversation && offer.state !== "over");
  }

  /** What arrived is delivered, what is looked at is read; only one's own customers are told. */
  #attend(conversation: string): void {
    const view: View | undefined = this.state.get().views[conversation];
    if (!view?.caughtUp) return;
    const visible = conversation === this.#opened && document.visibilityState === "visible";
    if (visible) this.#apply({ kind: "read", conversation, version: newestFrom(view.conversation, "customer") });
    if (view.conversation.phase === "agent" && view.conversation.agent?.id === this.state.get().me?.id) this.client.seen(conversation, visible);
  }

  #offerOver(offer: string): void {
    this.#later(() => this.#apply({ kind: "offerGone", offer }));
  }

  #later(then: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      then();
    }, NOTICE_MS);
    this.#timers.add(timer);
  }
}
