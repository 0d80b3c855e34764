// What two versions decide about the same messages: how often which, by reason, and the messages themselves to be read.
import { useState } from "preact/hooks";
import type { EscalationOutcome, Trigger } from "@tandem/client";
import type { Comparison, Example } from "../app/policy.ts";
import { hashOf } from "../app/route.ts";
import { useI18n } from "../i18n/index.ts";
import { DecisionView } from "./DecisionView.tsx";

const OUTCOMES: readonly EscalationOutcome[] = ["continue", "clarify", "offer", "escalate"];

interface Cell {
  live: EscalationOutcome;
  tried: EscalationOutcome;
}

export function ComparisonView({ comparison, live, tried }: { comparison: Comparison; live: string; tried: string }) {
  const { t, number } = useI18n();
  const most = OUTCOMES.flatMap((row) => OUTCOMES.map((column) => ({ live: row, tried: column })))
    .filter((cell) => cell.live !== cell.tried)
    .toSorted((a, b) => times(comparison, b) - times(comparison, a))[0];
  const [chosen, setChosen] = useState<Cell>();
  const cell = chosen ?? most;
  const examples = comparison.examples.filter((one) => cell && one.live.outcome === cell.live && one.tried.outcome === cell.tried);
  return (
    <div class="po-comparison">
      <section aria-labelledby="po-changes">
        <h3 id="po-changes">{t("policy.changes")}</h3>
        <p class="hint">{t("policy.changes.detail", { live, tried })}</p>
        <table class="po-matrix" aria-labelledby="po-changes" data-testid="policy-matrix">
          <thead>
            <tr>
              <td />
              {OUTCOMES.map((outcome) => (
                <th key={outcome} scope="col">
                  {t("policy.cell", { outcome })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {OUTCOMES.map((row) => (
              <tr key={row}>
                <th scope="row">{t("policy.cell", { outcome: row })}</th>
                {OUTCOMES.map((column) => {
                  const count = times(comparison, { live: row, tried: column });
                  const open = row !== column && count > 0;
                  return (
                    <td key={column}>
                      {open ? (
                        <button
                          type="button"
                          class="num"
                          aria-pressed={cell?.live === row && cell.tried === column}
                          aria-label={t("policy.cell.label", { count, live: t("policy.cell", { outcome: row }), tried: t("policy.cell", { outcome: column }) })}
                          onClick={() => setChosen({ live: row, tried: column })}
                          data-testid={`cell-${row}-${column}`}
                        >
                          {number(count)}
                        </button>
                      ) : (
                        <span class={row === column ? "num same" : "num none"}>{number(count)}</span>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
        <p class="hint">{t("policy.explicit")}</p>
        <Triggers comparison={comparison} live={live} tried={tried} />
      </section>
      <Examples key={`${cell?.live}-${cell?.tried}`} examples={examples} cell={comparison.changed > 0 ? cell : undefined} live={live} tried={tried} />
    </div>
  );
}

function times(comparison: Comparison, cell: Cell): number {
  return comparison.counts.filter((one) => one.live === cell.live && one.tried === cell.tried).reduce((sum, one) => sum + one.times, 0);
}

function isPerson(outcome: EscalationOutcome): boolean {
  return outcome === "offer" || outcome === "escalate";
}

/** Offers of a person by their reason, under both. */
function Triggers({ comparison, live, tried }: { comparison: Comparison; live: string; tried: string }) {
  const { t, number } = useI18n();
  const rows = new Map<Trigger, { live: number; tried: number }>();
  const add = (trigger: Trigger, side: "live" | "tried", count: number) => {
    const row = rows.get(trigger) ?? { live: 0, tried: 0 };
    row[side] += count;
    rows.set(trigger, row);
  };
  for (const one of comparison.counts) {
    if (isPerson(one.live)) add(one.liveTrigger, "live", one.times);
    if (isPerson(one.tried)) add(one.triedTrigger, "tried", one.times);
  }
  if (rows.size === 0) return null;
  return (
    <>
      <h3 id="po-triggers">{t("policy.triggers")}</h3>
      <table class="po-costs" aria-labelledby="po-triggers" data-testid="policy-triggers">
        <thead>
          <tr>
            <td />
            <th scope="col">{live}</th>
            <th scope="col">{tried}</th>
          </tr>
        </thead>
        <tbody>
          {[...rows]
            .toSorted(([, a], [, b]) => b.tried - a.tried)
            .map(([trigger, row]) => (
              <tr key={trigger}>
                <th scope="row">{t(`trigger.${trigger}`)}</th>
                <td class="num">{number(row.live)}</td>
                <td class="num">{number(row.tried)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </>
  );
}

function Examples({ examples, cell, live, tried }: { examples: readonly Example[]; cell: Cell | undefined; live: string; tried: string }) {
  const { t, day, time } = useI18n();
  const [open, setOpen] = useState<number>();
  if (!cell) {
    return (
      <section>
        <h3>{t("policy.same")}</h3>
        <p class="hint">{t("policy.same.detail")}</p>
      </section>
    );
  }
  return (
    <section aria-labelledby="po-examples">
      <h3 id="po-examples">{t("policy.becomes", { live: t("policy.cell", { outcome: cell.live }), tried: t("policy.cell", { outcome: cell.tried }) })}</h3>
      <p class="hint">{t("policy.examples", { count: examples.length })}</p>
      <ul class="po-examples">
        {examples.map((example, i) => (
          <li key={`${example.conversation}-${example.at}`}>
            <button type="button" class="po-example" aria-expanded={open === i} onClick={() => setOpen(open === i ? undefined : i)} data-testid={`example-${i}`}>
              <span class="q" dir="auto">
                {t("policy.quoted", { words: example.lines.at(-1)?.text ?? "" })}
              </span>
              <span class="small t3 num">
                {day(Date.parse(example.at))}, {time(Date.parse(example.at))}
              </span>
            </button>
            {open === i && (
              <div class="po-opened" data-testid="example">
                <ol class="po-lines">
                  {example.lines.map((line, at) => (
                    <li key={at}>
                      <span class="small t3">{t("policy.by.role", { role: line.by })}</span>
                      <span dir="auto">{line.text || t("policy.line.none")}</span>
                    </li>
                  ))}
                </ol>
                <div class="po-sides">
                  <div>
                    <p class="po-side">{live}</p>
                    <DecisionView decision={example.live} />
                  </div>
                  <div>
                    <p class="po-side">{tried}</p>
                    <DecisionView decision={example.tried} />
                  </div>
                </div>
                <a href={hashOf({ view: "history", conversation: example.conversation })}>{t("gaps.conversation")}</a>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
