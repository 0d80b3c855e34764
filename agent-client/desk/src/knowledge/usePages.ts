// The list of pages, further pages on request, and how far the crawl is: looked at again while it goes on.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Confidence, Crawl, KnowledgeApi, KnownPage } from "../app/knowledge.ts";

/** While the site is read, ms. */
const LOOK_AGAIN = 2_000;
/** After the last key of a search, ms. */
const SEARCH_AFTER = 250;

export interface KnownPages {
  pages: readonly KnownPage[];
  crawl: Crawl | undefined;
  embedding: boolean;
  confidence: Confidence | undefined;
  state: "loading" | "ready" | "error";
  more: boolean;
  search: string;
  setSearch: (search: string) => void;
  loadMore: () => void;
  reload: () => void;
  /** The site is to be read again; shown until the reading shows itself. */
  readAgain: () => Promise<boolean>;
}

/** @param wanted the list is in sight */
export function usePages(api: KnowledgeApi, wanted: boolean, onSignedOut: () => void): KnownPages {
  const [pages, setPages] = useState<readonly KnownPage[]>([]);
  const [crawl, setCrawl] = useState<Crawl>();
  const [embedding, setEmbedding] = useState(false);
  const [confidence, setConfidence] = useState<Confidence>();
  const [state, setState] = useState<KnownPages["state"]>("loading");
  const [more, setMore] = useState(false);
  const [search, setSearch] = useState("");
  /** What is asked for now: who began to save something before a search asks for the list after it. */
  const asked = useRef(search);
  asked.current = search;
  /** Counts up so that an answer to an earlier search is not taken for this one. */
  const run = useRef(0);

  const load = useCallback(
    async (known: readonly KnownPage[], quiet: boolean) => {
      const mine = ++run.current;
      if (!quiet) setState("loading");
      const answer = await api.pages(asked.current.trim(), known.at(-1)?.url);
      if (mine !== run.current) return;
      if (!answer.ok) {
        if (answer.status === 401) onSignedOut();
        setState("error");
        return;
      }
      setPages([...known, ...answer.value.pages]);
      setMore(answer.value.more);
      setCrawl(answer.value.crawl);
      setEmbedding(answer.value.embedding);
      setConfidence(answer.value.confidence);
      setState("ready");
    },
    [api],
  );
  const first = useRef(true);
  useEffect(() => {
    if (!wanted) return undefined;
    const timer = setTimeout(() => void load([], false), first.current ? 0 : SEARCH_AFTER);
    first.current = false;
    return () => clearTimeout(timer);
  }, [load, wanted, search]);

  const going = embedding || crawl?.state === "learning" || crawl?.state === "waiting";
  useEffect(() => {
    if (!wanted || !going || state !== "ready") return undefined;
    const timer = setTimeout(() => void load([], true), LOOK_AGAIN);
    return () => clearTimeout(timer);
  }, [wanted, going, state, crawl, load]);

  return {
    pages,
    crawl,
    embedding,
    confidence,
    state,
    more,
    search,
    setSearch,
    loadMore: () => void load(pages, false),
    reload: () => void load([], true),
    readAgain: async () => {
      const answer = await api.readAgain();
      if (answer.ok) setCrawl({ ...(crawl ?? { found: 0, fetched: 0, kept: 0, problems: [] }), state: "waiting" });
      return answer.ok;
    },
  };
}
