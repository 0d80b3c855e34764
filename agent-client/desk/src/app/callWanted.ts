// In which tab a new call belongs: the server gives it to one of the agent's sockets, the agent said yes in one of them.
import type { Client } from "@tandem/client";

/** Where an agent accepted, asked for or agreed to a call, there it is wanted for this long; longer than a proposal stays open. */
export const CALL_WANTED_MS = 45_000;

export class CallWanted {
  readonly #until = new Map<string, number>();
  readonly #client: Client;
  readonly #now: () => number;

  constructor(client: Client, now: () => number) {
    this.#client = client;
    this.#now = now;
  }

  here(conversation: string): void {
    this.#until.set(conversation, this.#now() + CALL_WANTED_MS);
  }

  /** It came here, or the agent has moved it since: nothing is left to bring. */
  settled(conversation: string): void {
    this.#until.delete(conversation);
  }

  /** It went to another tab; once, it is brought back. */
  wentElsewhere(conversation: string): void {
    const until = this.#until.get(conversation) ?? 0;
    this.#until.delete(conversation);
    if (until > this.#now()) this.#client.callOf(conversation)?.takeHere();
  }
}
