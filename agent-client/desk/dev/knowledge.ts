// The HTTP side of the scenes: what the assistant knows, kept in memory.
import type { Answer } from "../src/app/api.ts";
import type { Confidence, Crawl, FileRefusal, KnowledgeApi, KnownPage, PageAsSeen } from "../src/app/knowledge.ts";

const SITE = "https://nordlink.example";

export interface FakeKnowledge extends KnowledgeApi {
  crawl: Crawl;
  embedding: boolean;
  confidence: Confidence;
  /** Nothing is missing. */
  filled: boolean;
  /** Left unanswered on purpose. */
  dismissed: string[];
  /** And not one more. */
  tooMany: boolean;
  /** Every answer is this status, until it is 200 again. */
  down: number;
  /** Why the next file is not taken. */
  refused: FileRefusal | undefined;
  /** Ends the upload that goes on; without it an upload waits. */
  uploaded: (() => void) | undefined;
}

/** What the server does, without its crawler: a reading goes on until the scene ends it. */
export function fakeKnowledge(now: number): FakeKnowledge {
  const known = new Map<string, PageAsSeen>();
  const put = (page: Partial<KnownPage> & { url: string; title: string }, ...passages: PageAsSeen["passages"]) =>
    known.set(page.url, { page: { language: "en", use: "answers", written: false, learnedAt: new Date(now - 26 * 3_600_000).toISOString(), ...page }, passages });
  put(
    { url: `${SITE}/help/moving/`, title: "Moving home" },
    { headings: [], anchor: "", lines: ["Tell us four weeks before you move and your line moves with you, at the same price."] },
    { headings: ["What it costs"], anchor: "cost", lines: ["Moving is free once a year. A second move within twelve months costs £30, which pays for the engineer."] },
    { headings: ["If your new home has no fibre"], anchor: "no-fibre", lines: ["You may leave without a fee if we cannot offer you at least half of the speed you have now."] },
  );
  put({ url: `${SITE}/plans/`, title: "Plans and prices" }, { headings: ["Fibre 500"], anchor: "fibre-500", lines: ["Fibre 500 is £32 a month with a contract of 18 months."] });
  put({ url: `${SITE}/blog/2019/`, title: "Our year 2019", use: "excluded" }, { headings: [], anchor: "", lines: ["We opened our second shop."] });
  put({ url: `${SITE}/es/mudanza/`, title: "Mudanza", language: "es", use: "pinned" }, { headings: [], anchor: "", lines: ["Avísenos cuatro semanas antes."] });
  put({ url: `${SITE}/#e1`, title: "Can I pause my contract?", written: true }, { headings: [], anchor: "", lines: ["Yes, for up to three months a year. Write to us a week before."] });

  put({ url: "/files/nordlink/f1", title: "Price list", written: true, file: { name: "price-list-2026.pdf", kind: "pdf", bytes: 482_113 } }, { headings: ["Installation"], anchor: "page=3", lines: ["An engineer's visit costs £45, and nothing with a contract of 24 months."] });

  let written = 1;
  const fake: FakeKnowledge = {
    crawl: {
      state: "ready",
      found: 45,
      fetched: 43,
      kept: 0,
      problems: [
        { url: `${SITE}/account/`, reason: "closed_by_robots" },
        { url: `${SITE}/old-plans/`, reason: "status" },
      ],
    },
    embedding: false,
    confidence: { effect: "bolder", verdicts: 42, enough: 20 },
    filled: false,
    dismissed: [],
    tooMany: false,
    down: 200,
    refused: undefined,
    uploaded: undefined,
    pages: (search, after) =>
      answer(() => {
        const fits = [...known.values()].map(({ page }) => page).filter((page) => `${page.title} ${page.url}`.toLowerCase().includes(search.toLowerCase()));
        const pages = fits.filter((page) => after === undefined || page.url > after).toSorted((a, b) => (a.url < b.url ? -1 : 1));
        return { ok: true, value: { pages, more: false, embedding: fake.embedding, confidence: fake.confidence, crawl: fake.crawl } };
      }),
    page: (url) => answer(() => of(url, (seen) => structuredClone(seen))),
    use: (url, use) =>
      answer(() =>
        of(url, (seen) => {
          seen.page.use = use;
          return undefined;
        }),
      ),
    gaps: () =>
      answer(() => ({
        ok: true,
        value: {
          conversations: 214,
          gaps: (fake.filled
            ? []
            : [
                { question: "Do you sponsor local sports clubs?", times: 4, examples: ["Do you sponsor local sports clubs?", "sponsoring for clubs??", "Can our football club get a sponsor?", "do you do sponsorship"].map((text, i) => ({ conversation: `past-${i}`, at: new Date(now - (i + 1) * 7_200_000).toISOString(), text })) },
                { question: "Can I rent a router for a weekend?", times: 1, examples: [{ conversation: "past-9", at: new Date(now - 90_000_000).toISOString(), text: "Can I rent a router for a weekend?" }] },
              ]
          ).filter((gap) => !fake.dismissed.includes(gap.question)),
          dismissed: fake.dismissed.map((question) => ({ question, by: "Sam Rivera", at: new Date(now).toISOString() })),
        },
      })),
    dismissGap: (question, dismissed) =>
      answer(() => {
        if (dismissed && fake.tooMany) return { ok: false, status: 409 };
        fake.dismissed = [...(dismissed ? [question] : []), ...fake.dismissed.filter((one) => one !== question)];
        return { ok: true, value: undefined };
      }),
    readAgain: () =>
      answer(() => {
        fake.crawl = { state: "learning", found: 45, fetched: 12, kept: 0, problems: [] };
        return { ok: true, value: undefined };
      }),
    write: ({ question, answer: text, language, link }) =>
      answer(() => {
        const url = `${link ?? `${SITE}/`}#e${++written}`;
        put({ url, title: question, language, written: true, learnedAt: new Date(now).toISOString() }, { headings: [], anchor: "", lines: text.split("\n") });
        return { ok: true, value: { url } };
      }),
    rewrite: (url, { question, answer: text, language }) =>
      answer(() =>
        of(url, (seen) => {
          seen.page = { ...seen.page, title: question, language };
          seen.passages = [{ headings: [], anchor: "", lines: text.split("\n") }];
          return { url };
        }),
      ),
    erase: (url) => answer(() => of(url, () => void known.delete(url))),
    upload: (file, { at, sent, until }) =>
      new Promise((resolve) => {
        sent(0.4);
        until.addEventListener("abort", () => resolve({ ok: false, why: "given_up" }));
        fake.uploaded = () => {
          sent(1);
          if (fake.refused) {
            resolve({ ok: false, why: fake.refused });
            return;
          }
          const url = at ?? `/files/nordlink/f${++written}`;
          put({ url, title: file.name.replace(/\.\w+$/u, ""), written: true, file: { name: file.name, kind: "pdf", bytes: file.size }, learnedAt: new Date(now).toISOString() }, { headings: ["Deposits"], anchor: "page=2", lines: ["A deposit of £50 is taken for each router."] });
          resolve({ ok: true, url });
        };
      }),
    eraseFile: (url) => answer(() => of(url, () => void known.delete(url))),
    originalFile: (url) => `/original${url}`,
  };
  async function answer<T>(work: () => Answer<T>): Promise<Answer<T>> {
    return fake.down === 200 ? work() : { ok: false, status: fake.down };
  }
  function of<T>(url: string, then: (seen: PageAsSeen) => T): Answer<T> {
    const seen = known.get(url);
    return seen ? { ok: true, value: then(seen) } : { ok: false, status: 404 };
  }
  return fake;
}
