// The widget's model: who the customer is, which conversation is shown, what is open. Components read it, the page's script drives it.
import { Cell, Client, newestFrom, unreadAfter, type Call, type Channel, type ContextFact, type Conversation, type Details, type Outcome, type View } from "@tandem/client";
import { createSounds, type Sounds } from "@tandem/ui";
import { holding } from "./call/holding.ts";
import { mergedContext, sameContext, type PageContext } from "./context.ts";
import { introduce, SiteUnknown, socketAddress, type Recording } from "./identity.ts";
import { widgetI18n, type WidgetI18n } from "./i18n.ts";
import { onPageChange, pageNow } from "./pages.ts";
import { partnersOf, personOf } from "./person.ts";
import type { Settings, User } from "./settings.ts";
import { remember, session, type OngoingCall, type Remembered } from "./storage.ts";

export interface Ui {
  readonly open: boolean;
  /** `message`: the customer is leaving a message; else the conversation's phase decides. */
  readonly screen: "conversation" | "message";
  /** The call fills the panel's head (voice) or the panel (video); minimised it is a pill on the page. */
  readonly chatBesideVideo: boolean;
  /** Microphone, camera and speaker are being tried out, over everything else in the panel. */
  readonly checking: boolean;
  /** The browser keeps the other side's voice off until somebody does something. */
  readonly soundBlocked: boolean;
  /** This page has opened in the middle of a call that is not heard here yet. */
  readonly resuming: OngoingCall | undefined;
  /** The rating was sent or put aside for this conversation. */
  readonly ratingDone: string | undefined;
  readonly site: { readonly name: string; readonly recording?: Recording | undefined };
  readonly unread: number;
  readonly peek: { readonly name: string; readonly text: string } | undefined;
  /** Said once to those who do not see the screen. */
  readonly announce: string;
  readonly alarm: string;
}

interface Told {
  readonly conversation: string;
  readonly context: readonly ContextFact[];
}

/** A token lives for weeks; renewing it now and then is enough, and a reconnect needs no request. */
const RENEW_AFTER = 6 * 3_600_000;
/** An end that is older than this is not shown again. */
const OLD_END = 3_600_000;

/** What a page says about itself in this time is told once. */
export const CONTEXT_SETTLES = 250;

/** Between two words about the connection to those who do not see the sign. */
const QUALITY_SAID = 30_000;

/** An offer of channels that belongs to an answer comes within this. */
const OFFER_WITHIN = 400;

export type TandemEvent = "ready" | "message" | "escalated" | "call" | "closed";

export class App {
  readonly client: Client;
  readonly ui: Cell<Ui>;
  readonly i18n: WidgetI18n;
  readonly settings: Settings;
  readonly sounds: Sounds = createSounds();
  readonly base: string;
  readonly #remembered: Remembered;
  readonly #fire: (event: TandemEvent, detail: Readonly<Record<string, unknown>>) => void;
  #user: User | undefined;
  #context: PageContext = {};
  #contextTimer: ReturnType<typeof setTimeout> | undefined;
  /** What was said last and has not come back as the conversation's own: said once, however slow the line is. */
  #told: Told | undefined;
  #unwatch: (() => void) | undefined;
  #before: Conversation | undefined;
  #caughtUp = false;
  /** Asked for a person before there was a conversation; done once one is offered, or asked for again if the words were not understood. */
  #wantsPerson = false;
  #spoken = false;
  #watchedCall: { call: Call; stop: () => void } | undefined;
  #leaving: (() => void)[] = [];

  constructor(base: string, settings: Settings, fire: (event: TandemEvent, detail: Readonly<Record<string, unknown>>) => void) {
    this.base = base;
    this.settings = settings;
    this.#fire = fire;
    this.#user = settings.user;
    this.#context = settings.context ?? {};
    this.#remembered = remember(settings.site);
    const site = this.#remembered.site;
    const locale = settings.locale ?? (document.documentElement.lang || site?.locale || navigator.language || "en");
    this.i18n = widgetI18n(locale, settings.texts);
    if (this.#remembered.muted) this.sounds.volume = 0;
    this.ui = new Cell<Ui>({
      open: this.#remembered.open,
      screen: "conversation",
      chatBesideVideo: false,
      checking: false,
      soundBlocked: false,
      resuming: this.#remembered.active === undefined ? undefined : this.#remembered.call,
      ratingDone: undefined,
      site: { name: site?.name ?? "", recording: site?.recording },
      unread: 0,
      peek: undefined,
      announce: "",
      alarm: "",
    });
    this.client = new Client({ url: socketAddress(base), token: () => this.token(), me: "customer", keep: session, keepKey: `tandem.${settings.site}.outbox` });
    this.#leaving.push(
      this.client.current.subscribe(() => this.#watch()),
      this.client.connection.status.subscribe(() => this.#lineChanged()),
      this.client.calls.subscribe(() => this.#watchCall()),
      this.client.connection.messages.on((message) => {
        // The remembered conversation is not this customer's any more.
        if (message.type === "rejected" && message.code === "no_such_conversation" && message.id === undefined && this.view()?.conversation.version === 0) this.startAnew();
      }),
      onPageChange(() => this.#visit()),
    );
    const visible = () => this.#markSeen();
    document.addEventListener("visibilitychange", visible);
    this.#leaving.push(() => document.removeEventListener("visibilitychange", visible));
    // Without an open conversation a page view costs the server nothing.
    if (this.#remembered.open || this.#remembered.active || this.client.connection.outbox.pending().length > 0) this.client.connection.start();
    queueMicrotask(() => this.#fire("ready", { site: settings.site }));
  }

  /** A conversation of before is expected; until it is here a skeleton is more honest than a greeting. */
  get restoring(): boolean {
    return this.#remembered.active !== undefined && this.client.current.get() === undefined;
  }

  view(): View | undefined {
    const id = this.client.current.get();
    return id === undefined ? undefined : this.client.view(id).get();
  }

  call(): Call | undefined {
    const id = this.client.current.get();
    return id === undefined ? undefined : this.client.callOf(id);
  }

  open(): void {
    this.#remembered.open = true;
    this.#change({ open: true, peek: undefined });
    this.client.connection.start();
    this.#markSeen();
  }

  close(): void {
    this.#remembered.open = false;
    this.#change({ open: false, checking: false });
  }

  show(change: Partial<Pick<Ui, "screen" | "checking" | "soundBlocked" | "alarm" | "chatBesideVideo" | "ratingDone" | "peek">>): void {
    this.#change(change);
  }

  say(text: string): void {
    this.#spoken = true;
    this.client.connection.start();
    void this.client.say(text, { locale: this.i18n.locale, page: pageNow() });
    this.#change({ screen: "conversation" });
  }

  /** The page asks in the customer's name, e.g. from a search field. */
  ask(text: string): void {
    this.open();
    if (text.trim()) this.say(text.trim());
  }

  escalate(channel?: Channel): void {
    this.open();
    this.#spoken = true;
    if (channel === undefined && this.client.current.get() === undefined) {
      // `start` with a channel would choose it; the choice is the customer's. So the wish is said in words, and then asked for.
      this.#wantsPerson = true;
      this.say(this.i18n.t("answer.person"));
      return;
    }
    void this.client.askForPerson(channel, { locale: this.i18n.locale, page: pageNow() });
  }

  /** A command about the conversation that is shown. */
  command(make: (conversation: string) => Parameters<Client["command"]>[0]): Promise<Outcome> | undefined {
    const conversation = this.client.current.get();
    return conversation === undefined ? undefined : this.client.command(make(conversation));
  }

  choose(channel: Channel): void {
    void this.command((conversation) => ({ type: "choose_channel", conversation, channel }));
  }

  propose(channel: Channel): void {
    void this.command((conversation) => ({ type: "propose_media", conversation, channel }));
  }

  /** Leaves a message; opens the conversation first when there is none. */
  async leaveMessage(text: string, contact: Pick<Details, "email" | "phone">): Promise<boolean> {
    if (this.client.current.get() === undefined) {
      // Without words: they are the message, and not a question for the assistant.
      const started = await this.client.command({ type: "start", locale: this.i18n.locale, page: pageNow() });
      if (!started.ok) return false;
    }
    const outcome = await this.command((conversation) => ({ type: "leave_message", conversation, text, ...contact }));
    if (outcome?.ok) this.#change({ screen: "conversation" });
    return outcome?.ok ?? false;
  }

  setMuted(muted: boolean): void {
    this.#remembered.muted = muted;
    this.sounds.volume = muted ? 0 : 1;
    this.ui.update((ui) => ({ ...ui }));
  }

  get muted(): boolean {
    return this.sounds.volume === 0;
  }

  /** What is over stays in the history of the business; the customer begins anew. */
  startAnew(): void {
    const id = this.client.current.get();
    this.#remembered.active = undefined;
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.#before = undefined;
    this.client.current.set(undefined);
    if (id) this.client.unfollow(id);
    this.#remembered.call = undefined;
    this.#change({ screen: "conversation", ratingDone: undefined, unread: 0, resuming: undefined });
  }

  /** Who is signed in on the page. Another user is another customer; the same one keeps the conversation. */
  async identify(user: User): Promise<void> {
    const before = this.#user;
    this.#user = user;
    if (before && before.id !== user.id) this.reset(false);
    this.#remembered.renewed = 0;
    if (this.client.connection.status.get().state === "idle") return;
    this.client.connection.stop();
    this.client.connection.start();
  }

  /** What the page is about: told to the page's own listeners with every event, and to whoever answers. Kept until there is a conversation. */
  setContext(context: PageContext): void {
    this.#context = { ...this.#context, ...context };
    for (const problem of mergedContext([], context).problems) {
      // Whoever embeds the widget looks for this sentence in the console.
      // oxlint-disable-next-line no-console
      console.warn(`Tandem: setContext: ${problem}.`);
    }
    clearTimeout(this.#contextTimer);
    this.#contextTimer = setTimeout(() => this.#tellContext(), CONTEXT_SETTLES);
  }

  /** Forgets this customer in this browser, e.g. on sign-out. */
  reset(forgetUser = true): void {
    this.client.connection.stop();
    this.client.connection.outbox.clear();
    this.startAnew();
    this.#remembered.token = undefined;
    this.#remembered.seen = 0;
    if (forgetUser) this.#user = undefined;
    // What the page said was about the one who has gone.
    this.#context = {};
    clearTimeout(this.#contextTimer);
    this.#spoken = false;
    if (this.ui.get().open) this.client.connection.start();
  }

  stop(): void {
    for (const leave of this.#leaving) leave();
    clearTimeout(this.#contextTimer);
    this.#unwatch?.();
    this.#watchedCall?.stop();
    this.client.stop();
  }

  async token(): Promise<string> {
    const { token, renewed } = this.#remembered;
    if (token && this.ui.get().site.name && this.ui.get().site.recording && Date.now() - renewed < RENEW_AFTER) return token;
    const welcome = await introduce(this.base, this.settings.site, this.#remembered.token, this.#user).catch((error: unknown) => {
      if (error instanceof SiteUnknown) {
        // Whoever embeds the widget looks for this sentence in the console.
        // oxlint-disable-next-line no-console
        console.error(error.message);
        this.client.connection.stop();
      }
      throw error;
    });
    this.#remembered.token = welcome.token;
    this.#remembered.renewed = Date.now();
    this.#remembered.site = { name: welcome.site.name, locale: welcome.site.locale, recording: welcome.site.recording };
    this.#change({ site: { name: welcome.site.name, recording: welcome.site.recording } });
    return welcome.token;
  }

  #lineChanged(): void {
    const status = this.client.connection.status.get();
    // The token is no longer good: a new one makes a new start.
    if (status.state === "stopped" && status.why === "unauthenticated") {
      this.#remembered.token = undefined;
      this.client.connection.start();
    }
    // The server knows of no open conversation, but this browser remembers one: it ended meanwhile, and is shown once more.
    const { active } = this.#remembered;
    if (status.state === "online" && !status.welcome.conversation && this.client.current.get() === undefined && active) this.client.adopt(active);
  }

  #watch(): void {
    this.#unwatch?.();
    const id = this.client.current.get();
    if (id === undefined) return;
    if (this.#remembered.active !== id) {
      this.#remembered.active = id;
      this.#remembered.seen = 0;
    }
    this.#before = undefined;
    this.#caughtUp = false;
    const store = this.client.view(id);
    let visited = false;
    const changed = () => {
      const { conversation, caughtUp } = store.get();
      if (caughtUp && !visited) {
        visited = true;
        this.#visit();
        this.#tellContext();
      }
      this.#conversationChanged(conversation, caughtUp);
    };
    this.#unwatch = store.subscribe(changed);
    changed();
  }

  #conversationChanged(conversation: Conversation, caughtUp: boolean): void {
    const before = this.#before;
    if (before === conversation && caughtUp === this.#caughtUp) return;
    if (this.#told && sameContext(this.#told.context, conversation.context)) this.#told = undefined;
    const arrived = caughtUp && !this.#caughtUp;
    this.#before = conversation;
    this.#caughtUp = caughtUp;
    if (!caughtUp) return;
    if (conversation.phase === "closed") {
      this.#remembered.active = undefined;
      if (arrived && this.client.now() - (conversation.ended?.at ?? 0) > OLD_END) {
        this.startAnew();
        return;
      }
    }
    this.#markSeen();
    const { call } = conversation;
    this.#remembered.call = call && call.channel !== "text" ? { name: (conversation.agent ?? conversation.lastAgent)?.name ?? "", channel: call.channel } : undefined;
    if (!call && this.ui.get().resuming) this.#change({ resuming: undefined });
    if (this.#wantsPerson) {
      const answered = conversation.messages.at(-1)?.by === "assistant";
      if (conversation.phase !== "assistant" || conversation.nobody || answered) this.#wantsPerson = false;
      // The offer may follow the answer; only when it does not, the wish is said again by command.
      if (conversation.phase === "assistant" && !conversation.nobody && answered) setTimeout(() => this.#stillWanted(), OFFER_WITHIN);
    }
    const fresh = conversation.messages.filter((message) => before !== undefined && message.version > before.version);
    for (const message of fresh) this.#fire("message", { conversation: conversation.id, by: message.by, text: message.text, context: this.#context });
    if (before?.id !== conversation.id) return;
    const { t } = this.i18n;
    if (fresh.some((message) => message.by === "agent") && document.visibilityState === "hidden" && this.#spoken) this.sounds.message();
    const lastAgent = fresh.findLast((message) => message.by === "agent");
    if (lastAgent && !this.ui.get().open) this.#change({ peek: { name: lastAgent.name ?? "", text: lastAgent.text } });
    if (before.phase !== "waiting" && conversation.phase === "waiting") this.#fire("escalated", { conversation: conversation.id, channel: conversation.queued?.channel, context: this.#context });
    if (before.phase !== "choosing" && conversation.phase === "choosing") this.#change({ announce: t("offer.title") });
    if (before.phase !== "details" && conversation.phase === "details") this.#change({ announce: t("form.title") });
    if (before.phase !== "agent" && conversation.agent) this.#change({ announce: t("joined.title", { name: conversation.agent.name }) });
    if (!before.call && conversation.call) {
      this.open();
      this.#fire("call", { conversation: conversation.id, state: "started", channel: conversation.call.channel, context: this.#context });
    }
    const held = holding(conversation);
    const partners = partnersOf(conversation, t);
    if (before.call && conversation.call && held !== holding(before)) this.#change({ alarm: t(held ?? (conversation.colleague ? "call.with" : "call.offHold"), { name: partners }) });
    else if (before.call && conversation.call && !held && before.colleague && !conversation.colleague) this.#change({ alarm: t("call.with", { name: partners }) });
    if (before.call && !conversation.call) {
      this.sounds.left();
      this.#change({ alarm: t(conversation.lastCall?.reason === "no_bridge" ? "call.none" : "call.ended"), chatBesideVideo: false });
      this.#fire("call", { conversation: conversation.id, state: "ended", channel: before.call.channel, context: this.#context });
    }
    // Somebody asks: nothing can be answered in a closed panel.
    if (!before.proposal && conversation.proposal?.by === "agent") this.open();
    if (!before.ended && conversation.ended) this.#fire("closed", { conversation: conversation.id, reason: conversation.ended.reason, context: this.#context });
  }

  #stillWanted(): void {
    const conversation = this.view()?.conversation;
    if (conversation?.phase === "assistant" && !conversation.nobody) void this.client.askForPerson(undefined);
  }

  #watchCall(): void {
    const call = this.call();
    if (call === this.#watchedCall?.call) return;
    this.#watchedCall?.stop();
    this.#watchedCall = undefined;
    if (!call) return;
    let { phase, peerAway, grade } = call.state.get();
    let said = 0;
    const stop = call.state.subscribe(() => {
      const { phase: now, peerAway: away, grade: quality } = call.state.get();
      // Only what changes what one does, and seldom: a call is for listening.
      if (quality !== grade && (quality === "poor" || grade === "poor") && Date.now() - said >= QUALITY_SAID) {
        said = Date.now();
        this.#change({ announce: this.i18n.t("call.connection.own", { grade: quality }) });
      }
      grade = quality;
      if (away && !peerAway) this.#change({ alarm: this.i18n.t("call.away", { name: personOf(this.client.view(call.state.get().conversation).get().conversation) }) });
      peerAway = away;
      if (now === phase) return;
      if (now === "connected" && phase === "connecting") {
        // Nobody has joined: it is the same call on the next page.
        if (!this.ui.get().resuming) this.sounds.joined();
        this.#change({ alarm: this.i18n.t("call.started") });
      }
      if (now !== "connecting" && this.ui.get().resuming) this.#change({ resuming: undefined });
      if (now === "reconnecting") this.#change({ alarm: this.i18n.t("call.quality.reconnecting") });
      if (now === "lost") this.#change({ alarm: this.i18n.t("call.lost") });
      phase = now;
    });
    this.#watchedCall = { call, stop };
  }

  #markSeen(): void {
    const id = this.client.current.get();
    if (id === undefined) return;
    const { conversation } = this.client.view(id).get();
    const visible = this.ui.get().open && document.visibilityState === "visible";
    this.client.seen(id, visible);
    if (visible) this.#remembered.seen = Math.max(this.#remembered.seen, newestFrom(conversation, "agent"), newestFrom(conversation, "assistant"));
    this.#change({ unread: unreadAfter(conversation, this.#remembered.seen, "customer") });
  }

  #visit(): void {
    const id = this.client.current.get();
    if (id === undefined) return;
    const { conversation, caughtUp } = this.client.view(id).get();
    const page = pageNow();
    if (!caughtUp || conversation.phase === "ended" || conversation.phase === "closed" || conversation.pages.at(-1)?.url === page.url) return;
    void this.client.command({ type: "visit_page", conversation: id, page });
  }

  /** Only when it says something that the conversation does not know. */
  #tellContext(): void {
    const id = this.client.current.get();
    if (id === undefined) return;
    const { conversation, caughtUp } = this.client.view(id).get();
    const known = this.#told?.conversation === id ? this.#told.context : conversation.context;
    const context = mergedContext(known, this.#context).facts;
    if (!caughtUp || conversation.phase === "ended" || conversation.phase === "closed" || sameContext(context, known)) return;
    void this.#tell({ conversation: id, context });
  }

  async #tell(told: Told): Promise<void> {
    this.#told = told;
    const { ok } = await this.client.command({ type: "set_context", conversation: told.conversation, context: [...told.context] });
    // Refused: it is as if it had not been said.
    if (!ok && this.#told === told) this.#told = undefined;
  }

  #change(change: Partial<Ui>): void {
    this.ui.update((ui) => ({ ...ui, ...change }));
  }
}
