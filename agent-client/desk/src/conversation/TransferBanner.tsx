// A colleague is asked and has not answered; has said no, or has left the call, and the conversation is still here.
import { useEffect, useState } from "preact/hooks";
import type { Conversation } from "@tandem/client";
import { Banner, Button, IconButton, useStore } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { useI18n } from "../i18n/index.ts";

export function TransferBanner({ id, name: customer, conversation }: { id: string; name: string; conversation: Conversation }) {
  const { t } = useI18n();
  const { desk, announce } = useShell();
  const { colleagues } = useStore(desk.state);
  const [read, setRead] = useState(0);
  const { transfer, transferEnded, consultEnded } = conversation;
  const nameOf = ({ to, name }: { to: string; name?: string }) => name ?? colleagues.find((colleague) => colleague.agent === to)?.name ?? t("transfer.colleague");
  const ended = transferEnded && transferEnded.outcome !== "withdrawn" && transferEnded.version > read ? transferEnded : undefined;
  const left = consultEnded && consultEnded.reason !== "dropped" && consultEnded.version > read ? consultEnded : undefined;
  useEffect(() => {
    if (left) announce(t("consult.ended", { reason: left.reason, name: left.name }), "assertive");
  }, [left?.version]);
  useEffect(() => {
    if (ended) announce(t("transfer.ended", { outcome: ended.outcome, name: nameOf(ended) }), "assertive");
  }, [ended?.version]);
  if (transfer) {
    return (
      <div class="dock-note">
        <Banner tone="neutral" icon="transfer" title={t(transfer.consult ? "transfer.askingFirst" : "transfer.asking", { name: nameOf(transfer) })} detail={t("transfer.asking.detail")} testid="transfer-asking">
          <Button size="sm" onClick={() => desk.cancelTransfer(id)} data-testid="transfer-take-back">
            {t("transfer.cancel")}
          </Button>
        </Banner>
      </div>
    );
  }
  if (left) {
    return (
      <div class="dock-note">
        <Banner tone="neutral" icon="transfer" title={t("consult.ended", { reason: left.reason, name: left.name })} detail={t("consult.ended.detail", { name: customer })} testid="consult-ended">
          <IconButton icon="x" iconSize={18} label={t("common.close")} onClick={() => setRead(left.version)} />
        </Banner>
      </div>
    );
  }
  if (!ended) return null;
  return (
    <div class="dock-note">
      <Banner tone="warning" icon="transfer" title={t("transfer.ended", { outcome: ended.outcome, name: nameOf(ended) })} detail={t("transfer.ended.detail")} testid="transfer-ended">
        <IconButton icon="x" iconSize={18} label={t("common.close")} onClick={() => setRead(ended.version)} />
      </Banner>
    </div>
  );
}
