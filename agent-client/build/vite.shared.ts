// What the builds share: Preact's JSX, and CSS lowered for browsers a customer may still have (light-dark() and nesting go).
import type { UserConfig } from "vite";

export const shared = {
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  css: { transformer: "lightningcss", lightningcss: { targets: { chrome: 90 << 16, safari: (15 << 16) | (4 << 8), ios_saf: (15 << 16) | (4 << 8), firefox: 90 << 16 } } },
  build: { target: ["chrome98", "safari16.4", "firefox93"], cssTarget: ["chrome90", "safari15", "firefox90"], emptyOutDir: true, reportCompressedSize: false },
} satisfies UserConfig;

/** A part of the widget beside widget.js, fetched only when it is needed: dist/web/widget/NAME.js of src/NAME/main.tsx. */
export const chunk = (name: string) =>
  ({
    ...shared,
    define: { "process.env.NODE_ENV": '"production"' },
    build: { ...shared.build, outDir: "../dist/web/widget", emptyOutDir: false, lib: { entry: `src/${name}/main.tsx`, formats: ["es"], fileName: () => `${name}.js` } },
  }) satisfies UserConfig;
