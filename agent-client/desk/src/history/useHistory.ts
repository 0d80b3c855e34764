// The list page by page; what was loaded stays when a further page fails.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Api, Summary } from "../app/api.ts";

export const PAGE = 50;

export interface HistoryPages {
  items: readonly Summary[];
  state: "loading" | "ready" | "error";
  hasMore: boolean;
  more: () => void;
  reload: () => void;
}

export function useHistory(api: Api, wanted: boolean, onSignedOut: () => void): HistoryPages {
  const [items, setItems] = useState<readonly Summary[]>([]);
  const [state, setState] = useState<HistoryPages["state"]>("loading");
  const [hasMore, setHasMore] = useState(false);
  /** Counts up so that an answer of before a reload is not taken for the new list. */
  const run = useRef(0);

  const load = useCallback(
    async (known: readonly Summary[]) => {
      const mine = ++run.current;
      setState("loading");
      const answer = await api.conversations(PAGE, { before: known.at(-1)?.startedAt });
      if (mine !== run.current) return;
      if (!answer.ok) {
        if (answer.status === 401) onSignedOut();
        setState("error");
        return;
      }
      const ids = new Set(known.map((item) => item.conversation));
      setItems([...known, ...answer.value.filter((item) => !ids.has(item.conversation))]);
      setHasMore(answer.value.length === PAGE);
      setState("ready");
    },
    [api],
  );
  useEffect(() => {
    if (wanted) void load([]);
  }, [wanted]);

  return { items, state, hasMore, more: () => void load(items), reload: () => void load([]) };
}
