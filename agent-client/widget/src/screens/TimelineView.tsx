// The conversation as one reads it. A log: new words are read out politely; keeps to the end unless the reader has scrolled up.
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { assistantOwes, type Conversation, type Role, type View } from "@tandem/client";
import { AssistantText, EventLine, JoinedBanner, Meta, OtherBubbles, OwnBubble, Pick, safeUrl, Sources, useStore, type IconName, type Source } from "@tandem/ui";
import { useApp } from "../hooks.ts";
import { personOf } from "../person.ts";
import { timeline, type Item, type Line } from "../timeline.ts";

/** Nearer to the end than this counts as being at the end. */
const NEAR_END = 60;

export function TimelineView({ conversation, typing, draft, since = 0, children }: { conversation: Conversation; typing?: Role | undefined; draft?: View["draft"]; /** Only what came after this version. */ since?: number; children?: ComponentChildren }) {
  const app = useApp();
  const pending = useStore(app.client.pending);
  const items = useMemo(() => timeline(conversation, pending).filter((item) => since === 0 || Number(item.key) > since || Number.isNaN(Number(item.key))), [conversation, pending, since]);
  const owed = assistantOwes(conversation);
  const person = personOf(conversation);
  const last = items.at(-1);
  const typingJoins = typing === "agent" && last?.kind === "agent";
  // What was there when the timeline was drawn first does not arrive; what comes later does.
  const drawn = useRef(false);
  useEffect(() => void (drawn.current = true), []);
  // An answer whose beginning was read already takes the draft's place, without arriving again.
  const words = owed && draft?.inReplyTo === owed ? draft.text : "";
  const stood = useRef("");
  useEffect(() => void (stood.current = words));
  return (
    <>
      {items.map((item) => (
        <ItemView item={item} key={item.key} conversation={conversation} fresh={drawn.current && !(stood.current && item === last)} typing={typingJoins && item === last} />
      ))}
      {typing === "agent" && !typingJoins && <OtherBubbles name={person} texts={[]} typing />}
      {words ? <AssistantText text={words} draft /> : owed > 0 && <AssistantWrites />}
      {children}
    </>
  );
}

/** The assistant answers at once; only when it does not, dots say that it is at work. */
export function AssistantWrites() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 400);
    return () => clearTimeout(timer);
  }, []);
  return late ? <AssistantText typing /> : null;
}

/** The scrolling box around a timeline: stays at the end while things grow, unless the reader has scrolled up. */
export function LogBox({ children }: { children: ComponentChildren }) {
  const app = useApp();
  const box = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const top = useRef(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !inner.current || typeof ResizeObserver === "undefined") return undefined;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    observer.observe(inner.current);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (box.current && atEnd.current) box.current.scrollTop = box.current.scrollHeight;
  });
  return (
    <div
      class="wb is-log"
      role="log"
      aria-live="polite"
      aria-label={app.i18n.t("panel.log")}
      // One stop for the keyboard: arrows scroll inside.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      ref={box}
      data-testid="timeline"
      onScroll={(event) => {
        const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
        const near = scrollHeight - scrollTop - clientHeight < NEAR_END;
        // Only the reader goes up; a box that shrinks does not.
        if (near) atEnd.current = true;
        else if (scrollTop < top.current - 1) atEnd.current = false;
        top.current = scrollTop;
      }}
    >
      <div class="log" ref={inner}>
        {children}
      </div>
    </div>
  );
}

function ItemView(props: { item: Item; conversation: Conversation; fresh: boolean; typing: boolean }) {
  const [fresh] = useState(props.fresh);
  // Own messages are there at once; those of others come in.
  return fresh && props.item.kind !== "own" ? (
    <div class="arrives">
      <ItemBody {...props} />
    </div>
  ) : (
    <ItemBody {...props} />
  );
}

function ItemBody({ item, conversation, typing }: { item: Item; conversation: Conversation; typing: boolean }) {
  const app = useApp();
  const { t, day, moment } = app.i18n;
  switch (item.kind) {
    case "own":
      return (
        <>
          <OwnBubble text={item.text} pending={item.pending} />
          {item.meta && <Meta state={item.meta.state} at={item.meta.at} onSendAgain={item.retry && (() => item.retry && void app.client.sendAgain(item.retry))} />}
        </>
      );
    case "agent":
      return <OtherBubbles name={item.name} texts={item.texts} typing={typing} />;
    case "assistant":
      return <Answer item={item} conversation={conversation} />;
    case "handing":
      return <AssistantText text={t(`handing.${item.trigger}`)} />;
    case "nobody":
      return (
        <AssistantText text={item.opensAt === undefined ? t(item.gaveUp ? "nobody.gaveUp" : "nobody.closed") : t("nobody.hours", { time: moment(item.opensAt) })}>
          {item.last && conversation.nobody && (
            <div class="acts">
              <Pick onClick={() => app.show({ screen: "message" })} data-testid="leave-message">
                {t("nobody.leave")}
              </Pick>
            </div>
          )}
        </AssistantText>
      );
    case "joined":
      return <JoinedBanner name={item.name} title={t("joined.title", { name: item.name })} detail={t("joined.detail")} />;
    case "left":
      return (
        <EventLine icon="mail" testid="message-left">
          {t("message.sent")}. {item.left.email ? t("message.sentDetail", { email: item.left.email }) : t("message.sentPhone", { phone: item.left.phone ?? "" })}
        </EventLine>
      );
    case "day":
      return <EventLine ruled>{day(item.at)}</EventLine>;
    case "line":
      return <LineView line={item.line} at={item.at} />;
    default:
      return item satisfies never;
  }
}

function Answer({ item, conversation }: { item: Extract<Item, { kind: "assistant" }>; conversation: Conversation }) {
  const app = useApp();
  const { t } = app.i18n;
  const suggests = item.band === "suggest";
  // An uploaded file lies on Tandem's own host, wherever this page does.
  const sources: Source[] = item.citations.map(({ url, title, quote }) => ({ url: safeUrl(url, app.base) ?? url, title, quote: !suggests && repeats(item.text, quote) ? "" : quote }));
  const judge = (helpful: boolean) => void app.command((id) => ({ type: "judge_answer", conversation: id, answer: item.version, helpful }));
  const person = (
    <Pick onClick={() => app.escalate()} data-testid="answer-person">
      {t("answer.person")}
    </Pick>
  );
  const choices = item.topics.length > 0;
  const text = {
    answer: item.text,
    talk: item.text,
    suggest: item.text,
    none: item.text || t("answer.none"),
    failed: t("answer.failed"),
  }[item.band];
  const active = item.last && conversation.phase === "assistant";
  const judging = active && !choices && item.judged === undefined && (item.band === "answer" || item.band === "suggest");
  return (
    <AssistantText text={text}>
      {choices && <Topics topics={item.topics} label={text} onAsk={active ? (topic) => app.say(topic) : undefined} />}
      {!choices && sources.length > 0 && (
        <div data-testid={`sources-${item.band}`}>
          <Sources sources={sources} />
        </div>
      )}
      {judging && (
        <div class="acts">
          <Pick onClick={() => judge(true)} data-testid="answer-helped">
            {t(item.band === "suggest" ? "answer.yes" : "answer.helped")}
          </Pick>
          <Pick onClick={() => judge(false)} data-testid="answer-not-helped">
            {t(item.band === "suggest" ? "answer.no" : "answer.notHelped")}
          </Pick>
          {person}
        </div>
      )}
      {active && !judging && (choices || item.band !== "talk") && item.judged !== true && <div class="acts">{person}</div>}
      {item.judged === true && active && (
        <div class="ev" style="justify-content:flex-start;margin-top:6px">
          {t("answer.thanks")}
        </div>
      )}
    </AssistantText>
  );
}

/** What the unclear question may be about: one tap asks it. Later it is only what was offered. */
function Topics({ topics, label, onAsk }: { topics: readonly string[]; label: string; onAsk: ((topic: string) => void) | undefined }) {
  if (!onAsk)
    return (
      <ul class="topics-past" data-testid="answer-topics">
        {topics.map((topic) => (
          <li key={topic}>{topic}</li>
        ))}
      </ul>
    );
  return (
    <div class="acts topics" role="group" aria-label={label} data-testid="answer-topics">
      {topics.map((topic) => (
        <Pick key={topic} onClick={() => onAsk(topic)} data-testid="answer-topic">
          {topic}
        </Pick>
      ))}
    </div>
  );
}

/** An extractive answer may be the quote itself: said once is enough, the card then names the page. */
function repeats(text: string, quote: string): boolean {
  const plain = (words: string) => words.replace(/\s+/gu, " ").trim().toLowerCase();
  return plain(text).includes(plain(quote));
}

function LineView({ line, at }: { line: Line; at: number }) {
  const app = useApp();
  const { t, time, clock } = app.i18n;
  const words: Record<Line["what"], () => [IconName | undefined, string]> = {
    queue_left: () => [undefined, t("event.left")],
    agent_lost: () => [undefined, t("event.lost", { name: nameOf(line) })],
    requeued: () => [undefined, t("event.requeued", { name: nameOf(line) })],
    handed_back: () => [undefined, t("event.back", { name: nameOf(line) })],
    declined: () => [undefined, declined()],
    call_started: () => [started() ? "video" : "phone", t(started() ? "event.videoStarted" : "event.voiceStarted", { time: time(at) })],
    media_changed: () => [started() ? "video" : "phone", t(started() ? "event.toVideo" : "event.toVoice", { time: time(at) })],
    recording_started: () => ["record", t("event.recordingStarted", { time: time(at) })],
    recording_paused: () => ["pause", t("event.recordingPaused", { time: time(at) })],
    recording_resumed: () => ["record", t("event.recordingResumed", { time: time(at) })],
    recording_stopped: () => [undefined, t("event.recordingStopped", { time: time(at) })],
    supervisor_joined: () => ["user", t("event.supervisorJoined", { name: nameOf(line) })],
    supervisor_left: () => [undefined, t("event.supervisorLeft", { name: nameOf(line) })],
    call_ended: () => ["hangup", t("event.callEnded", { time: time(at), length: line.what === "call_ended" ? clock(line.length) : "" })],
    no_call: () => ["hangup", t("event.noCall", { time: time(at) })],
    ended: () => [undefined, t("event.ended", { time: time(at) })],
  };
  const started = () => "channel" in line && line.channel === "video";
  const declined = () => {
    if (line.what !== "declined") return "";
    if (line.expired) return t("event.expired");
    return line.you ? t("event.declinedYou") : t("event.declined", { name: line.name });
  };
  const [icon, text] = words[line.what]();
  return (
    <EventLine icon={icon} testid={`event-${line.what}`}>
      {text}
    </EventLine>
  );
}

function nameOf(line: Line): string {
  return "name" in line ? line.name : "";
}
