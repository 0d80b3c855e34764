// What every view may reach: the engine, the HTTP side, sounds, and what was asked to be shown on top.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Sounds } from "@tandem/ui";
import type { Api } from "./api.ts";
import type { Desk } from "./desk.ts";

export interface Shell {
  desk: Desk;
  api: Api;
  /** Which calls the site records. */
  recording: "off" | "agent" | "always";
  /** May see what goes on, and be in the calls of others. */
  supervisor: boolean;
  sounds: Sounds;
  /** Speaks to a screen reader: politely, or at once. */
  announce: (text: string, at?: "polite" | "assertive") => void;
  signOut: () => void | Promise<void>;
  showShortcuts: () => void;
}

export const ShellContext = createContext<Shell | undefined>(undefined);

export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error("a view of the desk stands outside of its shell");
  return shell;
}
