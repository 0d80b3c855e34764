// Everything the assistant may know: crawled pages and written answers, searched; above them how far the reading of the site is.
import { Banner, Button, EmptyState, Icon, IconButton, Skeleton, type IconName } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import type { Confidence, Crawl, KnownPage } from "../app/knowledge.ts";
import { go } from "../app/route.ts";
import { useI18n } from "../i18n/index.ts";
import { GAPS, NEW_FILE, newEntry } from "./entries.ts";
import type { KnownPages } from "./usePages.ts";

export function PageList({ known, selected }: { known: KnownPages; selected: string | undefined }) {
  const { t } = useI18n();
  const { announce } = useShell();
  const { pages, crawl, state, search } = known;
  const going = crawl?.state === "learning" || crawl?.state === "waiting";
  const readAgain = async () => announce(t((await known.readAgain()) ? "knowledge.state.waiting" : "knowledge.failed"));
  return (
    <section class="pane inbox" id="inbox" tabIndex={-1} aria-label={t("knowledge.list")} data-testid="knowledge">
      <header class="ih">
        <h2>{t("knowledge.title")}</h2>
        <IconButton icon="refresh" iconSize={19} label={t("knowledge.crawl")} disabled={going || crawl === undefined} onClick={() => void readAgain()} data-testid="knowledge-crawl" />
        <IconButton icon="plus" iconSize={19} label={t("knowledge.write")} onClick={() => go({ view: "knowledge", page: newEntry() })} data-testid="knowledge-write" />
        <IconButton icon="clip" iconSize={19} label={t("file.add")} onClick={() => go({ view: "knowledge", page: NEW_FILE })} data-testid="file-add" />
      </header>
      <CrawlState crawl={crawl} embedding={known.embedding} known={state !== "loading"} />
      {known.confidence && <Learned confidence={known.confidence} />}
      <button type="button" class="kn-gaps" onClick={() => go({ view: "knowledge", page: GAPS })} aria-current={selected === GAPS || undefined} data-testid="gaps-open">
        <Icon name="message" size={17} />
        <span class="grow">{t("gaps.title")}</span>
        <Icon name="right" size={16} />
      </button>
      <label class="kn-search">
        <Icon name="search" size={17} />
        <span class="sr">{t("knowledge.search")}</span>
        <input class="input" type="search" placeholder={t("knowledge.search")} value={search} maxLength={200} onInput={(event) => known.setSearch(event.currentTarget.value)} data-testid="knowledge-search" />
      </label>
      <div class="inbox-list" aria-busy={state === "loading"}>
        {state === "error" && (
          <Banner tone="danger" icon="alert" title={t("knowledge.error")} detail={t("knowledge.error.detail")} testid="knowledge-error">
            <Button size="sm" onClick={known.reload}>
              {t("knowledge.again")}
            </Button>
          </Banner>
        )}
        {state === "ready" && pages.length === 0 && (
          <div data-testid="knowledge-empty">
            <EmptyState icon="book" title={search.trim() ? t("knowledge.nothingFound", { search: search.trim() }) : t("knowledge.empty")}>
              {search.trim() ? undefined : t("knowledge.empty.detail")}
            </EmptyState>
          </div>
        )}
        {pages.map((page) => (
          <PageRow key={page.url} page={page} current={page.url === selected} />
        ))}
        {state === "loading" && (
          <div class="inbox-skeleton">
            <Skeleton rows={pages.length === 0 ? 6 : 2} />
          </div>
        )}
        {state === "ready" && known.more && (
          <div class="history-more">
            <Button size="sm" onClick={known.loadMore} data-testid="knowledge-more">
              {t("knowledge.more")}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}

function CrawlState({ crawl, embedding, known }: { crawl: Crawl | undefined; embedding: boolean; known: boolean }) {
  const { t } = useI18n();
  if (!crawl) return known ? <p class="kn-state">{t("knowledge.state.none")}</p> : null;
  const share = crawl.found > 0 ? Math.min(1, crawl.fetched / crawl.found) : 0;
  return (
    <div class="kn-state" data-testid="knowledge-state" data-state={crawl.state} data-embedding={embedding}>
      <p role="status">{t(`knowledge.state.${crawl.state}`, { fetched: crawl.fetched, found: crawl.found, count: crawl.fetched })}</p>
      {embedding && crawl.state === "ready" && <p>{t("knowledge.state.embedding")}</p>}
      {crawl.kept > 0 && crawl.state === "ready" && <p>{t("knowledge.state.kept", { count: crawl.kept })}</p>}
      {crawl.state === "learning" && (
        <div class="kn-bar" role="progressbar" aria-valuemin={0} aria-valuemax={crawl.found} aria-valuenow={crawl.fetched} aria-label={t("knowledge.crawl")}>
          <span style={`inline-size:${(share * 100).toFixed(1)}%`} />
        </div>
      )}
      {crawl.problems.length > 0 && (
        <details class="kn-problems" data-testid="knowledge-problems">
          <summary>{t("knowledge.problems", { count: crawl.problems.length })}</summary>
          <ul>
            {crawl.problems.map(({ url, reason }) => (
              <li key={url + reason}>
                <bdi>{shown(url)}</bdi> <span>{t(`knowledge.reason.${reason}`)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** What verdicts of customers have done to the assistant's confidence. */
function Learned({ confidence: { effect, verdicts, enough } }: { confidence: Confidence }) {
  const { t } = useI18n();
  return (
    <p class="kn-state" data-testid="knowledge-confidence" data-effect={effect}>
      {t(`knowledge.confidence.${effect}`, { count: verdicts, enough })}
    </p>
  );
}

function PageRow({ page, current }: { page: KnownPage; current: boolean }) {
  const { t } = useI18n();
  const mark = page.use === "excluded" ? "knowledge.excluded" : page.use === "pinned" ? "knowledge.pinned" : page.file ? "file.chip" : page.written ? "knowledge.written" : undefined;
  return (
    <button type="button" class={`conv kn-row ${page.use === "excluded" ? "is-off" : ""}`} aria-current={current || undefined} onClick={() => go({ view: "knowledge", page: page.url })} data-testid="knowledge-row" data-url={page.url}>
      <span class="ic">
        <Icon name={iconOf(page)} size={19} />
      </span>
      <span class="nm">
        <span class="cut">{page.title || shown(page.url)}</span>
      </span>
      <span class="tm">{page.language === "und" ? "" : page.language}</span>
      <span class="pv cut">
        <bdi>{page.file ? page.file.name : shown(page.url)}</bdi>
      </span>
      {mark && <span class={page.use === "excluded" ? "chip" : "chip chip-info"}>{t(mark)}</span>}
    </button>
  );
}

function iconOf(page: KnownPage): IconName {
  if (page.file) return "clip";
  return page.written ? "quote" : "book";
}

/** The part of an address that tells pages of one site apart. */
export function shown(url: string): string {
  try {
    const { pathname, search, hash } = new URL(url);
    return `${pathname}${search}${hash}`;
  } catch {
    return url;
  }
}
