// Own words that are not stored yet: messages of the client and notes of the desk, as one list for the timeline.
import { unconfirmed, type Conversation, type PendingMessage } from "@tandem/client";
import type { PendingNote } from "./desk.ts";

export interface Pending {
  id: string;
  kind: "say" | "note";
  text: string;
  at: number;
  refused: boolean;
}

export function pendingOf(conversation: Conversation, messages: readonly PendingMessage[], notes: readonly PendingNote[]): Pending[] {
  const said = unconfirmed(conversation, messages).map(({ id, text, at, failed }) => ({ id, kind: "say" as const, text, at, refused: failed !== undefined }));
  const noted = notes.filter((note) => note.conversation === conversation.id).map(({ id, text, at, refused }) => ({ id, kind: "note" as const, text, at, refused: refused !== undefined }));
  return [...said, ...noted].toSorted((a, b) => a.at - b.at);
}
