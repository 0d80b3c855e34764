// The messages that wait for an answer, looked up again while somebody looks: they come while nobody is at a desk, so nothing else tells of them.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Api, Summary } from "../app/api.ts";

/** How old the number at the rail may be. */
export const LOOK_MS = 30_000;

export interface Messages {
  items: readonly Summary[];
  total: number;
  state: "loading" | "ready" | "error";
  reload: () => void;
}

/** @param shown the list is on screen: who opens it sees what is there now */
export function useMessages(api: Api, shown: boolean, onSignedOut: () => void): Messages {
  const [items, setItems] = useState<readonly Summary[]>([]);
  const [total, setTotal] = useState(0);
  const [state, setState] = useState<Messages["state"]>("loading");
  /** Counts up so that a slow answer does not take the place of a newer one. */
  const run = useRef(0);

  const load = useCallback(async () => {
    const mine = ++run.current;
    const answer = await api.messages();
    if (mine !== run.current) return;
    if (answer.ok) {
      setItems(answer.value.items);
      setTotal(answer.value.total);
    } else if (answer.status === 401) {
      onSignedOut();
    }
    setState(answer.ok ? "ready" : "error");
  }, [api]);

  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") void load();
    };
    void load();
    const timer = setInterval(look, LOOK_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      run.current++;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [load]);

  useEffect(() => {
    if (shown) void load();
  }, [shown, load]);

  return { items, total, state, reload: () => void load() };
}
