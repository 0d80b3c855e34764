// The timeline's pieces: own and other bubbles, the assistant's text with its sources, event lines, the joined banner, ticks.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { IconName } from "../icons.ts";
import { useUiI18n } from "../i18n/index.ts";
import { Avatar, Mark, TypingDots } from "./Who.tsx";
import { Icon } from "./Icon.tsx";
import { RichText, linked } from "./RichText.tsx";

export type DeliveryState = "sending" | "sent" | "delivered" | "read" | "failed";

/** The reader's own message. */
export function OwnBubble({ text, pending, testid }: { text: string; pending?: boolean; testid?: string }) {
  return (
    <div class={pending ? "own is-pending" : "own"} data-testid={testid ?? "message-own"}>
      <div class="bubble">{linked(text)}</div>
    </div>
  );
}

/** Ticks and words below the last own message of a run. */
export function Meta({ state, at, onSendAgain }: { state: DeliveryState; at?: number | undefined; onSendAgain?: (() => void) | undefined }) {
  const i18n = useUiI18n();
  const icon: Record<DeliveryState, IconName> = { sending: "clock", sent: "check", delivered: "checks", read: "checks", failed: "info" };
  const label = state === "read" ? i18n.t("meta.read", { time: at === undefined ? "" : i18n.time(at) }) : i18n.t(`meta.${state}`);
  return (
    <div class={`meta is-${state}`} data-testid="message-meta" data-state={state}>
      <Icon name={icon[state]} size={state === "sending" ? 14 : 16} />
      <span class="num">{label.trim()}</span>
      {state === "failed" && onSendAgain && (
        <button type="button" onClick={onSendAgain} data-testid="message-send-again">
          {i18n.t("meta.sendAgain")}
        </button>
      )}
    </div>
  );
}

/** One or more messages of a person in a row, with the face beside the last. */
export function OtherBubbles({ name, photo, texts, typing, children }: { name: string; photo?: string | undefined; texts: readonly { id: string; text: string }[]; typing?: boolean; children?: ComponentChildren }) {
  const i18n = useUiI18n();
  return (
    <div class="other" data-testid="message-other">
      <Avatar name={name} photo={photo} size={28} />
      <div class="bubbles">
        {texts.map(({ id, text }) => (
          <div class="bubble" key={id}>
            <span class="sr">{name}: </span>
            {linked(text)}
          </div>
        ))}
        {typing && (
          <div class="bubble bubble-typing" role="img" aria-label={i18n.t("who.typing", { name })} data-testid="typing">
            <TypingDots />
          </div>
        )}
        {children}
      </div>
    </div>
  );
}

/** The assistant writes on the page: no bubble, no face. Sources and actions come as children. A draft grows for the eye only: it is read out, once, as the answer that takes its place. */
export function AssistantText({ text, typing, draft, children, who }: { text?: string; typing?: boolean; draft?: boolean; children?: ComponentChildren; who?: string }) {
  const i18n = useUiI18n();
  return (
    <div class="assistant" inert={draft} data-testid={typing ? "assistant-typing" : draft ? "assistant-draft" : "message-assistant"}>
      <Mark size={24} />
      <div class="who">{who ?? i18n.t("who.assistant")}</div>
      {typing ? (
        <div class="tx" role="img" aria-label={i18n.t("who.assistantTyping")}>
          <TypingDots />
        </div>
      ) : (
        text && <RichText class="tx" text={text} />
      )}
      {children}
    </div>
  );
}

export interface Source {
  url: string;
  title: string;
  quote: string;
  /** The decisive words inside the quote, drawn in weight 500. */
  decisive?: string | undefined;
  /** When the page was last changed, if it says so. */
  updated?: number | undefined;
}

/** The sentence an answer rests on; opens the page at that passage. */
export function SourceCard({ source }: { source: Source }) {
  const i18n = useUiI18n();
  const href = safeUrl(source.url);
  return (
    <a class="src" href={href && passageUrl(href, source.quote)} target="_blank" rel="noopener" data-testid="source-card">
      {source.quote && <q>{emphasised(source.quote, source.decisive)}</q>}
      <span class="at">
        <Icon name="book" size={15} />
        <b class="cut">{source.title}</b>
        {source.updated !== undefined && <span class="num">· {i18n.t("source.updated", { date: i18n.day(source.updated) })}</span>}
      </span>
    </a>
  );
}

/** Two sources are two cards; more fold into "2 more". */
export function Sources({ sources }: { sources: readonly Source[] }) {
  const i18n = useUiI18n();
  const [all, setAll] = useState(false);
  const shown = all ? sources : sources.slice(0, 2);
  return (
    <>
      {shown.map((source) => (
        <SourceCard source={source} key={source.url + source.quote} />
      ))}
      {shown.length < sources.length && (
        <button type="button" class="src-more" onClick={() => setAll(true)} data-testid="source-more">
          {i18n.t("source.more", { count: sources.length - shown.length })}
        </button>
      )}
    </>
  );
}

function emphasised(quote: string, decisive: string | undefined): ComponentChildren {
  const at = decisive ? quote.indexOf(decisive) : -1;
  if (!decisive || at < 0) return quote;
  return (
    <>
      {quote.slice(0, at)}
      <mark>{decisive}</mark>
      {quote.slice(at + decisive.length)}
    </>
  );
}

/** Only web addresses become links: a `javascript:` page title must stay a title. `base` is where a path begins, else this page. */
export function safeUrl(url: string, base = typeof location === "undefined" ? "http://localhost/" : location.href): string | undefined {
  try {
    const parsed = new URL(url, base);
    return parsed.protocol === "https:" || parsed.protocol === "http:" ? parsed.href : undefined;
  } catch {
    return undefined;
  }
}

/** A text fragment takes the reader to the sentence; browsers without it open the page. */
export function passageUrl(url: string, quote: string): string {
  const words = quote.trim().split(/\s+/u);
  if (url.includes("#") || words.length === 0 || words[0] === "") return url;
  const fragment = words.length > 8 ? `${fragmentText(words.slice(0, 4))},${fragmentText(words.slice(-4))}` : fragmentText(words);
  return `${url}#:~:text=${fragment}`;
}

function fragmentText(words: readonly string[]): string {
  return encodeURIComponent(words.join(" ")).replaceAll("-", "%2D");
}

/** A channel change, a transfer, a day: one quiet line on the timeline. */
export function EventLine({ icon, ruled, children, testid }: { icon?: IconName | undefined; ruled?: boolean; children: ComponentChildren; testid?: string }) {
  return (
    <div class={ruled ? "ev ev-ruled" : "ev"} data-testid={testid ?? "event-line"}>
      {icon && <Icon name={icon} size={14} />}
      <span class="num">{children}</span>
    </div>
  );
}

/** Once, in the timeline, and it stays there. */
export function JoinedBanner({ name, photo, title, detail }: { name: string; photo?: string | undefined; title: string; detail: string }) {
  return (
    <div class="joined" data-testid="joined-banner">
      <Avatar name={name} photo={photo} size={36} />
      <p>
        <b>{title}</b>
        <small>{detail}</small>
      </p>
    </div>
  );
}
