// The desk's words in the reader's language; English is complete, a translation falls back to it text by text.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { createI18n, type I18n, type UiKey } from "@tandem/ui";
import { callMessages } from "./call.ts";
import { conversationMessages } from "./conversation.ts";
import { deskMessages } from "./desk.ts";
import { historyMessages } from "./history.ts";

export const messages = { ...deskMessages, ...conversationMessages, ...callMessages, ...historyMessages } as const;

export type DeskKey = keyof typeof messages;
export type DeskI18n = I18n<DeskKey | UiKey>;

export function deskI18n(locale: string, translated: Partial<Record<DeskKey | UiKey, string>> = {}): DeskI18n {
  return createI18n<DeskKey>(locale, messages, translated);
}

export const DeskI18nContext = createContext<DeskI18n>(deskI18n("en"));

export function useI18n(): DeskI18n {
  return useContext(DeskI18nContext);
}
