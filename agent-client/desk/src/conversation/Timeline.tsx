// The one timeline of a conversation. Stays at the newest message unless the reader has scrolled up; then it says what came below.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Conversation } from "@tandem/client";
import { Icon } from "@tandem/ui";
import { useI18n } from "../i18n/index.ts";
import type { Facts } from "../state/facts.ts";
import { rowsOf } from "../state/rows.ts";
import { handoffNow } from "../state/select.ts";
import type { Pending } from "../state/pending.ts";
import { HandoffCard } from "./HandoffCard.tsx";
import { TimelineRow, TypingRow } from "./TimelineRow.tsx";
import type { Handoff } from "@tandem/client";

/** Closer to the end than this counts as being there. */
const AT_END_PX = 60;

export interface TimelineProps {
  conversation: Conversation;
  facts: Facts;
  name: string;
  me: string | undefined;
  /** The history: every event, with its version. */
  full?: boolean;
  pending?: readonly Pending[];
  typing?: boolean;
  /** What the person who came was told; absent while nobody did. */
  handoff?: Handoff | undefined;
  onSendAgain?: ((id: string) => void) | undefined;
}

export function Timeline({ conversation, facts, name, me, full = false, pending, typing = false, handoff: told, onSendAgain }: TimelineProps) {
  const { t } = useI18n();
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(!full);
  const height = useRef(0);
  const [below, setBelow] = useState(0);
  const handoff = useMemo(() => told && handoffNow(told, conversation), [conversation, told]);
  const rows = useMemo(() => rowsOf(conversation, { me, full, handoff: handoff !== undefined, ...(pending ? { pending } : {}) }), [conversation, pending, me, full, handoff !== undefined]);
  const messages = conversation.messages.length;
  const counted = useRef(messages);

  useLayoutEffect(() => {
    const element = box.current;
    if (element && atEnd.current) element.scrollTop = element.scrollHeight;
    else if (messages > counted.current) setBelow((count) => count + messages - counted.current);
    counted.current = messages;
  }, [rows, typing]);

  // The pane shrinks when a call docks or the keyboard of a phone opens: the end stays in sight.
  useEffect(() => {
    const element = box.current;
    if (!element || typeof ResizeObserver === "undefined") return undefined;
    const observer = new ResizeObserver(() => {
      height.current = element.clientHeight;
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const toEnd = () => {
    box.current?.scrollTo({ top: box.current.scrollHeight, behavior: "smooth" });
    setBelow(0);
  };
  const toStart = () => {
    box.current?.scrollTo({ top: 0, behavior: "smooth" });
    box.current?.focus({ preventScroll: true });
  };
  const toTurn = (version: number) => {
    const message = box.current?.querySelector<HTMLElement>(`[data-turn="${version}"]`);
    if (!message) return toStart();
    message.scrollIntoView({ block: "center", behavior: "smooth" });
    // Only now and for so long: a bubble that is clicked on is not to be framed.
    message.tabIndex = -1;
    message.addEventListener("blur", () => message.removeAttribute("tabindex"), { once: true });
    message.focus({ preventScroll: true });
  };

  return (
    <div class="tl-wrap">
      <div
        class="tl"
        ref={box}
        role="log"
        aria-label={t("talk.log")}
        // Scrolled with the keyboard, so it has to be reachable by it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        data-testid="timeline"
        onScroll={({ currentTarget }) => {
          // The pane itself changed, nobody scrolled: the observer puts the end back in sight.
          if (currentTarget.clientHeight !== height.current) return;
          atEnd.current = currentTarget.scrollHeight - currentTarget.scrollTop - currentTarget.clientHeight < AT_END_PX;
          if (atEnd.current && below > 0) setBelow(0);
        }}
      >
        <div class="tl-gap" />
        {rows.map((row) =>
          row.kind === "handoff" ? (
            handoff && <HandoffCard key={row.key} handoff={handoff} waitedMs={facts.waitedMs} decision={facts.decision} onRead={toStart} onTurn={toTurn} />
          ) : (
            <TimelineRow key={row.key} row={row} name={name} full={full} onSendAgain={onSendAgain} />
          ),
        )}
        {typing && <TypingRow name={name} />}
      </div>
      {below > 0 && (
        <button type="button" class="tl-below" onClick={toEnd} data-testid="timeline-new">
          <Icon name="down" size={16} />
          {t("talk.newBelow", { count: below })}
        </button>
      )}
    </div>
  );
}
