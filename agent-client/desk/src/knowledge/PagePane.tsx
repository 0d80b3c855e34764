// One page as the assistant sees it, and whether it may answer from it.
import { useEffect, useState } from "preact/hooks";
import { Banner, Button, Icon, IconButton, RadioRow, Skeleton } from "@tandem/ui";
import { Confirm } from "../app/Confirm.tsx";
import { useShell } from "../app/context.ts";
import type { PageAsSeen, PageUse } from "../app/knowledge.ts";
import { go } from "../app/route.ts";
import { useI18n } from "../i18n/index.ts";
import { EntryForm } from "./EntryForm.tsx";
import { FileForm, fileSize } from "./FileForm.tsx";
import { shown } from "./PageList.tsx";

const USES: readonly PageUse[] = ["answers", "pinned", "excluded"];
/** No crawl takes a file away, so it needs no pin. */
const USES_OF_FILE: readonly PageUse[] = ["answers", "excluded"];

export function PagePane({ url, onChanged }: { url: string; onChanged: () => void }) {
  const { t, day, time } = useI18n();
  const { api, announce } = useShell();
  const [seen, setSeen] = useState<PageAsSeen | "error">();
  const [attempt, setAttempt] = useState(0);
  const [editing, setEditing] = useState(false);
  const [asking, setAsking] = useState(false);
  const [failed, setFailed] = useState(false);
  const [saving, setSaving] = useState<PageUse>();

  useEffect(() => {
    let wanted = true;
    setSeen(undefined);
    setEditing(false);
    setFailed(false);
    void api.knowledge.page(url).then((answer) => wanted && setSeen(answer.ok ? answer.value : "error"));
    return () => {
      wanted = false;
    };
  }, [url, attempt]);

  const done = (ok: boolean) => {
    setFailed(!ok);
    if (ok) {
      announce(t("knowledge.used"));
      onChanged();
    }
  };
  const use = async (wanted: PageUse) => {
    if (saving || !seen || seen === "error" || wanted === seen.page.use) return;
    setSaving(wanted);
    const answer = await api.knowledge.use(url, wanted);
    if (answer.ok) setSeen({ ...seen, page: { ...seen.page, use: wanted } });
    setSaving(undefined);
    done(answer.ok);
  };
  const erase = async () => {
    const answer = await (page?.file ? api.knowledge.eraseFile(url) : api.knowledge.erase(url));
    done(answer.ok);
    if (answer.ok) go({ view: "knowledge" });
  };

  const page = seen && seen !== "error" ? seen.page : undefined;
  const saved = (at: string | undefined) => {
    setEditing(false);
    if (at) {
      setAttempt(attempt + 1);
      onChanged();
    }
  };
  if (editing && page?.file) return <FileForm at={url} before={page.file} onDone={saved} />;
  if (editing && page && seen && seen !== "error") {
    return (
      <EntryForm
        at={url}
        before={{ question: page.title, answer: seen.passages.map((passage) => passage.lines.join("\n")).join("\n"), language: page.language === "und" ? "en" : page.language }}
        onDone={saved}
      />
    );
  }
  const current = saving ?? page?.use ?? "answers";
  const file = page?.file;
  const uses = file ? USES_OF_FILE : USES;
  return (
    <main class="pane main kn-main" id="conversation" tabIndex={-1} aria-label={t("knowledge.page", { title: page?.title ?? "" })} data-testid="knowledge-page">
      <header class="mh">
        <IconButton class="back" icon="left" iconSize={22} label={t("knowledge.back")} onClick={() => go({ view: "knowledge" })} data-testid="knowledge-back" />
        <div class="grow">
          {page && <h2 class="cut">{page.title || shown(url)}</h2>}
          {page && (
            <p class="cut">
              {file ? `${file.name} · ${fileSize(file.bytes, t)}` : t(page.written ? "knowledge.written" : `knowledge.language.${page.language}`)} · {t("knowledge.changedAt", { day: day(Date.parse(page.learnedAt)), time: time(Date.parse(page.learnedAt)) })}
            </p>
          )}
        </div>
        {page && (!page.written || (file && page.use !== "excluded")) && (
          <a class="btn btn-sm" href={page.url} target="_blank" rel="noreferrer" data-testid="knowledge-open">
            <Icon name="out" size={16} />
            {t(file ? "file.open" : "knowledge.open")}
          </a>
        )}
        {page?.written && (
          <>
            <Button size="sm" onClick={() => setEditing(true)} data-testid="entry-edit">
              {t(file ? "file.replace" : "knowledge.entry.edit")}
            </Button>
            <Button size="sm" kind="quiet" onClick={() => setAsking(true)} data-testid="entry-delete">
              {t("knowledge.entry.delete")}
            </Button>
          </>
        )}
      </header>
      <div class="kn-body">
        {seen === "error" && (
          <Banner tone="danger" icon="alert" title={t("knowledge.missing")} detail={t("knowledge.missing.detail")} testid="knowledge-missing">
            <Button size="sm" onClick={() => setAttempt(attempt + 1)}>
              {t("knowledge.again")}
            </Button>
          </Banner>
        )}
        {failed && <Banner tone="danger" icon="alert" title={t("knowledge.failed")} testid="knowledge-failed" />}
        {seen === undefined && <Skeleton rows={5} />}
        {page && (!page.written || file) && (
          <section class="kn-use">
            <h3 id="kn-use">{t("knowledge.use")}</h3>
            <RadioRow class="picks" labelledBy="kn-use" count={uses.length} selected={uses.indexOf(current)} onSelect={(i) => void use(uses[i] ?? "answers")}>
              {(i, radio) => (
                <button type="button" class="pick" data-testid={`use-${uses[i]}`} {...radio}>
                  {t(file && uses[i] === "answers" ? "file.use" : `knowledge.use.${uses[i] ?? "answers"}`)}
                </button>
              )}
            </RadioRow>
            <p class="hint">{t(file ? `file.use.${current === "excluded" ? "excluded" : "answers"}.detail` : `knowledge.use.${current}.detail`)}</p>
            {file && (
              <a class="kn-original" href={api.knowledge.originalFile(url)} download={file.name} data-testid="file-original">
                {t("file.original")}
              </a>
            )}
          </section>
        )}
        {page && seen && seen !== "error" && (
          <section class="kn-seen" aria-labelledby="kn-seen">
            <h3 id="kn-seen" class="sect">
              {t("knowledge.asSeen")}
            </h3>
            {seen.passages.length === 0 && <p class="t2">{t("knowledge.noWords")}</p>}
            {seen.passages.map((passage, i) => (
              <article key={i} lang={page.language === "und" ? undefined : page.language} data-testid="passage">
                {passage.headings.length > 0 && <h4>{passage.headings.join(" › ")}</h4>}
                {passage.lines.map((line, at) => (
                  <p dir="auto" key={at}>
                    {line}
                  </p>
                ))}
              </article>
            ))}
          </section>
        )}
      </div>
      {asking && <Confirm title={t(file ? "file.delete.sure" : "knowledge.entry.delete.sure")} detail={t(file ? "file.delete.detail" : "knowledge.entry.delete.detail")} yes={t("knowledge.entry.delete")} onYes={() => void erase()} onClose={() => setAsking(false)} testid="entry-delete-sure" />}
    </main>
  );
}
