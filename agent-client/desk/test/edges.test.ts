// The small pieces at the edges: addresses, answers over HTTP, drafts, words for trouble.
import { describe, expect, it } from "vitest";
import { createApi } from "../src/app/api.ts";
import { hashOf, parseRoute } from "../src/app/route.ts";
import { ofToday } from "../src/app/useEarlier.ts";
import { qualityOf } from "../src/call/Stage.tsx";
import { troubleOf as mediaTrouble } from "../src/call/MediaTrouble.tsx";
import { troubleKey } from "../src/conversation/TroubleBanner.tsx";
import { attemptWords } from "../src/conversation/HandoffFacts.tsx";
import { signalLabel } from "../src/conversation/signals.ts";
import { deskI18n, messages, readersI18n } from "../src/i18n/index.ts";
import { troubleOf } from "../src/signin/SignIn.tsx";
import { readWrapUp } from "../src/wrapup/draft.ts";

const en = deskI18n("en");

describe("the address", () => {
  it("leads to the view it came from", () => {
    for (const route of [{ view: "inbox" }, { view: "inbox", conversation: "c-7f3a9c" }, { view: "history" }, { view: "history", conversation: "x_1" }, { view: "messages", conversation: "x_1" }] as const) expect(parseRoute(hashOf(route))).toEqual(route);
  });

  it.each(["", "#", "#/nowhere", "#/inbox/<script>", "#/inbox/%00", `#/inbox/${"a".repeat(65)}`])("%s leads to the inbox", (hash) => {
    expect(parseRoute(hash)).toEqual({ view: "inbox" });
  });
});

describe("an answer over HTTP", () => {
  const api = (response: () => Response | Promise<Response>) => createApi("", async () => response());

  it("without a network is status 0, never an exception", async () => {
    const down = createApi("", () => Promise.reject(new TypeError("Failed to fetch")));
    expect(await down.session()).toEqual({ ok: false, status: 0 });
  });

  it("that refuses keeps its status", async () => {
    expect(await api(() => new Response("{}", { status: 401 })).signIn("maya", "x")).toEqual({ ok: false, status: 401 });
  });

  it("that is no JSON is no answer", async () => {
    expect(await api(() => new Response("<html>")).session()).toEqual({ ok: false, status: 0 });
  });

  it("asks for the page before the last one shown", async () => {
    let asked = "";
    const paging = createApi("", async (input) => {
      asked = String(input);
      return new Response('{"items":[]}');
    });
    expect(await paging.conversations(50, { before: "2026-11-14T19:46:00Z" })).toEqual({ ok: true, value: [] });
    expect(asked).toBe("/api/v1/conversations?limit=50&before=2026-11-14T19%3A46%3A00Z");
    await paging.conversations(21, { customer: "u a&b" });
    expect(asked).toBe("/api/v1/conversations?limit=21&customer=u+a%26b");
    await paging.handoff("../c");
    expect(asked).toBe("/api/v1/conversations/..%2Fc/handoff");
  });

  it("is explained on the sign-in", () => {
    expect([0, 401, 429, 500].map(troubleOf)).toEqual(["signIn.unreachable", "signIn.wrong", "signIn.tooMany", "signIn.failed"]);
  });
});

describe("words", () => {
  it("are written out with their values, all of them", () => {
    const values = { name: "Elena", count: 2, capacity: 4, time: "3:42", duration: "5:12", channel: "video", presence: "break", outcome: "offer", rule: "r", page: "p", text: "t", wait: "1:00", problem: "p", question: "q", key: "4", keys: "4 2", attempt: "a", reason: "idle", disposition: "solved", score: 4, line: "l", kind: "k", number: 1, version: 3, read: 3, evidence: "e", email: "m", customer: "Elena", agent: "Maya", mos: 4.3, roundTrip: 21, received: 612, frozen: 1.5, grade: "fair", mode: "whisper", fetched: 3, found: 9, title: "T", search: "s", day: "14 Nov", value: 2, by: "agent", consult: "true", at: "0:01", length: "0:09", trip: 40, loss: 0.5, jitter: 3, author: "Sam", named: "v1", minutes: "6", least: "0", most: "10", former: "Old", live: "Old", tried: "New", changed: 3, words: "dropped", trigger: "Complex", offered: 2, share: "8 %", role: "agent", size: "10 MB", contact: "c", phone: "5", lookup: "order_status", told: "shipped", enough: 20, whole: "1000", part: "1", because: "offered_before", factor: "1.5" };
    for (const key of Object.keys(messages) as (keyof typeof messages)[]) {
      const text = en.t(key, values);
      expect(text, key).not.toMatch(/[{}]/u);
      expect(text, key).not.toMatch(/!|\boops\b|^Please/iu);
    }
  });

  it("for a signal of a newer policy are its name made readable", () => {
    expect([signalLabel(en, "anger"), signalLabel(en, "brand_new_signal")]).toEqual(["Upset", "Brand new signal"]);
  });

  it("do not repeat the problem as the question that was tried", () => {
    const attempt = { question: "No light", band: "none" as const, helped: false };
    expect([attemptWords(en, attempt, "No light"), attemptWords(en, attempt, "")]).toEqual(["The site does not say, which did not help", "No light. The site does not say, which did not help"]);
  });

  it("come in a language that has texts", () => {
    expect([readersI18n(["de", "en-GB"]).locale, readersI18n(["de"]).locale]).toEqual(["en-GB", "en"]);
  });

  it("exist for every refused wish", () => {
    expect(troubleKey({ id: "1", code: "not_now", command: "propose_media" })).toBe("trouble.propose_media");
    expect(troubleKey({ id: "1", code: "not_now", command: "rate" })).toBe("trouble.other");
  });
});

describe("small judgements", () => {
  it("three kinds of trouble with a device are enough for a person", () => {
    expect((["denied", "dismissed", "forbidden", "absent", "busy", "unknown"] as const).map((code) => mediaTrouble({ kind: "camera", code }))).toEqual(["denied", "denied", "denied", "absent", "busy", "busy"]);
  });

  it("a call that reconnects is not called good", () => {
    expect([qualityOf({ phase: "reconnecting", grade: "good", peerAway: true }), qualityOf({ phase: "connected", grade: "poor", peerAway: false }), qualityOf({ phase: "connected", grade: "good", peerAway: true })]).toEqual(["reconnecting", "poor", "away"]);
  });

  it("earlier today is what this agent closed today", () => {
    const now = Date.parse("2026-11-14T12:00:00");
    const base = { conversation: "a", customer: "c", name: "", preview: "", problem: "", phase: "closed", channel: "text" as const, startedAt: new Date(now).toISOString(), version: 1, agent: "maya" };
    const all = [base, { ...base, conversation: "b", agent: "ben" }, { ...base, conversation: "c", phase: "with_agent" }, { ...base, conversation: "d", startedAt: new Date(now - 2 * 86_400_000).toISOString() }];
    expect(ofToday(all, { role: "agent", id: "maya", name: "Maya" }, now).map((item) => item.conversation)).toEqual(["a"]);
  });

  it("a broken draft is an empty one", () => {
    expect([readWrapUp(""), readWrapUp("null"), readWrapUp('{"disposition":"not_said","topic":3}')]).toEqual(Array.from({ length: 3 }, () => ({ topic: "", note: "" })));
  });
});
