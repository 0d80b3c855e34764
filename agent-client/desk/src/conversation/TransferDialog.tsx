// To whom, and what they should know: a colleague who is free, in a call perhaps to talk first, or back to the queue.
import { useId, useState } from "preact/hooks";
import { createPortal } from "preact/compat";
import type { Colleague } from "@tandem/client";
import { Button, Field, useFocusTrap, useStore } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { useI18n } from "../i18n/index.ts";

const QUEUE = "";
const NOTE_CHARS = 1000;

export function TransferDialog({ id, name, inCall, onClose }: { id: string; name: string; inCall: boolean; onClose: () => void }) {
  const { t } = useI18n();
  const { desk } = useShell();
  const { colleagues } = useStore(desk.state);
  const [to, setTo] = useState<string>();
  const [note, setNote] = useState("");
  const title = useId();
  const box = useFocusTrap(onClose);
  const pass = (consult: boolean) => {
    onClose();
    desk.transfer(id, to === QUEUE ? undefined : to, note, consult);
  };
  const able = to === QUEUE || colleagues.some((colleague) => colleague.agent === to && colleague.free);
  const choice = (value: string, label: string, detail: string, disabled: boolean) => (
    <label key={value} class="pass-to">
      <input type="radio" name={title} value={value} checked={to === value} disabled={disabled} onChange={() => setTo(value)} data-testid={value === QUEUE ? "transfer-queue" : `transfer-to-${value}`} />
      <span class="grow">{label}</span>
      <span class="t2">{detail}</span>
    </label>
  );
  return createPortal(
    <div class="dialog-back" role="presentation" onClick={(event) => event.target === event.currentTarget && onClose()}>
      <div class="dialog" role="dialog" aria-modal="true" aria-labelledby={title} ref={box} tabIndex={-1} data-testid="transfer">
        <h2 id={title}>{t("transfer.title", { name })}</h2>
        <p class="t2">{[t("transfer.detail"), inCall && t("transfer.detail.call", { name }), inCall && t("transfer.detail.first")].filter(Boolean).join(" ")}</p>
        <fieldset class="pass-list">
          <legend class="sr">{t("transfer.to")}</legend>
          {colleagues.length === 0 && <p class="t2">{t("transfer.alone")}</p>}
          {colleagues.map((colleague) => choice(colleague.agent, colleague.name, t(standing(colleague)), !colleague.free))}
          {choice(QUEUE, t("transfer.queue"), t("transfer.queue.detail"), false)}
        </fieldset>
        <Field label={t("transfer.note")} optional={t("transfer.optional")} value={note} onInput={setNote} rows={2} maxLength={NOTE_CHARS} testid="transfer-note" />
        <div class="dialog-acts">
          <Button onClick={onClose} data-testid="transfer-cancel">
            {t("talk.cancel")}
          </Button>
          {inCall && (
            <Button icon="users" disabled={!able || to === QUEUE} onClick={() => pass(true)} data-testid="transfer-first">
              {t("transfer.first")}
            </Button>
          )}
          <Button kind="primary" icon="transfer" disabled={!able} onClick={() => pass(false)} data-testid="transfer-do">
            {t(inCall ? "transfer.now" : "transfer.do")}
          </Button>
        </div>
      </div>
    </div>,
    document.body,
  );
}

function standing({ presence, free }: Colleague): "transfer.free" | "transfer.busy" | "transfer.break" {
  if (free) return "transfer.free";
  return presence === "available" ? "transfer.busy" : "transfer.break";
}
