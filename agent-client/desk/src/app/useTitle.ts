// The tab's title says what waits, also when the desk is behind other windows; a new message there sounds once.
import { useEffect, useRef } from "preact/hooks";
import { useI18n } from "../i18n/index.ts";
import type { DeskState } from "../state/desk.ts";
import { totalUnread } from "../state/inbox.ts";
import { useShell } from "./context.ts";

/** New words in conversations that are not on screen; the open one's are a log, which speaks for itself. */
export function useOtherNews(state: DeskState, selected: string | undefined, nameOf: (conversation: string) => string): void {
  const { t } = useI18n();
  const { announce } = useShell();
  const heard = useRef(new Map<string, number>());
  useEffect(() => {
    for (const { conversation } of state.mine) {
      const view = state.views[conversation];
      const last = view?.conversation.messages.at(-1);
      if (!view?.caughtUp || !last) continue;
      const before = heard.current.get(conversation);
      heard.current.set(conversation, last.version);
      if (before !== undefined && last.version > before && last.by === "customer" && conversation !== selected) announce(t("talk.customerSaid", { name: nameOf(conversation), text: last.text }));
    }
  }, [state.views, state.mine]);
}

export function useTitle(state: DeskState): void {
  const { t } = useI18n();
  const { sounds } = useShell();
  const ringing = state.offers.find((offer) => offer.state === "ringing");
  const count = totalUnread(state);
  const before = useRef(count);
  useEffect(() => {
    document.title = ringing ? t("app.ringing", { name: ringing.handoff.details.name ?? t("inbox.visitor") }) : count > 0 ? t("app.unread", { count }) : t("app.title");
    if (count > before.current && document.visibilityState === "hidden") sounds.message();
    before.current = count;
  }, [ringing?.offer, count]);
}
