// The screen after a person.
import { defineConfig } from "vite";
import { chunk } from "../build/vite.shared.ts";

export default defineConfig(chunk("rating"));
