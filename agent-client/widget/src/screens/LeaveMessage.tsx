// Nobody can come, or the customer would rather not wait: a message, and an address or a number for the answer.
import { useState } from "preact/hooks";
import { LIMITS } from "@tandem/client";
import { Banner, Button, Field, readDraft, writeDraft } from "@tandem/ui";
import { contactDetails, contactProblem } from "../checks.ts";
import { useApp, useView } from "../hooks.ts";

export function LeaveMessage() {
  const app = useApp();
  const { t } = app.i18n;
  const conversation = useView()?.conversation;
  const draft = `${app.settings.site}.message`;
  const [text, setText] = useState(() => readDraft(draft) || conversation?.messages.findLast((message) => message.by === "customer")?.text || "");
  const [contact, setContact] = useState(conversation?.details.email ?? app.settings.user?.email ?? conversation?.details.phone ?? "");
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [failed, setFailed] = useState(false);
  const check = (value: string) => {
    const problem = value.trim() === "" ? "form.errorEmpty" : contactProblem(value);
    return problem && t(problem);
  };

  const submit = async () => {
    setTried(true);
    if (text.trim() === "" || check(contact) !== undefined) return;
    setSending(true);
    const sent = await app.leaveMessage(text.trim(), contactDetails(contact));
    setSending(false);
    setFailed(!sent);
    if (sent) writeDraft(draft, "");
  };

  return (
    <form
      style="display:contents"
      novalidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      data-testid="message-form"
    >
      <div class="wb form">
        <div>
          <div class="h">{t("message.title")}</div>
          <p class="sub">{t("message.sub")}</p>
        </div>
        <Field
          large
          label={t("message.text")}
          value={text}
          rows={4}
          maxLength={LIMITS.textChars}
          onInput={(value) => {
            setText(value);
            writeDraft(draft, value);
          }}
          error={tried && text.trim() === "" ? t("form.errorEmpty") : undefined}
          testid="message-text"
        />
        <Field large label={t("message.contact")} value={contact} onInput={setContact} autocomplete="email" name="contact" maxLength={254} check={check} error={tried ? check(contact) : undefined} testid="message-contact" />
        {failed && <Banner tone="danger" icon="alert" title={t("meta.failed")} detail={t("line.unreachableDetail")} />}
      </div>
      <div class="foot">
        <Button kind="primary" size="lg" type="submit" loading={sending} data-testid="message-send">
          {t("message.send")}
        </Button>
        <Button kind="quiet" onClick={() => app.show({ screen: "conversation" })} data-testid="message-instead">
          {t("message.instead")}
        </Button>
      </div>
    </form>
  );
}
