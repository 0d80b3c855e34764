// Small hooks: a ticking clock, a media query, a live conversation's facts.
import { useEffect, useMemo, useState } from "preact/hooks";
import type { TimelineEntry, View } from "@tandem/client";
import { factsOf, type Facts } from "../state/facts.ts";

/** The time, again every `every` ms, aligned so that all clocks on the page change together. */
export function useNow(every = 1000): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      setNow(Date.now());
      timer = setTimeout(tick, every - (Date.now() % every) + 5);
    };
    tick();
    return () => clearTimeout(timer);
  }, [every]);
  return now;
}

export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const follow = () => setMatches(list.matches);
    follow();
    list.addEventListener("change", follow);
    return () => list.removeEventListener("change", follow);
  }, [query]);
  return matches;
}

const NO_ENTRIES: readonly TimelineEntry[] = [];

export function useFacts(view: View | undefined): Facts {
  const entries = view?.conversation.entries ?? NO_ENTRIES;
  return useMemo(() => factsOf(entries), [entries]);
}
