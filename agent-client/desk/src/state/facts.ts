// What an agent wants to know beyond the conversation itself: the visit, what was tried, why a person, how long, how it came out.
// A pure fold over the entries, so that a reload, a second tab and the history all show the same.
import type { Attempt, Disposition, EscalationDecidedEvent, PageView, TimelineEntry } from "@tandem/client";

export interface PageSpan extends PageView {
  from: number;
  /** Absent while the customer is on it. */
  to?: number;
}

export interface Facts {
  customer?: string;
  site?: string;
  /** Of the business's customers, as its server has signed. */
  segment?: string;
  pages: PageSpan[];
  tried: Attempt[];
  decision?: EscalationDecidedEvent;
  queuedAt?: number;
  waitedMs?: number;
  /** When the present (or last) agent came. */
  joinedAt?: number;
  outcome?: { disposition: Disposition; topic?: string; note?: string };
  rating?: { score: number; comment?: string };
}

interface Folding extends Facts {
  questions: Map<number, string>;
  answers: Map<number, number>;
}

export function factsOf(entries: readonly TimelineEntry[]): Facts {
  const facts: Folding = { pages: [], tried: [], questions: new Map(), answers: new Map() };
  for (const entry of entries) fold(facts, entry);
  const { questions: _questions, answers: _answers, ...rest } = facts;
  return rest;
}

function fold(facts: Folding, { version, at, event }: TimelineEntry): void {
  const time = Date.parse(at);
  switch (event.type) {
    case "started":
      facts.customer = event.customer;
      facts.site = event.site;
      if (event.segment) facts.segment = event.segment;
      if (event.page) visit(facts, event.page, time);
      return;
    case "page_visited":
      return visit(facts, event.page, time);
    case "customer_said":
      facts.questions.set(version, event.text);
      return;
    case "assistant_said": {
      const question = facts.questions.get(event.inReplyTo) ?? "";
      if (event.band === "talk") return;
      facts.answers.set(version, facts.tried.length);
      const citation = event.citations[0];
      facts.tried.push({ question, band: event.band, ...(citation ? { citation } : {}) });
      return;
    }
    case "answer_judged": {
      const attempt = facts.tried[facts.answers.get(event.answer) ?? -1];
      if (attempt) attempt.helped = event.helpful;
      return;
    }
    case "escalation_decided":
      if (event.outcome === "offer" || event.outcome === "escalate") facts.decision = event;
      return;
    case "queued":
      facts.queuedAt ??= time;
      return;
    case "queue_left":
    case "wait_given_up":
      delete facts.queuedAt;
      return;
    case "agent_joined":
      facts.joinedAt = time;
      facts.waitedMs ??= time - (facts.queuedAt ?? time);
      return;
    case "wrap_up_finished":
      facts.outcome = { disposition: event.disposition, ...(event.topic ? { topic: event.topic } : {}), ...(event.note ? { note: event.note } : {}) };
      return;
    case "rated":
      facts.rating = { score: event.score, ...(event.comment ? { comment: event.comment } : {}) };
      return;
    default:
      // The rest is told by the conversation itself.
      return;
  }
}

function visit(facts: Folding, page: PageView, at: number): void {
  const last = facts.pages.at(-1);
  if (last?.url === page.url) return;
  if (last) last.to = at;
  facts.pages.push({ ...page, from: at });
}
