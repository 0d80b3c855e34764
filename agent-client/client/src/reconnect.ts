// When to come back after a socket closed: the close code decides whether, the attempt decides when.
import { CLOSE_CODES } from "./protocol/messages.ts";

/** First wait and longest wait of the exponential backoff, in milliseconds. */
export const BACKOFF_FIRST = 250;
export const BACKOFF_LONGEST = 20_000;
/** The longest one where a person at the other side waits for this browser: in a call, in the queue, with an agent, at a desk. */
export const BACKOFF_LONGEST_AWAITED = 3_000;

export type Reconnect = { readonly again: true; readonly after: number } | { readonly again: false; readonly why: "unauthenticated" | "outdated" | "replaced" };

/**
 * @param attempt how many times in a row a connection did not come to stand; 0 after a good one
 * @param awaited a person at the other side waits for this browser
 * @param random between 0 and 1, so that a thousand browsers do not come back in the same millisecond
 */
export function reconnect(code: number, attempt: number, awaited: boolean, random: number): Reconnect {
  if (code === CLOSE_CODES.unauthenticated.code) return { again: false, why: "unauthenticated" };
  if (code === CLOSE_CODES.badProtocol.code) return { again: false, why: "outdated" };
  if (code === CLOSE_CODES.replaced.code) return { again: false, why: "replaced" };
  const named = Object.values(CLOSE_CODES).find((known) => known.code === code)?.reconnectAfterMillis;
  const grown = Math.min(awaited ? BACKOFF_LONGEST_AWAITED : BACKOFF_LONGEST, BACKOFF_FIRST * 2 ** Math.min(attempt, 16));
  const base = Math.max(named ?? 0, attempt === 0 && named ? 0 : grown);
  // Half of the wait is certain, half is chance; a flooding client waits its full time.
  const certain = code === CLOSE_CODES.flooding.code ? 1 : 0.5;
  return { again: true, after: Math.round(base * (certain + (1 - certain) * random)) };
}
