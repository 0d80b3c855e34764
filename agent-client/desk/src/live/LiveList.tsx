// What goes on at the site now, for a supervisor: who waits, who talks, who asks the assistant; the longest first. Times count in place.
import { useEffect } from "preact/hooks";
import type { LiveConversation } from "@tandem/client";
import { Avatar, Banner, channelIcon, EmptyState, Icon, Skeleton, useStore } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { useNow } from "../app/hooks.ts";
import { go } from "../app/route.ts";
import { useI18n, type DeskKey } from "../i18n/index.ts";
import { LATE_AFTER_MS } from "../inbox/InboxRow.tsx";
import { LinkBanner } from "../inbox/LinkBanner.tsx";

type Part = "waiting" | "agents" | "assistant";

export function partOf(phase: string): Part {
  if (phase === "waiting" || phase === "ringing") return "waiting";
  return phase === "with_agent" ? "agents" : "assistant";
}

const PARTS: readonly { part: Part; title: DeskKey }[] = [
  { part: "waiting", title: "live.waiting" },
  { part: "agents", title: "live.agents" },
  { part: "assistant", title: "live.assistant" },
];

export function LiveList({ selected }: { selected: string | undefined }) {
  const { t } = useI18n();
  const { desk } = useShell();
  const live = useStore(desk.client.live);
  const { skew } = useStore(desk.state);
  const now = useNow() + skew;
  useEffect(() => {
    desk.watch(true);
    return () => desk.watch(false);
  }, [desk]);
  const rest = live ? live.total - live.conversations.length : 0;
  return (
    <section class="pane inbox" id="inbox" tabIndex={-1} aria-label={t("live.title")} data-testid="live">
      <header class="ih">
        <h2>{t("live.title")}</h2>
        {live && live.total > 0 && (
          <span class="small t2 num" data-testid="live-total">
            {t("live.total", { count: live.total })}
          </span>
        )}
      </header>
      <div class="inbox-list" aria-busy={live === undefined}>
        <LinkBanner />
        {live?.current === false && <Banner tone="danger" icon="alert" title={t("live.stale")} detail={t("live.stale.detail")} testid="live-stale" />}
        {!live && (
          <div class="inbox-skeleton">
            <Skeleton rows={5} />
          </div>
        )}
        {live?.current && live.total === 0 && (
          <div data-testid="live-empty">
            <EmptyState icon="board" title={t("live.empty")}>
              {t("live.empty.detail")}
            </EmptyState>
          </div>
        )}
        {live &&
          PARTS.map(({ part, title }) => {
            const lines = live.conversations.filter((one) => partOf(one.phase) === part);
            return (
              lines.length > 0 && (
                <section key={part} aria-label={t(title)} data-testid={`live-${part}`}>
                  <div class="isec sect">
                    <span>{t(title)}</span>
                    <span class="num">{lines.length}</span>
                  </div>
                  {lines.map((line) => (
                    <LiveRow key={line.conversation} line={line} now={now} current={line.conversation === selected} />
                  ))}
                </section>
              )
            );
          })}
        {rest > 0 && <p class="live-rest">{t("live.more", { count: rest })}</p>}
      </div>
    </section>
  );
}

function LiveRow({ line, now, current }: { line: LiveConversation; now: number; current: boolean }) {
  const { t, clock } = useI18n();
  const name = line.name || t("talk.visitor");
  const lasts = Math.max(0, now - Date.parse(line.since));
  const late = partOf(line.phase) === "waiting" && lasts > LATE_AFTER_MS;
  const shown = line.onCall || partOf(line.phase) === "waiting" ? line.channel : "text";
  return (
    <button type="button" class="conv" aria-current={current || undefined} onClick={() => go({ view: "live", conversation: line.conversation })} data-testid="live-row" data-conversation={line.conversation} data-call={line.onCall}>
      <Avatar name={name} size={36} />
      <span class="nm">
        <span class="cut">{name}</span>
        <span class={line.onCall ? "is-live" : undefined}>
          <Icon name={channelIcon[shown]} size={14} label={line.onCall ? t("live.call", { channel: line.channel }) : t(`channel.${shown}`)} />
        </span>
      </span>
      <span class={late ? "tm num late" : "tm num"}>{clock(lasts)}</span>
      <span class="pv cut">{saying(line, t)}</span>
    </button>
  );
}

function saying({ phase, agent, preview }: LiveConversation, t: ReturnType<typeof useI18n>["t"]): string {
  if (phase === "ringing" && agent) return t("live.ringing", { name: agent });
  if (phase === "gathering") return t("live.details");
  if (agent) return preview ? t("live.with", { name: agent, text: preview }) : agent;
  return preview;
}
