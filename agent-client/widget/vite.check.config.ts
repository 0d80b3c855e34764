// The device check, beside widget.js and only fetched when asked for: dist/web/widget/check.js.
import { defineConfig } from "vite";
import { shared } from "../build/vite.shared.ts";

export default defineConfig({
  ...shared,
  define: { "process.env.NODE_ENV": '"production"' },
  build: {
    ...shared.build,
    outDir: "../dist/web/widget",
    emptyOutDir: false,
    lib: { entry: "src/check/main.tsx", formats: ["es"], fileName: () => "check.js" },
  },
});
