// Commands that were not answered yet: kept in order, over reloads, and sent again with the same id until the server has answered.
import type { ClientCommand } from "./protocol/messages.ts";

/** More than a person can write while offline; the oldest is given up as failed. */
export const OUTBOX_LIMIT = 200;

export interface Keep {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export class Outbox {
  readonly #key: string;
  readonly #keep: Keep | undefined;
  #commands: ClientCommand[];

  constructor(key: string, keep: Keep | undefined) {
    this.#key = key;
    this.#keep = keep;
    this.#commands = read(keep, key);
  }

  /** In the order in which they were given. */
  pending(): readonly ClientCommand[] {
    return this.#commands;
  }

  /** Returns a command that had to go to make room, if any. */
  add(command: ClientCommand): ClientCommand | undefined {
    // Only the newest seen mark and the newest context of a conversation say something.
    if (command.type === "mark_seen" || command.type === "set_context") this.#commands = this.#commands.filter((old) => old.type !== command.type || old.conversation !== command.conversation);
    const dropped = this.#commands.length >= OUTBOX_LIMIT ? this.#commands[0] : undefined;
    this.#commands = [...(dropped ? this.#commands.slice(1) : this.#commands), command];
    this.#write();
    return dropped;
  }

  /** Takes out what was answered; nothing if it is not ours or was answered before. */
  settle(id: string): ClientCommand | undefined {
    const command = this.#commands.find((candidate) => candidate.id === id);
    if (!command) return undefined;
    this.#commands = this.#commands.filter((candidate) => candidate.id !== id);
    this.#write();
    return command;
  }

  clear(): void {
    this.#commands = [];
    this.#write();
  }

  #write(): void {
    try {
      if (this.#commands.length === 0) this.#keep?.removeItem(this.#key);
      else this.#keep?.setItem(this.#key, JSON.stringify(this.#commands));
    } catch {
      // Storage is full or forbidden: the commands live as long as the page.
    }
  }
}

function read(keep: Keep | undefined, key: string): ClientCommand[] {
  try {
    const value: unknown = JSON.parse(keep?.getItem(key) ?? "[]");
    return Array.isArray(value) ? value.filter(isCommand) : [];
  } catch {
    return [];
  }
}

function isCommand(value: unknown): value is ClientCommand {
  return typeof value === "object" && value !== null && "id" in value && "type" in value;
}
