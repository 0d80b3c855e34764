// What was filled in and not saved, kept as text beside the other drafts.
import type { Disposition } from "@tandem/client";

/** Saved this long before the server would close it without the words. */
export const SAVE_BEFORE_MS = 2000;

export function wrapUpKey(conversation: string): string {
  return `${conversation}.wrapup`;
}

export interface WrapUpDraft {
  disposition?: Exclude<Disposition, "not_said">;
  topic: string;
  note: string;
}

const CHOICES = new Set<unknown>(["solved", "follow_up", "not_solved", "spam"]);

export function readWrapUp(kept: string): WrapUpDraft {
  try {
    const value: unknown = JSON.parse(kept);
    if (typeof value !== "object" || value === null) return { topic: "", note: "" };
    const { disposition, topic, note } = value as Record<string, unknown>;
    return {
      ...(CHOICES.has(disposition) ? { disposition: disposition as NonNullable<WrapUpDraft["disposition"]> } : {}),
      topic: typeof topic === "string" ? topic : "",
      note: typeof note === "string" ? note : "",
    };
  } catch {
    return { topic: "", note: "" };
  }
}
