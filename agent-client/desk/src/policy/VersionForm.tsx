// A draft being written: what people cost, what is at stake, and when it is enough.
import { useState } from "preact/hooks";
import { Banner, Button, Field, IconButton } from "@tandem/ui";
import type { Draft, Policy, ValueName, Version } from "../app/policy.ts";
import { useI18n } from "../i18n/index.ts";
import type { Trouble } from "./usePolicy.ts";
import { GROUPS, read, shown, twoWays, typed, unitOf } from "./values.ts";

/** As the business signs it. */
const SEGMENT = /^[a-z0-9][a-z0-9_-]{0,31}$/u;

/** With a value of their own. */
const SEGMENTS_AT_MOST = 20;

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
  const [segments, setSegments] = useState(() => Object.entries(from.customerValues).map(([segment, value], i) => ({ id: i, segment, value: typed("customerValue", value) })));
  const [tried, setTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();

  const wrong = (value: ValueName, text: string): string | undefined => {
    const limits = policy.values.find((one) => one.name === value);
    const either = twoWays(text);
    if (either) return t("policy.either", either);
    const number = read(value, text);
    if (limits && number !== undefined && number >= limits.least && number <= limits.most && (!limits.whole || Number.isInteger(number))) return undefined;
    return limits && t(limits.whole ? "policy.whole" : "policy.range", { least: shown(value, limits.least, i18n), most: shown(value, limits.most, i18n) });
  };
  const segmentProblem = (one: (typeof segments)[number]): string | undefined => {
    if (!SEGMENT.test(one.segment)) return t("policy.segment.wrong");
    return segments.some((other) => other.id < one.id && other.segment === one.segment) ? t("policy.segment.twice") : undefined;
  };
  const save = async () => {
    setTried(true);
    const values: Partial<Record<ValueName, number>> = {};
    for (const { name: value } of policy.values) {
      const number = read(value, texts[value] ?? "");
      if (number === undefined || wrong(value, texts[value] ?? "")) return;
      values[value] = number;
    }
    const customerValues: Record<string, number> = {};
    for (const one of segments) {
      const number = read("customerValue", one.value);
      if (number === undefined || wrong("customerValue", one.value) || segmentProblem(one)) return;
      customerValues[one.segment] = number;
    }
    if (!name.trim()) return;
    setSaving(true);
    const failed = await onSave({ name: name.trim(), note: note.trim(), values, customerValues });
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
            {group.title === "stake" && (
              <div class="po-segments">
                <p class="lab">{t("policy.segments")}</p>
                <p class="hint">{t("policy.segments.hint")}</p>
                {segments.map((one) => {
                  const change = (part: Partial<typeof one>) => setSegments(segments.map((other) => (other.id === one.id ? { ...one, ...part } : other)));
                  return (
                    <div key={one.id} class="po-segment" data-testid="policy-segment-row">
                      <Field label={t("policy.segment")} value={one.segment} onInput={(segment) => change({ segment: segment.trim() })} error={tried ? segmentProblem(one) : undefined} maxLength={32} testid="policy-segment" />
                      <Field label={t("policy.value.customerValue")} value={one.value} onInput={(value) => change({ value })} check={(text) => wrong("customerValue", text)} error={tried ? wrong("customerValue", one.value) : undefined} testid="policy-segment-value" />
                      <IconButton icon="x" label={t("policy.segment.remove", { named: one.segment || t("policy.segment") })} onClick={() => setSegments(segments.filter((other) => other.id !== one.id))} data-testid="policy-segment-remove" />
                    </div>
                  );
                })}
                {segments.length < SEGMENTS_AT_MOST && (
                  <Button size="sm" icon="plus" onClick={() => setSegments([...segments, { id: Math.max(-1, ...segments.map((one) => one.id)) + 1, segment: "", value: texts["customerValue"] ?? "" }])} data-testid="policy-segment-add">
                    {t("policy.segment.add")}
                  </Button>
                )}
              </div>
            )}
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
