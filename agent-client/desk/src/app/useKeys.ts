// Keys that work everywhere: "?" for the list, Alt and arrows through the conversations. Never while a dialog is open.
import { useEffect } from "preact/hooks";
import type { InboxItem } from "@tandem/client";
import { go } from "./route.ts";

export function useKeys(items: readonly InboxItem[], selected: string | undefined, showShortcuts: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector("[aria-modal=true]")) return;
      if (event.key === "?" && !typing(event.target)) {
        event.preventDefault();
        showShortcuts();
      } else if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp") && items.length > 0) {
        event.preventDefault();
        const at = items.findIndex((item) => item.conversation === selected);
        const next = event.key === "ArrowDown" ? at + 1 : (at < 0 ? items.length : at) - 1;
        const item = items[(next + items.length) % items.length];
        if (item) go({ view: "inbox", conversation: item.conversation });
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [items, selected, showShortcuts]);
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(?:input|textarea|select)$/iu.test(target.tagName));
}
