// One self-starting file: dist/web/widget.js. Fonts are beside it under fonts/.
import { defineConfig } from "vite";
import { shared } from "../build/vite.shared.ts";

export default defineConfig({
  ...shared,
  define: { "process.env.NODE_ENV": '"production"' },
  build: {
    ...shared.build,
    outDir: "../dist/web",
    emptyOutDir: false,
    lib: { entry: "src/main.ts", formats: ["iife"], name: "TandemWidget", fileName: () => "widget.js" },
  },
});
