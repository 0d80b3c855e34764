// How it came out, in one word.
import type { Summary } from "../app/api.ts";
import { useI18n } from "../i18n/index.ts";

const LOOK: Record<NonNullable<Summary["disposition"]>, string> = { solved: "chip-ok", follow_up: "chip-info", not_solved: "chip-warn", spam: "", not_said: "" };

export function OutcomeChip({ summary }: { summary: Summary }) {
  const { t } = useI18n();
  if (summary.disposition) return <span class={`chip ${LOOK[summary.disposition]}`}>{t(`wrapup.${summary.disposition}`)}</span>;
  if (summary.phase !== "closed") return <span class="chip chip-accent">{t("history.live")}</span>;
  return summary.agent ? null : <span class="chip">{t("history.assistantOnly")}</span>;
}
