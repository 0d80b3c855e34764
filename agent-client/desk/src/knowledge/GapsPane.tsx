// What customers asked and the assistant could not tell, the most frequent first; from here it is answered.
import { useEffect, useState } from "preact/hooks";
import { Banner, Button, EmptyState, IconButton, Skeleton } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import type { Gap, Gaps } from "../app/knowledge.ts";
import { go, hashOf } from "../app/route.ts";
import { useI18n } from "../i18n/index.ts";
import { newEntry } from "./entries.ts";

export function GapsPane() {
  const { t, day } = useI18n();
  const { api, announce } = useShell();
  const [found, setFound] = useState<Gaps | "error">();
  const [attempt, setAttempt] = useState(0);
  const [failed, setFailed] = useState<"many" | "other">();
  useEffect(() => {
    let wanted = true;
    setFound((shown) => (shown === "error" ? undefined : shown));
    void api.knowledge.gaps().then((answer) => wanted && setFound(answer.ok ? answer.value : "error"));
    return () => {
      wanted = false;
    };
  }, [attempt]);
  const dismiss = async (question: string, dismissed: boolean) => {
    const answer = await api.knowledge.dismissGap(question, dismissed);
    setFailed(answer.ok ? undefined : answer.status === 409 ? "many" : "other");
    if (!answer.ok) return;
    announce(t(dismissed ? "gaps.announce.dismissed" : "gaps.announce.again"));
    setAttempt(attempt + 1);
  };
  return (
    <main class="pane main kn-main" id="conversation" tabIndex={-1} aria-label={t("gaps.open")} data-testid="gaps">
      <header class="mh">
        <IconButton class="back" icon="left" iconSize={22} label={t("knowledge.back")} onClick={() => go({ view: "knowledge" })} />
        <h2 class="grow">{t("gaps.title")}</h2>
      </header>
      <div class="kn-body" aria-busy={found === undefined}>
        {found === undefined && <Skeleton rows={5} />}
        {found === "error" && (
          <Banner tone="danger" icon="alert" title={t("gaps.error")} detail={t("knowledge.error.detail")} testid="gaps-error">
            <Button size="sm" onClick={() => setAttempt(attempt + 1)}>
              {t("knowledge.again")}
            </Button>
          </Banner>
        )}
        {failed && <Banner tone="danger" icon="alert" title={t("gaps.failed")} detail={t(failed === "many" ? "gaps.failed.many" : "knowledge.error.detail")} testid="gaps-failed" />}
        {found && found !== "error" && found.gaps.length === 0 && (
          <div data-testid="gaps-none">
            <EmptyState icon="check" title={t("gaps.none")}>
              {t("gaps.none.detail", { count: found.conversations })}
            </EmptyState>
          </div>
        )}
        {found && found !== "error" && found.gaps.length > 0 && (
          <>
            <p class="t2 small">{t("gaps.looked", { count: found.conversations })}</p>
            <ul class="kn-list">
              {found.gaps.map((gap) => (
                <GapRow key={gap.question} gap={gap} onDismiss={() => void dismiss(gap.question, true)} />
              ))}
            </ul>
          </>
        )}
        {found && found !== "error" && found.dismissed.length > 0 && (
          <details class="kn-dismissed" data-testid="gaps-dismissed">
            <summary>{t("gaps.dismissed", { count: found.dismissed.length })}</summary>
            <ul>
              {found.dismissed.map((one) => (
                <li key={one.question} class="kn-gap" data-testid="gap-dismissed">
                  <div class="grow">
                    <span dir="auto">{one.question}</span>
                    <p class="small t2">{t("gaps.dismissed.by", { name: one.by, day: day(Date.parse(one.at)) })}</p>
                  </div>
                  <Button size="sm" onClick={() => void dismiss(one.question, false)} data-testid="gap-again">
                    {t("gaps.again")}
                  </Button>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </main>
  );
}

function GapRow({ gap, onDismiss }: { gap: Gap; onDismiss: () => void }) {
  const { t, day, time } = useI18n();
  const when = (at: string) => ({ day: day(Date.parse(at)), time: time(Date.parse(at)) });
  const newest = gap.examples[0];
  return (
    <li class="kn-gap" data-testid="gap">
      <div class="grow">
        <h3 dir="auto">{gap.question}</h3>
        <p class="small t2">
          {t("gaps.times", { count: gap.times })}
          {newest && ` · ${t("gaps.last", when(newest.at))}`}
        </p>
        <details>
          <summary>{t("gaps.others", { count: gap.examples.length })}</summary>
          <ul>
            {gap.examples.map((example) => (
              <li key={example.conversation + example.at}>
                <span dir="auto">{example.text}</span>{" "}
                <a href={hashOf({ view: "history", conversation: example.conversation })} data-testid="gap-conversation">
                  {t("gaps.conversation")}
                </a>
              </li>
            ))}
          </ul>
        </details>
      </div>
      <div class="kn-gap-acts">
        <Button size="sm" icon="plus" onClick={() => go({ view: "knowledge", page: newEntry(gap.question) })} data-testid="gap-answer">
          {t("gaps.answer")}
        </Button>
        <Button kind="quiet" size="sm" onClick={onDismiss} data-testid="gap-dismiss">
          {t("gaps.dismiss")}
        </Button>
      </div>
    </li>
  );
}
