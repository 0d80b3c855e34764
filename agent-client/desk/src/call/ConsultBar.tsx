// Two agents in one call: who hears whom now, and what can be done about it. Part of the stage, so dark.
import { useEffect, useRef } from "preact/hooks";
import type { Conversation } from "@tandem/client";
import { Icon, type IconName } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { useI18n } from "../i18n/index.ts";

export interface ConsultBarProps {
  id: string;
  /** The customer's. */
  name: string;
  conversation: Conversation;
  guest: boolean;
}

export function ConsultBar({ id, name, conversation: { agent, colleague, call }, guest }: ConsultBarProps) {
  const { t } = useI18n();
  const { desk, announce } = useShell();
  const other = (guest ? agent?.name : colleague?.name) ?? "";
  const alone = call?.held === true;
  const words = t(alone ? "consult.alone" : "consult.together", { name: other, customer: name });
  const said = useRef("");
  useEffect(() => {
    if (said.current !== words) announce(words, "assertive");
    said.current = words;
  }, [words]);
  const act = (key: string, icon: IconName, text: string, onClick: () => void) => (
    <button type="button" class="rec-act" onClick={onClick} data-testid={`consult-${key}`}>
      <Icon name={icon} size={14} />
      {text}
    </button>
  );
  return (
    <section class="dock dock-consult" aria-label={t("consult.label", { name: other })} data-testid="consult" data-alone={alone}>
      <p class="grow">
        <b>{words}</b>
        {alone && <span>{t("consult.alone.detail", { customer: name })}</span>}
      </p>
      <div class="dock-consult-acts">
        {guest ? (
          act("leave", "out", t("consult.leave"), () => desk.endConsult(id))
        ) : (
          <>
            {call && (alone ? act("bring", "play", t("consult.bring", { customer: name }), () => desk.hold(id, call.id, false)) : act("hold", "pause", t("consult.hold", { customer: name }), () => desk.hold(id, call.id, true)))}
            {act("drop", "x", t("consult.drop", { name: other }), () => desk.endConsult(id))}
            <button type="button" class="rec-act is-main" onClick={() => desk.completeTransfer(id)} data-testid="consult-complete">
              <Icon name="transfer" size={14} />
              {t("consult.complete", { name: other })}
            </button>
          </>
        )}
      </div>
    </section>
  );
}
