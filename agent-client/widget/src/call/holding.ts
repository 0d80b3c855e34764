// Why the customer of a call hears music, as a key of the texts; nothing while somebody is there.
import type { Conversation } from "@tandem/client";
import type { TextKey } from "../texts.ts";

export function holding(conversation: Conversation | undefined): TextKey | undefined {
  if (!conversation?.call) return undefined;
  if (conversation.phase !== "agent") return conversation.requeued ? "call.requeued" : "event.lost";
  if (conversation.transfer || (conversation.colleague && conversation.call.held)) return "call.passingOn";
  return conversation.call.held ? "call.onHold" : undefined;
}
