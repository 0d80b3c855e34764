// What Maven runs: `web.mjs build` and `web.mjs check`. Each step is skipped when its inputs are what they were when it last succeeded,
// by content and not by date: so a second `mvn -Pdemo` starts in seconds, and a fresh checkout does everything.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const INPUTS = ["build", "ui", "client", "widget", "desk", "package.json", "package-lock.json", "tsconfig.json", "vitest.config.ts", ".oxlintrc.json"];
/** Not inputs of the built files, so that a new sentence in a README builds nothing. */
const NOT_BUILT = /(^|\/)(node_modules|dist|test|dev)(\/|$)|\.md$/;
const NOT_CHECKED = /(^|\/)(node_modules|dist)(\/|$)|\.md$/;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) fail(`Tandem's browser side needs Node.js 20.19 or newer, this is ${process.version}: update it and run Maven again.`);

install();
const step = process.argv[2];
if (step === "build") once("build", NOT_BUILT, existsSync(join(root, "dist/web/widget.js")) && existsSync(join(root, "dist/web/desk/index.html")));
else if (step === "check") once("check", NOT_CHECKED, true);
else fail("Say what to do: web.mjs build, or web.mjs check.");

function install() {
  const marker = join(root, "node_modules/.tandem-lock");
  const lock = hash([join(root, "package-lock.json")]);
  if (existsSync(marker) && readFileSync(marker, "utf8") === lock) return;
  console.log("Installing the browser side's packages (once per change of package-lock.json)");
  npm("ci", "--no-audit", "--no-fund");
  writeFileSync(marker, lock);
}

function once(name, ignored, outputThere) {
  const marker = join(root, `dist/.${name}`);
  const now = hash(INPUTS.flatMap((input) => files(join(root, input), ignored)));
  if (outputThere && existsSync(marker) && readFileSync(marker, "utf8") === now) return;
  rmSync(marker, { force: true });
  npm("run", "--silent", name);
  mkdirSync(dirname(marker), { recursive: true });
  writeFileSync(marker, now);
}

function npm(...args) {
  const windows = process.platform === "win32";
  const run = spawnSync(windows ? "npm.cmd" : "npm", args, { cwd: root, stdio: "inherit", shell: windows });
  if (run.error) fail("Tandem's browser side needs npm beside Node.js and none was found: install it and run Maven again.");
  if (run.status !== 0) fail(`npm ${args.join(" ")} failed; its own words are above.`);
}

function files(path, ignored) {
  if (!existsSync(path) || ignored.test(relative(root, path).replaceAll("\\", "/"))) return [];
  try {
    return readdirSync(path)
      .toSorted()
      .flatMap((name) => files(join(path, name), ignored));
  } catch {
    return [path];
  }
}

function hash(paths) {
  const sum = createHash("sha256").update(process.version);
  for (const path of paths) sum.update(relative(root, path)).update("\0").update(readFileSync(path)).update("\0");
  return sum.digest("hex");
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
