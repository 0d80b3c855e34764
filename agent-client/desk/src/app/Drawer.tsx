// The pane beside the conversation. On a narrow window it lies over it, keeps the focus inside and closes with Escape.
import type { ComponentChildren } from "preact";
import { useFocusTrap } from "@tandem/ui";
import { useMedia } from "./hooks.ts";

export const NARROW = "(max-width: 1180px)";

export function Drawer({ open, onClose, label, children }: { open: boolean; onClose: () => void; label: string; children: ComponentChildren }) {
  const narrow = useMedia(NARROW);
  if (!narrow) {
    return (
      <aside class="pane ctx" id="customer" tabIndex={-1} aria-label={label}>
        {children}
      </aside>
    );
  }
  return open ? (
    <Over onClose={onClose} label={label}>
      {children}
    </Over>
  ) : null;
}

function Over({ onClose, label, children }: { onClose: () => void; label: string; children: ComponentChildren }) {
  const box = useFocusTrap(onClose);
  return (
    <div class="drawer-back" role="presentation" onClick={(event) => event.target === event.currentTarget && onClose()}>
      <div class="pane ctx drawer" id="customer" role="dialog" aria-modal="true" aria-label={label} ref={box} tabIndex={-1} data-testid="drawer">
        {children}
      </div>
    </div>
  );
}
