// One run for all packages: pure tests in node, component tests in happy-dom (asked for by a comment at the top of the file).
import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["*/test/**/*.test.{ts,tsx}"],
    environment: "node",
    // Two workers are enough for a few hundred pure tests and leave the machine to others.
    maxWorkers: 2,
  },
});
