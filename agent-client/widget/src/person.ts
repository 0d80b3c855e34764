// Who is at the other end.
import type { Conversation } from "@tandem/client";

/** Whom the customer talks with, or talked with last. */
export function personOf(conversation: Conversation | undefined): string {
  return conversation?.agent?.name ?? conversation?.lastAgent?.name ?? "";
}
