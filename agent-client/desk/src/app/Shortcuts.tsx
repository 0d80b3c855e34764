// Every key the desk listens to, in one list behind "?".
import { useId } from "preact/hooks";
import { IconButton, useFocusTrap } from "@tandem/ui";
import { useI18n, type DeskKey } from "../i18n/index.ts";

const KEYS: readonly [string[], DeskKey][] = [
  [["Alt", "↵"], "keys.accept"],
  [["Alt", "⌫"], "keys.pass"],
  [["Alt", "↓"], "keys.next"],
  [["Alt", "↑"], "keys.previous"],
  [["Alt", "R"], "keys.composer"],
  [["Alt", "N"], "keys.note"],
  [["Alt", "M"], "keys.mute"],
  [["↵"], "keys.send"],
  [["⇧", "↵"], "keys.break"],
  [["Esc"], "keys.close"],
  [["?"], "keys.help"],
];

export function Shortcuts({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const id = useId();
  const box = useFocusTrap(onClose);
  return (
    <div class="dialog-back" role="presentation" onClick={(event) => event.target === event.currentTarget && onClose()}>
      <div class="dialog dialog-keys" role="dialog" aria-modal="true" aria-labelledby={id} ref={box} tabIndex={-1} data-testid="shortcuts">
        <header class="row">
          <h2 class="grow" id={id}>
            {t("keys.title")}
          </h2>
          <IconButton icon="x" label={t("common.close")} onClick={onClose} data-testid="shortcuts-close" />
        </header>
        <dl class="keys">
          {KEYS.map(([keys, label]) => (
            <div key={label}>
              <dt>{t(label)}</dt>
              <dd dir="ltr">
                {keys.map((key) => (
                  <kbd class="kbd" key={key}>
                    {key}
                  </kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  );
}
