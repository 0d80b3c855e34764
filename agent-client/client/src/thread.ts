// What one sees of a conversation: stored messages and, below them, the own ones that are still on their way. Pure.
import type { Conversation, Message } from "./conversation.ts";
import type { ClientCommand, RejectionCode, Role } from "./protocol/messages.ts";

export type Delivery = "sending" | "sent" | "delivered" | "read" | "failed";

/** An own message that the server has not confirmed. */
export interface PendingMessage {
  readonly id: string;
  /** Nothing while the conversation itself is only asked for. */
  readonly conversation?: string | undefined;
  readonly text: string;
  readonly at: number;
  /** The version of the conversation after it was committed; its entry is on the way. */
  readonly accepted?: number;
  readonly failed?: RejectionCode | "gave_up";
}

/** The text a command carries as a message, if it does. */
export function textOf(command: ClientCommand): string | undefined {
  if (command.type === "say") return command.text;
  return command.type === "start" ? command.text : undefined;
}

/** Those of the pending messages that no stored one has replaced. */
export function unconfirmed(conversation: Conversation, pending: readonly PendingMessage[]): readonly PendingMessage[] {
  if (pending.length === 0) return pending;
  const stored = new Set(conversation.messages.map((message) => message.cause));
  return pending.filter((message) => (message.conversation ?? "") === conversation.id && !stored.has(message.id) && !(message.accepted !== undefined && message.accepted <= conversation.version));
}

/** How far an own message has come: stored, on the other side's screen, seen there. */
export function delivery(conversation: Conversation, message: Message, me: Role): { readonly state: Delivery; readonly at?: number } {
  const other = conversation.seen[me === "customer" ? "agent" : "customer"];
  if (other && other.read >= message.version) return { state: "read", ...(other.readAt === undefined ? {} : { at: other.readAt }) };
  return { state: other && other.delivered >= message.version ? "delivered" : "sent" };
}

/** The version up to which the other side's messages are here; what `mark_seen` tells. 0 when they have said nothing. */
export function newestFrom(conversation: Conversation, role: Role): number {
  for (let i = conversation.messages.length - 1; i >= 0; i--) {
    const message = conversation.messages[i];
    if (message?.by === role) return message.version;
  }
  return 0;
}

/** How many of the other side's messages came after `version`. */
export function unreadAfter(conversation: Conversation, version: number, me: Role): number {
  return conversation.messages.filter((message) => message.by !== me && message.version > version).length;
}
