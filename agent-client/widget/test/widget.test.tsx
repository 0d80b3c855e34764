// @vitest-environment happy-dom
// The widget in a page, from the launcher to the rating, against a server that is the test.
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ConversationEvent, TimelineEntry } from "@tandem/client";
import { App, CONTEXT_SETTLES } from "../src/app.ts";
import type * as Chunks from "../src/chunk.ts";
import { Widget } from "../src/Widget.tsx";
import { FakeMedia, FakePeer, FakeSocket, FakeStream, named } from "../../client/test/fakes/fakes.ts";

const server = vi.hoisted(() => ({ hasRating: true }));

// No server is there for the files beside widget.js; the rating is a module here.
vi.mock("../src/chunk.ts", async (original) => {
  const real = await original<typeof Chunks>();
  const rating = await import("../src/rating/main.tsx");
  return { useChunk: (name: string, wanted: boolean) => (name === "rating" ? { chunk: wanted && server.hasRating ? rating : undefined, failed: !server.hasRating, again: () => {} } : real.useChunk(name, wanted)) };
});

let place: HTMLElement;
let fired: [string, Readonly<Record<string, unknown>>][];
let version: number;
/** Stopped after each test: one that lives on would open sockets in the middle of the next. */
const apps: App[] = [];

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  FakeSocket.all = [];
  server.hasRating = true;
  fired = [];
  version = 0;
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ token: "t-1", customer: "cu-1", site: { key: "harbor", name: "Harbor Broadband" } })));
  place = document.createElement("div");
  document.body.append(place);
});
afterEach(() => {
  act(() => render(null, place));
  for (const app of apps.splice(0)) app.stop();
  place.remove();
  vi.restoreAllMocks();
  Reflect.deleteProperty(navigator, "mediaDevices");
  Reflect.deleteProperty(HTMLMediaElement.prototype, "setSinkId");
  vi.unstubAllGlobals();
});

const flush = async () => {
  for (let i = 0; i < 8; i++) await act(async () => void (await new Promise((resolve) => setTimeout(resolve, 0))));
};
const find = (id: string) => place.querySelector<HTMLElement>(`[data-testid="${id}"]`);
const must = (id: string) => {
  const element = find(id);
  if (!element) throw new Error(`nothing is called ${id}; there is: ${[...place.querySelectorAll("[data-testid]")].map((e) => e.getAttribute("data-testid")).join(" ")}`);
  return element;
};
const press = async (id: string) => {
  act(() => must(id).click());
  await flush();
};
const type = (id: string, text: string) =>
  act(() => {
    const field = must(id) as HTMLInputElement;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });

async function boot(settings: Partial<ConstructorParameters<typeof App>[1]> = {}): Promise<App> {
  const app = new App("https://host.test/", { site: "harbor", ...settings }, (event, detail) => fired.push([event, detail]));
  apps.push(app);
  act(() => render(<Widget app={app} />, place));
  await flush();
  return app;
}

/** The server goes on with the story. */
async function then(...events: ConversationEvent[]): Promise<void> {
  act(() => {
    for (const event of events) {
      const entry: TimelineEntry = { version: ++version, at: new Date().toISOString(), event };
      FakeSocket.last.says({ type: "entry", conversation: "c-1", entry });
    }
    FakeSocket.last.says({ type: "caught_up", conversation: "c-1", version });
  });
  await flush();
}

const started: ConversationEvent = { type: "started", site: "harbor", customer: "cu-1", locale: "en" };
const joined: ConversationEvent = { type: "agent_joined", agent: "a-1", name: "Maya" };
const maya = (text: string): ConversationEvent => ({ type: "agent_said", agent: "a-1", name: "Maya", text });

/** Opened, greeted, and in the middle of a story. */
async function inStory(...events: ConversationEvent[]): Promise<App> {
  const app = await boot();
  await press("launcher");
  act(() => FakeSocket.last.welcomes("c-1"));
  await then(started, { type: "customer_said", text: "It drops" }, ...events);
  return app;
}

/** The browser has what a call needs. */
function canCall(): FakeMedia {
  const media = new FakeMedia();
  vi.stubGlobal("RTCPeerConnection", FakePeer);
  vi.stubGlobal("MediaStream", FakeStream);
  vi.spyOn(HTMLMediaElement.prototype, "srcObject", "set").mockImplementation(() => undefined);
  Object.defineProperty(navigator, "mediaDevices", { configurable: true, value: media });
  return media;
}

/** Which speakers the other side's voice is sent to, one after the other. */
function speakers(): string[] {
  const sinks: string[] = [];
  Object.assign(HTMLMediaElement.prototype, { setSinkId: async (id: string) => void sinks.push(id) });
  return sinks;
}

/** The server brings this page into the call. */
async function callComes(channel: "voice" | "video" = "voice"): Promise<void> {
  await then({ type: "call_started", call: "call-1", channel });
  act(() => FakeSocket.last.says({ type: "join_call", conversation: "c-1", call: "call-1", bridge: "b-1", channel, iceServers: [] }));
  await flush();
}

describe("in a call", () => {
  it("that begins while devices are tried out, nothing lies over it, then or after", async () => {
    canCall();
    await inStory(joined);
    await press("more");
    await press("menu-check");
    expect(find("check")).not.toBeNull();
    await callComes();
    expect(find("voice-stage")).not.toBeNull();
    expect(find("check")).toBeNull();
    await then({ type: "call_ended", call: "call-1", reason: "agent_hung_up" });
    expect(find("check")).toBeNull();
  });

  it("is heard by the standard speaker while the chosen one is unplugged, and by that one again when it is back", async () => {
    localStorage.setItem("tandem.devices", JSON.stringify({ speaker: "out-1" }));
    const sinks = speakers();
    const media = canCall();
    await inStory(joined);
    await callComes();
    expect(sinks.at(-1)).toBe("out-1");
    const all = media.plugged;
    media.plugs(all.filter(({ kind }) => kind !== "audiooutput"));
    await flush();
    expect(sinks.at(-1)).toBe("");
    media.plugs(all);
    await flush();
    expect(sinks.at(-1)).toBe("out-1");
  });

  describe("the focus", () => {
    /** As on a page: the widget is in a shadow root, and the page has a field of its own. */
    let field: HTMLInputElement;
    let root: ShadowRoot;
    beforeEach(() => {
      canCall();
      const host = document.createElement("div");
      field = document.createElement("input");
      document.body.append(host, field);
      root = host.attachShadow({ mode: "open" });
      root.append(place);
    });
    afterEach(() => {
      field.remove();
      root.host.remove();
    });
    const focused = () => (root.activeElement as HTMLElement | null)?.dataset["testid"];

    it("that was on a button of the call goes to the controls of the next stage, and to the composer after the call", async () => {
      await inStory(joined);
      await callComes();
      must("call-camera").focus();
      await then({ type: "media_changed", call: "call-1", channel: "video" });
      expect(find("video-stage")).not.toBeNull();
      expect(focused()).toBe("call-mute");
      must("call-to-voice").focus();
      await then({ type: "media_changed", call: "call-1", channel: "voice" });
      expect(find("voice-stage")).not.toBeNull();
      expect(focused()).toBe("composer-input");
      must("call-end").focus();
      await then({ type: "call_ended", call: "call-1", reason: "customer_hung_up" });
      expect(focused()).toBe("composer-input");
    });

    it("goes into the panel that the page's own button opens, and after that it is the page's", async () => {
      const app = await boot();
      field.focus();
      act(() => app.open());
      await flush();
      expect(focused()).toBe("composer-input");
      act(() => FakeSocket.last.welcomes("c-1"));
      await then(started, { type: "customer_said", text: "It drops" });
      field.focus();
      await then(joined);
      expect(document.activeElement).toBe(field);
    });

    it("that is in a field of the page stays there", async () => {
      await inStory(joined);
      await callComes();
      field.focus();
      await then({ type: "media_changed", call: "call-1", channel: "video" });
      await then({ type: "call_ended", call: "call-1", reason: "agent_hung_up" });
      expect(document.activeElement).toBe(field);
    });

    it("goes along when the call is minimised, and to the launcher when it ends there", async () => {
      await inStory(joined);
      await callComes();
      must("call-minimise").focus();
      await press("call-minimise");
      expect(focused()).toBe("call-open");
      expect(must("call-mute").hasAttribute("aria-pressed"), "its name says how it stands").toBe(false);
      must("call-end").focus();
      await then({ type: "call_ended", call: "call-1", reason: "customer_hung_up" });
      expect(focused()).toBe("launcher");
    });

    it("is not taken from the page by a call that ends on the pill", async () => {
      await inStory(joined);
      await callComes();
      await press("call-minimise");
      field.focus();
      await then({ type: "call_ended", call: "call-1", reason: "agent_hung_up" });
      expect(document.activeElement).toBe(field);
    });
  });

  describe("whose sound the browser keeps off", () => {
    let allowed: boolean;
    let plays: number;
    beforeEach(() => {
      allowed = false;
      plays = 0;
      canCall();
      vi.spyOn(HTMLMediaElement.prototype, "play").mockImplementation(async () => {
        if (!allowed) throw named("NotAllowedError");
        plays++;
      });
    });

    it.each([
      ["a click on the button", () => must("call-sound-blocked").querySelector("button")?.click()],
      ["a click anywhere on the page", () => document.body.click()],
      ["a key", () => void document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }))],
    ])("that is said, and %s turns it on", async (_what, does) => {
      await inStory(joined);
      await callComes();
      expect(must("call-sound-blocked").textContent).toContain("Tap once to hear Maya");
      act(does);
      await flush();
      expect(find("call-sound-blocked"), "still not allowed").not.toBeNull();
      allowed = true;
      act(does);
      await flush();
      expect(plays).toBe(1);
      expect(find("call-sound-blocked")).toBeNull();
    });

    it("nothing is said of a voice that goes before it was heard", async () => {
      vi.spyOn(HTMLMediaElement.prototype, "play").mockRejectedValue(named("AbortError"));
      await inStory(joined);
      await callComes();
      expect(find("call-sound-blocked")).toBeNull();
    });

    it("the pill says so as well, aloud, and no more once the call is over", async () => {
      allowed = true;
      const app = await inStory(joined);
      await callComes();
      await press("call-minimise");
      allowed = false;
      act(() => app.call()?.state.update((state) => ({ ...state, remoteAudio: new MediaStream() })));
      await flush();
      expect(must("call-pill").textContent).toContain("Tap once to hear Maya");
      expect(place.querySelector("[role=alert]")?.textContent).toBe("Tap once to hear Maya");
      await then({ type: "call_ended", call: "call-1", reason: "agent_hung_up" });
      allowed = true;
      await then({ type: "call_started", call: "call-2", channel: "voice" });
      act(() => FakeSocket.last.says({ type: "join_call", conversation: "c-1", call: "call-2", bridge: "b-1", channel: "voice", iceServers: [] }));
      await flush();
      expect(find("voice-stage")).not.toBeNull();
      expect(find("call-sound-blocked")).toBeNull();
    });
  });

  it("says that the keypad could not be loaded, and looks for it again with the next click", async () => {
    canCall();
    await inStory(joined);
    await callComes();
    expect(must("call-keys").getAttribute("aria-label")).toBe("Keypad");
    await press("call-keys");
    expect(must("call-keys").getAttribute("aria-pressed")).toBe("true");
    await vi.waitFor(() => expect(place.querySelector(".more [role=alert]")?.textContent).toBe("This could not be loaded. The rest goes on."));
    await press("call-keys");
    expect(place.querySelector(".more [role=alert]")).toBeNull();
  });
});

describe("on a page", () => {
  it("costs no connection until somebody opens it", async () => {
    await boot();
    expect(find("launcher")).not.toBeNull();
    expect(FakeSocket.all).toHaveLength(0);
    await press("launcher");
    expect(FakeSocket.all).toHaveLength(1);
    expect(must("greeting").textContent).toContain("Harbor Broadband");
  });

  it("is open again on the next page, and the conversation is where it was", async () => {
    const app = await inStory();
    app.stop();
    act(() => render(null, place));
    version = 0;
    await boot();
    expect(find("panel")).not.toBeNull();
    act(() => FakeSocket.last.welcomes("c-1"));
    await then(started, { type: "customer_said", text: "It drops" });
    expect(must("message-own").textContent).toBe("It drops");
  });

  it("in the middle of a call says at once that the call comes along, and stops when there is none", async () => {
    const app = await inStory(joined, { type: "call_started", call: "call-1", channel: "voice" });
    app.stop();
    act(() => render(null, place));
    version = 0;
    await boot();
    expect(must("call-resuming").textContent).toContain("Maya");
    expect(must("call-resuming").textContent).toContain("Bringing the call to this page");
    act(() => FakeSocket.last.welcomes("c-1"));
    await then(started, { type: "customer_said", text: "It drops" }, joined);
    expect(find("call-resuming")).toBeNull();
  });

  it("in a call whose agent is gone does not claim a good connection", async () => {
    await inStory(joined, { type: "call_started", call: "call-1", channel: "voice" });
    act(() => FakeSocket.last.says({ type: "join_call", conversation: "c-1", call: "call-1", bridge: "b-1", channel: "voice", iceServers: [] }));
    await flush();
    expect(must("call-quality").textContent).not.toContain("cut off");
    await then({ type: "agent_lost", agent: "a-1", giveUpAt: new Date(Date.now() + 60_000).toISOString() });
    expect(must("call-quality").textContent).toBe("Maya was cut off");
  });

  it("Escape closes it and the focus goes back to the launcher", async () => {
    await inStory();
    act(() => void must("panel").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true })));
    await flush();
    expect(find("panel")).toBeNull();
    expect(document.activeElement).toBe(must("launcher"));
  });

  it("closed, a person's words are counted and peeked at", async () => {
    await inStory(joined);
    await press("minimise");
    await then(maya("Could you check the light?"));
    expect(must("launcher-count").textContent).toBe("1");
    expect(must("peek").textContent).toContain("Could you check the light?");
    expect(must("launcher").getAttribute("aria-label")).toBe("Open chat, 1 new message");
    await press("peek");
    await press("minimise");
    expect(find("launcher-count")).toBeNull();
  });

  it("tells the page what happens", async () => {
    await inStory();
    await then(joined, maya("Hi"), { type: "conversation_ended", reason: "agent_ended" });
    expect(fired.map(([name]) => name)).toEqual(["ready", "message", "closed"]);
    expect(fired[1]?.[1]).toMatchObject({ by: "agent", text: "Hi" });
  });
});

describe("the way to a person", () => {
  it("the first words are shown at once and start the conversation", async () => {
    await boot();
    await press("launcher");
    act(() => FakeSocket.last.welcomes());
    await flush();
    type("composer-input", "My internet drops");
    await press("composer-send");
    expect(must("message-own").textContent).toBe("My internet drops");
    expect(must("message-meta").dataset["state"]).toBe("sending");
    expect(FakeSocket.last.sentOf("start")).toMatchObject([{ text: "My internet drops" }]);
  });

  it("before the first word a person is one tap away, and the channel stays the customer's choice", async () => {
    await boot();
    await press("launcher");
    act(() => FakeSocket.last.welcomes());
    await flush();
    await press("greeting-person");
    const [start] = FakeSocket.last.sentOf("start");
    expect(start).toMatchObject({ text: "Talk to a person" });
    expect(start).not.toHaveProperty("person");
    act(() => FakeSocket.last.says({ type: "accepted", id: start?.id ?? "", conversation: "c-1", version: 2 }));
    await then(started, { type: "customer_said", text: "Talk to a person" });
    expect(FakeSocket.last.sentOf("ask_for_person")).toHaveLength(0);
    // The words were not understood: then it is asked for by command, once.
    await then({ type: "assistant_said", inReplyTo: 2, band: "none", text: "", citations: [], confidence: 0 }, { type: "page_visited", page: { url: "https://h.test/", title: "Home" } });
    await vi.waitFor(() => expect(FakeSocket.last.sentOf("ask_for_person")).toHaveLength(1));
    await then({ type: "channels_offered", trigger: "explicit_request", options: [{ channel: "voice" }] });
    expect(find("channel-voice")).not.toBeNull();
  });

  it("an answer shows its source; judging it and asking for a person are one tap", async () => {
    await inStory({ type: "assistant_said", inReplyTo: 2, band: "answer", text: "Set the channel.", citations: [{ url: "https://h.test/p", title: "Drops", heading: "Channel", quote: "set it to 36" }], confidence: 0.9 });
    expect(must("source-card").textContent).toContain("set it to 36");
    await press("answer-not-helped");
    expect(FakeSocket.last.sentOf("judge_answer")).toMatchObject([{ answer: 3, helpful: false }]);
    await press("answer-person");
    expect(FakeSocket.last.sentOf("ask_for_person")).toHaveLength(1);
  });

  it("an unclear question gets topics as buttons, and one tap asks", async () => {
    await inStory({ type: "assistant_said", inReplyTo: 2, band: "suggest", text: "Which of these is it about?", citations: [], confidence: 0.4, topics: ["Drops at busy times", "Move the Hub"] });
    expect(must("message-assistant").textContent).toContain("Which of these is it about?");
    expect(must("message-assistant").textContent).not.toContain("Is it this?");
    expect(must("answer-topics").getAttribute("role")).toBe("group");
    expect(must("answer-topics").getAttribute("aria-label")).toBe("Which of these is it about?");
    const topics = [...place.querySelectorAll<HTMLButtonElement>('[data-testid="answer-topic"]')];
    expect(topics.map((topic) => [topic.tagName, topic.textContent])).toEqual([
      ["BUTTON", "Drops at busy times"],
      ["BUTTON", "Move the Hub"],
    ]);
    act(() => topics[1]?.click());
    await flush();
    expect(FakeSocket.last.sentOf("say")).toMatchObject([{ text: "Move the Hub" }]);
    // Asked and answered, they only say what was offered.
    await then({ type: "customer_said", text: "Move the Hub" });
    expect(find("answer-topic")).toBeNull();
    expect(must("answer-topics").textContent).toContain("Drops at busy times");
  });

  it("a page that is not covered gets no quote and no guess", async () => {
    await inStory({ type: "assistant_said", inReplyTo: 2, band: "none", text: "", citations: [], confidence: 0.1 });
    expect(must("message-assistant").textContent).toContain("Our site doesn’t say");
    expect(find("source-card")).toBeNull();
  });

  it("channels, form with only what is missing, queue with place", async () => {
    await inStory({ type: "channels_offered", trigger: "ai_uncertain", options: [{ channel: "text", waitSeconds: 120 }, { channel: "voice" }] });
    expect(find("channel-video")).toBeNull();
    await press("channel-text");
    expect(FakeSocket.last.sentOf("choose_channel")).toMatchObject([{ channel: "text" }]);
    await then({ type: "channel_chosen", channel: "text" }, { type: "details_asked", fields: ["contact", "question"], question: "tried" });
    expect(find("details-name")).toBeNull();
    type("details-contact", "elena@gmail");
    act(() => void must("details-form").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true })));
    await flush();
    expect(FakeSocket.last.sentOf("give_details")).toHaveLength(0);
    expect(place.textContent).toContain("Is the end missing, like .com?");
    type("details-contact", "elena@gmail.com");
    type("details-answer", "Restarted");
    act(() => void must("details-form").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true })));
    await flush();
    expect(FakeSocket.last.sentOf("give_details")).toMatchObject([{ details: { email: "elena@gmail.com", answer: "Restarted" } }]);
    await then({ type: "details_given", details: { email: "elena@gmail.com" } }, { type: "queued", queue: "q", channel: "text", giveUpAt: new Date(Date.now() + 60_000).toISOString() });
    act(() => FakeSocket.last.says({ type: "queue_place", conversation: "c-1", place: 2, waitSeconds: 120 }));
    await flush();
    expect(must("queue-place").textContent).toBe("2nd");
    expect(must("queue-wait").textContent).toBe("About 2 minutes");
    await press("queue-leave");
    expect(FakeSocket.last.sentOf("leave_queue")).toHaveLength(1);
  });

  it("“no, just connect me” is one button", async () => {
    await inStory({ type: "details_asked", fields: ["name", "contact"] });
    await press("details-skip");
    expect(FakeSocket.last.sentOf("skip_details")).toHaveLength(1);
  });

  it("nobody there: a message can be left and goes with the conversation", async () => {
    await inStory({ type: "nobody_available", trigger: "explicit_request" });
    await press("leave-message");
    type("message-text", "Call me back");
    type("message-contact", "e@x.test");
    act(() => void must("message-form").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true })));
    await flush();
    const [left] = FakeSocket.last.sentOf("leave_message");
    expect(left).toMatchObject({ text: "Call me back", email: "e@x.test" });
    act(() => FakeSocket.last.says({ type: "accepted", id: left?.id ?? "", conversation: "c-1", version: version + 1 }));
    await then({ type: "message_left", text: "Call me back", email: "e@x.test" });
    expect(must("message-left").textContent).toContain("A person will write to e@x.test");
    // As the words promise, the assistant is still there.
    expect(find("start-new")).toBeNull();
    expect(find("assistant-typing")).toBeNull();
    type("composer-input", "What does Fibre 500 cost?");
    await press("composer-send");
    expect(FakeSocket.last.sentOf("say")).toMatchObject([{ conversation: "c-1", text: "What does Fibre 500 cost?" }]);
  });

  it("closed: it says when somebody is there again", async () => {
    await inStory({ type: "nobody_available", trigger: "explicit_request", opensAt: new Date(2026, 11, 22, 9, 0).toISOString() });
    expect(place.textContent).toMatch(/We are closed now and open again on Tuesday,? 22 December 2026,? at 09:00\./u);
    expect(find("leave-message")).not.toBeNull();
  });

  it("a number instead of an address: a person calls", async () => {
    await inStory({ type: "nobody_available", trigger: "explicit_request" });
    await press("leave-message");
    type("message-text", "Call me back");
    const submit = () => act(() => void must("message-form").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true })));
    submit();
    expect(FakeSocket.last.sentOf("leave_message")).toHaveLength(0);
    type("message-contact", "tomorrow");
    submit();
    await flush();
    expect(FakeSocket.last.sentOf("leave_message")).toHaveLength(0);
    expect(must("message-form").querySelector("[aria-invalid=true]")).not.toBeNull();
    type("message-contact", "030 901820");
    submit();
    await flush();
    const [left] = FakeSocket.last.sentOf("leave_message");
    expect(left).toMatchObject({ text: "Call me back", phone: "030901820" });
    expect(left).not.toHaveProperty("email");
    act(() => FakeSocket.last.says({ type: "accepted", id: left?.id ?? "", conversation: "c-1", version: version + 1 }));
    await then({ type: "message_left", text: "Call me back", phone: "030901820" });
    expect(must("message-left").textContent).toContain("A person will call 030901820");
  });

  it("what is typed while the first words become a conversation stays in the composer", async () => {
    await boot();
    await press("launcher");
    act(() => FakeSocket.last.welcomes());
    await flush();
    type("composer-input", "My router blinks red");
    await press("composer-send");
    const [start] = FakeSocket.last.sentOf("start");
    type("composer-input", "I want to talk to a person");
    act(() => FakeSocket.last.says({ type: "accepted", id: start?.id ?? "", conversation: "c-1", version: 2 }));
    await then(started, { type: "customer_said", text: "My router blinks red" });
    expect((must("composer-input") as HTMLTextAreaElement).value).toBe("I want to talk to a person");
    await press("composer-send");
    expect(FakeSocket.last.sentOf("say")).toMatchObject([{ conversation: "c-1", text: "I want to talk to a person" }]);
    expect((must("composer-input") as HTMLTextAreaElement).value).toBe("");
  });

  it("a message can be the first word, and is not put to the assistant as a question", async () => {
    const app = await boot();
    await press("launcher");
    act(() => FakeSocket.last.welcomes());
    await flush();
    const sent = app.leaveMessage("Call me back", { email: "e@x.test" });
    await flush();
    const [start] = FakeSocket.last.sentOf("start");
    expect(start).not.toHaveProperty("text");
    act(() => FakeSocket.last.says({ type: "accepted", id: start?.id ?? "", conversation: "c-1", version: 1 }));
    await flush();
    const [left] = FakeSocket.last.sentOf("leave_message");
    act(() => FakeSocket.last.says({ type: "accepted", id: left?.id ?? "", conversation: "c-1", version: 2 }));
    expect(await sent).toBe(true);
    app.stop();
  });

  it("channels the business does not want are not offered", async () => {
    const app = await boot({ channels: ["text"] });
    await press("launcher");
    act(() => FakeSocket.last.welcomes("c-1"));
    await then(started, { type: "channels_offered", trigger: "explicit_request", options: [{ channel: "text" }, { channel: "voice" }] });
    expect(find("channel-text")).not.toBeNull();
    expect(find("channel-voice")).toBeNull();
    app.stop();
  });
});

describe("an answer that is being written", () => {
  const drafts = async (text?: string, inReplyTo = 2) => {
    act(() => FakeSocket.last.says({ type: "assistant_drafting", conversation: "c-1", inReplyTo, ...(text === undefined ? {} : { text }) }));
    await flush();
  };
  const answer = (text: string): ConversationEvent => ({ type: "assistant_said", inReplyTo: 2, band: "answer", text, citations: [], confidence: 1 });

  it("grows in one place, is read out by nobody, and the answer takes that place without arriving again", async () => {
    await inStory();
    await drafts("Amber blinks.");
    expect(must("assistant-draft").textContent).toContain("Amber blinks.");
    expect(must("assistant-draft").hasAttribute("inert")).toBe(true);
    expect(find("assistant-typing")).toBeNull();
    await drafts("Amber blinks. Look at the cable.");
    expect(must("assistant-draft").textContent).toContain("Look at the cable.");

    await then({ type: "escalation_decided", turn: 2, outcome: "continue", trigger: "none", rule: "r", policyVersion: "p", signals: [] });
    expect(find("assistant-draft")).not.toBeNull();
    await then(answer("Amber blinks. Look at the cable."));
    expect(find("assistant-draft")).toBeNull();
    expect(must("message-assistant").hasAttribute("inert")).toBe(false);
    expect(must("message-assistant").closest(".arrives")).toBeNull();
  });

  it("is taken back, and what the site says comes instead", async () => {
    await inStory();
    await drafts("Amber blinks.");
    await drafts();
    expect(find("assistant-draft")).toBeNull();
    await then(answer("Amber: the Hub looks for the fibre signal."));
    expect(must("message-assistant").closest(".arrives")).not.toBeNull();
  });

  it("is gone when a person comes, and one that was late is not shown", async () => {
    await inStory();
    await drafts("Amber blinks.");
    await then(joined);
    expect(find("assistant-draft")).toBeNull();
    await drafts("Amber blinks. Look at the cable.");
    expect(find("assistant-draft")).toBeNull();
  });

  it("is gone when the customer asks something else", async () => {
    await inStory();
    await drafts("Amber blinks.");
    await then({ type: "customer_said", text: "And red?" });
    expect(find("assistant-draft")).toBeNull();
    await drafts("Red means trouble.", 3);
    expect(must("assistant-draft").textContent).toContain("Red means trouble.");
  });
});

describe("with a person", () => {
  it("words on their way, seen, refused and sent again", async () => {
    await inStory(joined, maya("Hi"));
    expect(must("joined-banner").textContent).toContain("Maya joined");
    expect(FakeSocket.last.sentOf("mark_seen").at(-1)).toMatchObject({ delivered: 4, read: 4 });
    type("composer-input", "The light is white");
    await press("composer-send");
    const [say] = FakeSocket.last.sentOf("say");
    act(() => FakeSocket.last.says({ type: "rejected", id: say?.id ?? "", code: "invalid_value", message: "x" }));
    await flush();
    expect(must("message-meta").textContent).toContain("Not sent.");
    await press("message-send-again");
    expect(FakeSocket.last.sentOf("say")).toHaveLength(2);
  });

  it("asked for voice, nothing switches on before a yes", async () => {
    await inStory(joined, { type: "media_proposed", by: "agent", channel: "voice", expiresAt: new Date(Date.now() + 30_000).toISOString() });
    expect(must("consent-sheet").textContent).toContain("Maya would like to talk by voice");
    expect(must("consent-sheet").textContent).toContain("Your camera stays off.");
    await press("consent-decline");
    expect(FakeSocket.last.sentOf("answer_proposal")).toMatchObject([{ accept: false }]);
  });

  it("Escape on the sheet means no, and only closes the sheet", async () => {
    await inStory(joined, { type: "media_proposed", by: "agent", channel: "video", expiresAt: new Date(Date.now() + 30_000).toISOString() });
    act(() => void must("consent-sheet").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true })));
    await flush();
    expect(FakeSocket.last.sentOf("answer_proposal")).toMatchObject([{ accept: false }]);
    expect(find("panel")).not.toBeNull();
  });

  it("agreed to a call that cannot be made, they are told in plain words, and try again or put it aside", async () => {
    const app = await inStory(joined);
    await then({ type: "call_started", call: "k-1", channel: "voice" }, { type: "call_ended", call: "k-1", reason: "no_bridge" });
    expect(app.ui.get().alarm, "to who does not see it").toBe("Calls are not possible right now");
    expect(must("call-none").textContent).toContain("Calls are not possible right now");
    expect(must("call-none").textContent).toContain("Write to Maya here");
    expect(find("voice-stage")).toBeNull();
    expect(must("call-none-again").textContent).toBe("Try voice again");
    await press("call-none-again");
    expect(FakeSocket.last.sentOf("propose_media")).toMatchObject([{ channel: "voice" }]);
    await press("call-none-dismiss");
    expect(find("call-none")).toBeNull();
  });

  it("a video call that went away is tried again as one, unless it was voice by then", async () => {
    await inStory(joined);
    await then({ type: "call_started", call: "k-1", channel: "video" }, { type: "call_ended", call: "k-1", reason: "no_bridge" });
    expect(must("call-none-again").textContent).toBe("Try video again");
    await press("call-none-again");
    expect(FakeSocket.last.sentOf("propose_media")).toMatchObject([{ channel: "video" }]);
    await then({ type: "call_started", call: "k-2", channel: "video" }, { type: "media_changed", call: "k-2", channel: "voice" }, { type: "call_ended", call: "k-2", reason: "no_bridge" });
    expect(must("call-none-again").textContent).toBe("Try voice again");
  });

  it("a call that somebody ended leaves no such words", async () => {
    await inStory(joined, { type: "call_started", call: "k-1", channel: "voice" }, { type: "call_ended", call: "k-1", reason: "agent_hung_up" });
    expect(find("call-none")).toBeNull();
  });

  it("a call in another tab is named, and can be continued here", async () => {
    await inStory(joined, { type: "call_started", call: "k-1", channel: "voice" });
    act(() => FakeSocket.last.says({ type: "call_elsewhere", conversation: "c-1", call: "k-1" }));
    await flush();
    await press("call-take-here");
    expect(FakeSocket.last.sentOf("take_call")).toMatchObject([{ call: "k-1" }]);
  });

  it("HTML in a message stays text", async () => {
    await inStory(joined, maya('<img src=x onerror="alert(1)">'));
    expect(place.querySelector("img")).toBeNull();
    expect(must("message-other").textContent).toContain("<img src=x");
  });
});

describe("the end", () => {
  it("one tap rates, and a new conversation is a new one", async () => {
    await inStory(joined, { type: "conversation_ended", reason: "agent_ended" });
    await press("rating-5");
    await press("rating-helped-solved");
    await press("rating-send");
    const [rate] = FakeSocket.last.sentOf("rate");
    expect(rate).toMatchObject({ score: 5, helped: ["solved"] });
    act(() => FakeSocket.last.says({ type: "accepted", id: rate?.id ?? "", version: version + 1 }));
    await then({ type: "rated", score: 5, helped: ["solved"] });
    expect(find("rating")).toBeNull();
    await press("start-new");
    expect(find("greeting")).not.toBeNull();
    type("composer-input", "Something else");
    await press("composer-send");
    expect(FakeSocket.last.sentOf("start")).toMatchObject([{ text: "Something else" }]);
  });

  it("nobody is asked for a rating that could not be fetched: the conversation stays as it ended", async () => {
    server.hasRating = false;
    await inStory(joined, maya("Good bye."), { type: "conversation_ended", reason: "agent_ended" });
    expect(find("rating")).toBeNull();
    expect(must("timeline").textContent).toContain("Good bye.");
    await press("start-new");
    expect(find("greeting")).not.toBeNull();
  });
});

describe("an end while the page was away", () => {
  const end: readonly ConversationEvent[] = [started, { type: "customer_said", text: "It drops" }, joined, { type: "conversation_ended", reason: "agent_ended" }, { type: "closed" }];

  it("just now is shown once more, with the rating; long ago is over", async () => {
    for (const [ago, shown] of [
      [60_000, true],
      [3 * 3_600_000, false],
    ] as const) {
      localStorage.setItem("tandem.harbor.active", "c-1");
      const app = await boot();
      await press("launcher");
      act(() => FakeSocket.last.welcomes());
      await flush();
      expect(FakeSocket.last.sentOf("resume")).toMatchObject([{ conversation: "c-1" }]);
      act(() => {
        for (const [i, event] of end.entries()) FakeSocket.last.says({ type: "entry", conversation: "c-1", entry: { version: i + 1, at: new Date(Date.now() - ago).toISOString(), event } });
        FakeSocket.last.says({ type: "caught_up", conversation: "c-1", version: 5 });
      });
      await flush();
      expect(find("rating") !== null).toBe(shown);
      expect(find("greeting") !== null).toBe(!shown);
      app.stop();
      act(() => render(null, place));
      sessionStorage.clear();
    }
  });

  it("of somebody else is forgotten", async () => {
    localStorage.setItem("tandem.harbor.active", "c-other");
    await boot();
    await press("launcher");
    act(() => FakeSocket.last.welcomes());
    act(() => FakeSocket.last.says({ type: "rejected", code: "no_such_conversation", message: "no such conversation" }));
    await flush();
    expect(find("greeting")).not.toBeNull();
    expect(localStorage.getItem("tandem.harbor.active")).toBeNull();
  });
});

describe("a page that drives it", () => {
  it("asks in the customer's name", async () => {
    const app = await boot();
    act(() => app.ask("What does Fibre 500 cost?"));
    await flush();
    act(() => FakeSocket.last.welcomes());
    await flush();
    expect(FakeSocket.last.sentOf("start")).toMatchObject([{ text: "What does Fibre 500 cost?" }]);
  });

  it("says what the page is about, once the conversation is there, and not again", async () => {
    const app = await boot({ context: { plan: "Fibre 500" } });
    app.setContext({ cart: 2 });
    await press("launcher");
    act(() => FakeSocket.last.welcomes());
    await flush();
    expect(FakeSocket.last.sentOf("set_context")).toHaveLength(0);
    act(() => app.ask("Is it fast?"));
    await flush();
    const [start] = FakeSocket.last.sentOf("start");
    act(() => FakeSocket.last.says({ type: "accepted", id: start?.id ?? "", conversation: "c-1", version: 2 }));
    await then(started, { type: "customer_said", text: "Is it fast?" });
    const told = [
      { key: "plan", value: "Fibre 500" },
      { key: "cart", value: "2" },
    ];
    expect(FakeSocket.last.sentOf("set_context")).toMatchObject([{ conversation: "c-1", context: told }]);
    // The line is slow: what setContext has put off comes before the answer.
    await new Promise((resolve) => setTimeout(resolve, CONTEXT_SETTLES + 50));
    expect(FakeSocket.last.sentOf("set_context")).toHaveLength(1);
    await then({ type: "context_set", context: told });
    app.setContext({ cart: "2", plan: "Fibre 500" });
    await new Promise((resolve) => setTimeout(resolve, CONTEXT_SETTLES + 50));
    expect(FakeSocket.last.sentOf("set_context")).toHaveLength(1);
    app.setContext({ cart: 3 });
    app.setContext({ cart: null });
    await vi.waitFor(() => expect(FakeSocket.last.sentOf("set_context")).toHaveLength(2));
    expect(FakeSocket.last.sentOf("set_context")[1]).toMatchObject({ context: [{ key: "plan", value: "Fibre 500" }] });
    // Changed back before the answer to the change has come.
    app.setContext({ cart: "2" });
    await vi.waitFor(() => expect(FakeSocket.last.sentOf("set_context")).toHaveLength(3));
    expect(FakeSocket.last.sentOf("set_context")[2]).toMatchObject({ context: told });
    app.stop();
  });

  it("a context that is too large is cut, and whoever wrote the page is told", async () => {
    const said = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const app = await boot();
    app.setContext({ note: "x".repeat(201) });
    expect(said).toHaveBeenCalledWith('Tandem: setContext: the value of "note" is cut to 200 characters.');
    said.mockRestore();
    app.stop();
  });

  it("reset in a call closes the microphone, as if they had hung up", async () => {
    canCall();
    const app = await inStory(joined);
    await callComes();
    const call = app.call();
    expect(call?.state.get().microphoneReady).toBe(true);
    act(() => app.reset());
    expect(call?.state.get()).toMatchObject({ phase: "ended", microphoneReady: false });
    expect(app.client.calls.get().size).toBe(0);
    app.stop();
  });

  it("reset forgets the customer", async () => {
    const app = await inStory();
    expect(localStorage.getItem("tandem.harbor.token")).toBe("t-1");
    act(() => app.close());
    act(() => app.reset());
    expect(localStorage.getItem("tandem.harbor.token")).toBeNull();
    expect(localStorage.getItem("tandem.harbor.active")).toBeNull();
  });
});
