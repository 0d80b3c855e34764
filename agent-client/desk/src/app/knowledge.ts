// The HTTP side of the assistant's knowledge, for supervisors.
import type { Answer, Call } from "./api.ts";

export type PageUse = "answers" | "pinned" | "excluded";

export type PageLanguage = "en" | "es" | "fr" | "und";

export interface KnownFile {
  name: string;
  kind: "pdf" | "text" | "markdown" | "html";
  bytes: number;
}

export interface KnownPage {
  url: string;
  title: string;
  language: PageLanguage;
  use: PageUse;
  /** By a person or uploaded by one; else it was crawled. */
  written: boolean;
  /** That it was made of. */
  file?: KnownFile;
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
  /** Known pages that could not be read and stay as they were. */
  kept: number;
  problems: { url: string; reason: CrawlReason }[];
}

/** What customers have taught the assistant about its confidence on this site, as of the last crawl. */
export interface Confidence {
  effect: "none_yet" | "unchanged" | "bolder" | "careful";
  /** It was learned from. */
  verdicts: number;
  /** Fewer verdicts change nothing. */
  enough: number;
}

export interface Pages {
  pages: KnownPage[];
  more: boolean;
  /** Some are still found by their words only, until their meaning is worked out. */
  embedding: boolean;
  confidence: Confidence;
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
  /** Left unanswered on purpose, the newest first. */
  dismissed: { question: string; by: string; at: string }[];
}

/** As the server has them. */
export const ENTRY_LIMITS = { question: 300, answer: 5_000 } as const;

/** As the server has them. */
export const FILE_LIMITS = { bytes: 10 * 1024 * 1024, name: 120, endings: ["pdf", "txt", "md", "html"] } as const;

/** Why a file was not taken; `failed` is trouble of the network or the server. */
export type FileRefusal = "file_name" | "file_type" | "file_empty" | "file_too_big" | "too_many_files" | "file_name_taken" | "file_without_text" | "file_encrypted" | "file_broken" | "file_too_slow" | "failed";

export type Uploaded = { ok: true; url: string } | { ok: false; why: FileRefusal | "given_up" };

export interface KnowledgeApi {
  pages(search: string, after?: string): Promise<Answer<Pages>>;
  page(url: string): Promise<Answer<PageAsSeen>>;
  use(url: string, use: PageUse): Promise<Answer<undefined>>;
  gaps(): Promise<Answer<Gaps>>;
  /** Leaves it and those like it unanswered on purpose, or lists them again. 409: too many are dismissed already. */
  dismissGap(question: string, dismissed: boolean): Promise<Answer<undefined>>;
  readAgain(): Promise<Answer<undefined>>;
  write(entry: Entry): Promise<Answer<{ url: string }>>;
  rewrite(url: string, entry: Entry): Promise<Answer<{ url: string }>>;
  erase(url: string): Promise<Answer<undefined>>;
  /** In the place of the file at `at`, if there is one. `sent` counts up to 1, then the server reads. */
  upload(file: File, how: { at?: string | undefined; sent: (share: number) => void; until: AbortSignal }): Promise<Uploaded>;
  eraseFile(url: string): Promise<Answer<undefined>>;
  /** Where the browser fetches the file as it was uploaded. */
  originalFile(url: string): string;
}

export function createKnowledgeApi(call: Call, server = ""): KnowledgeApi {
  const base = "/api/v1/knowledge";
  const of = (url: string) => `?${new URLSearchParams({ url })}`;
  return {
    pages: (search, after) => call("GET", `${base}/pages?${new URLSearchParams({ search, ...(after === undefined ? {} : { after }) })}`),
    page: (url) => call("GET", `${base}/page${of(url)}`),
    use: (url, use) => call("PUT", `${base}/page${of(url)}`, { use }),
    gaps: () => call("GET", `${base}/gaps`),
    dismissGap: (question, dismissed) => call("PUT", `${base}/gaps`, { question, dismissed }),
    readAgain: () => call("POST", `${base}/crawl`),
    write: (entry) => call("POST", `${base}/entries`, entry),
    rewrite: (url, entry) => call("PUT", `${base}/entries${of(url)}`, entry),
    erase: (url) => call("DELETE", `${base}/entries${of(url)}`),
    upload: (file, { at, sent, until }) => {
      const query = new URLSearchParams({ name: file.name, ...(at === undefined ? {} : { url: at }) });
      return send(at === undefined ? "POST" : "PUT", `${server}${base}/files?${query}`, file, sent, until);
    },
    eraseFile: (url) => call("DELETE", `${base}/files${of(url)}`),
    originalFile: (url) => `${server}${base}/files${of(url)}`,
  };
}

const REFUSALS: readonly string[] = ["file_name", "file_type", "file_empty", "file_too_big", "too_many_files", "file_name_taken", "file_without_text", "file_encrypted", "file_broken", "file_too_slow"] satisfies FileRefusal[];

/** `fetch` does not tell how much of a body is sent. */
function send(method: string, address: string, file: File, sent: (share: number) => void, until: AbortSignal): Promise<Uploaded> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => event.lengthComputable && sent(event.loaded / event.total);
    request.upload.onload = () => sent(1);
    request.onload = () => resolve(request.status === 200 || request.status === 201 ? { ok: true, url: (JSON.parse(request.responseText) as { url: string }).url } : { ok: false, why: refusal(request) });
    request.onerror = () => resolve({ ok: false, why: "failed" });
    request.onabort = () => resolve({ ok: false, why: "given_up" });
    until.addEventListener("abort", () => request.abort(), { once: true });
    request.open(method, address);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.send(file);
  });
}

function refusal(request: XMLHttpRequest): FileRefusal {
  if (request.status === 413) return "file_too_big";
  try {
    const type = String((JSON.parse(request.responseText) as { type?: unknown }).type).replace("urn:tandem:problem:", "");
    return REFUSALS.includes(type) ? (type as FileRefusal) : "failed";
  } catch {
    return "failed";
  }
}
