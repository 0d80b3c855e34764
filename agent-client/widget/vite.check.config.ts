// The device check.
import { defineConfig } from "vite";
import { chunk } from "../build/vite.shared.ts";

export default defineConfig(chunk("check"));
