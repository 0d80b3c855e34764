// The short form before a person: only what is missing, one question, and the way around it.
import { useState } from "preact/hooks";
import { LIMITS, type Conversation, type Details } from "@tandem/client";
import { Button, Field, Icon } from "@tandem/ui";
import { contactDetails, contactProblem } from "../checks.ts";
import { useApp } from "../hooks.ts";

export function DetailsForm({ conversation, asked }: { conversation: Conversation; asked: NonNullable<Conversation["asked"]> }) {
  const app = useApp();
  const { t } = app.i18n;
  const [name, setName] = useState(conversation.details.name ?? "");
  const [contact, setContact] = useState("");
  const [answer, setAnswer] = useState("");
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const wants = (field: "name" | "contact" | "question") => asked.fields.includes(field);
  const check = (value: string) => {
    const problem = contactProblem(value);
    return problem && t(problem);
  };
  const wait = conversation.waits.find(({ channel }) => channel === conversation.chosen)?.waitSeconds;
  const problem = conversation.messages.find((message) => message.by === "customer")?.text;

  const submit = async () => {
    setTried(true);
    if (contactProblem(contact)) return;
    const details: Details = {
      ...(name.trim() ? { name: name.trim() } : {}),
      ...contactDetails(contact),
      ...(answer.trim() ? { answer: answer.trim() } : {}),
    };
    setSending(true);
    // Nothing was filled in: that is "just connect me", said by another button.
    await app.command((id) => (Object.keys(details).length === 0 ? { type: "skip_details", conversation: id } : { type: "give_details", conversation: id, details }));
    setSending(false);
  };

  return (
    <form
      style="display:contents"
      novalidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      data-testid="details-form"
    >
      <div class="wb form">
        <div>
          <div class="h">{t("form.title")}</div>
          <p class="sub">{t("form.sub")}</p>
        </div>
        {wants("name") && <Field large label={t("form.name")} value={name} onInput={setName} autocomplete="name" name="name" maxLength={LIMITS.nameChars} testid="details-name" />}
        {wants("contact") && (
          <Field large label={t("form.contact")} value={contact} onInput={setContact} check={check} error={tried ? check(contact) : undefined} hint={t("form.contactHint")} autocomplete="email" name="contact" maxLength={254} testid="details-contact" />
        )}
        {wants("question") && <Field large label={t(`form.question.${asked.question ?? "problem"}`)} value={answer} onInput={setAnswer} maxLength={LIMITS.textChars} testid="details-answer" />}
        {problem && (
          <div class="list end">
            <div class="quote">
              <Icon name="quote" size={18} />
              <span class="grow">
                <small>{t("form.passOn")}</small>
                <span class="said">{problem}</span>
              </span>
            </div>
          </div>
        )}
      </div>
      <div class="foot">
        <Button kind="primary" size="lg" type="submit" loading={sending} data-testid="details-submit">
          {t("form.submit")}
        </Button>
        <Button kind="quiet" onClick={() => void app.command((id) => ({ type: "skip_details", conversation: id }))} data-testid="details-skip">
          {t("form.skip")}
        </Button>
        <p class="tiny num">{wait === undefined ? t("form.leave") : t("form.wait", { time: app.i18n.minutes(wait * 1000) })}</p>
      </div>
    </form>
  );
}
