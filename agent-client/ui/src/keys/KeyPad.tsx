// A telephone's keys on the stage: pressed by finger, mouse or the keyboard's own digits. What was pressed stands above them until the
// keypad is closed, and nowhere else: it may be a card's number.
import { useEffect, useRef, useState } from "preact/hooks";
import { IconButton } from "../components/Button.tsx";
import { useUiI18n, type Values } from "../i18n/index.ts";
import type { KeysKey } from "./texts.ts";

export type KeysT = (key: KeysKey, values?: Values) => string;

const ROWS = [
  ["1", "2", "3"],
  ["4", "5", "6"],
  ["7", "8", "9"],
  ["*", "0", "#"],
] as const;
const KEYS: readonly string[] = ROWS.flat();
const COLUMNS = ROWS[0].length;

/** What is shown of a long row: its end. */
const SHOWN = 18;
/** How long a key that was typed looks pressed, in ms. */
const DOWN = 140;

export interface KeyPadProps {
  /** False: it was not sent. */
  onPress: (key: string) => Promise<boolean>;
  onClose: () => void;
  /** Why no key can be pressed now. */
  trouble: string | undefined;
  t: KeysT;
}

export function KeyPad({ onPress, onClose, trouble, t }: KeyPadProps) {
  const ui = useUiI18n();
  const box = useRef<HTMLDivElement>(null);
  const [pressed, setPressed] = useState<readonly string[]>([]);
  const [failed, setFailed] = useState(false);
  const [down, setDown] = useState<string>();
  const button = (key: string) => box.current?.querySelector<HTMLElement>(`[data-key="${key}"]`);

  // Whoever opens it wants to press something.
  useEffect(() => button("1")?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (down === undefined) return undefined;
    const timer = setTimeout(() => setDown(undefined), DOWN);
    return () => clearTimeout(timer);
  }, [down]);

  const press = async (key: string) => {
    if (trouble) return;
    setDown(key);
    const sent = await onPress(key);
    setFailed(!sent);
    if (sent) setPressed((before) => [...before, key]);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      onClose();
      return;
    }
    if (KEYS.includes(event.key)) {
      event.preventDefault();
      // A key that is held down on the keyboard is one press.
      if (!event.repeat) void press(event.key);
      return;
    }
    const at = KEYS.indexOf((event.target as HTMLElement).dataset["key"] ?? "");
    const by = { ArrowUp: -COLUMNS, ArrowDown: COLUMNS, ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (at < 0 || by === undefined) return;
    event.preventDefault();
    // The keys stand from left to right in every script, as on every telephone.
    button(KEYS[at + by] ?? "")?.focus();
  };

  const nameOf = (key: string | undefined) => (key === "*" ? t("keys.star") : key === "#" ? t("keys.hash") : (key ?? ""));
  const line = trouble ?? (failed ? t("keys.failed") : undefined);
  return (
    // The digits of the keyboard press keys wherever the focus is in here.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div class="keypad" role="group" aria-label={t("keys.label")} ref={box} onKeyDown={onKeyDown} data-testid="keypad" data-pressed={pressed.length}>
      <div class="keypad-top">
        {line ? (
          <p class="keypad-say" role="alert" data-testid="keypad-say">
            {line}
          </p>
        ) : pressed.length === 0 ? (
          <p class="keypad-say">{t("keys.none")}</p>
        ) : (
          <p class="keypad-line num" dir="ltr" aria-hidden="true" data-testid="keypad-line">
            {pressed.slice(-SHOWN).join("")}
          </p>
        )}
        <IconButton icon="x" iconSize={18} label={ui.t("common.close")} onClick={onClose} data-testid="keypad-close" />
      </div>
      <div class="keypad-grid" dir="ltr">
        {KEYS.map((key) => (
          <button type="button" key={key} class={down === key ? "keypad-key is-down" : "keypad-key"} aria-label={nameOf(key)} aria-disabled={trouble ? true : undefined} data-key={key} data-testid={`key-${key === "*" ? "star" : key === "#" ? "hash" : key}`} onClick={() => void press(key)}>
            {key}
          </button>
        ))}
      </div>
      <span class="sr" role="status">
        {pressed.length > 0 && t("keys.said", { key: nameOf(pressed.at(-1)), count: pressed.length })}
      </span>
    </div>
  );
}
