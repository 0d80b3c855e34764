// One conversation as it was: its whole timeline, every event with its number, and beside it what came of it.
import { useEffect, useMemo, useState } from "preact/hooks";
import { applied, emptyConversation } from "@tandem/client";
import { Avatar, Banner, Button, IconButton, Skeleton } from "@tandem/ui";
import type { Whole } from "../app/api.ts";
import { useShell } from "../app/context.ts";
import { Timeline } from "../conversation/Timeline.tsx";
import { useI18n } from "../i18n/index.ts";
import { AnswerBar } from "../messages/AnswerBar.tsx";
import { factsOf } from "../state/facts.ts";
import { OutcomePane } from "./OutcomePane.tsx";
import { Recordings } from "./Player.tsx";

export interface PastProps {
  id: string;
  onBack: () => void;
  back: string;
  drawer: boolean;
  onDrawer: (open: boolean) => void;
  /** Somebody said whether its message is answered. */
  onAnswered: () => void;
}

export function Past({ id, onBack, back, drawer, onDrawer, onAnswered }: PastProps) {
  const { t, time, day } = useI18n();
  const { api } = useShell();
  const [whole, setWhole] = useState<Whole | "error">();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => setWhole(undefined), [id]);
  useEffect(() => {
    let wanted = true;
    setWhole((shown) => (shown === "error" ? undefined : shown));
    void api.conversation(id).then((answer) => wanted && setWhole(answer.ok ? answer.value : "error"));
    return () => {
      wanted = false;
    };
  }, [id, attempt]);

  const entries = whole && whole !== "error" ? whole.entries : undefined;
  const conversation = useMemo(() => (entries ?? []).reduce(applied, emptyConversation(id)), [entries]);
  const facts = useMemo(() => factsOf(entries ?? []), [entries]);
  const handoff = whole && whole !== "error" ? whole.handoff : undefined;
  const summary = whole && whole !== "error" ? whole.summary : undefined;
  const recorded = entries?.some(({ event }) => event.type === "recording_started");
  const name = summary?.name || t("talk.visitor");

  return (
    <>
      <main class="pane main" id="conversation" tabIndex={-1} aria-label={t("talk.label", { name })} data-testid="past">
        <header class="mh">
          <IconButton class="back" icon="left" iconSize={22} label={back} onClick={onBack} data-testid="past-back" />
          {summary && <Avatar name={name} size={36} />}
          <div class="grow">
            {summary && <h2 class="cut">{name}</h2>}
            {summary && (
              <p class="cut num">
                {day(Date.parse(summary.startedAt))}, {time(Date.parse(summary.startedAt))} · {t("history.versions", { count: summary.version })}
              </p>
            )}
          </div>
          {summary && <IconButton class="mh-customer" icon="note" label={t("history.outcome")} onClick={() => onDrawer(true)} data-testid="past-outcome-open" />}
        </header>
        {whole === "error" && (
          <div class="dock-note">
            <Banner tone="danger" icon="alert" title={t("history.missing")} detail={t("history.missing.detail")} testid="past-error">
              <Button size="sm" onClick={() => setAttempt(attempt + 1)}>
                {t("history.again")}
              </Button>
            </Banner>
          </div>
        )}
        {whole === undefined && (
          <div class="tl" aria-busy="true">
            <Skeleton rows={5} />
          </div>
        )}
        {entries && (
          <AnswerBar
            key={`answer-${id}`}
            conversation={conversation}
            onChanged={() => {
              setAttempt(attempt + 1);
              onAnswered();
            }}
          />
        )}
        {recorded && <Recordings key={`recordings-${id}`} id={id} name={name} />}
        {entries && <Timeline key={id} conversation={conversation} facts={facts} name={name} me={undefined} full handoff={handoff} />}
      </main>
      {whole && whole !== "error" && <OutcomePane whole={whole} facts={facts} drawer={drawer} onClose={() => onDrawer(false)} />}
    </>
  );
}
