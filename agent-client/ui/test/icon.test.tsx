// @vitest-environment happy-dom
// An icon of a set that nobody imported is a box, not nothing.
import { render } from "preact";
import { act } from "preact/test-utils";
import { expect, it } from "vitest";
import { Icon } from "../src/components/Icon.tsx";

const shapes = (name: "check" | "trash" | "f1") => {
  const place = document.createElement("div");
  act(() => render(<Icon name={name} />, place));
  return place.querySelector("svg")?.innerHTML;
};

it("draws its shape, and a box in the place of one that is missing", async () => {
  expect(shapes("check")).toContain("path");
  const missing = shapes("trash");
  expect(missing).toContain("path");
  expect(shapes("f1")).toBe(missing);
  expect(shapes("check")).not.toBe(missing);

  await import("../src/deskIcons.ts");
  expect(shapes("trash")).not.toBe(missing);
  expect(shapes("f1")).toBe(missing);
});
