// Names of signals and languages in the reader's words.
import type { DeskI18n, DeskKey } from "../i18n/index.ts";
import { messages } from "../i18n/index.ts";

/** A signal this desk has no words for (a newer policy) is shown by its own name, made readable. */
export function signalLabel(i18n: DeskI18n, name: string): string {
  const key = `signal.${name}`;
  if (Object.hasOwn(messages, key)) return i18n.t(key as DeskKey);
  const words = name.replaceAll("_", " ");
  return words.slice(0, 1).toLocaleUpperCase(i18n.locale) + words.slice(1);
}

const LOUD = new Set(["anger", "anxiety", "time_pressure", "emotion_urgency"]);
const SERIOUS = new Set(["safety", "regulated", "regulated_safety"]);

/** Amber for pressure, red for safety, grey for the rest; the word says it too. */
export function loudness(name: string): string {
  return SERIOUS.has(name) ? "chip-bad" : LOUD.has(name) ? "chip-warn" : "";
}

export function languageName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
