// @vitest-environment happy-dom
// Calls at the desk against the scripted server: what the agent sees and hears of them, whatever comes between.
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ClientMessage } from "@tandem/client";
import { FakeMedia, FakePeer, FakeStream, named } from "../../client/test/fakes/fakes.ts";
import { fakeApi } from "../dev/history.ts";
import { scenes } from "../dev/scenes.ts";
import { FakeServer } from "../dev/server.ts";
import { App } from "../src/app/App.tsx";
import { deskI18n } from "../src/i18n/index.ts";
import { all, click, get, wait } from "./stage.tsx";

let server: FakeServer;
let root: HTMLElement;
let media: FakeMedia;

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
  localStorage.clear();
  FakePeer.all = [];
  server = new FakeServer();
  media = new FakeMedia();
  root = document.createElement("div");
  document.body.replaceChildren(root);
  vi.stubGlobal("MediaStream", FakeStream);
  vi.stubGlobal("RTCPeerConnection", FakePeer);
  Object.defineProperty(navigator, "mediaDevices", { configurable: true, value: media });
  vi.spyOn(HTMLMediaElement.prototype, "srcObject", "set").mockImplementation(() => undefined);
  vi.stubGlobal(
    "WebSocket",
    class {
      readyState = 0;
      onopen: (() => void) | null = null;
      onmessage: ((event: { data: unknown }) => void) | null = null;
      constructor() {
        queueMicrotask(() => {
          this.readyState = 1;
          server.connect((message) => this.onmessage?.({ data: JSON.stringify(message) }));
          this.onopen?.();
        });
      }
      send(data: string) {
        server.hear(JSON.parse(data) as ClientMessage);
      }
      close() {
        this.readyState = 3;
        server.disconnect();
      }
    },
  );
});
afterEach(async () => {
  await act(() => render(null, root));
  Reflect.deleteProperty(navigator, "mediaDevices");
  Reflect.deleteProperty(HTMLMediaElement.prototype, "setSinkId");
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function open(hash: string, supervisor = false): Promise<void> {
  scenes["plain"]?.before?.(server, Date.now());
  location.hash = hash;
  const api = fakeApi(Date.now(), { signedIn: true, history: "full", supervisor });
  await act(() => render(<App api={api} i18n={deskI18n("en")} socket="ws://fake/ws" keep={sessionStorage} />, root));
  await wait(500);
}

/** Something happens on the server. */
async function happens(what: () => void): Promise<void> {
  await act(what);
  await wait();
}

describe("who is muted", () => {
  it("is told so by the button's name, and not by its state as well", async () => {
    await open("#/inbox/keira");
    await happens(() => server.startCall("elena", "voice"));
    await click("call-mini-mute");
    expect(get("call-mini-mute").getAttribute("aria-label")).toBe("Muted. Unmute");
    expect(get("call-mini-mute").hasAttribute("aria-pressed")).toBe(false);
    expect(get("call-mini-mute").dataset["lit"]).toBe("true");
  });

  it("also as a supervisor", async () => {
    await open("#/live/daniel", true);
    await happens(() => {
      server.append("daniel", { type: "started", site: "harbor", customer: "cu-daniel", locale: "en" });
      server.append("daniel", { type: "agent_joined", agent: "tom", name: "Tom" });
      server.append("daniel", { type: "call_started", call: "call-daniel", channel: "voice" });
      server.append("daniel", { type: "supervised", call: "call-daniel", supervisor: "maya", name: "Maya", mode: "whisper" });
      server.tell({ type: "join_call", conversation: "daniel", call: "call-daniel", bridge: "b-1", channel: "voice", iceServers: [] });
    });
    await happens(() => FakePeer.last.becomes("connected"));
    const muted = get("supervise-mute").textContent;
    await click("supervise-mute");
    expect(get("supervise-mute").textContent).not.toBe(muted);
    expect(get("supervise-mute").hasAttribute("aria-pressed")).toBe(false);
  });
});

describe("a call of others", () => {
  it("that a supervisor listened to is known again after a reload, though they look at something else", async () => {
    await open("#/inbox/keira", true);
    const daniel = server.conversations.get("daniel");
    daniel?.entries.push(
      { version: 1, at: server.at(), event: { type: "started", site: "harbor", customer: "cu-daniel", locale: "en" } },
      { version: 2, at: server.at(), event: { type: "agent_joined", agent: "tom", name: "Tom" } },
      { version: 3, at: server.at(), event: { type: "call_started", call: "call-daniel", channel: "voice" } },
      { version: 4, at: server.at(), event: { type: "supervised", call: "call-daniel", supervisor: "maya", name: "Maya", mode: "monitor" } },
    );
    await happens(() => server.tell({ type: "join_call", conversation: "daniel", call: "call-daniel", bridge: "b-1", channel: "voice", iceServers: [] }));
    expect(get("call-mini").textContent).toContain("Daniel Mensah");
    expect(all("call-mini-mute"), "who only listens has nothing to mute").toEqual([]);
  });
});

describe("the customer's voice", () => {
  it("comes out of the standard speaker while the chosen one is unplugged, and out of that one again when it is back", async () => {
    localStorage.setItem("tandem.devices", JSON.stringify({ speaker: "out-1" }));
    const sinks: string[] = [];
    Object.assign(HTMLMediaElement.prototype, { setSinkId: async (id: string) => void sinks.push(id) });
    await open("#/inbox/elena");
    await happens(() => server.startCall("elena", "voice"));
    expect(sinks.at(-1)).toBe("out-1");
    const everything = media.plugged;
    await happens(() => media.plugs(everything.filter(({ kind }) => kind !== "audiooutput")));
    expect(sinks.at(-1)).toBe("");
    await happens(() => media.plugs(everything));
    expect(sinks.at(-1)).toBe("out-1");
  });

  it("finds the chosen speaker though no microphone was opened", async () => {
    localStorage.setItem("tandem.devices", JSON.stringify({ speaker: "out-1" }));
    const sinks: string[] = [];
    Object.assign(HTMLMediaElement.prototype, { setSinkId: async (id: string) => void sinks.push(id) });
    media.refuse.audio = named("NotFoundError");
    await open("#/inbox/elena");
    await happens(() => server.startCall("elena", "voice"));
    expect(sinks.at(-1)).toBe("out-1");
  });
});

describe("a try-out of devices", () => {
  const tries = async () => {
    // It is about the dialog; there is no AudioContext here to listen with.
    media.refuse.audio = named("NotFoundError");
    await click("settings-button");
    await click("settings-check");
    expect(all("check-dialog")).toHaveLength(1);
  };

  it("makes way for a call that begins", async () => {
    await open("#/inbox/elena");
    await tries();
    await happens(() => server.startCall("elena", "voice"));
    expect(all("call-stage")).toHaveLength(1);
    expect(all("check-dialog")).toEqual([]);
  });

  it("stays when it is opened in a call, and when a call is in another tab", async () => {
    await open("#/inbox/elena");
    await happens(() => server.startCall("elena", "voice"));
    await tries();
    await happens(() => void server.append("elena", { type: "customer_said", text: "Hello?" }));
    await happens(() => server.tell({ type: "call_elsewhere", conversation: "keira", call: "call-keira" }));
    expect(all("check-dialog")).toHaveLength(1);
  });
});

describe("a video call that went away", () => {
  it.each([
    ["no_bridge", "Try video again"],
    ["party_lost", "Video call"],
  ] as const)("(%s) is tried again as one", async (reason, words) => {
    await open("#/inbox/elena");
    await happens(() => {
      server.append("elena", { type: "call_started", call: "call-elena", channel: "voice" });
      server.append("elena", { type: "media_changed", call: "call-elena", channel: "video" });
      server.append("elena", { type: "call_ended", call: "call-elena", reason });
    });
    expect(get("call-again").textContent).toBe(words);
    await click("call-again");
    expect(server.heard.filter(({ type }) => type === "propose_media")).toMatchObject([{ conversation: "elena", channel: "video" }]);
  });
});

describe("the focus", () => {
  const focused = () => (document.activeElement as HTMLElement | null)?.dataset["testid"];

  it("that was on the call's last button goes to the composer when the call has ended", async () => {
    await open("#/inbox/elena");
    await happens(() => server.startCall("elena", "voice"));
    get("call-end").focus();
    await click("call-end");
    expect(all("call-stage")).toEqual([]);
    expect(focused()).toBe("composer-input");
  });

  it("stays with the controls when they stand in another place, for video or for a screen", async () => {
    await open("#/inbox/elena");
    await happens(() => server.startCall("elena", "voice"));
    get("call-camera").focus();
    await happens(() => server.append("elena", { type: "media_changed", call: "call-elena", channel: "video" }));
    expect(get("call-stage").dataset["channel"]).toBe("video");
    expect(focused()).toBe("call-mute");
    await happens(() => server.append("elena", { type: "media_changed", call: "call-elena", channel: "voice" }));
    expect(focused()).toBe("call-mute");
    await happens(() => server.tell({ type: "peer_sending", conversation: "elena", call: "call-elena", by: "customer", microphone: true, camera: false, screen: true }));
    expect(all("remote-screen")).toHaveLength(1);
    expect(focused()).toBe("call-mute");
  });

  it("of who says yes to a call goes on to where one writes", async () => {
    await open("#/inbox/elena");
    await happens(() => server.append("elena", { type: "media_proposed", by: "customer", channel: "voice", expiresAt: server.at(-28_000) }));
    get("consent-accept").focus();
    await click("consent-accept");
    expect(all("call-stage")).toHaveLength(1);
    expect(focused()).toBe("composer-input");
  });

  it("of somebody who does something else stays where it is", async () => {
    await open("#/inbox/elena");
    await happens(() => server.startCall("elena", "voice"));
    get("rail-history").focus();
    await happens(() => server.append("elena", { type: "media_changed", call: "call-elena", channel: "video" }));
    expect(focused()).toBe("rail-history");
    await happens(() => server.append("elena", { type: "call_ended", call: "call-elena", reason: "customer_hung_up" }));
    expect(focused()).toBe("rail-history");
  });

  it("goes to the conversation where there is nothing to write in, and is left alone when one is opened", async () => {
    await open("#/live/daniel", true);
    const daniel = server.conversations.get("daniel");
    expect(daniel).toBeDefined();
    expect(document.activeElement).toBe(document.body);
    await happens(() => {
      server.append("daniel", { type: "started", site: "harbor", customer: "cu-daniel", locale: "en" });
      server.append("daniel", { type: "agent_joined", agent: "tom", name: "Tom" });
      server.append("daniel", { type: "call_started", call: "call-daniel", channel: "voice" });
    });
    get("supervise-monitor").focus();
    await happens(() => server.append("daniel", { type: "call_ended", call: "call-daniel", reason: "agent_hung_up" }));
    expect(document.activeElement?.id).toBe("conversation");
  });
});
