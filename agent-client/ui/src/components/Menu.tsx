// A menu under its button: arrows move, Escape and a click outside close, the focus returns.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { IconName } from "../icons.ts";
import { Icon } from "./Icon.tsx";

export interface MenuItem {
  id: string;
  label: ComponentChildren;
  icon?: IconName;
  /** Drawn before the label instead of an icon, e.g. a presence dot. */
  lead?: ComponentChildren;
  checked?: boolean;
  disabled?: boolean;
  onSelect: () => void;
}

export interface MenuProps {
  label: string;
  items: readonly (MenuItem | "separator" | { heading: string })[];
  /** Draws the button; spread the given props on it. */
  button: (props: MenuButtonProps) => ComponentChildren;
  /** Below the items: a slider, a sentence. Tab reaches it. */
  footer?: ComponentChildren;
  align?: "start" | "end";
  up?: boolean;
  testid?: string;
}

export interface MenuButtonProps {
  "aria-haspopup": "menu";
  "aria-expanded": boolean;
  onClick: () => void;
}

export function Menu({ label, items, button, footer, align = "end", up, testid = "menu" }: MenuProps) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLDivElement>(null);
  const foot = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return undefined;
    const entries = () => [...(anchor.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
    entries()[0]?.focus();
    const outside = (event: Event) => {
      if (anchor.current && !event.composedPath().includes(anchor.current)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      const all = entries();
      const root = anchor.current?.getRootNode() as Document | ShadowRoot;
      const at = all.indexOf(root.activeElement as HTMLElement);
      const inFooter = at < 0 && root.activeElement !== null && foot.current?.contains(root.activeElement) === true;
      const toFooter = event.key === "Tab" && !event.shiftKey && !inFooter && foot.current?.querySelector("input, button") !== null && foot.current !== null;
      if (toFooter || (inFooter && event.key !== "Escape" && event.key !== "Tab")) return;
      if (event.key === "Escape" || event.key === "Tab") {
        event.stopPropagation();
        if (event.key === "Escape") event.preventDefault();
        setOpen(false);
        anchor.current?.querySelector<HTMLElement>("[aria-haspopup]")?.focus();
        return;
      }
      const next = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      all[next % all.length]?.focus();
    };
    const box = anchor.current;
    document.addEventListener("pointerdown", outside, true);
    box?.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", outside, true);
      box?.removeEventListener("keydown", onKey);
    };
  }, [open]);

  return (
    <div class={`menu-anchor${align === "start" ? " is-start" : ""}${up ? " is-up" : ""}`} ref={anchor}>
      {button({ "aria-haspopup": "menu", "aria-expanded": open, onClick: () => setOpen(!open) })}
      {open && (
        <div class="menu" data-testid={testid}>
          <div role="menu" aria-label={label}>
            {items.map((item, i) => {
              if (item === "separator") return <div class="sep" role="separator" key={i} />;
              if ("heading" in item) return <div class="sect" key={i}>{item.heading}</div>;
              return (
                <button
                  type="button"
                  key={item.id}
                  class="it"
                  role={item.checked === undefined ? "menuitem" : "menuitemradio"}
                  aria-checked={item.checked}
                  aria-disabled={item.disabled || undefined}
                  tabIndex={-1}
                  data-testid={`${testid}-${item.id}`}
                  onClick={() => {
                    if (item.disabled) return;
                    setOpen(false);
                    anchor.current?.querySelector<HTMLElement>("[aria-haspopup]")?.focus();
                    item.onSelect();
                  }}
                >
                  {item.lead ?? (item.icon && <Icon name={item.icon} size={18} />)}
                  <span class="grow">{item.label}</span>
                  {item.checked && (
                    <span class="it-end">
                      <Icon name="check" size={16} />
                    </span>
                  )}
                </button>
              );
            })}
          </div>
          {footer && (
            <div class="menu-foot" ref={foot}>
              {footer}
            </div>
          )}
        </div>
      )}
    </div>
  );
}
