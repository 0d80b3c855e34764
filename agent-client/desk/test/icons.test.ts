// Each app draws only what it carries: the desk's own icons come with the desk, and the widget names none of them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { icons } from "@tandem/ui";

const root = fileURLToPath(new URL("../..", import.meta.url));
const own = [...readFileSync(join(root, "ui/src/deskIcons.ts"), "utf8").matchAll(/^ {2}(\w+): "/gmu)].map(([, name]) => name ?? "");
const sources = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/u.test(file) && !/[iI]cons\.ts$/u.test(file))
    .map((file) => [join(folder, file), readFileSync(join(root, folder, file), "utf8")] as const);

it("the widget and what it shares draw none of the desk's own icons", () => {
  expect(own.length).toBeGreaterThan(5);
  for (const [file, text] of [...sources("widget/src"), ...sources("ui/src")]) {
    for (const name of own) expect(text, `${file} draws ${name}`).not.toMatch(new RegExp(`(?:icon|name)=(?:"${name}"|\\{[^}]*"${name}")|icon: "${name}"`, "u"));
  }
});

// Translating the whole desk takes a busy machine its time.
it("the desk's own icons are there once the desk is", { timeout: 60_000 }, async () => {
  expect(icons).not.toHaveProperty("inbox");
  await import("../src/app/App.tsx");
  for (const name of own) expect(icons).toHaveProperty(name);
});
