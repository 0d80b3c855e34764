// Times as people type them, "9-12, 13:00 – 17:30", and as the server writes them, ["09:00-12:00", "13:00-17:30"].

/** Of one day, as the server takes them. */
export const MAX_SPANS = 4;

const SPAN = /^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(?:-|–|—|to)\s*(\d{1,2})(?:[:.h]?(\d{2}))?$/u;
const DAY = 24 * 60;

/** Nothing typed is closed; undefined: these are no times, or they overlap. */
export function spansOf(text: string): string[] | undefined {
  const parts = text.split(/[,;]/u).map((part) => part.trim()).filter((part) => part !== "");
  const spans: string[] = [];
  let last = 0;
  for (const part of parts) {
    const match = SPAN.exec(part);
    if (!match) return undefined;
    const from = minutes(match[1], match[2]);
    const to = minutes(match[3], match[4]);
    if (from === undefined || to === undefined || from < last || to <= from) return undefined;
    spans.push(`${clock(from)}-${clock(to)}`);
    last = to;
  }
  return spans.length <= MAX_SPANS ? spans : undefined;
}

export function shownSpans(spans: readonly string[]): string {
  return spans.join(", ");
}

function minutes(hours = "0", rest = "0"): number | undefined {
  const all = Number(hours) * 60 + Number(rest);
  return Number(rest) < 60 && all <= DAY ? all : undefined;
}

function clock(all: number): string {
  return [Math.floor(all / 60), all % 60].map((part) => String(part).padStart(2, "0")).join(":");
}
