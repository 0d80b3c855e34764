// What customers left when nobody could come: who has waited longest for an answer stands first.
import { Avatar, Banner, Button, EmptyState, IconButton, Skeleton } from "@tandem/ui";
import type { Summary } from "../app/api.ts";
import { go } from "../app/route.ts";
import { useI18n } from "../i18n/index.ts";
import type { Messages } from "./useMessages.ts";

export function MessageList({ messages, selected }: { messages: Messages; selected: string | undefined }) {
  const { t } = useI18n();
  const { items, total, state, reload } = messages;
  return (
    <section class="pane inbox" id="inbox" tabIndex={-1} aria-label={t("messages.list")} data-testid="messages">
      <header class="ih">
        <h2>{t("messages.title")}</h2>
        {total > 0 && (
          <span class="small t2 num" data-testid="messages-total">
            {t("messages.total", { count: total })}
          </span>
        )}
        <IconButton icon="refresh" iconSize={19} label={t("messages.refresh")} onClick={reload} data-testid="messages-reload" />
      </header>
      <div class="inbox-list" aria-busy={state === "loading"}>
        {state === "error" && (
          <Banner tone="danger" icon="alert" title={t("messages.error")} detail={t("messages.error.detail")} testid="messages-error">
            <Button size="sm" onClick={reload}>
              {t("history.again")}
            </Button>
          </Banner>
        )}
        {state === "loading" && (
          <div class="inbox-skeleton">
            <Skeleton rows={4} />
          </div>
        )}
        {state === "ready" && total === 0 && (
          <div data-testid="messages-empty">
            <EmptyState icon="mail" title={t("messages.empty")}>
              {t("messages.empty.detail")}
            </EmptyState>
          </div>
        )}
        {items.map((item) => (
          <MessageRow key={item.conversation} item={item} current={item.conversation === selected} />
        ))}
        {total > items.length && items.length > 0 && <p class="live-rest">{t("messages.more", { count: total - items.length })}</p>}
      </div>
    </section>
  );
}

function MessageRow({ item, current }: { item: Summary; current: boolean }) {
  const { t, time, day } = useI18n();
  const at = Date.parse(item.messageAt ?? item.startedAt);
  const today = new Date(at).toDateString() === new Date().toDateString();
  const name = item.name || t("talk.visitor");
  return (
    <button type="button" class="conv" aria-current={current || undefined} onClick={() => go({ view: "messages", conversation: item.conversation })} data-testid="message-row" data-conversation={item.conversation}>
      <Avatar name={name} size={36} />
      <span class="nm">
        <span class="cut">{name}</span>
      </span>
      <span class="tm num">{today ? time(at) : day(at)}</span>
      <span class="pv cut">{item.preview || item.problem}</span>
    </button>
  );
}
