// What is said of a network, by its figures.
import { describe, expect, it } from "vitest";
import { checkNetwork, gradeOf } from "../src/check/network.ts";

const FINE = { roundTripMillis: 40, lossPercent: 0, jitterMillis: 3 };

describe("the grade of a network", () => {
  it("is the worst of its figures", () => {
    expect(gradeOf(FINE)).toBe("good");
    expect(gradeOf({ ...FINE, roundTripMillis: 251 })).toBe("usable");
    expect(gradeOf({ ...FINE, lossPercent: 1.6 })).toBe("usable");
    expect(gradeOf({ ...FINE, jitterMillis: 81 })).toBe("poor");
    expect(gradeOf({ ...FINE, jitterMillis: 31, lossPercent: 5.1 })).toBe("poor");
  });
});

describe("a check of the network", () => {
  it("is no more than unavailable where a browser makes no connections", async () => {
    const asked = () => Promise.reject(new Error("nobody is asked"));
    expect(await checkNetwork(asked, new AbortController().signal)).toEqual({ state: "unavailable" });
  });
});
