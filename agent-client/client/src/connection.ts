// One WebSocket that comes back: hello, resume of what is followed, un-acked commands again, close codes obeyed, liveness watched.
import { decode } from "./decode.ts";
import { newId } from "./ids.ts";
import { Outbox, type Keep } from "./outbox.ts";
import { SUBPROTOCOL, type ClientCommand, type ClientMessage, type Hello, type RejectionCode, type ServerMessage, type WelcomeMessage } from "./protocol/messages.ts";
import { reconnect } from "./reconnect.ts";
import { Cell, Feed } from "./store.ts";

export const PING_EVERY = 20_000;
/** No answer to a ping or a command for this long: the socket is deaf and is replaced. */
export const DEAF_AFTER = 12_000;
/** After a reconnect this many waiting commands go at once, the others one by one: a server refuses a flood. */
export const FLUSH_AT_ONCE = 50;
export const FLUSH_EVERY = 50;
/** A command the server could not take now is offered again after this. */
export const RETRY_AFTER = 1_000;

export type ConnectionStatus =
  | { readonly state: "idle" }
  | { readonly state: "connecting" }
  | { readonly state: "online"; readonly welcome: WelcomeMessage }
  /** Was online, or tried to be, and is coming back by itself. */
  | { readonly state: "reconnecting"; readonly attempt: number; readonly offline: boolean }
  /** Will not come back by itself. */
  | { readonly state: "stopped"; readonly why: "unauthenticated" | "outdated" | "replaced" | "closed" };

export interface Socket {
  readonly readyState: number;
  send(data: string): void;
  close(code?: number): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  onerror: (() => void) | null;
}

export interface ConnectionOptions {
  url: string;
  /** A customer's token; asked for at every connection, so that it may be renewed. An agent has a cookie and none. */
  token?: () => Promise<string | undefined>;
  /** Where un-acked commands are kept over a reload. */
  keep?: Keep | undefined;
  keepKey?: string;
  open?: (url: string, protocol: string) => Socket;
  /** The page's name, and the call of a conversation whose leg it carries: asked for each time they are said. */
  page?: () => string;
  carries?: (conversation: string) => string | undefined;
  /** Whether a person at the other side waits for this browser: it comes back sooner then. */
  awaited?: () => boolean;
  random?: () => number;
}

type Bare<C> = C extends ClientCommand ? Omit<C, "id"> : never;
/** A command without its id: the connection gives one. */
export type NewCommand = Bare<ClientCommand>;
export type SocketMessage = Exclude<ClientMessage, ClientCommand>;

export type Outcome =
  | { readonly ok: true; readonly command: ClientCommand; readonly conversation?: string | undefined; readonly version: number }
  | { readonly ok: false; readonly command: ClientCommand; readonly code: RejectionCode | "gave_up" };

const OPEN = 1;

export class Connection {
  readonly status = new Cell<ConnectionStatus>({ state: "idle" });
  readonly messages = new Feed<ServerMessage>();
  /** Every answered command once, also those of before a reload. */
  readonly outcomes = new Feed<Outcome>();
  readonly outbox: Outbox;
  readonly #options: ConnectionOptions;
  readonly #followed = new Map<string, () => number>();
  readonly #waiting = new Map<string, (outcome: Outcome) => void>();
  readonly #retries = new Set<ReturnType<typeof setTimeout>>();
  #socket: Socket | undefined;
  #attempt = 0;
  /** A socket is being opened: asking again would only throw it away. */
  #trying = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pings: ReturnType<typeof setInterval> | undefined;
  #deaf: ReturnType<typeof setTimeout> | undefined;
  #unlisten: (() => void) | undefined;
  /** Commands that go one by one; while there are any, new ones queue behind them, so that the order holds. */
  #queue: ClientCommand[] = [];
  #flushing: ReturnType<typeof setInterval> | undefined;
  /** Counts up so that a socket of before cannot speak for the present one. */
  #epoch = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.outbox = new Outbox(options.keepKey ?? "tandem.outbox", options.keep);
  }

  start(): void {
    if (this.status.get().state !== "idle" && this.status.get().state !== "stopped") return;
    this.#unlisten ??= listen({ online: () => this.now(), offline: () => this.#drop(), visible: () => this.#wake() });
    this.#attempt = 0;
    void this.#connect();
  }

  stop(): void {
    this.#halt("closed");
    this.#unlisten?.();
    this.#unlisten = undefined;
  }

  /** Tries at once instead of waiting: the network is back, or the person asked. */
  now(): void {
    if (this.status.get().state === "reconnecting" && !this.#trying) void this.#connect();
  }

  /** Follows a conversation over all reconnects. `version` is asked each time: everything after it is wanted. */
  follow(conversation: string, version: () => number): void {
    this.#followed.set(conversation, version);
    this.resume(conversation);
  }

  unfollow(conversation: string): void {
    if (this.#followed.delete(conversation)) this.send({ type: "unfollow", conversation });
  }

  /** Asks for what is missing, as after a gap. */
  resume(conversation: string): void {
    const version = this.#followed.get(conversation);
    const call = this.#options.carries?.(conversation);
    if (version) this.send({ type: "resume", conversation, afterVersion: version(), ...(call === undefined ? {} : { call }) });
  }

  /** About this socket only: said now or not at all. */
  send(message: SocketMessage): boolean {
    if (this.status.get().state !== "online") return false;
    return this.#write(message);
  }

  /** Kept until it is answered, whatever happens to the socket or the page. */
  command(command: NewCommand, id: string = newId()): { readonly id: string; readonly done: Promise<Outcome> } {
    const whole = { ...command, id } as ClientCommand;
    const dropped = this.outbox.add(whole);
    if (dropped) this.#settled({ ok: false, command: dropped, code: "gave_up" });
    const done = new Promise<Outcome>((resolve) => this.#waiting.set(id, resolve));
    if (this.status.get().state === "online") {
      if (this.#queue.length > 0) this.#queue.push(whole);
      else if (this.#write(whole)) this.#expectAnswer();
    } else if (!isOffline()) {
      // Somebody wants something: that is worth a try before its time.
      this.now();
    }
    return { id, done };
  }

  async #connect(): Promise<void> {
    const epoch = ++this.#epoch;
    clearTimeout(this.#timer);
    this.#release();
    this.#trying = true;
    if (this.status.get().state !== "reconnecting") this.status.set({ state: "connecting" });
    let token: string | undefined;
    try {
      token = await this.#options.token?.();
    } catch {
      if (epoch === this.#epoch) this.#again(1006);
      return;
    }
    if (epoch !== this.#epoch) return;
    const open = this.#options.open ?? ((url, protocol) => new WebSocket(url, protocol) as Socket);
    let socket: Socket;
    try {
      socket = open(this.#options.url, SUBPROTOCOL);
    } catch {
      this.#again(1006);
      return;
    }
    this.#socket = socket;
    // A socket that neither opens nor fails (a captive portal, a sleeping radio) is given up like a deaf one.
    this.#expectAnswer();
    socket.onopen = () => {
      if (epoch !== this.#epoch) return;
      const hello: Hello = { type: "hello", ...(token === undefined ? {} : { token }), ...(this.#options.page ? { page: this.#options.page() } : {}) };
      socket.send(JSON.stringify(hello));
    };
    socket.onmessage = ({ data }) => {
      if (epoch === this.#epoch) this.#hear(data);
    };
    socket.onclose = ({ code }) => {
      if (epoch === this.#epoch) this.#again(code);
    };
    socket.onerror = () => undefined;
  }

  #hear(data: unknown): void {
    clearTimeout(this.#deaf);
    this.#deaf = undefined;
    const message = decode(data);
    if (!message) return;
    switch (message.type) {
      case "welcome":
        this.#welcome(message);
        break;
      case "accepted": {
        const command = this.outbox.settle(message.id);
        if (command) this.#settled({ ok: true, command, conversation: message.conversation, version: message.version });
        break;
      }
      case "rejected":
        this.#rejected(message.id, message.code);
        break;
      default:
    }
    this.messages.emit(message);
  }

  #welcome(welcome: WelcomeMessage): void {
    this.#attempt = 0;
    this.#trying = false;
    // Who reacts to being online by following more resumes that by itself.
    const followed = [...this.#followed.keys()];
    this.status.set({ state: "online", welcome });
    for (const conversation of followed) this.resume(conversation);
    this.#flush();
    clearInterval(this.#pings);
    this.#pings = setInterval(() => {
      if (this.#write({ type: "ping" })) this.#expectAnswer();
    }, PING_EVERY);
  }

  #flush(): void {
    const waiting = this.outbox.pending();
    for (const command of waiting.slice(0, FLUSH_AT_ONCE)) this.#write(command);
    if (waiting.length > 0) this.#expectAnswer();
    this.#queue = waiting.slice(FLUSH_AT_ONCE);
    clearInterval(this.#flushing);
    if (this.#queue.length === 0) return;
    this.#flushing = setInterval(() => {
      const command = this.#queue.shift();
      if (command && this.#write(command)) this.#expectAnswer();
      if (this.#queue.length === 0) clearInterval(this.#flushing);
    }, FLUSH_EVERY);
  }

  #rejected(id: string | undefined, code: RejectionCode): void {
    if (id === undefined) return;
    if (code === "unavailable" || code === "rate_limited") {
      const timer = setTimeout(() => {
        this.#retries.delete(timer);
        const command = this.outbox.pending().find((candidate) => candidate.id === id);
        if (command && this.status.get().state === "online" && this.#write(command)) this.#expectAnswer();
      }, RETRY_AFTER);
      this.#retries.add(timer);
      return;
    }
    const command = this.outbox.settle(id);
    if (command) this.#settled({ ok: false, command, code });
  }

  #settled(outcome: Outcome): void {
    this.#waiting.get(outcome.command.id)?.(outcome);
    this.#waiting.delete(outcome.command.id);
    this.outcomes.emit(outcome);
  }

  #write(message: ClientMessage): boolean {
    if (this.#socket?.readyState !== OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Any word from the server is an answer: it can hear us. */
  #expectAnswer(): void {
    this.#deaf ??= setTimeout(() => this.#again(1006), DEAF_AFTER);
  }

  #again(code: number): void {
    const next = reconnect(code, this.#attempt, this.#options.awaited?.() ?? false, (this.#options.random ?? Math.random)());
    if (!next.again) {
      this.#halt(next.why);
      return;
    }
    this.#epoch++;
    this.#release();
    this.status.set({ state: "reconnecting", attempt: ++this.#attempt, offline: isOffline() });
    clearTimeout(this.#timer);
    // Without a network there is nothing to try; the online event tries at once.
    if (!isOffline()) this.#timer = setTimeout(() => void this.#connect(), next.after);
  }

  /** The browser says the network is gone: do not wait until the socket notices. */
  #drop(): void {
    const { state } = this.status.get();
    if (state === "online" || state === "connecting") this.#again(1006);
    else if (state === "reconnecting") {
      clearTimeout(this.#timer);
      this.status.set({ state: "reconnecting", attempt: this.#attempt, offline: true });
    }
  }

  /** The page is looked at again, perhaps after hours: is anybody there? */
  #wake(): void {
    if (this.status.get().state === "online") {
      if (this.#write({ type: "ping" })) this.#expectAnswer();
      else this.#again(1006);
    } else this.now();
  }

  #halt(why: "unauthenticated" | "outdated" | "replaced" | "closed"): void {
    this.#epoch++;
    clearTimeout(this.#timer);
    this.#release();
    this.status.set({ state: "stopped", why });
  }

  #release(): void {
    this.#trying = false;
    clearInterval(this.#pings);
    clearInterval(this.#flushing);
    this.#queue = [];
    clearTimeout(this.#deaf);
    this.#deaf = undefined;
    for (const timer of this.#retries) clearTimeout(timer);
    this.#retries.clear();
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
    if (socket.readyState <= OPEN) socket.close(1000);
  }
}

function isOffline(): boolean {
  return typeof navigator !== "undefined" && navigator.onLine === false;
}

function listen(handlers: { online: () => void; offline: () => void; visible: () => void }): () => void {
  if (typeof window === "undefined") return () => undefined;
  const visible = () => {
    if (document.visibilityState === "visible") handlers.visible();
  };
  window.addEventListener("online", handlers.online);
  window.addEventListener("offline", handlers.offline);
  document.addEventListener("visibilitychange", visible);
  window.addEventListener("pageshow", visible);
  return () => {
    window.removeEventListener("online", handlers.online);
    window.removeEventListener("offline", handlers.offline);
    document.removeEventListener("visibilitychange", visible);
    window.removeEventListener("pageshow", visible);
  };
}
