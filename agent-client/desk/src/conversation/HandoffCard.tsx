// Once, above the agent's first message: what a colleague would have said in one breath, and the decision behind it on request.
import { useState } from "preact/hooks";
import type { EscalationDecidedEvent, Handoff } from "@tandem/client";
import { Mark } from "@tandem/ui";
import { useI18n } from "../i18n/index.ts";
import { HandoffFacts, Told } from "./HandoffFacts.tsx";
import { signalLabel } from "./signals.ts";

export interface HandoffCardProps {
  handoff: Handoff;
  waitedMs: number | undefined;
  decision: EscalationDecidedEvent | undefined;
  onRead: () => void;
  /** Goes to the message of that version. */
  onTurn: (version: number) => void;
}

export function HandoffCard({ handoff, waitedMs, decision, onRead, onTurn }: HandoffCardProps) {
  const { t, clock } = useI18n();
  const [open, setOpen] = useState(false);
  return (
    <article class="hand" aria-label={t("handoff.title")} data-testid="handoff-card">
      <div class="top">
        <Mark size={22} />
        <span class="grow">{t("handoff.title")}</span>
        {waitedMs !== undefined && <span class="waited num">{t("handoff.waited", { time: clock(waitedMs) })}</span>}
      </div>
      <h3>
        <Told words={handoff.problem || t("handoff.noProblem")} turn={handoff.problemTurn} onTurn={onTurn} />
      </h3>
      <PassedOn handoff={handoff} />
      <HandoffFacts handoff={handoff} onTurn={onTurn} />
      <div class={handoff.turns > 0 || decision ? "bt" : "bt is-empty"}>
        {handoff.turns > 0 && (
          <button type="button" class="link" onClick={onRead} data-testid="handoff-read">
            {t("handoff.read", { count: handoff.turns })}
          </button>
        )}
        {decision && (
          <button type="button" class="link" aria-expanded={open} onClick={() => setOpen(!open)} data-testid="handoff-decision">
            {t(open ? "handoff.decision.hide" : "handoff.decision")}
          </button>
        )}
      </div>
      {open && decision && <Decision decision={decision} />}
    </article>
  );
}

/** By which colleague, and what they wrote for the next one. */
export function PassedOn({ handoff: { passedOn } }: { handoff: Handoff }) {
  const { t } = useI18n();
  if (!passedOn) return null;
  return (
    <p class="passed-on" data-testid="handoff-passed-on">
      <b>{t("handoff.from", { name: passedOn.name })}</b>
      {passedOn.note && <q>{passedOn.note}</q>}
    </p>
  );
}

/** The rule, and what it rests on, in the customer's words. */
function Decision({ decision }: { decision: EscalationDecidedEvent }) {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <div class="decision" data-testid="handoff-decision-details">
      <dl class="facts">
        <dt>{t("handoff.rule")}</dt>
        <dd>{signalLabel(i18n, decision.rule)}</dd>
        {decision.signals.map((signal) => (
          <div class="evidence" key={signal.name}>
            <dt>{signalLabel(i18n, signal.name)}</dt>
            <dd>
              {signal.value > 1 ? t("handoff.times", { count: signal.value, evidence: signal.evidence }) : <q>{signal.evidence}</q>}
            </dd>
          </div>
        ))}
        <dt>{t("handoff.policy")}</dt>
        <dd>{decision.policyVersion}</dd>
      </dl>
    </div>
  );
}
