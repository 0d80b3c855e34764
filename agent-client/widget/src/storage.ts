// What the widget remembers on this site: the token and the open conversation for all tabs, the open panel and the outbox for this one.
// Storage may be forbidden; then everything works until the page goes.
import type { Keep } from "@tandem/client";
import type { Recording } from "./identity.ts";

function safe(storage: () => Storage): Keep {
  const memory = new Map<string, string>();
  const attempt = <T>(act: (real: Storage) => T, otherwise: T): T => {
    try {
      return act(storage());
    } catch {
      return otherwise;
    }
  };
  return {
    getItem: (key) => attempt((real) => real.getItem(key), null) ?? memory.get(key) ?? null,
    setItem(key, value) {
      if (!attempt((real) => (real.setItem(key, value), true), false)) memory.set(key, value);
    },
    removeItem(key) {
      memory.delete(key);
      attempt((real) => real.removeItem(key), undefined);
    },
  };
}

export const local = safe(() => localStorage);
export const session = safe(() => sessionStorage);

export interface Remembered {
  token: string | undefined;
  /** When the token was last renewed. */
  renewed: number;
  /** The business's name and locale as last heard, so that the panel can open before the answer is back. */
  site: { name: string; locale?: string | undefined; recording?: Recording | undefined } | undefined;
  /** The conversation that is open; connecting at page load is worth it only then. */
  active: string | undefined;
  /** Version up to which messages were seen, for the unread count. */
  seen: number;
  open: boolean;
  muted: boolean;
  /** The call that this tab is in, so that the next page can say that it goes on before anything is connected. */
  call: OngoingCall | undefined;
}

export interface OngoingCall {
  readonly name: string;
  readonly channel: "voice" | "video";
}

/** Reads and writes one value per key, each under the site's name. */
export function remember(site: string): Remembered {
  const key = (name: string) => `tandem.${site}.${name}`;
  const text = (keep: Keep, name: string) => ({
    get: () => keep.getItem(key(name)) ?? undefined,
    set: (value: string | undefined) => (value === undefined ? keep.removeItem(key(name)) : keep.setItem(key(name), value)),
  });
  const token = text(local, "token");
  const renewed = text(local, "renewed");
  const active = text(local, "active");
  const seen = text(local, "seen");
  const siteText = text(local, "site");
  const open = text(session, "open");
  const muted = text(local, "muted");
  const call = text(session, "call");
  return {
    get token() {
      return token.get();
    },
    set token(value) {
      token.set(value);
    },
    get renewed() {
      return Number(renewed.get() ?? 0) || 0;
    },
    set renewed(value) {
      renewed.set(String(value));
    },
    get site() {
      try {
        const value: unknown = JSON.parse(siteText.get() ?? "null");
        return typeof value === "object" && value !== null && "name" in value && typeof value.name === "string" ? (value as { name: string }) : undefined;
      } catch {
        return undefined;
      }
    },
    set site(value) {
      siteText.set(value && JSON.stringify(value));
    },
    get active() {
      return active.get();
    },
    set active(value) {
      active.set(value);
    },
    get seen() {
      return Number(seen.get() ?? 0) || 0;
    },
    set seen(value) {
      seen.set(String(value));
    },
    get open() {
      return open.get() === "1";
    },
    set open(value) {
      open.set(value ? "1" : undefined);
    },
    get muted() {
      return muted.get() === "1";
    },
    set muted(value) {
      muted.set(value ? "1" : undefined);
    },
    get call(): OngoingCall | undefined {
      try {
        const value: unknown = JSON.parse(call.get() ?? "null");
        if (typeof value !== "object" || value === null || !("name" in value) || typeof value.name !== "string") return undefined;
        return { name: value.name, channel: "channel" in value && value.channel === "video" ? "video" : "voice" };
      } catch {
        return undefined;
      }
    },
    set call(value) {
      call.set(value && JSON.stringify(value));
    },
  };
}
