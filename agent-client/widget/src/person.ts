// Who is at the other end.
import type { CallState, Conversation } from "@tandem/client";
import type { App } from "./app.ts";

/** Whom the customer talks with, or talked with last. */
export function personOf(conversation: Conversation | undefined): string {
  return conversation?.agent?.name ?? conversation?.lastAgent?.name ?? "";
}

/** Who is in the call with the customer: both, while the agent has brought a colleague in. */
export function partnersOf(conversation: Conversation | undefined, t: App["i18n"]["t"]): string {
  const name = personOf(conversation);
  return conversation?.colleague && !conversation.call?.held ? t("call.both", { name, colleague: conversation.colleague.name }) : name;
}

/** Whom of them the customer cannot hear; nobody: nothing to say. */
export function mutedWords({ phase, peers }: CallState, name: string, t: App["i18n"]["t"]): string | undefined {
  if (phase !== "connected") return undefined;
  return peers.flatMap((peer) => (peer.sending.microphone ? [] : t("call.peerMuted", { name: peer.name || name }))).join(" · ") || undefined;
}
