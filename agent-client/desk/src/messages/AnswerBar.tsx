// Over a conversation with a message that was left: how its customer is reached, and whether somebody has. Tandem sends no mail: the agent's own program does.
import { useState } from "preact/hooks";
import type { Conversation } from "@tandem/client";
import { Banner, Button, Icon } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { useI18n } from "../i18n/index.ts";

/** Of a mail's subject; the words themselves stand below. */
const SUBJECT_CHARS = 60;

export function AnswerBar({ conversation, onChanged }: { conversation: Conversation; onChanged: () => void }) {
  const { t } = useI18n();
  const { desk, announce } = useShell();
  const [saving, setSaving] = useState(false);
  const [failed, setFailed] = useState(false);
  const { left } = conversation;
  if (!left) return null;

  const say = async (answered: boolean) => {
    setSaving(true);
    setFailed(false);
    const done = await desk.answered(conversation.id, answered);
    setSaving(false);
    setFailed(!done);
    if (!done) return;
    announce(t(answered ? "messages.announce.answered" : "messages.announce.open"));
    onChanged();
  };
  return (
    <div class="answer-bar" role="group" aria-label={t("messages.bar")} data-testid="answer-bar">
      <div class="row answer-line">
        <Icon name={left.answeredBy === undefined ? "mail" : "check"} size={19} />
        <p class="grow" data-testid="answer-state">
          {left.answeredBy === undefined ? t("messages.waits") : t("messages.answeredBy", { name: left.answeredBy })}
        </p>
        {left.answeredBy === undefined && left.email !== undefined && (
          <a class="btn btn-sm" href={`mailto:${encodeURIComponent(left.email)}?subject=${encodeURIComponent(t("messages.subject", { text: shortened(left.text) }))}`} data-testid="answer-email">
            {t("messages.write", { email: left.email })}
          </a>
        )}
        {left.answeredBy === undefined && left.phone !== undefined && (
          <a class="btn btn-sm" href={`tel:${left.phone.replace(/[^\d+]/gu, "")}`} data-testid="answer-phone">
            {t("messages.call", { phone: left.phone })}
          </a>
        )}
        {left.answeredBy === undefined ? (
          <Button kind="primary" size="sm" loading={saving} onClick={() => void say(true)} data-testid="answer-done">
            {t("messages.done")}
          </Button>
        ) : (
          <Button size="sm" loading={saving} onClick={() => void say(false)} data-testid="answer-undo">
            {t("messages.undo")}
          </Button>
        )}
      </div>
      {failed && <Banner tone="danger" icon="alert" title={t("messages.failed")} detail={t("messages.failed.detail")} testid="answer-failed" />}
    </div>
  );
}

function shortened(text: string): string {
  const line = [...text.replace(/\s+/gu, " ").trim()];
  return line.length <= SUBJECT_CHARS ? line.join("") : `${line.slice(0, SUBJECT_CHARS - 1).join("")}…`;
}
