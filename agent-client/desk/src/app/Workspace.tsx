// The desk of a signed-in agent: rail, list, conversation, customer; on a phone one of them at a time.
import { useCallback, useEffect, useState } from "preact/hooks";
import { Button, EmptyState, useStore } from "@tandem/ui";
import { CallAudio } from "../call/CallAudio.tsx";
import { MiniCall } from "../call/MiniCall.tsx";
import { CustomerPane } from "../context/CustomerPane.tsx";
import { Talk } from "../conversation/Talk.tsx";
import { TroubleBanner } from "../conversation/TroubleBanner.tsx";
import { HistoryList } from "../history/HistoryList.tsx";
import { Past } from "../history/Past.tsx";
import { useHistory } from "../history/useHistory.ts";
import { useI18n } from "../i18n/index.ts";
import { Knowledge } from "../knowledge/Knowledge.tsx";
import { PageList } from "../knowledge/PageList.tsx";
import { usePages } from "../knowledge/usePages.ts";
import { PolicyPane } from "../policy/PolicyPane.tsx";
import { usePolicy } from "../policy/usePolicy.ts";
import { VersionList } from "../policy/VersionList.tsx";
import { Inbox } from "../inbox/Inbox.tsx";
import { LiveList } from "../live/LiveList.tsx";
import { MessageList } from "../messages/MessageList.tsx";
import { useMessages } from "../messages/useMessages.ts";
import { OfferRing } from "../offer/OfferRing.tsx";
import { totalUnread } from "../state/inbox.ts";
import { doing, isMine, itemOf, nameOf, wrapsUp } from "../state/select.ts";
import { Unattended } from "../wrapup/Unattended.tsx";
import { WrapUp } from "../wrapup/WrapUp.tsx";
import { useShell } from "./context.ts";
import { Drawer, NARROW } from "./Drawer.tsx";
import { useFacts, useMedia } from "./hooks.ts";
import { Rail } from "./Rail.tsx";
import { go, useRoute } from "./route.ts";
import { SkipLinks, type SkipTarget } from "./SkipLinks.tsx";
import { useEarlier } from "./useEarlier.ts";
import { useKeys } from "./useKeys.ts";
import { useOtherNews, useTitle } from "./useTitle.ts";

/** What stands for a view while nothing in it is open. */
const NOTHING_OPEN = { inbox: "message", live: "board", messages: "mail", history: "clock" } as const;

export function Workspace({ agentName, supervisor, onExpired }: { agentName: string; supervisor: boolean; onExpired: () => void }) {
  const { t } = useI18n();
  const { desk, api, showShortcuts } = useShell();
  const state = useStore(desk.state);
  const calls = useStore(desk.client.calls);
  const route = useRoute();
  const [drawer, setDrawer] = useState(false);
  const narrow = useMedia(NARROW);
  const past = route.view === "history" || route.view === "messages" ? route.view : undefined;
  const selected = past ? undefined : route.conversation;
  const view = selected === undefined ? undefined : state.views[selected];
  const facts = useFacts(view);
  const earlier = useEarlier(api, state.me, state.mine.length);
  const history = useHistory(api, route.view === "history", onExpired);
  const messages = useMessages(api, route.view === "messages", onExpired);
  const learned = usePages(api.knowledge, route.view === "knowledge" && supervisor, onExpired);
  const reading = route.view === "knowledge" && supervisor ? { page: route.page } : undefined;
  const policy = usePolicy(api.policy, route.view === "policy" && supervisor, onExpired);
  const deciding = route.view === "policy" && supervisor ? { version: route.version } : undefined;
  const nameFor = useCallback(
    (conversation: string) => {
      const now = desk.state.get();
      const live = desk.client.live.get()?.conversations.find((one) => one.conversation === conversation)?.name;
      return (nameOf(now.views[conversation]?.conversation.details, itemOf(now, conversation)) ?? live) || t("talk.visitor");
    },
    [desk, t],
  );
  useKeys(state.mine, selected, showShortcuts);
  useTitle(state);
  useOtherNews(state, selected, nameFor);

  useEffect(() => {
    desk.open(selected);
    setDrawer(false);
    const looked = () => desk.seen();
    document.addEventListener("visibilitychange", looked);
    return () => document.removeEventListener("visibilitychange", looked);
  }, [selected]);

  const wrapping = view !== undefined && wrapsUp(state, view.conversation);
  useEffect(() => {
    // What has to be filled in is in sight at once, also where the pane is a drawer.
    if (wrapping) setDrawer(true);
  }, [wrapping]);

  const targets: SkipTarget[] = ["inbox", "conversation"];
  if (view && isMine(state, view.conversation)) targets.push("composer");
  if (route.conversation && !narrow) targets.push("customer");
  const place = route.view === "knowledge" || route.view === "policy" ? "inbox" : route.view;
  const live = [...calls].filter(([conversation]) => conversation !== selected);
  return (
    <div class={`app ${route.conversation || reading?.page || deciding?.version ? "has-open" : "has-list"}`}>
      <SkipLinks targets={targets} />
      <Rail route={route} name={agentName} unread={totalUnread(state)} messages={messages.total} doing={doing(state, calls.size > 0)} supervisor={supervisor} />
      <div class="list-col">
        {route.view === "live" ? <LiveList selected={selected} /> : route.view === "messages" ? <MessageList messages={messages} selected={route.conversation} /> : route.view === "history" ? <HistoryList history={history} selected={route.conversation} /> : reading ? <PageList known={learned} selected={reading.page} /> : deciding ? <VersionList known={policy} selected={deciding.version} /> : <Inbox selected={selected} earlier={earlier} />}
        {live.map(([conversation, call]) => (
          <MiniCall key={conversation} conversation={conversation} call={call} name={nameFor(conversation)} />
        ))}
      </div>
      {past && route.conversation && <Past id={route.conversation} onBack={() => go({ view: past })} back={t(`${past}.back`)} drawer={drawer} onDrawer={setDrawer} onAnswered={messages.reload} />}
      {selected && (
        <>
          <main class="pane main" id="conversation" tabIndex={-1} aria-label={t("talk.label", { name: nameFor(selected) })} data-testid="talk" data-conversation={selected}>
            <Talk id={selected} name={nameFor(selected)} view={view} facts={facts} onBack={() => go({ view: route.view })} onCustomer={narrow ? () => setDrawer(true) : undefined} />
            {wrapping && narrow && (
              <div class="wrap-open">
                <Button kind="primary" onClick={() => setDrawer(true)} data-testid="wrapup-open">
                  {t("wrapup.title")}
                </Button>
              </div>
            )}
          </main>
          <Drawer open={drawer} onClose={() => setDrawer(false)} label={t(wrapping ? "wrapup.title" : "customer.label")}>
            {wrapping ? <WrapUp key={selected} id={selected} conversation={view.conversation} onClose={narrow ? () => setDrawer(false) : undefined} /> : <CustomerPane id={selected} name={nameFor(selected)} conversation={view?.conversation} facts={facts} onClose={narrow ? () => setDrawer(false) : undefined} />}
          </Drawer>
        </>
      )}
      {reading && <Knowledge page={reading.page} onChanged={learned.reload} />}
      {deciding && <PolicyPane known={policy} selected={deciding.version} />}
      {!route.conversation && !reading && !deciding && (
        <main class="pane main main-empty" id="conversation" tabIndex={-1}>
          <EmptyState icon={NOTHING_OPEN[place]} title={t(place === "inbox" && state.mine.length + state.waiting.length === 0 ? "inbox.quiet" : `${place}.choose`)}>
            {t(`${place}.choose.detail`)}
          </EmptyState>
        </main>
      )}
      <TroubleBanner conversation={undefined} />
      <OfferRing onAccepted={(conversation) => go({ view: "inbox", conversation })} />
      <Unattended selected={selected} />
      <CallAudio nameOf={nameFor} />
    </div>
  );
}
