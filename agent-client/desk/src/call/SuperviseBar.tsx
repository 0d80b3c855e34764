// A supervisor and the call of others: outside with three ways in, inside with the way chosen, what it means, and the way out.
import { useEffect, useRef } from "preact/hooks";
import { isSilent, type Call, type Conversation, type SupervisionMode } from "@tandem/client";
import { Icon, useStore, type IconName } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { useI18n } from "../i18n/index.ts";

const MODES: readonly { mode: SupervisionMode; icon: IconName }[] = [
  { mode: "monitor", icon: "ear" },
  { mode: "whisper", icon: "message" },
  { mode: "barge", icon: "phone" },
];

export interface SuperviseBarProps {
  id: string;
  /** The customer's. */
  name: string;
  conversation: Conversation;
  mode: SupervisionMode | undefined;
  call: Call | undefined;
}

export function SuperviseBar({ id, name, conversation: { call: on, agent }, mode, call }: SuperviseBarProps) {
  const { t } = useI18n();
  const { desk, announce } = useShell();
  const values = { agent: agent?.name ?? t("supervise.nobody"), customer: name };
  const title = t(mode ? `supervise.is.${mode}` : "supervise.out");
  const detail = mode ? t(`supervise.is.${mode}.detail`, values) : t("supervise.out.detail");
  const said = useRef(mode);
  useEffect(() => {
    if (said.current !== mode) announce(`${title}. ${detail}`, "assertive");
    said.current = mode;
  }, [mode]);
  if (!on) return null;
  return (
    <section class="dock dock-consult" aria-label={t("supervise.label")} data-testid="supervise" data-mode={mode ?? "out"}>
      <p class="grow">
        <b>{title}</b>
        <span>{detail}</span>
      </p>
      <div class="dock-consult-acts">
        <div class="dock-consult-acts" role="group" aria-label={t("supervise.how")}>
          {MODES.map(({ mode: one, icon }) => (
            <button key={one} type="button" class={one === mode ? "rec-act is-main" : "rec-act"} aria-pressed={one === mode} onClick={() => desk.supervise(id, on.id, one)} data-testid={`supervise-${one}`}>
              <Icon name={icon} size={14} />
              {t(`supervise.${one}`)}
            </button>
          ))}
        </div>
        {mode && call && <OwnVoice call={call} mode={mode} />}
        {mode && (
          <button type="button" class="rec-act" onClick={() => desk.endSupervision(id, on.id)} data-testid="supervise-leave">
            <Icon name="out" size={14} />
            {t("supervise.leave")}
          </button>
        )}
      </div>
    </section>
  );
}

function OwnVoice({ call, mode }: { call: Call; mode: SupervisionMode }) {
  const { t } = useI18n();
  const state = useStore(call.state);
  if (state.phase === "connecting" || state.phase === "reconnecting") {
    return (
      <span class="rec-act" data-testid="supervise-connecting">
        {t("supervise.connecting")}
      </span>
    );
  }
  if (mode === "monitor") return null;
  const silent = isSilent(state);
  return (
    <button type="button" class="rec-act" onClick={() => void call.mute(!silent)} data-testid="supervise-mute">
      <Icon name={silent ? "micoff" : "mic"} size={14} />
      {t(silent ? "supervise.unmute" : "supervise.mute")}
    </button>
  );
}

/** What the agent in the call is told of supervisors in it. */
export function SupervisedNote({ conversation }: { conversation: Conversation }) {
  const { t } = useI18n();
  const { announce } = useShell();
  const { me } = useStore(useShell().desk.state);
  const others = (conversation.supervisors ?? []).filter(({ id }) => id !== me?.id);
  const words = others.map(({ name, mode }) => t("supervise.others", { name, mode })).join(", ");
  const said = useRef("");
  useEffect(() => {
    if (words && said.current !== words) announce(words, "assertive");
    said.current = words;
  }, [words]);
  return (
    <>
      {others.map(({ id, name, mode }) => (
        <section key={id} class="dock dock-consult" data-testid="supervised" data-mode={mode}>
          <Icon name={MODES.find((one) => one.mode === mode)?.icon ?? "ear"} size={18} />
          <p class="grow">
            <b>{t("supervise.others", { name, mode })}</b>
            <span>{t("supervise.others.detail", { mode })}</span>
          </p>
        </section>
      ))}
    </>
  );
}
