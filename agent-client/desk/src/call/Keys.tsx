// The keypad under the call, when it is open, and what somebody else in the call presses.
import { keypadOf, pressKey, type Call, type CallState } from "@tandem/client";
import { CallButton } from "@tandem/ui";
import { KeyPad, PressedKeys } from "@tandem/ui/keys";
import { useI18n } from "../i18n/index.ts";

export interface KeysProps {
  call: Call;
  state: CallState;
  open: boolean;
  onClose: () => void;
  /** The customer's. */
  name: string;
  /** Nobody hears keys: the only one who could is on hold. */
  held: boolean;
}

export function Keys({ call, state, open, onClose, name, held }: KeysProps) {
  const { t } = useI18n();
  const pad = keypadOf(call);
  const trouble = held ? t("keys.held", { name }) : pad === "ready" ? undefined : t(`keys.${pad}`);
  return (
    <div class="dock-keys">
      {open && <KeyPad onPress={(key) => pressKey(call, key)} onClose={onClose} trouble={trouble} t={t} />}
      <PressedKeys pressed={state.pressed} nameOf={({ by, who }) => (by !== "customer" && who.name) || name} t={t} />
    </div>
  );
}

export const KEYS_BUTTON = "call-keys";

export function KeysButton({ open, onOpen, glass, small }: { open: boolean; onOpen: (open: boolean) => void; glass: boolean; small: boolean }) {
  const { t } = useI18n();
  return <CallButton icon="keypad" label={t("call.keys")} glass={glass} small={small} pressed={open} onClick={() => onOpen(!open)} data-testid={KEYS_BUTTON} />;
}
