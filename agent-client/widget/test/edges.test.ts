// The widget's edges: what a page says, what a person types, who the customer is.
import { describe, expect, it, vi } from "vitest";
import { widgetI18n } from "../src/i18n.ts";
import { mergedContext, sameContext } from "../src/context.ts";
import { contactDetails, contactProblem } from "../src/checks.ts";
import { introduce, SiteUnknown, socketAddress } from "../src/identity.ts";
import { pageNow } from "../src/pages.ts";
import { texts, type TextKey } from "../src/texts.ts";

describe("an address", () => {
  it.each([
    ["", undefined],
    ["+44 20 7946 0958", undefined],
    ["(020) 7946-0958", undefined],
    ["elena@example.com", undefined],
    ["  elena@example.co.uk ", undefined],
    ["12345", "form.errorContact"],
    ["elena@gmail", "form.errorEmail"],
    ["call me", "form.errorContact"],
  ])("contact %j: %s", (value, problem) => expect(contactProblem(value)).toBe(problem));

  it("goes where it belongs", () => {
    expect(contactDetails(" e@x.test ")).toEqual({ email: "e@x.test" });
    expect(contactDetails("+44 20 7946 0958")).toEqual({ phone: "+442079460958" });
    expect(contactDetails(" ")).toEqual({});
  });
});

describe("a page", () => {
  it("is told without query and fragment, within the protocol's limits", () => {
    const at = { origin: "https://h.test", pathname: `/${"a".repeat(3000)}`, search: "?token=secret" };
    expect(pageNow(at, "T".repeat(500)).url).toHaveLength(2000);
    expect(pageNow(at, "T".repeat(500)).title).toHaveLength(120);
    expect(pageNow({ origin: "https://h.test", pathname: "/help/" }, " ")).toEqual({ url: "https://h.test/help/", title: "/help/" });
  });
});

describe("what a page says about itself", () => {
  const facts = (given: Record<string, unknown>, known: { key: string; value: string }[] = []) => mergedContext(known, given).facts;

  it("becomes short words, whatever it was", () => {
    expect(facts({ plan: "Fibre 500", seats: 3, trial: false, cart: { items: ["Hub 3"] } })).toEqual([
      { key: "plan", value: "Fibre 500" },
      { key: "seats", value: "3" },
      { key: "trial", value: "false" },
      { key: "cart", value: '{"items":["Hub 3"]}' },
    ]);
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    expect(facts({ circle, action: () => 1 })).toEqual([
      { key: "circle", value: "" },
      { key: "action", value: "" },
    ]);
  });

  it("adds to what is known, replaces what is named again, and takes back what is null", () => {
    const known = [
      { key: "plan", value: "Fibre 100" },
      { key: "step", value: "2" },
    ];
    expect(facts({ plan: "Fibre 500", step: null, cart: 1 }, known)).toEqual([
      { key: "plan", value: "Fibre 500" },
      { key: "cart", value: "1" },
    ]);
  });

  it("stays within the protocol's limits and says what did not fit", () => {
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`k${i}`, "x"]));
    expect(mergedContext([], many)).toMatchObject({ facts: { length: 20 }, problems: ['"k20" is left out: at most 20 keys'] });
    expect(mergedContext([], { ["k".repeat(41)]: "x", " ": "y" })).toMatchObject({ facts: [], problems: { length: 2 } });
    const long = mergedContext([], { k: "x".repeat(201), fits: "x".repeat(200) });
    expect(long.facts.map(({ value }) => value.length)).toEqual([200, 200]);
    expect(long.problems).toEqual(['the value of "k" is cut to 200 characters']);
    expect(facts({ k: `${"x".repeat(198)}🙂🙂` })[0]?.value).toBe(`${"x".repeat(198)}…`);
  });

  it("is the same only when every word is", () => {
    expect(sameContext(facts({ a: 1 }), facts({ a: "1" }))).toBe(true);
    expect(sameContext(facts({ a: 1 }), facts({ a: 2 }))).toBe(false);
    expect(sameContext(facts({ a: 1 }), facts({ a: 1, b: 2 }))).toBe(false);
  });
});

describe("the customer", () => {
  const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
  const good = { token: "t-2", customer: "cu-1", site: { key: "harbor", name: "Harbor" } };

  it("is introduced with the token of before", async () => {
    const fetcher = vi.fn<typeof fetch>(async () => answer(200, good));
    expect(await introduce("https://h.test/", "harbor", "t-1", undefined, fetcher)).toEqual(good);
    expect(String(fetcher.mock.calls[0]?.[0])).toBe("https://h.test/api/v1/sites/harbor/customers");
    expect(fetcher.mock.calls[0]?.[1]?.body).toBe('{"token":"t-1"}');
  });

  it("whose token is no longer good becomes a new one, once", async () => {
    const fetcher = vi.fn<typeof fetch>(async (_, init) => (String(init?.body).includes("t-1") ? answer(401, {}) : answer(200, good)));
    expect(await introduce("https://h.test/", "harbor", "t-1", undefined, fetcher)).toEqual(good);
    expect(fetcher).toHaveBeenCalledTimes(2);
    const always = vi.fn<typeof fetch>(async () => answer(401, {}));
    await expect(introduce("https://h.test/", "harbor", undefined, undefined, always)).rejects.toThrow("401");
  });

  it("whose signature is wrong goes on without a name", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const fetcher = vi.fn<typeof fetch>(async (_, init) => (String(init?.body).includes("user") ? answer(401, {}) : answer(200, good)));
    expect(await introduce("https://h.test/", "harbor", "t-1", { id: "u", signature: "forged" }, fetcher)).toEqual(good);
    expect(said).toHaveBeenCalledOnce();
    said.mockRestore();
  });

  it("of a site that does not exist is told so in words for whoever embeds it", async () => {
    await expect(introduce("https://h.test/", "nope", undefined, undefined, async () => answer(404, {}))).rejects.toThrow(SiteUnknown);
  });

  it("a site's name cannot break out of its place in the address", async () => {
    const fetcher = vi.fn<typeof fetch>(async () => answer(200, good));
    await introduce("https://h.test/", "../../admin?x=", undefined, undefined, fetcher);
    expect(String(fetcher.mock.calls[0]?.[0])).toBe("https://h.test/api/v1/sites/..%2F..%2Fadmin%3Fx%3D/customers");
  });

  it("speaks over the same line as the script came by", () => {
    expect(socketAddress("https://h.test/")).toBe("wss://h.test/ws");
    expect(socketAddress("http://127.0.0.1:8080/")).toBe("ws://127.0.0.1:8080/ws");
  });
});

describe("the words", () => {
  const values = { name: "N", colleague: "C", time: "T", count: 2, minutes: 2, what: "W", email: "E", place: "P", wait: "X", length: "L", phone: "5" };

  it("all render, with nothing left open", () => {
    const i18n = widgetI18n("en");
    for (const key of Object.keys(texts) as TextKey[]) expect(i18n.t(key, values), key).not.toMatch(/[{}]/);
  });

  it("keep the tone: no exclamation marks, no oops, no please in labels", () => {
    for (const [key, text] of Object.entries(texts)) expect(text, key).not.toMatch(/!|oops|please|shortly/i);
  });

  it("can be replaced by the business, text by text", () => {
    expect(widgetI18n("en", { "offer.notNow": "Later" }).t("offer.notNow")).toBe("Later");
  });
});
