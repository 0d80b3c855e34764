// The desk's words in the reader's language; English is complete, a translation falls back to it text by text.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { createI18n, type I18n, type UiKey } from "@tandem/ui";
import { checkTexts } from "@tandem/ui/check";
import { keysTexts } from "@tandem/ui/keys";
import { callMessages } from "./call.ts";
import { conversationMessages } from "./conversation.ts";
import { deskMessages } from "./desk.ts";
import { historyMessages } from "./history.ts";
import { hoursMessages } from "./hours.ts";
import { knowledgeMessages } from "./knowledge.ts";
import { leftMessages } from "./messages.ts";
import { policyMessages } from "./policy.ts";

export const messages = { ...deskMessages, ...conversationMessages, ...callMessages, ...historyMessages, ...knowledgeMessages, ...policyMessages, ...leftMessages, ...hoursMessages, ...checkTexts, ...keysTexts } as const;

export type DeskKey = keyof typeof messages;
export type DeskI18n = I18n<DeskKey | UiKey>;

export function deskI18n(locale: string, translated: Partial<Record<DeskKey | UiKey, string>> = {}): DeskI18n {
  return createI18n<DeskKey>(locale, messages, translated);
}

/** Texts by language; English is built in. A language is offered once it has an entry here. */
const translations: Readonly<Record<string, Partial<Record<DeskKey | UiKey, string>>>> = {};

/** The first of the reader's languages that has texts: dates in one language and words in another help nobody. */
export function readersI18n(languages: readonly string[]): DeskI18n {
  for (const tag of languages) {
    const short = tag.split("-")[0] ?? tag;
    if (short === "en") return deskI18n(tag);
    const texts = translations[tag] ?? translations[short];
    if (texts) return deskI18n(tag, texts);
  }
  return deskI18n("en");
}

export const DeskI18nContext = createContext<DeskI18n>(deskI18n("en"));

export function useI18n(): DeskI18n {
  return useContext(DeskI18nContext);
}
