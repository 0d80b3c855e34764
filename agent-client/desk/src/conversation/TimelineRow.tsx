// One row of the timeline as the agent sees it: the customer at the start, the own side at the end, the assistant on the page.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { CallHeard, Citation } from "@tandem/client";
import { Avatar, EventLine, Icon, linked, Mark, Meta, passageUrl, RichText, safeUrl, TypingDots } from "@tandem/ui";
import type { Decision } from "../app/policy.ts";
import { useI18n, type DeskI18n, type DeskKey } from "../i18n/index.ts";
import { DecisionDialog } from "../policy/DecisionView.tsx";
import type { Row, Said } from "../state/rows.ts";
import { signalLabel } from "./signals.ts";

type Shown = Exclude<Row, { kind: "handoff" }>;

export function TimelineRow({ row, name, full, onSendAgain }: { row: Shown; name: string; full: boolean; onSendAgain: ((id: string) => void) | undefined }) {
  const i18n = useI18n();
  const { t, time, day } = i18n;
  switch (row.kind) {
    case "customer":
      return (
        <div class="m" data-testid="message-customer">
          <Avatar name={name} size={30} />
          <Bubbles who={name} said={row.said} full={full} />
        </div>
      );
    case "agent": {
      const last = row.said.at(-1);
      return (
        <div class="mine" data-testid={row.mine ? "message-own" : "message-colleague"}>
          <Bubbles who={row.mine ? undefined : row.name} said={row.said} full={full} />
          {!row.mine && <div class="mt">{row.name}</div>}
          {row.state && <Meta state={row.state} at={row.readAt} onSendAgain={onSendAgain && last?.pending ? () => onSendAgain(last.id) : undefined} />}
        </div>
      );
    }
    case "assistant":
      return (
        <div class="asst" data-testid="message-assistant" data-band={row.band}>
          <Mark size={22} />
          <div>
            <span class="sr">{t("assistant.label")}: </span>
            {row.text ? <RichText class="tx" text={row.text} /> : <p class="tx">{t(row.band === "suggest" ? "band.suggest" : "band.none")}</p>}
            {row.topics.length > 0 && (
              <ul class="topics-past" aria-label={t("topics.label")} data-testid="answer-topics">
                {row.topics.map((topic) => (
                  <li key={topic}>{topic}</li>
                ))}
              </ul>
            )}
            {row.citations.map((citation) => (
              <SourceLink citation={citation} key={citation.url + citation.quote} />
            ))}
            {row.helped !== undefined && <p class="judged">{t(row.helped ? "judged.helpful" : "judged.not", { name })}</p>}
          </div>
          {full && <Version of={row.version} at={row.at} />}
        </div>
      );
    case "note":
      return (
        <div class={row.pending ? "nt is-pending" : "nt"} data-testid="message-note">
          <small>
            <Icon name="lock" size={13} />
            {row.name ? t("note.by", { name: row.name }) : t("note.label")}
          </small>
          <div class="nt-text">{linked(row.text)}</div>
          {row.pending?.refused && <Meta state="failed" onSendAgain={onSendAgain && (() => onSendAgain(row.key))} />}
          {full && row.version !== undefined && <Version of={row.version} at={row.at} />}
        </div>
      );
    case "line":
      return (
        <EventLine icon={row.line.icon} ruled={row.line.ruled === true} testid={`event-${row.line.text.slice(5)}`}>
          {t("line.at", { line: lineText(i18n, row.line), time: time(row.at) })}
          {row.line.heard?.map((side) => (
            <HeardSide side={side} customer={name} key={`${side.by}-${side.who?.id}`} />
          ))}
          {row.line.decision && <Why decision={row.line.decision} />}
          {full && <span class="sr">, {t("history.version", { version: row.version })}</span>}
          {full && <span class="ver num" aria-hidden="true">· {row.version}</span>}
        </EventLine>
      );
    case "day":
      return <EventLine ruled>{day(row.at)}</EventLine>;
  }
}

/** How one of them heard the call. Events of older versions do not say who, nor how much came. */
function HeardSide({ side, customer }: { side: CallHeard; customer: string }) {
  const { t } = useI18n();
  const known = side.by === "customer" ? customer : side.who?.name;
  const values = {
    name: known || t("heard.by", { role: side.by }),
    mos: Math.round(side.mos * 10) / 10,
    loss: Math.round(side.lossPercent * 10) / 10,
    roundTrip: side.roundTripMillis,
    received: side.receivedKbps ?? -1,
  };
  return (
    <span class="heard-side" data-testid="heard-side">
      {t("heard.side", values)}
    </span>
  );
}

/** Opens the decision. */
function Why({ decision }: { decision: Decision }) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="po-why" aria-label={t("policy.decision")} onClick={() => setOpen(true)} data-testid="decision-open">
        {t("policy.why")}
      </button>
      {open && <DecisionDialog decision={decision} onClose={() => setOpen(false)} />}
    </>
  );
}

function lineText(i18n: DeskI18n, line: { text: DeskKey; values?: Readonly<Record<string, string | number>>; durations?: Readonly<Record<string, number>> }): string {
  const durations = Object.fromEntries(Object.entries(line.durations ?? {}).map(([key, ms]) => [key, i18n.clock(ms)]));
  const rule = line.values?.["rule"];
  return i18n.t(line.text, { ...line.values, ...durations, ...(rule === undefined ? {} : { rule: signalLabel(i18n, String(rule)) }) });
}

function Bubbles({ who, said, full }: { who: string | undefined; said: readonly Said[]; full: boolean }): ComponentChildren {
  return (
    <div class="bs">
      {said.map(({ id, text, pending, version, at }) => (
        <div class={pending ? "b is-pending" : "b"} key={id} data-turn={version}>
          {who && <span class="sr">{who}: </span>}
          {linked(text)}
          {full && version !== undefined && <Version of={version} at={at} />}
        </div>
      ))}
    </div>
  );
}

/** The event's number on the one line of the conversation, and when. */
function Version({ of, at }: { of: number; at: number }) {
  const { t, time } = useI18n();
  return (
    <span class="ver num" data-testid="version">
      <span class="sr">{t("history.version", { version: of })}, </span>
      {time(at)} <span aria-hidden="true">· {of}</span>
    </span>
  );
}

function SourceLink({ citation }: { citation: Citation }) {
  const href = safeUrl(citation.url);
  return (
    <a class="source" href={href && passageUrl(href, citation.quote)} target="_blank" rel="noopener" title={citation.quote} data-testid="source-link">
      <Icon name="book" size={14} />
      <span class="cut">{citation.heading && citation.heading !== citation.title ? `${citation.title}, ${citation.heading}` : citation.title}</span>
    </a>
  );
}

/** Three dots where the next message will be. Not announced: typing is no news. */
export function TypingRow({ name }: { name: string }) {
  return (
    <div class="m arrives" aria-hidden="true" data-testid="typing">
      <Avatar name={name} size={30} />
      <div class="bs">
        <div class="b b-typing">
          <TypingDots />
        </div>
      </div>
    </div>
  );
}
