// "Maya pressed 4 2": what somebody else presses, for as long as one needs to read it.
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../components/Icon.tsx";
import type { KeysT } from "./KeyPad.tsx";

/** After the last key, in ms. */
export const READ_FOR = 5_000;
/** The end of a longer row. */
const SHOWN = 12;

/** What was shown is not shown again when somebody comes back to the call. */
const read = new WeakSet<object>();

export interface PressedKeysProps {
  /** The last one; each press is another object. */
  pressed: { readonly key: string; readonly who: { readonly id: string } } | undefined;
  /** Who that was. */
  name: string;
  t: KeysT;
}

export function PressedKeys({ pressed, name, t }: PressedKeysProps) {
  const [row, setRow] = useState<{ keys: readonly string[]; of: string }>();
  useEffect(() => {
    if (!pressed || read.has(pressed)) return undefined;
    read.add(pressed);
    const of = pressed.who.id;
    setRow((before) => ({ keys: [...(before?.of === of ? before.keys : []), pressed.key], of }));
    const timer = setTimeout(() => setRow(undefined), READ_FOR);
    return () => clearTimeout(timer);
  }, [pressed]);
  return (
    <div class="keys-note" role="status" data-testid="keys-pressed">
      {row && (
        <span class="tag num">
          <Icon name="keypad" size={14} />
          <span class="cut">{t("keys.pressed", { name, keys: row.keys.slice(-SHOWN).join(" ") })}</span>
        </span>
      )}
    </div>
  );
}
