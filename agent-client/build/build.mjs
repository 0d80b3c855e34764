// `npm run build`: the widget, the desk and the fonts into dist/web, as the jar serves them; then the widget's size is checked.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const web = join(root, "dist", "web");

/** What a customer's page may be asked to load, gzipped. Fonts come later, by themselves, only when drawn. */
const WIDGET_LIMIT = 60_000;

const FONTS = {
  "inter-latin.woff2": "@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2",
  "inter-latin-ext.woff2": "@fontsource-variable/inter/files/inter-latin-ext-opsz-normal.woff2",
  "inter-cyrillic.woff2": "@fontsource-variable/inter/files/inter-cyrillic-opsz-normal.woff2",
  "inter-greek.woff2": "@fontsource-variable/inter/files/inter-greek-opsz-normal.woff2",
  "plex-arabic-400.woff2": "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-400-normal.woff2",
  "plex-arabic-500.woff2": "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-500-normal.woff2",
  "plex-arabic-600.woff2": "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-600-normal.woff2",
  "LICENSE-Inter.txt": "@fontsource-variable/inter/LICENSE",
  "LICENSE-Plex.txt": "@fontsource/ibm-plex-sans-arabic/LICENSE",
};

rmSync(web, { recursive: true, force: true });
for (const [workspace, config] of [
  ["desk", "vite.config.ts"],
  ["widget", "vite.config.ts"],
  ["widget", "vite.check.config.ts"],
  ["widget", "vite.more.config.ts"],
  ["widget", "vite.rating.config.ts"],
]) {
  const run = spawnSync(process.execPath, [join(root, "node_modules/vite/bin/vite.js"), "build", "--logLevel", "warn", "--config", config], { cwd: join(root, workspace), stdio: "inherit" });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
mkdirSync(join(web, "fonts"), { recursive: true });
for (const [name, from] of Object.entries(FONTS)) copyFileSync(join(root, "node_modules", from), join(web, "fonts", name));

const size = gzipSync(readFileSync(join(web, "widget.js")), { level: 9 }).length;
console.log(`widget.js is ${(size / 1000).toFixed(1)} kB gzipped (limit ${WIDGET_LIMIT / 1000} kB)`);
if (size > WIDGET_LIMIT) {
  console.error("widget.js is over its limit: customers pay for every byte. Take something out, or move it behind a later load.");
  process.exit(1);
}
