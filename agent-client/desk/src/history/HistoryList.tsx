// Conversations of before, newest first, by day; more on request.
import { Fragment } from "preact";
import { Banner, Button, channelIcon, EmptyState, Icon, IconButton, Skeleton } from "@tandem/ui";
import type { Summary } from "../app/api.ts";
import { go } from "../app/route.ts";
import { useI18n, type DeskI18n } from "../i18n/index.ts";
import { OutcomeChip } from "./OutcomeChip.tsx";
import type { HistoryPages } from "./useHistory.ts";

export function HistoryList({ history, selected }: { history: HistoryPages; selected: string | undefined }) {
  const i18n = useI18n();
  const { t, time } = i18n;
  let day = "";
  return (
    <section class="pane inbox" id="inbox" tabIndex={-1} aria-label={t("history.list")} data-testid="history">
      <header class="ih">
        <h2>{t("history.title")}</h2>
        <IconButton icon="refresh" iconSize={19} label={t("history.refresh")} onClick={history.reload} data-testid="history-reload" />
      </header>
      <div class="inbox-list">
        {history.state === "error" && (
          <Banner tone="danger" icon="alert" title={t("history.error")} detail={t("history.error.detail")} testid="history-error">
            <Button size="sm" onClick={history.items.length === 0 ? history.reload : history.more}>
              {t("history.again")}
            </Button>
          </Banner>
        )}
        {history.state === "ready" && history.items.length === 0 && (
          <div data-testid="history-empty">
            <EmptyState icon="clock" title={t("history.empty")}>
              {t("history.empty.detail")}
            </EmptyState>
          </div>
        )}
        {history.items.map((item) => {
          const label = dayLabel(i18n, Date.parse(item.startedAt));
          const first = label !== day;
          day = label;
          return (
            <Fragment key={item.conversation}>
              {first && <div class="isec sect">{label}</div>}
              <HistoryRow item={item} current={item.conversation === selected} time={time(Date.parse(item.startedAt))} />
            </Fragment>
          );
        })}
        {history.state === "loading" && (
          <div class="inbox-skeleton">
            <Skeleton rows={history.items.length === 0 ? 6 : 2} />
          </div>
        )}
        {history.state === "ready" && history.hasMore && (
          <div class="history-more">
            <Button size="sm" onClick={history.more} data-testid="history-more">
              {t("history.more")}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}

function HistoryRow({ item, current, time }: { item: Summary; current: boolean; time: string }) {
  const { t } = useI18n();
  return (
    <button type="button" class="conv conv-past" aria-current={current || undefined} onClick={() => go({ view: "history", conversation: item.conversation })} data-testid="history-row" data-conversation={item.conversation}>
      <span class={`ic ic-${item.channel}`}>
        <Icon name={channelIcon[item.channel]} size={19} label={t(`channel.${item.channel}`)} />
      </span>
      <span class="nm">
        <span class="cut">{item.name || t("talk.visitor")}</span>
      </span>
      <span class="tm num">{time}</span>
      <span class="pv cut">{item.problem || item.preview}</span>
      <OutcomeChip summary={item} />
    </button>
  );
}

function dayLabel({ t, day }: DeskI18n, at: number): string {
  const today = new Date();
  const yesterday = new Date(today);
  yesterday.setDate(today.getDate() - 1);
  const text = new Date(at).toDateString();
  if (text === today.toDateString()) return t("history.today");
  return text === yesterday.toDateString() ? t("history.yesterday") : day(at);
}
