// A draft being written: what people cost, what is at stake, and when it is enough.
import { useState } from "preact/hooks";
import { Banner, Button, Field, IconButton } from "@tandem/ui";
import type { Draft, Policy, ValueName, Version } from "../app/policy.ts";
import { useI18n } from "../i18n/index.ts";
import type { Trouble } from "./usePolicy.ts";
import { GROUPS, read, shown, typed, unitOf } from "./values.ts";

export interface VersionFormProps {
  policy: Policy;
  /** Whose values it begins with. */
  from: Version;
  /** Else it is a new one. */
  rewrites: boolean;
  /** Says what went wrong, or nothing. */
  onSave: (draft: Draft) => Promise<Trouble | undefined>;
  onCancel: () => void;
}

export function VersionForm({ policy, from, rewrites, onSave, onCancel }: VersionFormProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const [name, setName] = useState(rewrites ? from.name : "");
  const [note, setNote] = useState(rewrites ? from.note : "");
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>(() => Object.fromEntries(policy.values.map((value) => [value.name, typed(value.name, from.values[value.name])])));
  const [tried, setTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();

  const wrong = (value: ValueName, text: string): string | undefined => {
    const limits = policy.values.find((one) => one.name === value);
    const number = read(value, text);
    if (limits && number !== undefined && number >= limits.least && number <= limits.most && (!limits.whole || Number.isInteger(number))) return undefined;
    return limits && t(limits.whole ? "policy.whole" : "policy.range", { least: shown(value, limits.least, i18n), most: shown(value, limits.most, i18n) });
  };
  const save = async () => {
    setTried(true);
    const values: Partial<Record<ValueName, number>> = {};
    for (const { name: value } of policy.values) {
      const number = read(value, texts[value] ?? "");
      if (number === undefined || wrong(value, texts[value] ?? "")) return;
      values[value] = number;
    }
    if (!name.trim()) return;
    setSaving(true);
    const failed = await onSave({ name: name.trim(), note: note.trim(), values });
    setSaving(false);
    setTrouble(failed);
  };
  const title = t(rewrites ? "policy.edit.title" : "policy.new");
  return (
    <main class="pane main kn-main" id="conversation" tabIndex={-1} aria-label={title} data-testid="policy-form">
      <header class="mh">
        <IconButton class="back" icon="left" iconSize={22} label={t("policy.back")} onClick={onCancel} />
        <h2 class="grow">{title}</h2>
      </header>
      <form
        class="kn-body po-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {trouble && <Banner tone="danger" icon="alert" title={t(`policy.trouble.${trouble}`)} detail={t("policy.trouble.kept")} testid="policy-trouble" />}
        <Field label={t("policy.name")} hint={t("policy.name.hint")} value={name} onInput={setName} maxLength={80} error={tried && !name.trim() ? t("policy.name.missing") : undefined} testid="policy-name" />
        <Field label={t("policy.note")} optional={t("knowledge.entry.optional")} value={note} onInput={setNote} rows={2} maxLength={500} testid="policy-note" />
        {GROUPS.map((group) => (
          <fieldset key={group.title} class="po-group">
            <legend>{t(`policy.group.${group.title}`)}</legend>
            <p class="hint">{t(`policy.group.${group.title}.detail`)}</p>
            <div class="po-fields">
              {group.values.map((value) => (
                <Field
                  key={value}
                  label={t(`policy.value.${value}`)}
                  optional={t(unitOf(value))}
                  hint={t(`policy.value.${value}.hint`)}
                  value={texts[value] ?? ""}
                  onInput={(text) => setTexts({ ...texts, [value]: text })}
                  check={(text) => wrong(value, text)}
                  error={tried ? wrong(value, texts[value] ?? "") : undefined}
                  testid={`policy-${value}`}
                />
              ))}
            </div>
          </fieldset>
        ))}
        <p class="hint">{t("policy.always")}</p>
        <div class="kn-acts">
          <Button kind="quiet" onClick={onCancel} data-testid="policy-cancel">
            {t("knowledge.entry.cancel")}
          </Button>
          <Button kind="primary" type="submit" loading={saving} data-testid="policy-save">
            {t("policy.save")}
          </Button>
        </div>
      </form>
    </main>
  );
}
