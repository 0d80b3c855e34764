// What the page says about itself and its user, as the protocol carries it: names and short words. Pure.
import { LIMITS, type ContextFact } from "@tandem/client";

export type PageContext = Readonly<Record<string, unknown>>;

/** What of a context cannot be told, in words for whoever wrote the page. */
export interface Trimmed {
  readonly facts: readonly ContextFact[];
  readonly problems: readonly string[];
}

/** What was known, with what is new: the new wins, and null or undefined takes a fact away. */
export function mergedContext(known: readonly ContextFact[], given: PageContext): Trimmed {
  const facts = new Map(known.map(({ key, value }) => [key, value]));
  const problems: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    const key = name.trim();
    if (value === undefined || value === null) {
      facts.delete(key);
      continue;
    }
    if (key === "" || key.length > LIMITS.contextKeyChars) {
      problems.push(`the key "${name}" must have 1 to ${LIMITS.contextKeyChars} characters`);
      continue;
    }
    if (!facts.has(key) && facts.size >= LIMITS.contextKeys) {
      problems.push(`"${key}" is left out: at most ${LIMITS.contextKeys} keys`);
      continue;
    }
    const words = wordsOf(value);
    if (words.length > LIMITS.contextValueChars) problems.push(`the value of "${key}" is cut to ${LIMITS.contextValueChars} characters`);
    facts.set(key, cut(words, LIMITS.contextValueChars));
  }
  return { facts: [...facts].map(([key, value]) => ({ key, value })), problems };
}

export function sameContext(a: readonly ContextFact[], b: readonly ContextFact[]): boolean {
  return a.length === b.length && a.every(({ key, value }, i) => b[i]?.key === key && b[i].value === value);
}

function wordsOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    // A circle, or something that throws when read.
    return "";
  }
}

/** Never cuts a surrogate pair in two. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = /[\uD800-\uDBFF]/u.test(text.charAt(max - 2)) ? max - 2 : max - 1;
  return `${text.slice(0, end)}…`;
}
