// @vitest-environment happy-dom
// A supervisor sets when people can be asked for.
import { act } from "preact/test-utils";
import { describe, expect, it } from "vitest";
import { shownSpans, spansOf } from "../src/hours/spans.ts";
import { all, api, click, get, onStage, open, wait } from "./stage.tsx";

onStage();

const type = async (element: HTMLElement | undefined, text: string) => {
  const field = element as HTMLInputElement;
  field.value = text;
  await act(() => void field.dispatchEvent(new Event("input", { bubbles: true })));
};

const openDialog = async () => {
  await click("settings-button");
  await click("settings-hours");
};

describe("times as people type them", () => {
  it.each([
    ["9-12, 13-17:30", ["09:00-12:00", "13:00-17:30"]],
    ["09:00 – 17:00", ["09:00-17:00"]],
    ["9.30 to 24", ["09:30-24:00"]],
    ["0-24", ["00:00-24:00"]],
    ["", []],
    [" , ", []],
  ])("%j is %j", (text, spans) => {
    expect(spansOf(text)).toEqual(spans);
    expect(spansOf(shownSpans(spans))).toEqual(spans);
  });

  it.each(["nine to five", "17-9", "9-9", "9-12, 11-13", "9:60-12", "9-25", "1-2,3-4,5-6,7-8,9-10", "-5--3"])("%j is none", (text) => {
    expect(spansOf(text)).toBeUndefined();
  });
});

describe("the opening hours", () => {
  it("begin with an office's week, and what is saved is what is shown the next time", async () => {
    await open("#/inbox");
    await openDialog();
    expect(all("hours-zone")).toHaveLength(0);
    await click("hours-when-1");
    expect((get("hours-monday") as HTMLInputElement).value).toBe("09:00-17:00");
    expect((get("hours-sunday") as HTMLInputElement).value).toBe("");
    await type(get("hours-zone"), "Europe/Berlin");
    await type(get("hours-saturday"), "10-14");
    await click("hours-date-add");
    await type(get("hours-date"), "2026-12-24");
    await click("hours-save");
    expect(all("hours-dialog")).toHaveLength(0);
    expect(api.hours.stored()).toMatchObject({ edition: 1, hours: { zone: "Europe/Berlin", week: { monday: ["09:00-17:00"], saturday: ["10:00-14:00"] }, exceptions: { "2026-12-24": [] } } });
    expect(api.hours.stored().hours?.week).not.toHaveProperty("sunday");

    await openDialog();
    expect((get("hours-saturday") as HTMLInputElement).value).toBe("10:00-14:00");
    await click("hours-date-remove");
    await click("hours-save");
    expect(api.hours.stored().hours?.exceptions).toEqual({});
    await openDialog();
    await click("hours-when-0");
    await click("hours-save");
    expect(api.hours.stored()).toEqual({ edition: 3 });
  });

  it("that make no sense are not sent, and each says what is wrong", async () => {
    await open("#/inbox");
    await openDialog();
    await click("hours-when-1");
    await type(get("hours-zone"), "Atlantis/Harbour");
    await type(get("hours-monday"), "17-9");
    await click("hours-date-add");
    await type(get("hours-date"), "Christmas");
    await click("hours-save");
    const text = get("hours-dialog").textContent;
    expect(text).toContain("No such time zone is known.");
    expect(text).toContain("Times are written like");
    expect(text).toContain("A date is written like");
    expect(api.hours.stored().edition).toBe(0);
  });

  it("that somebody else has changed meanwhile are not overwritten", async () => {
    await open("#/inbox");
    await openDialog();
    await click("hours-when-1");
    api.hours.changed({ zone: "UTC", week: { monday: ["08:00-09:00"] }, exceptions: {} });
    await click("hours-save");
    expect(get("hours-trouble").textContent).toContain("Somebody else has changed them");
    await act(() => get("hours-trouble").querySelector("button")?.click());
    await wait();
    expect((get("hours-monday") as HTMLInputElement).value).toBe("08:00-09:00");
  });

  it("are no business of an agent who is no supervisor", async () => {
    await open("#/inbox", false);
    await click("settings-button");
    expect(all("settings-hours")).toHaveLength(0);
  });
});
