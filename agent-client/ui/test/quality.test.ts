// Whose connection is spoken of, and what a person is told to do about a device.
import { describe, expect, it } from "vitest";
import { troubleOf } from "../src/check/DeviceCheck.tsx";
import { worseOf } from "../src/components/Quality.tsx";
import { createI18n } from "../src/i18n/index.ts";

describe("the sign of a connection", () => {
  it("speaks of the worse side, and of one's own when both are alike", () => {
    expect(worseOf("good", undefined)).toEqual({ whose: "own", grade: "good" });
    expect(worseOf("good", "poor")).toEqual({ whose: "peer", grade: "poor" });
    expect(worseOf("fair", "good")).toEqual({ whose: "own", grade: "fair" });
    expect(worseOf("poor", "poor")).toEqual({ whose: "own", grade: "poor" });
  });

  it("says it in words", () => {
    const { t } = createI18n("en", {});
    expect(t("call.connection.own", { grade: "poor" })).toBe("Your connection is poor");
    expect(t("call.connection.peer", { name: "Maya", grade: "fair" })).toBe("Maya's connection is fair");
  });
});

describe("a device that cannot be had", () => {
  it.each([
    ["denied", "denied"],
    ["dismissed", "denied"],
    ["forbidden", "denied"],
    ["absent", "absent"],
    ["busy", "busy"],
    ["unknown", "busy"],
  ])("%s is %s to a person", (code, trouble) => {
    expect(troubleOf(code)).toBe(trouble);
  });
});
