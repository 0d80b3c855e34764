// A file for the assistant to answer from: chosen or dropped, sent, and read by the server while the form says how far it is.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Banner, Button, Icon, IconButton } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { FILE_LIMITS, type FileRefusal, type KnownFile } from "../app/knowledge.ts";
import { useI18n, type DeskI18n } from "../i18n/index.ts";

export interface FileFormProps {
  /** Address of the file that is replaced; a new one without. */
  at?: string;
  before?: KnownFile;
  /** With the address of what was saved, or nothing. */
  onDone: (saved: string | undefined) => void;
}

export function FileForm({ at, before, onDone }: FileFormProps) {
  const { t } = useI18n();
  const { api, announce } = useShell();
  const [file, setFile] = useState<File>();
  const [why, setWhy] = useState<FileRefusal | "none">();
  /** Share that is sent; nothing while nothing is. */
  const [sent, setSent] = useState<number>();
  const [over, setOver] = useState(false);
  const going = useRef<AbortController | undefined>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => () => going.current?.abort(), []);

  const choose = (next: File | undefined) => {
    setFile(next);
    setWhy(next && problemOf(next));
  };
  const send = async () => {
    const problem = file ? problemOf(file) : "none";
    if (problem || !file) {
      setWhy(problem);
      input.current?.focus();
      return;
    }
    const controller = new AbortController();
    going.current = controller;
    setWhy(undefined);
    setSent(0);
    const answer = await api.knowledge.upload(file, { at, sent: setSent, until: controller.signal });
    if (going.current !== controller) return;
    going.current = undefined;
    setSent(undefined);
    if (answer.ok) {
      announce(t("knowledge.used"));
      onDone(answer.url);
    } else if (answer.why === "given_up") {
      announce(t("file.givenUp"));
    } else {
      setWhy(answer.why);
    }
  };
  const busy = sent !== undefined;
  return (
    <main class="pane main kn-main" id="conversation" tabIndex={-1} aria-label={t(at ? "file.replace.title" : "file.add")} data-testid="file-form">
      <header class="mh">
        <IconButton class="back" icon="left" iconSize={22} label={t("knowledge.back")} onClick={() => onDone(undefined)} />
        <h2 class="grow">{before ? t("file.replace.of", { name: before.name }) : t("file.add")}</h2>
      </header>
      <form
        class="kn-body kn-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void send();
        }}
      >
        <div
          class={over ? "kn-drop is-over" : "kn-drop"}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(!busy);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            if (!busy) choose(event.dataTransfer?.files[0]);
          }}
          data-testid="file-drop"
        >
          <Icon name="clip" size={22} />
          <label for={id}>{t("file.choose")}</label>
          <input id={id} ref={input} type="file" accept={FILE_LIMITS.endings.map((ending) => `.${ending}`).join(",")} disabled={busy} aria-invalid={why ? true : undefined} aria-describedby={`${id}-below`} onChange={(event) => choose(event.currentTarget.files?.[0])} data-testid="file-input" />
          <span class="hint" id={`${id}-below`}>
            {t("file.hint", { size: fileSize(FILE_LIMITS.bytes, t) })}
          </span>
        </div>
        {file && (
          <p class="kn-chosen" data-testid="file-chosen">
            <bdi>{file.name}</bdi> <span class="t2">{fileSize(file.size, t)}</span>
          </p>
        )}
        {why && <Banner tone="danger" icon="alert" title={t(`file.why.${why}`)} testid="file-refused" />}
        {busy && (
          <div class="kn-sending" data-testid="file-progress">
            <p role="status">{t(sent < 1 ? "file.sending" : "file.reading")}</p>
            <div class={sent < 1 ? "kn-bar" : "kn-bar is-busy"} role="progressbar" aria-label={t("file.sending")} aria-valuemin={0} aria-valuemax={100} aria-valuenow={sent < 1 ? Math.round(sent * 100) : undefined}>
              <span style={`inline-size:${(sent * 100).toFixed(0)}%`} />
            </div>
          </div>
        )}
        <div class="kn-acts">
          <Button kind="quiet" onClick={() => (busy ? going.current?.abort() : onDone(undefined))} data-testid="file-cancel">
            {t("knowledge.entry.cancel")}
          </Button>
          <Button kind="primary" type="submit" loading={busy} data-testid="file-send">
            {t(at ? "file.replace" : "file.send")}
          </Button>
        </div>
      </form>
    </main>
  );
}

/** What can be seen before anything is sent. */
function problemOf(file: File): FileRefusal | undefined {
  const ending = file.name.slice(file.name.lastIndexOf(".") + 1).toLowerCase();
  if (![...FILE_LIMITS.endings, "text", "markdown", "htm"].includes(ending)) return "file_type";
  if (file.name.length > FILE_LIMITS.name) return "file_name";
  if (file.size === 0) return "file_empty";
  return file.size > FILE_LIMITS.bytes ? "file_too_big" : undefined;
}

export function fileSize(bytes: number, t: DeskI18n["t"]): string {
  return bytes < 1024 * 1024 ? t("file.kilobytes", { count: Math.max(1, Math.round(bytes / 1024)) }) : t("file.megabytes", { count: Math.round(bytes / 1024 / 102.4) / 10 });
}
