// The script tag's entry: finds the site, puts <tandem-widget> on the page, offers window.tandem.
import type { Channel } from "@tandem/client";
import { App, type TandemEvent } from "./app.ts";
import { defineElement, type TandemWidget } from "./element.tsx";
import { findPlace, type User } from "./settings.ts";

export interface TandemApi {
  open(): void;
  close(): void;
  ask(text: string): void;
  escalate(channel?: Channel): void;
  identify(user: User): Promise<void>;
  setContext(context: Readonly<Record<string, unknown>>): void;
  /** `event` with or without its `tandem:`; returns how to stop listening. */
  on(event: TandemEvent | `tandem:${TandemEvent}`, listener: (detail: unknown) => void): () => void;
  reset(): void;
}

declare global {
  interface Window {
    tandem?: TandemApi;
  }
}

function boot(script: HTMLScriptElement | null): void {
  // A page that carries the tag twice gets one widget.
  if (window.tandem) return;
  const place = findPlace(script);
  if (!place) {
    // oxlint-disable-next-line no-console
    console.error("Tandem: no site is named. Write data-site on the script tag, or set window.tandemSettings = { site }.");
    return;
  }
  const app = new App(place.base, place.settings, (event, detail) => window.dispatchEvent(new CustomEvent(`tandem:${event}`, { detail })));
  window.tandem = {
    open: () => app.open(),
    close: () => app.close(),
    ask: (text) => app.ask(text),
    escalate: (channel) => app.escalate(channel),
    identify: (user) => app.identify(user),
    setContext: (context) => app.setContext(context),
    on(event, listener) {
      const name = event.startsWith("tandem:") ? event : `tandem:${event}`;
      const wrapped = (heard: Event) => listener((heard as CustomEvent<unknown>).detail);
      window.addEventListener(name, wrapped);
      return () => window.removeEventListener(name, wrapped);
    },
    reset: () => app.reset(),
  };
  defineElement();
  const put = () => {
    const element = document.createElement("tandem-widget") as TandemWidget;
    element.app = app;
    document.body.append(element);
  };
  if (document.body) put();
  else document.addEventListener("DOMContentLoaded", put, { once: true });
}

boot(document.currentScript instanceof HTMLScriptElement ? document.currentScript : document.querySelector<HTMLScriptElement>("script[data-site]"));
