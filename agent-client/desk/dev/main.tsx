// The desk against the scripted server: `npx vite desk --config desk/dev/vite.config.ts`, then /dev/?scene=ring&theme=dark
import { render } from "preact";
import "@tandem/ui/styles.css";
import "@tandem/ui/desk.css";
import "@tandem/ui/keys.css";
import "../src/styles/index.css";
import type { ClientMessage } from "@tandem/client";
import { App } from "../src/app/App.tsx";
import { applyTheme } from "../src/app/theme.ts";
import { deskI18n } from "../src/i18n/index.ts";
import { fakeApi } from "./history.ts";
import { answerSdp } from "./loopback.ts";
import { scenes } from "./scenes.ts";
import { FakeServer } from "./server.ts";

const asked = new URLSearchParams(location.search);
const scene = scenes[asked.get("scene") ?? "plain"] ?? {};
const theme = asked.get("theme");
applyTheme(theme === "dark" || theme === "light" ? theme : "system");
const now = Date.now();
const server = new FakeServer();
server.answerSdp = answerSdp;
scene.before?.(server, now);
let played = false;

/** The part of a WebSocket that the client uses. */
class FakeSocket {
  static current: FakeSocket | undefined;
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onerror: (() => void) | null = null;

  constructor() {
    FakeSocket.current = this;
    setTimeout(() => {
      this.readyState = 1;
      server.connect((message) => setTimeout(() => this.onmessage?.({ data: JSON.stringify(message) }), 0));
      this.onopen?.();
    }, 10);
  }

  send(data: string): void {
    setTimeout(() => {
      server.hear(JSON.parse(data) as ClientMessage);
      if (!played && server.heard.some((message) => message.type === "hello")) {
        played = true;
        setTimeout(() => scene.after?.(server), 400);
      }
    }, 5);
  }

  close(): void {
    this.readyState = 3;
    server.disconnect();
  }
}

// For playing by hand and for the screenshots: the server, and a cut of the connection.
Object.assign(globalThis, { WebSocket: FakeSocket, fake: server, cut: (code = 1006) => FakeSocket.current?.onclose?.({ code }) });
if (scene.open && !location.hash) location.hash = scene.open;
const i18n = deskI18n(asked.get("lang") ?? "en");
const root = document.getElementById("app");
if (root) render(<App api={fakeApi(now, { signedIn: scene.signedIn ?? true, history: scene.history ?? "full", supervisor: scene.supervisor, messages: server.answered })} i18n={i18n} socket="ws://fake/ws" keep={sessionStorage} />, root);
