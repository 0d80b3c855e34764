// The desk: dist/web/desk/index.html and its assets, addressed relatively so that it works under any path.
import { defineConfig } from "vite";
import { shared } from "../build/vite.shared.ts";

export default defineConfig({
  ...shared,
  base: "./",
  build: { ...shared.build, outDir: "../dist/web/desk" },
});
