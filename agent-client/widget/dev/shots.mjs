// Screenshots of every scene: `node widget/dev/shots.mjs OUT [light|dark|phone|narrow|rtl] [scene...]`, after `npm run build`.
// Uses the Chromium of the machine (CHROMIUM, else /usr/bin/chromium).
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { startFakeServer } from "./fake-server.mjs";
import { scenes } from "./scenes.mjs";
import { arabic } from "./arabic.mjs";

const [out = "shots", look = "light", ...wanted] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const phone = look === "phone" || look === "narrow";
const viewport = look === "phone" ? { width: 390, height: 844 } : look === "narrow" ? { width: 320, height: 568 } : { width: 520, height: 690 };
const server = await startFakeServer();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"] });

/** Stands in for the media path, which this server does not have: connected at once, a drawn picture as video. */
const fakePeer = () => {
  window.RTCPeerConnection = class extends EventTarget {
    connectionState = "new";
    localDescription = null;
    addTransceiver(kind) {
      const canvas = document.createElement("canvas");
      canvas.width = 640;
      canvas.height = 960;
      const pen = canvas.getContext("2d");
      const draw = () => {
        pen.fillStyle = "#44566b";
        pen.fillRect(0, 0, 640, 960);
        pen.fillStyle = "#c98a5a";
        pen.beginPath();
        pen.ellipse(320, 420, 120, 150, 0, 0, 7);
        pen.fill();
        pen.fillStyle = "#22506b";
        pen.beginPath();
        pen.ellipse(320, 900, 280, 300, 0, 0, 7);
        pen.fill();
        requestAnimationFrame(draw);
      };
      draw();
      const track = kind === "video" ? canvas.captureStream(10).getVideoTracks()[0] : new AudioContext().createMediaStreamDestination().stream.getAudioTracks()[0];
      return { sender: { track, replaceTrack: async () => undefined, dtmf: { canInsertDTMF: true, toneBuffer: "", insertDTMF: () => undefined } }, receiver: { track, getSynchronizationSources: () => [{ audioLevel: Math.random() * 0.5 }] } };
    }
    async createOffer() {
      return { type: "offer", sdp: "v=0" };
    }
    async setLocalDescription(description) {
      this.localDescription = description;
    }
    async setRemoteDescription() {
      this.connectionState = "connected";
      this.dispatchEvent(new Event("connectionstatechange"));
    }
    setConfiguration() {}
    async getStats() {
      return new Map();
    }
    close() {}
  };
};

const steps = {
  async rating(panel) {
    await panel.getByTestId("rating-5").click();
    await panel.getByTestId("rating-helped-solved").click();
  },
  async form(panel) {
    await panel.getByTestId("details-name").fill("Elena Moritz");
    await panel.getByTestId("details-contact").fill("elena.moritz@gmail");
    await panel.getByTestId("details-answer").focus();
  },
  async human(panel) {
    await panel.getByTestId("composer-input").fill("The light is white");
  },
  async refused(panel) {
    await panel.getByTestId("composer-input").fill("Here is a photo");
    await panel.getByTestId("composer-send").click();
    await panel.getByTestId("message-send-again").waitFor();
  },
  async queue(panel) {
    await panel.getByTestId("composer-input").fill("The light blinks amber");
    await panel.getByTestId("composer-send").click();
  },
};

for (const scene of wanted.length > 0 ? wanted : [...Object.keys(scenes), "closed", "mini", "message", "reconnecting", "menu", "denied", "split", "devices", "muted", "keys", "keysvideo", "keyssplit", "pressed", "pressedvideo"]) {
  const context = await browser.newContext({ viewport, deviceScaleFactor: 1.5, hasTouch: phone, colorScheme: look === "dark" ? "dark" : "light", ...(scene === "denied" ? { permissions: [] } : { permissions: ["microphone", "camera"] }) });
  const tab = await context.newPage();
  tab.on("pageerror", (error) => console.error(scene, "page error", error.message));
  tab.on("console", (message) => message.type() === "error" && console.error(scene, message.text()));
  await tab.addInitScript(fakePeer);
  if (scene === "denied") await tab.addInitScript(() => (navigator.mediaDevices.getUserMedia = async () => Promise.reject(new DOMException("Permission denied", "NotAllowedError"))));
  const base = { closed: "human", mini: "voice", message: "nobody", reconnecting: "human", menu: "answer", denied: "voice", split: "video", devices: "voice", muted: "video", keys: "voice", keysvideo: "video", keyssplit: "video", pressed: "voice", pressedvideo: "video" }[scene] ?? scene;
  const query = new URLSearchParams({ scene: base, theme: look === "dark" ? "dark" : "light", ...(look === "rtl" ? { locale: "ar", texts: JSON.stringify(arabic) } : {}) });
  await tab.goto(`http://127.0.0.1:${server.port}/?${query}`);
  const panel = tab.locator("tandem-widget");
  await panel.getByTestId("launcher").click();
  await panel.getByTestId("panel").waitFor();
  await tab.waitForTimeout(700);
  await steps[scene]?.(panel);
  if (scene === "closed") {
    await panel.getByTestId("minimise").click();
    for (const client of server.sockets.clients) client.send(JSON.stringify({ type: "entry", conversation: "c-1", entry: { version: 16, at: new Date().toISOString(), event: { type: "agent_said", agent: "a-1", name: "Maya Okafor", text: "The new channel is saved. Could you check the light on the Hub?" } } }));
  }
  if (scene === "mini") await panel.getByTestId("call-minimise").click();
  if (scene === "message") await panel.getByTestId("leave-message").click();
  if (scene === "menu") await panel.getByTestId("more").click();
  if (scene === "split" || scene === "keyssplit") await panel.getByTestId("call-chat").click();
  if (scene === "devices") await panel.getByTestId("call-devices").click();
  if (scene === "muted") {
    await panel.getByTestId("call-mute").click();
    await panel.getByTestId("call-camera").click();
  }
  if (scene.startsWith("keys")) {
    await panel.getByTestId("call-keys").click();
    for (const key of ["4", "2", "0", "hash"]) await panel.getByTestId(`key-${key}`).click();
  }
  if (scene.startsWith("pressed")) {
    for (const key of ["4", "2"])
      for (const client of server.sockets.clients) client.send(JSON.stringify({ type: "peer_pressed", conversation: "c-1", call: "call-1", by: "agent", key, who: { role: "agent", id: "a-1", name: "Maya Okafor" } }));
  }
  if (scene === "reconnecting") {
    await context.setOffline(true);
    await tab.waitForTimeout(1800);
  }
  await tab.waitForTimeout(900);
  await tab.screenshot({ path: join(out, `${look}-${scene}.png`) });
  await context.close();
}
await browser.close();
server.close();
process.exit(0);
