// The widget's words in components.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { createI18n, type I18n, type UiKey } from "@tandem/ui";
import { texts, type TextKey } from "./texts.ts";

export type WidgetI18n = I18n<TextKey | UiKey>;

/** `translated` may replace any text, also those of the shared components. */
export function widgetI18n(locale: string, translated: Partial<Record<TextKey | UiKey, string>> = {}): WidgetI18n {
  return createI18n(locale, texts, translated);
}

export const WidgetI18nContext = createContext<WidgetI18n>(widgetI18n("en"));

export function useI18n(): WidgetI18n {
  return useContext(WidgetI18nContext);
}
