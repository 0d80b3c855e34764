// What few calls need, beside widget.js and only fetched by the first need: dist/web/widget/more.js.
import { defineConfig } from "vite";
import { shared } from "../build/vite.shared.ts";

export default defineConfig({
  ...shared,
  define: { "process.env.NODE_ENV": '"production"' },
  build: {
    ...shared.build,
    outDir: "../dist/web/widget",
    emptyOutDir: false,
    lib: { entry: "src/more/main.tsx", formats: ["es"], fileName: () => "more.js" },
  },
});
