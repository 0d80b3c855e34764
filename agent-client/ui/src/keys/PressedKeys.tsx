// "Maya pressed 4 2": what somebody else presses, for as long as one needs to read it.
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../components/Icon.tsx";
import type { KeysT } from "./KeyPad.tsx";

/** After the last key, in ms. */
export const READ_FOR = 5_000;

export interface Pressed {
  readonly key: string;
  readonly who: { readonly id: string };
  readonly at: number;
}

export interface PressedKeysProps<P extends Pressed> {
  /** The last ones, of whomever; the newest is the last. */
  pressed: readonly P[] | undefined;
  nameOf: (pressed: P) => string;
  t: KeysT;
}

export function PressedKeys<P extends Pressed>({ pressed, nameOf, t }: PressedKeysProps<P>) {
  const [, look] = useState(0);
  const now = Date.now();
  const row = rowOf(pressed ?? [], now);
  const last = row.at(-1);
  useEffect(() => {
    if (!last) return undefined;
    const timer = setTimeout(() => look((times) => times + 1), last.at + READ_FOR - now);
    return () => clearTimeout(timer);
  }, [last]);
  return (
    <div class="pressed-keys" role="status" data-testid="keys-pressed">
      {last && (
        <span class="tag num">
          <Icon name="keypad" size={14} />
          <span class="cut">{t("keys.pressed", { name: nameOf(last), keys: row.map(({ key }) => key).join(" ") })}</span>
        </span>
      )}
    </div>
  );
}

/** Of the last ones that one person has pressed, each before the one before it was read; nothing when it has been. */
function rowOf<P extends Pressed>(pressed: readonly P[], now: number): P[] {
  const row: P[] = [];
  for (let i = pressed.length - 1; i >= 0; i--) {
    const one = pressed[i];
    const next = row[0];
    if (!one) break;
    if ((next?.at ?? now) - one.at >= READ_FOR || (next && next.who.id !== one.who.id)) break;
    row.unshift(one);
  }
  return row;
}
