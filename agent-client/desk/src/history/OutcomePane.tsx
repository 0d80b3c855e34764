// What came of a conversation: outcome, rating, durations, and its id.
import type { ComponentChildren } from "preact";
import { Icon, IconButton, type IconName } from "@tandem/ui";
import type { Whole } from "../app/api.ts";
import { Drawer } from "../app/Drawer.tsx";
import { useI18n } from "../i18n/index.ts";
import type { Facts } from "../state/facts.ts";
import { OutcomeChip } from "./OutcomeChip.tsx";

export function OutcomePane({ whole, facts, drawer, onClose }: { whole: Whole; facts: Facts; drawer: boolean; onClose: () => void }) {
  const { t, clock } = useI18n();
  const { summary, durations } = whole;
  const rating = facts.rating?.score ?? summary.rating;
  const topic = facts.outcome?.topic;
  const note = facts.outcome?.note;
  const times: [string, number | undefined][] = [
    [t("history.total"), durations.totalSeconds],
    [t("history.wait"), durations.waitSeconds],
    [t("history.talk"), durations.talkSeconds],
    [t("history.call"), durations.callSeconds],
    [t("history.wrapUp"), durations.wrapUpSeconds],
  ];
  return (
    <Drawer open={drawer} onClose={onClose} label={t("history.outcome")}>
      <div class="cxs" data-testid="outcome">
        <section class="cx">
          <div class="row cx-title">
            <h2 class="grow">{t("history.outcome")}</h2>
            <OutcomeChip summary={summary} />
            {drawer && <IconButton icon="x" label={t("customer.close")} onClick={onClose} />}
          </div>
          <dl class="kv">
            {summary.agent && <Fact label={t("history.agent")}>{summary.agent}</Fact>}
            <Fact label={t("history.channel")}>{t(`channel.${summary.channel}`)}</Fact>
            {summary.trigger && summary.trigger !== "none" && <Fact label={t("history.trigger")}>{t(`trigger.${summary.trigger}`)}</Fact>}
            {topic && <Fact label={t("history.topic")}>{topic}</Fact>}
          </dl>
        </section>
        {note && (
          <section class="cx" aria-label={t("history.note")}>
            <div class="sect">{t("history.note")}</div>
            <p class="note-text">{note}</p>
          </section>
        )}
        <section class="cx" aria-label={t("history.rating")}>
          <div class="sect">{t("history.rating")}</div>
          {rating === undefined ? (
            <p class="t3 small">{t("history.noRating")}</p>
          ) : (
            <p class="row rating" data-testid="outcome-rating">
              <Icon name={`f${rating}` as IconName} size={24} />
              <b>{t(`rating.${rating}` as "rating.1")}</b>
              <span class="t3 num">{t("history.ratingOf", { score: rating })}</span>
            </p>
          )}
          {facts.rating?.comment && <p class="note-text">{facts.rating.comment}</p>}
        </section>
        <section class="cx" aria-label={t("history.durations")} data-testid="outcome-durations">
          <div class="sect">{t("history.durations")}</div>
          <dl class="kv kv-num">
            {times.map(([label, seconds]) => (
              <Fact key={label} label={label}>
                <span class="num">{seconds ? clock(seconds * 1000) : "–"}</span>
              </Fact>
            ))}
          </dl>
        </section>
        <section class="cx">
          <div class="sect">{t("history.id")}</div>
          <code class="id" dir="ltr" data-testid="outcome-id">
            {summary.conversation}
          </code>
        </section>
      </div>
    </Drawer>
  );
}

function Fact({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
