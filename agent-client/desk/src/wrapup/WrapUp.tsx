// After the conversation: how it ended, about what, what to remember. The time left is shown; when it is up, it is saved as it stands.
import { useEffect, useRef, useState } from "preact/hooks";
import { LIMITS, type Conversation, type Disposition } from "@tandem/client";
import { Button, Field, Icon, IconButton, Pick, readDraft, useStore, writeDraft } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { useNow } from "../app/hooks.ts";
import { useI18n } from "../i18n/index.ts";
import { readWrapUp, SAVE_BEFORE_MS, wrapUpKey, type WrapUpDraft } from "./draft.ts";

const DISPOSITIONS: readonly Exclude<Disposition, "not_said">[] = ["solved", "follow_up", "not_solved", "spam"];

export function WrapUp({ id, conversation, onClose }: { id: string; conversation: Conversation; onClose?: (() => void) | undefined }) {
  const { t, clock } = useI18n();
  const { desk, announce } = useShell();
  const state = useStore(desk.state);
  const now = useNow() + state.skew;
  const key = wrapUpKey(id);
  const [draft, setDraft] = useState<WrapUpDraft>(() => readWrapUp(readDraft(key)));
  const [saved, setSaved] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  const endsAt = conversation.ended?.wrapUpEndsAt ?? 0;
  const left = Math.max(0, endsAt - now);
  const stays = (state.pendingPresence ?? state.presence) === "available";

  const change = (next: Partial<WrapUpDraft>) => {
    const whole = { ...draft, ...next };
    setDraft(whole);
    writeDraft(key, JSON.stringify(whole));
  };
  const save = (disposition: Disposition) => {
    if (saved) return;
    setSaved(true);
    desk.wrapUp(id, disposition, draft.topic, draft.note);
    writeDraft(key, "");
  };
  useEffect(() => {
    // The composer went with the conversation's end: who was typing goes on here.
    if (document.activeElement === document.body) form.current?.querySelector<HTMLElement>("button.pick")?.focus();
  }, []);
  useEffect(() => {
    if (left > SAVE_BEFORE_MS || saved || (!draft.disposition && !draft.topic && !draft.note)) return;
    save(draft.disposition ?? "not_said");
    announce(t("wrapup.timeUp"));
  }, [left <= SAVE_BEFORE_MS, saved]);
  useEffect(() => {
    // A refused save can be tried again.
    if (state.troubles.some((trouble) => trouble.command === "finish_wrap_up" && trouble.conversation === id)) setSaved(false);
  }, [state.troubles]);

  return (
    <div class="wr" ref={form} data-testid="wrapup">
      <header class="mh">
        <h2 class="grow">{t("wrapup.title")}</h2>
        <span class={left < 30_000 ? "chip chip-warn num" : "chip chip-info num"} role="timer" aria-live="off" data-testid="wrapup-left">
          <Icon name="clock" size={14} />
          {t("wrapup.left", { time: clock(left) })}
        </span>
        {onClose && <IconButton icon="x" label={t("wrapup.close")} onClick={onClose} data-testid="wrapup-close" />}
      </header>
      <div class="bd">
        <div class="field">
          <span class="lab" id="wrapup-how">
            {t("wrapup.how")}
          </span>
          <div class="picks" role="group" aria-labelledby="wrapup-how">
            {DISPOSITIONS.map((disposition) => (
              <Pick key={disposition} pressed={draft.disposition === disposition} onClick={() => change({ disposition })} data-testid={`wrapup-${disposition}`}>
                {t(`wrapup.${disposition}`)}
              </Pick>
            ))}
          </div>
        </div>
        <Field label={t("wrapup.topic")} hint={t("wrapup.topic.hint")} value={draft.topic} onInput={(topic) => change({ topic })} maxLength={LIMITS.nameChars} testid="wrapup-topic" />
        <Field label={t("wrapup.note")} hint={t("wrapup.note.hint")} value={draft.note} onInput={(note) => change({ note })} rows={5} maxLength={LIMITS.textChars} testid="wrapup-note" />
        {!draft.disposition && <p class="hint">{t("wrapup.choose")}</p>}
        {draft.disposition && left < 30_000 && <p class="hint">{t("wrapup.soon")}</p>}
      </div>
      <footer class="wr-acts">
        <Button kind="quiet" onClick={() => desk.moreTime(id)} disabled={saved} data-testid="wrapup-more">
          {t("wrapup.more")}
        </Button>
        <span class="grow" />
        <Button kind="primary" loading={saved} disabled={!draft.disposition} onClick={() => draft.disposition && save(draft.disposition)} data-testid="wrapup-save">
          {t(stays ? "wrapup.saveAvailable" : "wrapup.save")}
        </Button>
      </footer>
    </div>
  );
}
