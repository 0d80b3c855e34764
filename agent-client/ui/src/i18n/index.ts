// Texts and numbers in the reader's language. A catalogue is typed by its keys: a missing text does not compile.
// English is complete; a translation may be partial and falls back to English text by text.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { format, type Values } from "./format.ts";
import { uiMessages } from "./messages.ts";

export { format, type Values } from "./format.ts";
export { uiMessages } from "./messages.ts";

export type Catalogue<K extends string> = Readonly<Record<K, string>>;
export type UiKey = keyof typeof uiMessages;

/** Everything that turns values into words for one reader. */
export interface I18n<K extends string = UiKey> {
  readonly locale: string;
  readonly dir: "ltr" | "rtl";
  t(key: K, values?: Values): string;
  /** A moment of today as `19:46`. */
  time(at: number): string;
  /** A day as `14 Nov`, with the year when it is not this one. */
  day(at: number, now?: number): string;
  /** A moment of another day as `Monday, 14 December 2026 at 09:00`. */
  moment(at: number): string;
  /** An expected duration as `2 min`, never less than one minute. */
  minutes(ms: number): string;
  /** A running duration as `3:42`, or `1:03:42` from an hour up. `padded` gives `03:42`, as on calls. */
  clock(ms: number, padded?: boolean): string;
  /** A share between 0 and 1 as `86 %`. */
  percent(share: number): string;
  number(value: number): string;
  /** A size as `340 kB`. */
  bytes(size: number): string;
}

const RTL = new Set(["ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"]);

export function createI18n<K extends string>(
  locale: string,
  messages: Catalogue<K>,
  translated: Partial<Catalogue<NoInfer<K> | UiKey>> = {},
): I18n<K | UiKey> {
  const tag = supported(locale);
  // English texts keep the design's day order and 24 h clock in every English-speaking country.
  const formats = tag === "en" || tag === "en-US" ? "en-GB" : tag;
  const time = new Intl.DateTimeFormat(formats, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const dayOnly = new Intl.DateTimeFormat(formats, { day: "numeric", month: "short" });
  const dayYear = new Intl.DateTimeFormat(formats, { day: "numeric", month: "short", year: "numeric" });
  const moment = new Intl.DateTimeFormat(formats, { dateStyle: "full", timeStyle: "short" });
  const minute = new Intl.NumberFormat(tag, { style: "unit", unit: "minute", unitDisplay: "short", maximumFractionDigits: 0 });
  const plain = new Intl.NumberFormat(formats);
  const two = new Intl.NumberFormat(formats, { minimumIntegerDigits: 2, useGrouping: false });
  const one = new Intl.NumberFormat(formats, { maximumFractionDigits: 1 });
  const all: Record<string, string> = { ...uiMessages, ...messages, ...translated };
  const cache = new Map<string, boolean>();
  return {
    locale: tag,
    dir: RTL.has(tag.split("-")[0] ?? "") ? "rtl" : "ltr",
    t(key, values) {
      const pattern = all[key] ?? key;
      let dynamic = cache.get(key);
      if (dynamic === undefined) cache.set(key, (dynamic = pattern.includes("{")));
      return dynamic ? format(pattern, values ?? {}, tag) : pattern;
    },
    time: (at) => time.format(at),
    day: (at, now = Date.now()) => (new Date(at).getFullYear() === new Date(now).getFullYear() ? dayOnly : dayYear).format(at),
    moment: (at) => moment.format(at),
    minutes: (ms) => minute.format(Math.max(1, Math.round(ms / 60_000))),
    clock(ms, padded = false) {
      const seconds = Math.max(0, Math.floor(ms / 1000));
      const hours = Math.floor(seconds / 3600);
      const minutes = Math.floor(seconds / 60) % 60;
      const head = hours > 0 ? `${plain.format(hours)}:${two.format(minutes)}` : (padded ? two : plain).format(minutes);
      return `${head}:${two.format(seconds % 60)}`;
    },
    percent: (share) => `${plain.format(Math.round(share * 100))}\u00a0%`,
    number: (value) => plain.format(value),
    bytes(size) {
      if (size < 1000) return `${plain.format(size)} B`;
      if (size < 1_000_000) return `${plain.format(Math.round(size / 1000))} kB`;
      return `${one.format(size / 1_000_000)} MB`;
    },
  };
}

function supported(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? "en";
  } catch {
    return "en";
  }
}

const english = createI18n("en", uiMessages);

/** The kit's own components read their few words from here. */
export const I18nContext = createContext<I18n>(english);

export function useUiI18n(): I18n {
  return useContext(I18nContext);
}
