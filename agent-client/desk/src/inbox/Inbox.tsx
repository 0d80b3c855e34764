// Who is with the agent, who waits, who was here today. Times count in place; the list never reorders under the pointer for show.
import { EmptyState, Skeleton, useStore } from "@tandem/ui";
import type { InboxItem } from "@tandem/client";
import { useShell } from "../app/context.ts";
import type { Summary } from "../app/api.ts";
import { useNow } from "../app/hooks.ts";
import { go } from "../app/route.ts";
import { useI18n } from "../i18n/index.ts";
import { itemFacts, latest } from "../state/inbox.ts";
import { Capacity } from "./Capacity.tsx";
import { InboxRow } from "./InboxRow.tsx";
import { LinkBanner } from "./LinkBanner.tsx";
import { PresenceMenu } from "./PresenceMenu.tsx";
import { SoundBlocked } from "./SoundBlocked.tsx";

export function Inbox({ selected, earlier }: { selected: string | undefined; earlier: readonly Summary[] }) {
  const { t, time, clock } = useI18n();
  const { desk } = useShell();
  const state = useStore(desk.state);
  const now = useNow();
  const open = (conversation: string) => go({ view: "inbox", conversation });

  const row = (item: InboxItem, waiting: boolean) => {
    const { preview, unread, live, proposal, wrapUpLeft, own } = itemFacts(state, item, now);
    return (
      <InboxRow
        key={item.conversation}
        id={item.conversation}
        name={item.name || t("inbox.visitor")}
        channel={live ?? item.channel}
        preview={proposal ? t("inbox.asksFor", { channel: proposal }) : item.phase === "wrap_up" ? t("inbox.wrapUp") : item.phase === "ringing" ? t("inbox.ringing") : (own ? t("inbox.you", { text: preview }) : preview) || t(`channel.${live ?? item.channel}`)}
        at={item.phase === "wrap_up" && wrapUpLeft !== undefined ? clock(wrapUpLeft) : undefined}
        since={Date.parse(item.since) - state.skew}
        last={latest(state, item)}
        now={now}
        waiting={waiting}
        live={live !== undefined}
        unread={unread}
        urgent={proposal !== undefined}
        current={item.conversation === selected}
        onOpen={() => open(item.conversation)}
      />
    );
  };

  const nobody = state.loaded && state.mine.length + state.waiting.length === 0;
  return (
    <section class="pane inbox" id="inbox" tabIndex={-1} aria-label={t("inbox.title")} data-testid="inbox">
      <header class="ih">
        <h2>{t("inbox.title")}</h2>
        <PresenceMenu />
      </header>
      <div class="inbox-list">
        <LinkBanner />
        <SoundBlocked />
        {!state.loaded && (
          <div class="inbox-skeleton">
            <Skeleton rows={4} />
          </div>
        )}
        {state.mine.length > 0 && (
          <section aria-label={t("inbox.mine")} data-testid="inbox-mine">
            <div class="isec sect">
              <span>{t("inbox.mine")}</span>
              <span class="num">{t("inbox.mineOf", { count: state.mine.length, capacity: state.capacity })}</span>
            </div>
            {state.mine.map((item) => row(item, false))}
          </section>
        )}
        {state.waiting.length > 0 && (
          <section aria-label={t("inbox.waiting")} data-testid="inbox-waiting">
            <div class="isec sect">
              <span>{t("inbox.waiting")}</span>
              <span class="num">{state.waiting.length}</span>
            </div>
            {state.waiting.map((item) => row(item, true))}
          </section>
        )}
        {nobody && (
          <div data-testid="inbox-empty">
            <EmptyState icon="inbox" title={t("inbox.empty")}>
              {t(state.presence === "available" ? "inbox.empty.available" : "inbox.empty.away")}
            </EmptyState>
          </div>
        )}
        {earlier.length > 0 && (
          <section aria-label={t("inbox.earlier")} data-testid="inbox-earlier">
            <div class="isec sect">
              <span>{t("inbox.earlier")}</span>
            </div>
            {earlier.map((summary) => (
              <InboxRow
                key={summary.conversation}
                id={summary.conversation}
                name={summary.name || t("inbox.visitor")}
                channel={summary.channel}
                preview={[summary.disposition && t(`wrapup.${summary.disposition}`), summary.problem || summary.preview].filter(Boolean).join(", ")}
                at={time(Date.parse(summary.endedAt ?? summary.startedAt))}
                current={summary.conversation === selected}
                onOpen={() => go({ view: "history", conversation: summary.conversation })}
              />
            ))}
          </section>
        )}
      </div>
      {state.loaded && <Capacity used={state.mine.length} of={state.capacity} />}
    </section>
  );
}
