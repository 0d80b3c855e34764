// A question and its answer, written or changed by a supervisor.
import { useId, useState } from "preact/hooks";
import { Banner, Button, Field, IconButton, RadioRow } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { ENTRY_LIMITS, type Entry } from "../app/knowledge.ts";
import { useI18n } from "../i18n/index.ts";

const LANGUAGES: readonly Entry["language"][] = ["en", "es", "fr"];

export interface EntryFormProps {
  /** Address of the entry that is changed; a new one without. */
  at?: string;
  before?: Entry;
  /** With the address of what was saved, or nothing. */
  onDone: (saved: string | undefined) => void;
}

export function EntryForm({ at, before, onDone }: EntryFormProps) {
  const { t } = useI18n();
  const { api, announce } = useShell();
  const [entry, setEntry] = useState<Entry>(before ?? { question: "", answer: "", language: "en" });
  const [tried, setTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const [refused, setRefused] = useState<number>();
  const languages = useId();
  const change = (next: Partial<Entry>) => setEntry({ ...entry, ...next });
  const badLink = entry.link ? !isAddress(entry.link) : false;
  const save = async () => {
    setTried(true);
    if (!entry.question.trim() || !entry.answer.trim() || badLink) return;
    setSaving(true);
    const answer = at === undefined ? await api.knowledge.write(entry) : await api.knowledge.rewrite(at, entry);
    setSaving(false);
    if (!answer.ok) {
      setRefused(answer.status);
      return;
    }
    announce(t("knowledge.used"));
    onDone(answer.value.url);
  };
  return (
    <main class="pane main kn-main" id="conversation" tabIndex={-1} aria-label={t(at ? "knowledge.entry.change" : "knowledge.entry.new")} data-testid="entry">
      <header class="mh">
        <IconButton class="back" icon="left" iconSize={22} label={t("knowledge.back")} onClick={() => onDone(undefined)} />
        <h2 class="grow">{t(at ? "knowledge.entry.change" : "knowledge.entry.new")}</h2>
      </header>
      <form
        class="kn-body kn-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {refused !== undefined && <Banner tone="danger" icon="alert" title={t(refused === 409 ? "knowledge.entry.tooMany" : "knowledge.failed")} testid="entry-failed" />}
        <Field label={t("knowledge.entry.question")} hint={t("knowledge.entry.question.hint")} value={entry.question} onInput={(question) => change({ question })} maxLength={ENTRY_LIMITS.question} error={tried && !entry.question.trim() ? t("knowledge.entry.question.missing") : undefined} testid="entry-question" />
        <Field label={t("knowledge.entry.answer")} hint={t("knowledge.entry.answer.hint")} value={entry.answer} onInput={(answer) => change({ answer })} rows={8} maxLength={ENTRY_LIMITS.answer} error={tried && !entry.answer.trim() ? t("knowledge.entry.answer.missing") : undefined} testid="entry-answer" />
        <div class="field">
          <span class="lab" id={languages}>
            {t("knowledge.entry.language")}
          </span>
          <RadioRow class="picks" labelledBy={languages} count={LANGUAGES.length} selected={LANGUAGES.indexOf(entry.language)} onSelect={(i) => change({ language: LANGUAGES[i] ?? "en" })}>
            {(i, radio) => (
              <button type="button" class="pick" data-testid={`entry-language-${LANGUAGES[i]}`} {...radio}>
                {t(`knowledge.language.${LANGUAGES[i] ?? "en"}`)}
              </button>
            )}
          </RadioRow>
        </div>
        {at === undefined && <Field label={t("knowledge.entry.link")} optional={t("knowledge.entry.optional")} hint={t("knowledge.entry.link.hint")} value={entry.link ?? ""} onInput={(link) => change({ link })} check={(link) => (isAddress(link) ? undefined : t("knowledge.entry.link.wrong"))} error={tried && badLink ? t("knowledge.entry.link.wrong") : undefined} maxLength={2_000} testid="entry-link" />}
        <div class="kn-acts">
          <Button kind="quiet" onClick={() => onDone(undefined)} data-testid="entry-cancel">
            {t("knowledge.entry.cancel")}
          </Button>
          <Button kind="primary" type="submit" loading={saving} data-testid="entry-save">
            {t("knowledge.entry.save")}
          </Button>
        </div>
      </form>
    </main>
  );
}

function isAddress(text: string): boolean {
  try {
    return ["http:", "https:"].includes(new URL(text.trim()).protocol);
  } catch {
    return false;
  }
}
