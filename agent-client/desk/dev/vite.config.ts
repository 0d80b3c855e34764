// Serves the scripted desk on loopback; has no build.
import { defineConfig } from "vite";
import { shared } from "../../build/vite.shared.ts";

export default defineConfig({ ...shared, root: new URL("../..", import.meta.url).pathname, server: { host: "127.0.0.1", port: 5199, strictPort: true } });
