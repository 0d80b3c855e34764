// "Try on past conversations": how far it is, and what would change. Nobody is affected.
import { useEffect, useRef, useState } from "preact/hooks";
import { Banner, Button } from "@tandem/ui";
import type { Load, PolicyApi, Replayed, Version } from "../app/policy.ts";
import { useShell } from "../app/context.ts";
import { useI18n } from "../i18n/index.ts";
import { ComparisonView } from "./ComparisonView.tsx";
import { money } from "./values.ts";

type State = { at: "idle" } | { at: "running"; conversations: number } | { at: "failed"; busy: boolean } | { at: "done"; result: Replayed };

export function ReplayPart({ api, version, live, tried, primary }: { api: PolicyApi; version: Version; live: string; tried: string; primary: boolean }) {
  const { t } = useI18n();
  const { announce } = useShell();
  const [state, setState] = useState<State>({ at: "idle" });
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const run = async () => {
    const mine = new AbortController();
    running.current = mine;
    setState({ at: "running", conversations: 0 });
    const answer = await api.replay(version.number, (conversations) => !mine.signal.aborted && setState({ at: "running", conversations }), mine.signal);
    if (mine.signal.aborted) return;
    setState(answer.ok ? { at: "done", result: answer.value } : { at: "failed", busy: answer.status === 409 });
    announce(t(answer.ok ? "policy.replay.done" : "policy.replay.failed"));
  };
  const cancel = () => {
    running.current?.abort();
    setState({ at: "idle" });
  };
  return (
    <section class="po-replay" aria-labelledby="po-replay" data-testid="policy-replay" data-state={state.at}>
      <div class="po-head">
        <div class="grow">
          <h3 id="po-replay">{t("policy.replay")}</h3>
          <p class="hint">{t("policy.replay.detail", { live })}</p>
        </div>
        {state.at === "running" ? (
          <Button size="sm" onClick={cancel} data-testid="replay-cancel">
            {t("policy.replay.cancel")}
          </Button>
        ) : (
          <Button size="sm" kind={primary ? "primary" : "default"} onClick={() => void run()} data-testid="replay-run">
            {t(state.at === "done" ? "policy.replay.again" : "policy.replay.run")}
          </Button>
        )}
      </div>
      {state.at === "running" && (
        <p role="status" class="t2 num" data-testid="replay-progress">
          {t("policy.replay.running", { count: state.conversations })}
        </p>
      )}
      {state.at === "failed" && <Banner tone="danger" icon="alert" title={t(state.busy ? "policy.replay.busy" : "policy.replay.failed")} testid="replay-failed" />}
      {state.at === "done" && (state.result.comparison.decisions === 0 ? <p class="t2">{t("policy.replay.empty")}</p> : <Result result={state.result} live={live} tried={tried} />)}
    </section>
  );
}

function Result({ result, live, tried }: { result: Replayed; live: string; tried: string }) {
  const i18n = useI18n();
  const { t, day, number, percent } = i18n;
  const { comparison } = result;
  const share = comparison.decisions === 0 ? 0 : comparison.changed / comparison.decisions;
  const was = (of: (load: Load) => number) => ({ now: money(Math.round(of(result.tried)), i18n.locale), before: money(Math.round(of(result.live)), i18n.locale) });
  const minutes = was((load) => load.minutesPer100);
  const cost = was((load) => load.costPer100);
  return (
    <>
      <p class="hint">
        {t("policy.replay.over", { count: result.conversations, day: day(Date.parse(result.since ?? "")) })} {!result.whole && t("policy.replay.part")}
      </p>
      <dl class="po-figures" data-testid="replay-figures">
        <div>
          <dt>{t("policy.figure.changed")}</dt>
          <dd class="num" data-testid="figure-changed">
            {number(comparison.changed)} <small>{percent(share)}</small>
          </dd>
          <dd class="d num">{t("policy.figure.of", { count: comparison.decisions })}</dd>
        </div>
        <div>
          <dt>{t("policy.figure.persons")}</dt>
          <dd class="num" data-testid="figure-persons">
            {number(result.tried.persons)}
          </dd>
          <dd class="d num">{t("policy.figure.now", { value: number(result.live.persons) })}</dd>
        </div>
        <div>
          <dt>{t("policy.figure.minutes")}</dt>
          <dd class="num">
            {minutes.now} <small>{t("policy.unit.minutes")}</small>
          </dd>
          <dd class="d num">{t("policy.figure.now", { value: minutes.before })}</dd>
        </div>
        <div>
          <dt>{t("policy.figure.cost")}</dt>
          <dd class="num">{cost.now}</dd>
          <dd class="d num">{t("policy.figure.now", { value: cost.before })}</dd>
        </div>
      </dl>
      <p class="hint">{t("policy.figure.note", { offered: result.offered, share: percent(result.taken / Math.max(1, result.offered)) })}</p>
      <ComparisonView comparison={comparison} live={live} tried={tried} />
    </>
  );
}
