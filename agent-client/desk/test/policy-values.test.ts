// Amounts and shares as people type them: a thousand must not become one.
import { describe, expect, it } from "vitest";
import { read, twoWays, typed } from "../src/policy/values.ts";

describe("an amount", () => {
  it.each([
    ["7,5", 7.5],
    ["7.5", 7.5],
    ["7.50", 7.5],
    ["0.125", 0.125],
    ["0,125", 0.125],
    ["1000", 1000],
    ["1000,500", 1000.5],
    ["1,000.50", 1000.5],
    ["1.000,50", 1000.5],
    ["1,000,000", 1_000_000],
    ["1.000.000", 1_000_000],
    ["12 000", 12_000],
    ["12\u{a0}000", 12_000],
    ["12\u{202f}000,5", 12_000.5],
    ["12’000.5", 12_000.5],
    [" 40 ", 40],
  ])("written %s is %d", (text, value) => {
    expect(read("customerValue", text)).toBe(value);
    expect(twoWays(text)).toBeUndefined();
  });

  it.each([
    ["1,000", { whole: "1000", part: "1" }],
    ["1.000", { whole: "1000", part: "1" }],
    ["12,500", { whole: "12500", part: "12.5" }],
    ["12.345", { whole: "12345", part: "12.3450" }],
  ])("written %s may be two, and is neither before it is said which", (text, ways) => {
    expect(read("customerValue", text)).toBeUndefined();
    expect(twoWays(text)).toEqual(ways);
    expect(read("customerValue", ways.whole)).toBe(Number(ways.whole));
    expect(read("customerValue", ways.part)).toBe(Number(ways.part));
  });

  it.each(["", "much", "-5", "1,00,000", "1,000,00", "12 00", "1.000.50", "1,2,3"])("written %j is none", (text) => {
    expect(read("customerValue", text)).toBeUndefined();
    expect(twoWays(text)).toBeUndefined();
  });

  it("is read as it was shown in the form", () => {
    for (const value of [0, 0.125, 1, 5.5, 7.25, 12.345, 200, 999.999, 1000, 2000.125, 1_000_000]) expect(read("customerValue", typed("customerValue", value))).toBe(value);
    for (const value of [0, 0.00125, 0.055, 0.12345, 1]) expect(read("leaves", typed("leaves", value))).toBe(value);
  });
});
