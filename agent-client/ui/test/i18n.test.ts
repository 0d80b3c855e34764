// Messages, plurals, times: what a reader sees must be right in every language we can name.
import { describe, expect, it } from "vitest";
import { createI18n, format, uiMessages } from "../src/i18n/index.ts";

describe("a message", () => {
  it("puts values where they are named", () => {
    expect(format("{name} joined", { name: "Maya" }, "en")).toBe("Maya joined");
  });

  it("keeps a missing value visible instead of losing it", () => {
    expect(format("{name} joined", {}, "en")).toBe("{name} joined");
  });

  it("chooses the plural form of the language", () => {
    const pattern = "{n, plural, =0 {nobody} one {# person} other {# people}}";
    expect([0, 1, 2].map((n) => format(pattern, { n }, "en"))).toEqual(["nobody", "1 person", "2 people"]);
  });

  it("knows the Arabic dual", () => {
    expect(format("{n, plural, two {دقيقتان} few {# دقائق} other {# دقيقة}}", { n: 2 }, "ar")).toBe("دقيقتان");
  });

  it("counts places as people say them", () => {
    const i18n = createI18n("en", {});
    expect([1, 2, 3, 4, 11, 21].map((place) => i18n.t("queue.place", { place }))).toEqual(["1st", "2nd", "3rd", "4th", "11th", "21st"]);
  });

  it("never interprets what a value contains", () => {
    expect(format("{name} joined", { name: "{n, plural, other {x}} <b>" }, "en")).toBe("{n, plural, other {x}} <b> joined");
  });

  it("parses: every text of the kit renders without an open brace", () => {
    const i18n = createI18n("en", {});
    for (const key of Object.keys(uiMessages) as (keyof typeof uiMessages)[]) {
      expect(i18n.t(key, { name: "n", grade: "fair", time: "t", date: "d", count: 2, place: 2 }), key).not.toMatch(/[{}]/);
    }
  });
});

describe("times and numbers", () => {
  const i18n = createI18n("en", {});

  it("expected, counting, on calls", () => {
    expect(i18n.minutes(119_000)).toMatch(/^2\smin$/);
    expect(i18n.minutes(1_000)).toMatch(/^1\smin$/);
    expect(i18n.clock(222_000)).toBe("3:42");
    expect(i18n.clock(167_000, true)).toBe("02:47");
    expect(i18n.clock(3_822_000)).toBe("1:03:42");
  });

  it("moments and days", () => {
    const at = new Date(2026, 10, 14, 19, 46).getTime();
    expect(i18n.time(at)).toBe("19:46");
    expect(i18n.day(at, at)).toBe("14 Nov");
    expect(i18n.moment(new Date(2026, 10, 21, 9, 0).getTime())).toMatch(/^Saturday,? 21 November 2026,? at 09:00$/u);
    expect(i18n.day(at, new Date(2027, 1, 1).getTime())).toBe("14 Nov 2026");
  });

  it("shares and sizes", () => {
    expect(i18n.percent(0.86)).toBe("86\u00a0%");
    expect(i18n.bytes(340_000)).toBe("340 kB");
  });

  it("a locale the browser does not know is English, never a crash", () => {
    expect(createI18n("not a locale", {}).locale).toBe("en");
  });

  it("knows which scripts run from right to left", () => {
    expect([createI18n("ar-EG", {}).dir, createI18n("he", {}).dir, createI18n("de", {}).dir]).toEqual(["rtl", "rtl", "ltr"]);
  });

  it("a partial translation falls back text by text", () => {
    const german = createI18n("de", {}, { "rating.1": "Schlecht" });
    expect([german.t("rating.1"), german.t("rating.2")]).toEqual(["Schlecht", "Poor"]);
  });
});
