// One decision, opened: what was seen with the words it was seen in, the rule, and what each way was expected to cost.
import { useId } from "preact/hooks";
import { createPortal } from "preact/compat";
import type { Weighing } from "@tandem/client";
import { Button, useFocusTrap } from "@tandem/ui";
import type { Decision } from "../app/policy.ts";
import { signalLabel } from "../conversation/signals.ts";
import { useI18n } from "../i18n/index.ts";
import { exact } from "./values.ts";

/** Numbers that are no likelihood. */
const COUNTED = new Set(["failed_answers", "rephrased"]);

export function DecisionView({ decision }: { decision: Decision }) {
  const i18n = useI18n();
  const { t } = i18n;
  const weighing = decision.weighing;
  const rule = signalLabel(i18n, decision.rule);
  const trigger = decision.trigger === "none" ? rule : t(`trigger.${decision.trigger}`);
  return (
    <div class="po-decision" data-testid="decision" data-outcome={decision.outcome}>
      <p class="po-outcome">{t("policy.outcome", { outcome: decision.outcome })}</p>
      <p class="t2">
        {t("policy.rule", { rule })}
        {trigger !== rule && <> · {trigger}</>}
      </p>
      <h4>{t("policy.seen")}</h4>
      {decision.signals.length === 0 && <p class="t2">{t("policy.seen.nothing")}</p>}
      <ul class="po-signals">
        {decision.signals.map((signal, i) => (
          <li key={i} data-testid="decision-signal">
            <span class="sg">{signalName(i18n, signal.name)}</span>
            {!COUNTED.has(signal.name) && <span class="t2 num">{i18n.percent(signal.value)}</span>}
            {signal.evidence && (
              <span class="po-words" dir="auto">
                {signal.name === "failed_answers" ? t("policy.inARow", { count: signal.value }) : t("policy.evidence", { words: signal.evidence })}
              </span>
            )}
          </li>
        ))}
      </ul>
      {weighing ? <Costs weighing={weighing} rule={decision.rule} /> : <p class="t2">{t("policy.costs.none")}</p>}
      <p class="small t3">{t("policy.decidedBy", { version: decision.policyVersion || "–" })}</p>
    </div>
  );
}

/** Rules by which costs decide. All others bring a person whatever it costs. */
const BY_COSTS = new Set(["expected_cost", "nearly", "no_rule", "account_action"]);

/** Each reason, and the two figures that were held against each other: never the sum of the reasons. */
function Costs({ weighing, rule }: { weighing: Weighing; rule: string }) {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const { contributions, agentCost, threshold } = weighing;
  const most = Math.max(0.01, ...contributions.map((one) => one.cost));
  const heaviest = contributions.toSorted((a, b) => b.cost - a.cost)[0];
  const compared = threshold ? contributions.find((one) => one.trigger === threshold.trigger) : heaviest;
  const needed = agentCost * (threshold?.factor ?? 1);
  return (
    <>
      <h4>{t("policy.costs")}</h4>
      <table class="po-costs" data-testid="decision-costs">
        <thead>
          <tr>
            <td />
            <th scope="col">{t("policy.costs.alone")}</th>
            <th scope="col">{t("policy.costs.person")}</th>
          </tr>
        </thead>
        <tbody>
          {contributions.map((one) => (
            <tr key={one.trigger}>
              <th scope="row">
                {t(`trigger.${one.trigger}`)}, {i18n.percent(one.strength)}
                <span class="po-bar" aria-hidden="true">
                  <i style={`inline-size:${((one.cost / most) * 100).toFixed(1)}%`} />
                </span>
              </th>
              <td class="num">{exact(one.cost, locale)}</td>
              <td class="num">–</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t("policy.costs.time")}</th>
            <td class="num">–</td>
            <td class="num">{exact(agentCost, locale)}</td>
          </tr>
          {threshold && threshold.factor !== 1 && (
            <tr data-testid="decision-factor">
              <th scope="row">{t("policy.costs.factor", { because: threshold.because ?? "", factor: i18n.number(threshold.factor) })}</th>
              <td class="num">–</td>
              <td class="num">{exact(needed, locale)}</td>
            </tr>
          )}
          {compared && (
            <tr class="sum" data-testid="decision-compared">
              <th scope="row">{t(threshold ? "policy.costs.compared" : "policy.costs.heaviest", { trigger: t(`trigger.${compared.trigger}`) })}</th>
              <td class="num">{exact(compared.cost, locale)}</td>
              <td class="num">{exact(needed, locale)}</td>
            </tr>
          )}
        </tbody>
      </table>
      {contributions.length > 1 && threshold && <p class="small t3">{t("policy.costs.one")}</p>}
      {threshold?.because === "wish_unsure" && <p class="t2">{t("policy.costs.unsure")}</p>}
      {!threshold && contributions.length > 0 && <p class="t2">{t(BY_COSTS.has(rule) ? "policy.costs.older" : "policy.costs.rule")}</p>}
    </>
  );
}

/** What a head has read is named by its trigger. */
function signalName(i18n: ReturnType<typeof useI18n>, name: string): string {
  const read = /^reads_like_(.*)$/u.exec(name)?.[1];
  return read ? i18n.t("policy.readsLike", { trigger: signalLabel(i18n, read) }) : signalLabel(i18n, name);
}

export function DecisionDialog({ decision, onClose }: { decision: Decision; onClose: () => void }) {
  const { t } = useI18n();
  const id = useId();
  const box = useFocusTrap(onClose);
  return createPortal(
    <div class="dialog-back" role="presentation" onClick={(event) => event.target === event.currentTarget && onClose()}>
      <div class="dialog po-dialog" role="dialog" aria-modal="true" aria-labelledby={id} ref={box} tabIndex={-1} data-testid="decision-dialog">
        <h2 id={id}>{t("policy.decision")}</h2>
        <DecisionView decision={decision} />
        <div class="dialog-acts">
          <Button onClick={onClose} data-autofocus data-testid="decision-close">
            {t("policy.close")}
          </Button>
        </div>
      </div>
    </div>,
    document.body,
  );
}
