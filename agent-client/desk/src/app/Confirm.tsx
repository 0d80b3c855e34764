// One question before what cannot be undone. The safe answer has the focus.
import { useId } from "preact/hooks";
import { createPortal } from "preact/compat";
import { Button, useFocusTrap } from "@tandem/ui";
import { useI18n } from "../i18n/index.ts";

export interface ConfirmProps {
  title: string;
  detail: string;
  yes: string;
  onYes: () => void;
  onClose: () => void;
  testid: string;
}

export function Confirm({ title, detail, yes, onYes, onClose, testid }: ConfirmProps) {
  const { t } = useI18n();
  const id = useId();
  const box = useFocusTrap(onClose);
  return createPortal(
    <div class="dialog-back" role="presentation" onClick={(event) => event.target === event.currentTarget && onClose()}>
      <div class="dialog" role="dialog" aria-modal="true" aria-labelledby={id} aria-describedby={`${id}-detail`} ref={box} tabIndex={-1} data-testid={testid}>
        <h2 id={id}>{title}</h2>
        <p id={`${id}-detail`} class="t2">
          {detail}
        </p>
        <div class="dialog-acts">
          <Button onClick={onClose} data-autofocus data-testid={`${testid}-no`}>
            {t("talk.cancel")}
          </Button>
          <Button
            kind="primary"
            onClick={() => {
              onClose();
              onYes();
            }}
            data-testid={`${testid}-yes`}
          >
            {yes}
          </Button>
        </div>
      </div>
    </div>,
    document.body,
  );
}
