// What the page says about itself: the script tag's data attributes and window.tandemSettings. The object wins.
import type { Channel } from "@tandem/client";
import type { UiKey } from "@tandem/ui";
import type { TextKey } from "./texts.ts";

export interface User {
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  /** Of the business's customers; signed together with the id. */
  readonly segment?: string;
  /** Made by the business's own server; without a valid one the user stays anonymous. */
  readonly signature?: string;
}

export interface Settings {
  readonly site: string;
  readonly user?: User;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly locale?: string;
  readonly channels?: readonly Channel[];
  readonly theme?: "light" | "dark" | "auto";
  /** Address of a square logo. */
  readonly logo?: string;
  /** Other words for any text. */
  readonly texts?: Partial<Record<TextKey | UiKey, string>>;
}

declare global {
  interface Window {
    tandemSettings?: Partial<Settings>;
  }
}

export interface Place {
  readonly settings: Settings;
  /** The folder of widget.js, ending in a slash: sockets, requests and fonts go there. */
  readonly base: string;
}

/** Nothing when no site is named: then there is nothing to show, and the console says so. */
export function findPlace(script: HTMLScriptElement | null): Place | undefined {
  const data = script?.dataset ?? {};
  const given = window.tandemSettings ?? {};
  const site = given.site ?? data["site"];
  if (!site) return undefined;
  const theme = given.theme ?? data["theme"];
  const locale = given.locale ?? data["locale"];
  const logo = given.logo ?? data["logo"];
  return {
    base: new URL(".", script?.src || document.baseURI).href,
    settings: {
      ...given,
      site,
      ...(theme === "light" || theme === "dark" ? { theme } : {}),
      ...(locale ? { locale } : {}),
      ...(logo ? { logo } : {}),
    },
  };
}
