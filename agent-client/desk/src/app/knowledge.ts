// The HTTP side of the assistant's knowledge, for supervisors.
import type { Answer } from "./api.ts";

export type PageUse = "answers" | "pinned" | "excluded";

export type PageLanguage = "en" | "es" | "fr" | "und";

export interface KnownPage {
  url: string;
  title: string;
  language: PageLanguage;
  use: PageUse;
  /** By a person; else it was crawled. */
  written: boolean;
  learnedAt: string;
}

export type CrawlReason =
  | "blocked_address"
  | "closed_by_robots"
  | "not_to_be_indexed"
  | "elsewhere"
  | "redirect_loop"
  | "status"
  | "wrong_type"
  | "too_big"
  | "too_slow"
  | "unreachable"
  | "duplicate"
  | "no_text"
  | "encrypted"
  | "broken"
  | "limit";

export interface Crawl {
  state: "waiting" | "learning" | "ready" | "failed";
  found: number;
  fetched: number;
  problems: { url: string; reason: CrawlReason }[];
}

export interface Pages {
  pages: KnownPage[];
  more: boolean;
  /** Some are still found by their words only, until their meaning is worked out. */
  embedding: boolean;
  /** Absent where nothing is crawled. */
  crawl?: Crawl;
}

export interface PageAsSeen {
  page: KnownPage;
  /** Lines: a paragraph, list item, step or row each. */
  passages: { headings: string[]; anchor: string; lines: string[] }[];
}

export interface Entry {
  question: string;
  answer: string;
  language: Exclude<PageLanguage, "und">;
  link?: string;
}

/** What customers asked in vain, alike questions together. */
export interface Gap {
  /** The newest of them. */
  question: string;
  times: number;
  /** The newest first. */
  examples: { conversation: string; at: string; text: string }[];
}

export interface Gaps {
  /** That were looked at. */
  conversations: number;
  gaps: Gap[];
}

/** As the server has them. */
export const ENTRY_LIMITS = { question: 300, answer: 5_000 } as const;

export interface KnowledgeApi {
  pages(search: string, after?: string): Promise<Answer<Pages>>;
  page(url: string): Promise<Answer<PageAsSeen>>;
  use(url: string, use: PageUse): Promise<Answer<undefined>>;
  gaps(): Promise<Answer<Gaps>>;
  readAgain(): Promise<Answer<undefined>>;
  write(entry: Entry): Promise<Answer<{ url: string }>>;
  rewrite(url: string, entry: Entry): Promise<Answer<{ url: string }>>;
  erase(url: string): Promise<Answer<undefined>>;
}

type Call = <T>(method: string, path: string, body?: unknown) => Promise<Answer<T>>;

export function createKnowledgeApi(call: Call): KnowledgeApi {
  const base = "/api/v1/knowledge";
  const of = (url: string) => `?${new URLSearchParams({ url })}`;
  return {
    pages: (search, after) => call("GET", `${base}/pages?${new URLSearchParams({ search, ...(after === undefined ? {} : { after }) })}`),
    page: (url) => call("GET", `${base}/page${of(url)}`),
    use: (url, use) => call("PUT", `${base}/page${of(url)}`, { use }),
    gaps: () => call("GET", `${base}/gaps`),
    readAgain: () => call("POST", `${base}/crawl`),
    write: (entry) => call("POST", `${base}/entries`, entry),
    rewrite: (url, entry) => call("PUT", `${base}/entries${of(url)}`, entry),
    erase: (url) => call("DELETE", `${base}/entries${of(url)}`),
  };
}
