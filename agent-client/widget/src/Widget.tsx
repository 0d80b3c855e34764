// What is on the page: launcher with its count, a peek at a new message, the pill of a minimised call, or the panel.
import { useEffect, useRef } from "preact/hooks";
import { Avatar, I18nContext, Icon, useStore } from "@tandem/ui";
import type { App } from "./app.ts";
import { CallPill } from "./call/CallPill.tsx";
import { ResumingPill } from "./call/Resuming.tsx";
import { CallAudio } from "./call/CallAudio.tsx";
import { isFocusLost } from "./focus.ts";
import { AppContext, useApp, useView } from "./hooks.ts";
import { WidgetI18nContext } from "./i18n.ts";
import { Panel } from "./Panel.tsx";

export function Widget({ app }: { app: App }) {
  return (
    <AppContext.Provider value={app}>
      <WidgetI18nContext.Provider value={app.i18n}>
        <I18nContext.Provider value={app.i18n}>
          <Everything />
        </I18nContext.Provider>
      </WidgetI18nContext.Provider>
    </AppContext.Provider>
  );
}

function Everything() {
  const app = useApp();
  const { open, announce, alarm, resuming } = useStore(app.ui);
  const view = useView();
  const calls = useStore(app.client.calls);
  const conversation = view?.conversation;
  const call = conversation && calls.get(conversation.id);
  const phase = useStore(call?.state)?.phase;
  const live = call !== undefined && phase !== "elsewhere" && phase !== "ended";
  const launcher = useRef<HTMLButtonElement>(null);
  const words = useRef<HTMLDivElement>(null);
  const was = useRef({ open, live });

  useEffect(() => {
    const { open: wasOpen, live: wasLive } = was.current;
    was.current = { open, live };
    const root = words.current?.getRootNode();
    // On the page stays what is smaller: the launcher, or the call's pill.
    if (!open && (wasOpen || (wasLive && !live && isFocusLost(root)))) (launcher.current ?? (root as ParentNode & Node).querySelector<HTMLElement>("[data-testid=call-open]"))?.focus({ preventScroll: true });
  }, [open, live]);

  return (
    <>
      {live && <CallAudio call={call} />}
      {open ? <Panel /> : live ? <CallPill call={call} /> : resuming ? <ResumingPill call={resuming} /> : <Launcher button={launcher} />}
      <div class="sr" role="status" aria-live="polite" ref={words}>
        {announce}
      </div>
      <div class="sr" role="alert">
        {alarm}
      </div>
    </>
  );
}

function Launcher({ button }: { button: { current: HTMLButtonElement | null } }) {
  const app = useApp();
  const { unread, peek } = useStore(app.ui);
  const label = unread > 0 ? app.i18n.t("launcher.openUnread", { count: unread }) : app.i18n.t("launcher.open");
  return (
    <>
      {peek && (
        <button type="button" class="float peek" onClick={() => app.open()} data-testid="peek">
          <Avatar name={peek.name} size={32} />
          <span>
            <b class="fw6">{peek.name}</b>
            <span class="words">{peek.text}</span>
          </span>
        </button>
      )}
      <button type="button" ref={button} class="float launch" aria-label={label} aria-expanded={false} onClick={() => app.open()} data-testid="launcher">
        <Icon name="message" size={27} />
        {unread > 0 && (
          <span class="count num" aria-hidden="true" data-testid="launcher-count">
            {app.i18n.number(unread)}
          </span>
        )}
      </button>
    </>
  );
}
