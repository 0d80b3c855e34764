// Who this page is to the server, and which calls it carries. Both outlive a reload and the way to another page in the same tab, and
// nothing else: they are written down when the page goes and taken out by the one that comes. So a duplicated tab, which copies the
// storage of a page that lives, finds nothing, and is a page of its own.
import type { Call } from "./call/call.ts";
import { takesPart, type Conversation } from "./conversation.ts";
import { newId } from "./ids.ts";
import type { Keep } from "./outbox.ts";

export interface PageOptions {
  readonly keep: Keep | undefined;
  readonly key: string;
  /** By conversation; without those that only may begin. */
  readonly calls: () => ReadonlyMap<string, Call>;
  /** Where it is said that a page goes and comes. */
  readonly window?: EventTarget | undefined;
}

interface Kept {
  readonly page: string;
  /** By conversation. */
  readonly calls: Readonly<Record<string, string>>;
}

export class Page {
  readonly #options: PageOptions;
  readonly #window: EventTarget | undefined;
  #id = newId();
  /** What it carried when it was there before: by conversation, until it is known how that call stands. */
  readonly #before = new Map<string, string>();
  readonly #hides = () => this.#write();
  readonly #shows = (event: Event) => {
    // It was not loaded anew, and meanwhile another page of this tab may have gone on with its calls.
    if ((event as PageTransitionEvent).persisted) this.#take();
  };

  constructor(options: PageOptions) {
    this.#options = options;
    this.#window = options.window ?? (typeof window === "undefined" ? undefined : window);
    this.#take();
    this.#window?.addEventListener("pagehide", this.#hides);
    this.#window?.addEventListener("pageshow", this.#shows);
  }

  /** Asked for at every connection: it may be another one after the page was left and came back. */
  get id(): string {
    return this.#id;
  }

  /** The call of this conversation whose leg this page has, or had until a moment ago. */
  carries(conversation: string): string | undefined {
    const call = this.#options.calls().get(conversation)?.state.get();
    if (!call) return this.#before.get(conversation);
    return call.phase === "elsewhere" || call.phase === "ended" ? undefined : call.id;
  }

  /** The conversations whose calls it carried before, as far as nothing is known of them yet. */
  get before(): readonly string[] {
    return [...this.#before.keys()];
  }

  /**
   * It may have ended while the page was away, or gone on without this person.
   * @param me an agent's id; absent: the customer
   */
  look({ conversation, caughtUp }: { conversation: Conversation; caughtUp: boolean }, me: string | undefined): void {
    const isOn = conversation.call?.id === this.#before.get(conversation.id) && takesPart(conversation, me);
    if (caughtUp && !isOn) this.#before.delete(conversation.id);
  }

  stop(): void {
    this.#window?.removeEventListener("pagehide", this.#hides);
    this.#window?.removeEventListener("pageshow", this.#shows);
    this.#before.clear();
  }

  #write(): void {
    const { keep, key, calls } = this.#options;
    const carried = [...calls().keys(), ...this.#before.keys()].flatMap((conversation) => {
      const call = this.carries(conversation);
      return call === undefined ? [] : [[conversation, call] as const];
    });
    const kept: Kept = { page: this.#id, calls: Object.fromEntries(carried) };
    try {
      keep?.setItem(key, JSON.stringify(kept));
    } catch {
      // The next page is another one, and has to say that it takes the call.
    }
  }

  #take(): void {
    const { keep, key } = this.#options;
    const kept = taken(keep, key);
    if (!kept) return;
    this.#id = kept.page;
    this.#before.clear();
    for (const [conversation, call] of Object.entries(kept.calls)) this.#before.set(conversation, call);
  }
}

/** As the server takes ids: whatever else the page's scripts have put there would end the connection. */
const ID = /^[\w-]{1,64}$/;

function taken(keep: Keep | undefined, key: string): Kept | undefined {
  try {
    const text = keep?.getItem(key);
    keep?.removeItem(key);
    const value: unknown = JSON.parse(text ?? "null");
    if (typeof value !== "object" || value === null || !("page" in value) || !isId(value.page)) return undefined;
    const calls = "calls" in value && typeof value.calls === "object" && value.calls !== null ? Object.entries(value.calls) : [];
    return { page: value.page, calls: Object.fromEntries(calls.filter((entry): entry is [string, string] => entry.every(isId))) };
  } catch {
    return undefined;
  }
}

function isId(value: unknown): value is string {
  return typeof value === "string" && ID.test(value);
}
