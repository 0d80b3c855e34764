// A scripted server for development and screenshots: `node widget/dev/fake-server.mjs`, then http://127.0.0.1:5199/?scene=human
// Serves dist/web, a page with the widget, the customers' endpoint and the socket. It keeps nothing and decides nothing.
import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { WebSocketServer } from "ws";
import { entries, scenes } from "./scenes.mjs";

const web = join(dirname(fileURLToPath(import.meta.url)), "../../dist/web");
const TYPES = { ".js": "text/javascript", ".html": "text/html", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".json": "application/json" };

const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" fill="#2e5dd0"/><path transform="translate(4 4)" d="M9.5 20 10.6 9h2.8l1.1 11M7.5 20h9M10 13.8h4M12 5.6v.01M8 8.2a4.6 4.6 0 0 1 0-5.2M16 8.2a4.6 4.6 0 0 0 0-5.2" fill="none" stroke="#fff" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

const page = (scene, { theme = "light", locale = "en", texts = "{}" }) => `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Harbor Broadband</title>
<style>body{margin:0;font:15px/22px Georgia,serif;background:${theme === "dark" ? "#14171d;color:#eef0f3" : "#fff"}} main{padding:34px 22px;max-width:480px} button{all:unset;outline:2px solid hotpink}</style>
<script>window.tandemSettings={theme:${JSON.stringify(theme)},locale:${JSON.stringify(locale)},logo:"/logo.svg",texts:${texts}}</script>
<script async src="/widget.js" data-site="${scene}"></script></head>
<body><main><h1>Full fibre that keeps its promises.</h1><p>No mid-contract price rises. A real engineer within two working days, or your month is free.</p></main></body></html>`;

/** @param port 0 chooses a free one */
export function startFakeServer(port = 0) {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://x");
    const send = (status, type, body) => response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
    if (url.pathname === "/") return send(200, "text/html", page(url.searchParams.get("scene") ?? "fresh", Object.fromEntries(url.searchParams)));
    if (url.pathname === "/logo.svg") return send(200, "image/svg+xml", LOGO);
    const site = /^\/api\/v1\/sites\/([^/]+)\/customers$/.exec(url.pathname)?.[1];
    if (site) return send(200, "application/json", JSON.stringify({ token: `t-${site}`, customer: "cu-1", name: "Elena", site: { key: site, name: "Harbor Broadband", locale: "en" } }));
    const file = join(web, normalize(url.pathname));
    if (file.startsWith(web) && existsSync(file)) return send(200, TYPES[extname(file)] ?? "application/octet-stream", readFileSync(file));
    return send(404, "text/plain", "not here");
  });
  const sockets = new WebSocketServer({ server, path: "/ws", handleProtocols: () => "tandem.v1" });
  sockets.on("connection", (socket) => {
    let scene = scenes.fresh;
    let log = [];
    const say = (message) => socket.send(JSON.stringify(message));
    socket.on("message", (data) => {
      const message = JSON.parse(String(data));
      switch (message.type) {
        case "hello":
          scene = scenes[String(message.token).slice(2)] ?? scenes.fresh;
          log = scene.events ? entries(scene.events, Date.now() - scene.events.length * 60_000) : [];
          say({ type: "welcome", you: { role: "customer", id: "cu-1", name: "Elena" }, now: new Date().toISOString(), ...(scene.events ? { conversation: "c-1" } : {}) });
          break;
        case "resume":
          for (const entry of log.slice(message.afterVersion)) say({ type: "entry", conversation: "c-1", entry });
          say({ type: "caught_up", conversation: "c-1", version: log.length });
          for (const later of scene.after ?? []) say({ conversation: "c-1", ...later });
          break;
        case "ping":
          say({ type: "pong" });
          break;
        case "sdp_offer":
          say({ type: "sdp_answer", conversation: "c-1", call: message.call, number: message.number, bridge: "b-1", sdp: "v=0" });
          break;
        case "start":
          log = entries([scenes.answer.events[0]], Date.now());
          say({ type: "accepted", id: message.id, conversation: "c-1", version: 2 });
          log.push({ version: 2, at: new Date().toISOString(), cause: message.id, event: { type: "customer_said", text: message.text ?? "" } });
          break;
        default:
          if (!message.id) break;
          if (scene.refuse && message.type === "say") say({ type: "rejected", id: message.id, code: scene.refuse, message: "refused by the scene" });
          else say({ type: "accepted", id: message.id, conversation: "c-1", version: log.length });
      }
    });
  });
  return new Promise((resolve) => {
    server.listen(port, "127.0.0.1", () => resolve({ port: server.address().port, sockets, close: () => (sockets.clients.forEach((client) => client.terminate()), server.close()) }));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { port } = await startFakeServer(5199);
  console.log(`http://127.0.0.1:${port}/?scene=answer   scenes: ${Object.keys(scenes).join(" ")}`);
}
