// The panel: header, what is wrong with the line, the live call, and the screen that the conversation's phase asks for.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Call, View } from "@tandem/client";
import { useStore } from "@tandem/ui";
import { Banners } from "./Banners.tsx";
import { Check } from "./call/Check.tsx";
import { Consent } from "./call/Consent.tsx";
import { ResumingStage } from "./call/Resuming.tsx";
import { VideoStage } from "./call/VideoStage.tsx";
import { VoiceStage } from "./call/VoiceStage.tsx";
import { FIRST, isFocusLost } from "./focus.ts";
import { Header } from "./Header.tsx";
import { useApp, useView } from "./hooks.ts";
import { useChunk } from "./chunk.ts";
import { AfterPerson, type RatingChunk } from "./screens/AfterPerson.tsx";
import { Chat } from "./screens/Chat.tsx";
import { Choosing } from "./screens/Choosing.tsx";
import { DetailsForm } from "./screens/DetailsForm.tsx";
import { LeaveMessage } from "./screens/LeaveMessage.tsx";
import { Queue } from "./screens/Queue.tsx";

export function Panel() {
  const app = useApp();
  const ui = useStore(app.ui);
  const view = useView();
  const calls = useStore(app.client.calls);
  const box = useRef<HTMLElement>(null);
  const call = view && calls.get(view.conversation.id);
  const state = useStore(call?.state);
  const live = call !== undefined && state !== undefined && state.phase !== "elsewhere" && state.phase !== "ended";
  const resuming = live ? undefined : ui.resuming;
  const video = live && view?.conversation.call?.channel === "video";
  // A screen in a voice call leaves the chat where it is.
  const pictures = video || (live && state.peer.screen && view?.conversation.call?.held !== true);
  const split = !video || ui.chatBesideVideo;
  useVisualViewport(box);
  // Whoever is heard must see it, and a try-out of devices would have them in its hands.
  useEffect(() => {
    if (live) app.show({ checking: false });
  }, [live]);
  /** Whoever opens the panel wants to be in it, wherever on the page they did it. */
  const opening = useRef(true);
  // The button that was pressed goes with its stage.
  useEffect(() => {
    opening.current = false;
    const root = box.current?.getRootNode();
    if (isFocusLost(root)) box.current?.querySelector<HTMLElement>(live ? ".ctl button" : FIRST)?.focus({ preventScroll: true });
  }, [state?.id, live, pictures]);

  const onKeyDown = (event: KeyboardEvent) => {
    // One layer at a time: sheets and menus have taken their own Escape before it comes here.
    if (event.key === "Escape" && !event.defaultPrevented) {
      event.stopPropagation();
      app.close();
    }
  };

  return (
    // Escape belongs to the whole panel, wherever the focus is inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section class="float w" role="dialog" aria-label={app.i18n.t("panel.label", { name: ui.site.name })} ref={box} onKeyDown={onKeyDown} data-testid="panel">
      {pictures ? <VideoStage call={call} split={split} /> : live ? <VoiceStage call={call} /> : resuming ? <ResumingStage call={resuming} /> : <Header />}
      {split && resuming?.channel !== "video" && (
        <>
          <Banners call={call} />
          <Screen view={view} opening={opening} />
        </>
      )}
      {video && !ui.chatBesideVideo && <OverVideo call={call} />}
      {ui.checking && <Check />}
      {view && <Consent conversation={view.conversation} />}
    </section>
  );
}

/** Trouble must be seen on the video too, and hide neither face: it stands above the controls. */
function OverVideo({ call }: { call: Call }) {
  return (
    <div class="trouble">
      <Banners call={call} />
    </div>
  );
}

/**
 * Opening moves the focus to where one writes, and when a screen replaces the one that had it, it goes to the first control of the next.
 * Not on a phone: that would throw up the keyboard before anything is read.
 */
function Screen({ view, opening }: { view: View | undefined; opening: { current: boolean } }) {
  const box = useRef<HTMLDivElement>(null);
  const app = useApp();
  const { screen } = useStore(app.ui);
  const conversation = view?.conversation;
  const { chunk: rating } = useChunk<RatingChunk>("rating", conversation?.lastAgent !== undefined && conversation.rated === undefined, true);
  const shown = `${screen} ${conversation?.phase ?? ""} ${rating !== undefined}`;
  useEffect(() => {
    if (isFocusLost(box.current?.getRootNode(), opening.current) && !matchMedia("(pointer: coarse)").matches) box.current?.querySelector<HTMLElement>(FIRST)?.focus({ preventScroll: true });
  }, [shown]);
  return (
    <div style="display:contents" ref={box}>
      <ScreenOf view={view} rating={rating} />
    </div>
  );
}

/** @param rating not there yet, or it cannot be fetched: then the conversation stays as it ended */
function ScreenOf({ view, rating }: { view: View | undefined; rating: RatingChunk | undefined }) {
  const app = useApp();
  const { screen, ratingDone } = useStore(app.ui);
  const phase = view?.conversation.phase;
  if (screen === "message" && phase !== "ended" && phase !== "closed" && phase !== "agent") return <LeaveMessage />;
  if (!view || !view.caughtUp) return <Chat view={view} />;
  const { conversation } = view;
  const ended = phase === "ended" || phase === "closed";
  if (rating && ended && conversation.lastAgent && conversation.rated === undefined && ratingDone !== conversation.id) return <AfterPerson conversation={conversation} chunk={rating} />;
  if (phase === "choosing") return <Choosing view={view} />;
  if (phase === "details" && conversation.asked) return <DetailsForm conversation={conversation} asked={conversation.asked} />;
  if (phase === "waiting") return <Queue view={view} />;
  return <Chat view={view} />;
}

/** On a phone the keyboard takes half of the screen: the panel keeps to what is left, so that the composer stays in sight. */
function useVisualViewport(box: { current: HTMLElement | null }): void {
  const [viewport] = useState(() => window.visualViewport);
  useEffect(() => {
    if (!viewport) return undefined;
    const fit = () => {
      box.current?.style.setProperty("--height", `${viewport.height}px`);
      box.current?.style.setProperty("--top", `${viewport.offsetTop}px`);
    };
    fit();
    viewport.addEventListener("resize", fit);
    viewport.addEventListener("scroll", fit);
    return () => {
      viewport.removeEventListener("resize", fit);
      viewport.removeEventListener("scroll", fit);
    };
  }, [viewport]);
}
