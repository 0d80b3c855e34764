// "Check sound, picture and network", from the agent's own menu: whenever they like, asked for by nobody.
import { createPortal } from "preact/compat";
import { useEffect, useId, useRef } from "preact/hooks";
import { Button, useFocusTrap, useStore } from "@tandem/ui";
import { DeviceCheck } from "@tandem/ui/check";
import { useShell } from "../app/context.ts";
import { useI18n } from "../i18n/index.ts";

export function CheckDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const { desk, api } = useShell();
  const id = useId();
  const box = useFocusTrap(onClose);
  const calls = useStore(desk.client.calls);
  const before = useRef(calls);
  // A call that begins meanwhile would stand behind this, heard and not seen. One in which it was opened goes on.
  useEffect(() => {
    if ([...calls.values()].some((call) => call.state.get().phase !== "elsewhere" && before.current.get(call.state.get().conversation) !== call)) onClose();
  }, [calls]);
  return createPortal(
    <div class="dialog-back" role="presentation" onClick={(event) => event.target === event.currentTarget && onClose()}>
      <div class="dialog dialog-check" role="dialog" aria-modal="true" aria-labelledby={id} ref={box} tabIndex={-1} data-testid="check-dialog">
        <h2 id={id}>{t("check.title")}</h2>
        <DeviceCheck devices={desk.client.devices} network={(sdp) => api.checkNetwork(sdp)} t={t} />
        <div class="dialog-acts">
          <Button kind="primary" onClick={onClose} data-autofocus data-testid="check-close">
            {t("check.close")}
          </Button>
        </div>
      </div>
    </div>,
    document.body,
  );
}
