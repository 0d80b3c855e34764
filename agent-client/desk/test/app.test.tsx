// @vitest-environment happy-dom
// The whole desk against the scripted server: an agent's day as stories, with real components, state, client and reconnects.
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ClientMessage } from "@tandem/client";
import { FakeMedia, FakePeer, FakeStream } from "../../client/test/fakes/fakes.ts";
import { danielHandoff } from "../dev/data.ts";
import { fakeApi } from "../dev/history.ts";
import { scenes } from "../dev/scenes.ts";
import { FakeServer } from "../dev/server.ts";
import { App } from "../src/app/App.tsx";
import { deskI18n } from "../src/i18n/index.ts";

let server: FakeServer;
let api: ReturnType<typeof fakeApi>;
let root: HTMLElement;
/** No socket comes to stand. */
let away: boolean;
let cut: (code: number) => void;

beforeEach(() => {
  vi.useFakeTimers();
  away = false;
  sessionStorage.clear();
  (window as unknown as { happyDOM: { setViewport(size: { width: number; height: number }): void } }).happyDOM.setViewport({ width: 1440, height: 900 });
  server = new FakeServer();
  root = document.createElement("div");
  document.body.replaceChildren(root);
  vi.stubGlobal(
    "WebSocket",
    class {
      readyState = 0;
      onopen: (() => void) | null = null;
      onmessage: ((event: { data: unknown }) => void) | null = null;
      onclose: ((event: { code: number }) => void) | null = null;
      constructor() {
        cut = (code) => this.onclose?.({ code });
        queueMicrotask(() => {
          if (away) {
            this.readyState = 3;
            this.onclose?.({ code: 1006 });
            return;
          }
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
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** `act` draws once at its end; what a drawing sets in motion needs the next round. */
async function wait(ms = 20): Promise<void> {
  for (let round = 0; round < 4; round++) await act(async () => {
      await vi.advanceTimersByTimeAsync(ms / 4);
    });
}
const find = <E extends HTMLElement>(id: string): E | null => document.querySelector<E>(`[data-testid="${id}"]`);
const get = <E extends HTMLElement>(id: string): E => {
  const found = find<E>(id);
  if (!found) throw new Error(`nothing on the page is called ${id}; there is: ${[...document.querySelectorAll<HTMLElement>("[data-testid]")].map((each) => each.dataset["testid"]).join(" ")}`);
  return found;
};
const click = async (id: string) => {
  await act(() => get(id).click());
  await wait();
};
const type = async (id: string, text: string) => {
  const field = get<HTMLInputElement>(id);
  field.value = text;
  await act(() => void field.dispatchEvent(new Event("input", { bubbles: true })));
};
const key = async (init: KeyboardEventInit, target: EventTarget = document) => {
  await act(() => void target.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init })));
  await wait();
};
const sent = (kind: ClientMessage["type"]) => server.heard.filter((message) => message.type === kind);

async function open(scene = "plain"): Promise<void> {
  const { open: hash, before, signedIn, history } = scenes[scene] ?? {};
  before?.(server, Date.now());
  location.hash = hash ?? "";
  api = fakeApi(Date.now(), { signedIn: signedIn ?? true, history: history ?? "full", messages: server.answered });
  await act(() => render(<App api={api} i18n={deskI18n("en")} socket="ws://fake/ws" keep={sessionStorage} />, root));
  await wait(500);
}

describe("signing in", () => {
  it("explains what is wrong, keeps the login, and lets in", async () => {
    await open("signin");
    await click("signin-submit");
    expect(root.textContent).toContain("Enter your login");
    await type("signin-login", "maya");
    await type("signin-password", "wrong");
    await click("signin-submit");
    expect(get("signin-error").textContent).toContain("not right");
    expect(get<HTMLInputElement>("signin-login").value).toBe("maya");
    expect(get<HTMLInputElement>("signin-password").value).toBe("");
    await type("signin-password", "maya");
    await click("signin-submit");
    expect(find("inbox")).not.toBeNull();
  });

  it("comes back when the session ends, and what was written is still there after", async () => {
    await open();
    await type("composer-input", "I was about to say");
    await act(() => cut(4003));
    await wait();
    expect(get("signin-expired").textContent).toContain("what you wrote is kept");
    await type("signin-login", "maya");
    await type("signin-password", "maya");
    await click("signin-submit");
    expect(get<HTMLTextAreaElement>("composer-input").value).toBe("I was about to say");
  });
});

describe("an offer", () => {
  const ring = async (seconds = 20) => {
    await act(() => server.ring("daniel", danielHandoff, "video", 222, seconds));
    await wait();
  };

  it("rings with its reason, is announced once, and Alt+Enter opens the conversation", async () => {
    await open();
    await ring();
    expect(get("offer").textContent).toContain("New Hub shows a red light");
    await wait(100);
    expect(get("live-assertive").textContent).toContain("Daniel Mensah, video, waited 3:42");
    await key({ key: "Enter", altKey: true });
    expect(sent("accept_offer")).toHaveLength(1);
    expect(find("offer")).toBeNull();
    expect(location.hash).toBe("#/inbox/daniel");
    expect(get("talk").dataset["conversation"]).toBe("daniel");
  });

  it("opens the microphone with the click, without waiting for the server's word", async () => {
    const media = new FakeMedia();
    Object.defineProperty(navigator, "mediaDevices", { configurable: true, value: media });
    vi.stubGlobal("MediaStream", FakeStream);
    vi.stubGlobal("RTCPeerConnection", FakePeer);
    await open();
    await ring();
    await act(() => server.tell({ type: "prepare_call", conversation: "daniel", call: "call-1", bridge: "b-1", channel: "voice", iceServers: [] }));
    await wait();
    expect(media.asked).toEqual([]);
    // It hears the click and says nothing yet.
    vi.spyOn(server, "hear").mockImplementation((message) => void server.heard.push(message));
    await click("offer-accept");
    expect(sent("accept_offer")).toHaveLength(1);
    expect(media.asked).toHaveLength(1);
    const [accepted] = sent("accept_offer");
    await act(() => server.tell({ type: "rejected", id: accepted && "id" in accepted ? accepted.id : "", code: "not_now", message: "Somebody else has it." }));
    await wait();
    expect(media.given.map((track) => track.readyState)).toEqual(["ended"]);
    Object.defineProperty(navigator, "mediaDevices", { configurable: true, value: undefined });
  });

  it("has its conversation at hand while it rings, and lets go of it when it is passed on", async () => {
    await open();
    const follows = (kind: "resume" | "unfollow") => sent(kind).filter((message) => "conversation" in message && message.conversation === "daniel");
    expect(follows("resume")).toEqual([]);
    await ring();
    expect(follows("resume")).toHaveLength(1);
    await click("offer-pass");
    await act(() => server.tell({ type: "offer_closed", offer: "o-daniel", conversation: "daniel", outcome: "passed" }));
    await wait();
    expect(follows("unfollow")).toHaveLength(1);
  });

  it("does not take plain Enter nor the focus of somebody who is typing", async () => {
    await open();
    get<HTMLTextAreaElement>("composer-input").focus();
    await ring();
    expect(document.activeElement).toBe(get("composer-input"));
    await key({ key: "Enter" }, get("composer-input"));
    expect(sent("accept_offer")).toEqual([]);
  });

  it("is passed on with Alt+Backspace and gone at once", async () => {
    await open();
    await ring();
    await key({ key: "Backspace", altKey: true });
    expect(sent("pass_offer")).toHaveLength(1);
    expect(find("offer")).toBeNull();
  });

  it("says after the last second that it was passed on, then goes", async () => {
    await open();
    await ring(2);
    await wait(2600);
    expect(get("offer-over").textContent).toContain("Passed on to the next agent");
    await wait(4000);
    expect(find("offer-over")).toBeNull();
  });

  it("stops when another tab answered", async () => {
    await open();
    await ring();
    await act(() => server.tell({ type: "offer_closed", offer: "o-daniel", conversation: "daniel" }));
    await wait();
    expect(find("offer")).toBeNull();
  });

  it("shows the handoff on request", async () => {
    await open();
    await ring();
    await click("offer-details");
    expect(get("offer").textContent).toContain("I need it working before the shop opens at nine");
    expect(get("offer").textContent).toContain("which did not help");
    expect(get("handoff-context").textContent).toBe("plan: Fibre 500");
  });
});

describe("a conversation", () => {
  it("has the whole handoff after a reload too, goal included, though nothing rings any more", async () => {
    await open();
    expect(get("handoff-card").textContent).toContain("I need it steady for a work call at eight");
    expect(get("handoff-card").textContent).toContain("My internet drops every evening");
    expect(get("handoff-context").textContent).toBe("plan: Fibre 500");
  });

  it("leads from the facts of the handoff to the messages that they stand in", async () => {
    await open();
    expect(get("handoff-mood").textContent).toBe("Time pressure: I have a work call at eight");
    expect(get("handoff-open").textContent).toContain("it just dropped again");
    const links = [...document.querySelectorAll<HTMLElement>("[data-testid=handoff-turn]")];
    expect(links.map((link) => link.textContent)).toEqual([
      expect.stringContaining("My internet drops"),
      expect.stringContaining("I need it steady"),
      expect.stringContaining("which did not help"),
      expect.stringContaining("it just dropped again"),
    ]);
    await act(() => links.at(-1)?.click());
    expect(document.activeElement?.textContent).toContain("Set it to 36 and it just dropped again");
    await act(() => links[0]?.click());
    expect(document.activeElement?.textContent).toContain("My internet drops every evening");
  });

  it("lists what this customer asked before, and only this one", async () => {
    await open();
    expect([...get("customer-before").querySelectorAll("button")].map((row) => row.textContent)).toHaveLength(1);
  });

  it("lists it, too, when the server was away while it was opened, and keeps it when it goes again", async () => {
    const opening = open();
    const { conversations } = api;
    const fails = async () => ({ ok: false as const, status: 503 });
    api.conversations = fails;
    await opening;
    expect(get("customer-before").textContent).toContain("could not be loaded");
    const breaks = async () => {
      await act(() => cut(1006));
      await wait(2_000);
    };
    api.conversations = conversations;
    await breaks();
    expect(get("customer-before").querySelectorAll("button")).toHaveLength(1);
    api.conversations = fails;
    await breaks();
    expect(get("customer-before").querySelectorAll("button")).toHaveLength(1);
  });

  it("shows what the page says about itself beside the customer, as it is now", async () => {
    await open();
    expect(find("customer-context")).toBeNull();
    await act(() => void server.append("elena", { type: "context_set", context: [{ key: "plan", value: "Fibre 500" }] }));
    await wait();
    expect(get("customer-context").textContent).toContain("planFibre 500");
    await act(() => void server.append("elena", { type: "context_set", context: [] }));
    await wait();
    expect(find("customer-context")).toBeNull();
  });

  it("shows own words at once, and the tick when they are stored", async () => {
    await open();
    await type("composer-input", "I’ll watch the line until eight");
    await key({ key: "Enter" }, get("composer-input"));
    expect(get("timeline").textContent).toContain("I’ll watch the line until eight");
    expect(sent("say")).toHaveLength(1);
    expect([...document.querySelectorAll<HTMLElement>("[data-testid=message-meta]")].at(-1)?.dataset["state"]).toBe("sent");
  });

  it("keeps what is written while the connection is away, sends it once after, and says so", async () => {
    await open();
    away = true;
    await act(() => cut(1006));
    expect(find("link-reconnecting")).not.toBeNull();
    await type("composer-input", "Still here");
    await key({ key: "Enter" }, get("composer-input"));
    expect([...document.querySelectorAll<HTMLElement>("[data-testid=message-meta]")].at(-1)?.dataset["state"]).toBe("sending");
    expect(sent("say")).toHaveLength(0);
    away = false;
    await wait(2000);
    expect(find("link-back")).not.toBeNull();
    expect(sent("say")).toHaveLength(1);
    expect(server.conversations.get("elena")?.entries.filter(({ event }) => event.type === "agent_said" && event.text === "Still here")).toHaveLength(1);
  });

  it("says that a refused message was not sent, and sends it again", async () => {
    await open();
    server.silent.add("say");
    await type("composer-input", "Hello again");
    await key({ key: "Enter" }, get("composer-input"));
    const [say] = sent("say");
    await act(() => server.tell({ type: "rejected", id: (say as { id: string }).id, code: "not_now", message: "" }));
    await wait();
    expect(get("timeline").textContent).toContain("Not sent.");
    server.silent.clear();
    await click("message-send-again");
    expect(get("timeline").textContent).not.toContain("Not sent.");
  });

  it("keeps reply and note apart, each with its own draft", async () => {
    await open();
    await type("composer-input", "To the customer");
    await click("composer-note");
    await type("composer-input", "Only for us");
    await click("composer-send");
    expect(get("message-note").textContent).toContain("Only for us");
    await click("composer-reply");
    expect(get<HTMLTextAreaElement>("composer-input").value).toBe("To the customer");
    expect(sent("say")).toEqual([]);
  });

  it("shows that the customer types, and what was new counts as read", async () => {
    await open();
    await act(() => server.tell({ type: "typing", conversation: "elena", by: "customer", typing: true }));
    expect(find("typing")).not.toBeNull();
    await act(() => void server.append("elena", { type: "customer_said", text: "It is white now" }));
    await wait(100);
    expect(find("typing")).toBeNull();
    expect(get("timeline").getAttribute("role")).toBe("log");
    expect(get("timeline").textContent).toContain("It is white now");
    const marks = sent("mark_seen").filter((message) => message.type === "mark_seen" && message.conversation === "elena");
    expect(marks.at(-1)).toMatchObject({ delivered: 23, read: 23 });
  });

  it("that is not on screen is announced and counted, not marked as read", async () => {
    await open();
    await act(() => void server.append("keira", { type: "customer_said", text: "Are you there?" }));
    await wait(100);
    expect(get("live-polite").textContent).toContain("Keira Byrne: Are you there?");
    const marks = sent("mark_seen").filter((message) => message.type === "mark_seen" && message.conversation === "keira");
    expect(marks.at(-1)).toMatchObject({ delivered: 8, read: 0 });
    expect(document.querySelector("[data-conversation=keira] [data-testid=inbox-unread]")?.textContent).toContain("3 new messages");
  });

  it("tells the handoff once, with the decision behind it on request", async () => {
    await open();
    expect(document.querySelectorAll("[data-testid=handoff-card]")).toHaveLength(1);
    await click("handoff-decision");
    expect(get("handoff-decision-details").textContent).toContain("I have a work call at eight");
  });

  it("of somebody else can be read, not written to", async () => {
    await open("waiting");
    expect(find("composer-input")).toBeNull();
    expect(root.textContent).toContain("you can read along");
  });

  it("shows hostile text as text", async () => {
    await open();
    await act(() => void server.append("elena", { type: "customer_said", text: "<img src=x onerror=alert(1)>" }));
    await wait();
    expect(get("timeline").querySelector("img")).toBeNull();
    expect(get("timeline").textContent).toContain("<img src=x onerror=alert(1)>");
  });
});

describe("a call", () => {
  it("asked for by the customer is answered without taking the focus", async () => {
    await open();
    get<HTMLTextAreaElement>("composer-input").focus();
    await act(() => void server.append("elena", { type: "media_proposed", by: "customer", channel: "voice", expiresAt: server.at(-30_000) }));
    await wait();
    expect(document.activeElement).toBe(get("composer-input"));
    await click("consent-decline");
    expect(sent("answer_proposal")).toMatchObject([{ accept: false }]);
    expect(find("consent")).toBeNull();
  });

  it("proposed by the agent waits, and silence means not now", async () => {
    await open();
    await click("call-voice");
    expect(get("consent-asked").textContent).toContain("Asked Elena Moritz for a voice call");
    await wait(31_000);
    expect(find("consent-asked")).toBeNull();
  });

  it("in another tab can be brought here", async () => {
    await open();
    await act(() => {
      server.append("elena", { type: "call_started", call: "call-elena", channel: "voice" });
      server.tell({ type: "call_elsewhere", conversation: "elena", call: "call-elena" });
    });
    await wait();
    await click("call-take");
    expect(sent("take_call")).toHaveLength(1);
  });

  it("goes to the tab where the agent said yes, not to another that was quicker", async () => {
    await open();
    await act(() => server.ring("daniel", danielHandoff, "voice", 20, 20));
    await wait();
    await key({ key: "Enter", altKey: true });
    await act(() => {
      server.append("daniel", { type: "call_started", call: "call-daniel", channel: "voice" });
      server.tell({ type: "call_elsewhere", conversation: "daniel", call: "call-daniel" });
    });
    await wait();
    expect(sent("take_call")).toMatchObject([{ conversation: "daniel" }]);
    await act(() => server.tell({ type: "call_elsewhere", conversation: "daniel", call: "call-daniel" }));
    expect(sent("take_call")).toHaveLength(1);
  });

  it("that could not be carried over says so, and the conversation is safe", async () => {
    await open();
    await act(() => {
      server.append("elena", { type: "call_started", call: "call-elena", channel: "voice" });
      server.append("elena", { type: "call_ended", call: "call-elena", reason: "party_lost" });
    });
    await wait();
    expect(get("call-lost").textContent).toContain("The conversation is safe");
  });

  it("that no bridge can make says so, can be tried again or put aside, and says nothing while it is asked for", async () => {
    await open();
    const fails = async (call: string) => {
      await act(() => {
        server.append("elena", { type: "call_started", call, channel: "voice" });
        server.append("elena", { type: "call_ended", call, reason: "no_bridge" });
      });
      await wait();
    };
    await fails("call-1");
    expect(get("call-none").textContent).toContain("Calls are not possible right now");
    await click("call-again");
    expect(sent("propose_media")).toMatchObject([{ conversation: "elena", channel: "voice" }]);
    await act(() => void server.append("elena", { type: "media_proposed", by: "agent", channel: "voice", expiresAt: new Date(Date.now() + 30_000).toISOString() }));
    await wait();
    expect(find("call-none")).toBeNull();
    await fails("call-2");
    await act(() => get("call-none").querySelector<HTMLElement>("[aria-label=Close]")?.click());
    expect(find("call-none")).toBeNull();
  });
});

describe("the end", () => {
  it("is asked for once, then wrapped up with what came of it", async () => {
    await open();
    await click("talk-finish");
    await click("confirm-finish-yes");
    expect(sent("end_conversation")).toHaveLength(1);
    expect(get<HTMLButtonElement>("wrapup-save").disabled).toBe(true);
    await click("wrapup-solved");
    await type("wrapup-topic", "Wi-Fi");
    await type("wrapup-note", "Moved to channel 44");
    await click("wrapup-save");
    expect(sent("finish_wrap_up")).toMatchObject([{ conversation: "elena", disposition: "solved", topic: "Wi-Fi", note: "Moved to channel 44" }]);
    expect(find("wrapup")).toBeNull();
  });

  it("saves what was filled in when the time runs out", async () => {
    await open("wrapup");
    await type("wrapup-note", "Half a note");
    await wait(82_500);
    expect(sent("finish_wrap_up")).toMatchObject([{ disposition: "not_said", note: "Half a note" }]);
  });

  it("saves it also when the agent looks at something else by then", async () => {
    await open("wrapup");
    await click("wrapup-follow_up");
    await act(() => document.querySelector<HTMLElement>("[data-testid=inbox-row][data-conversation=keira]")?.click());
    await act(() => void window.dispatchEvent(new Event("hashchange")));
    await wait(85_000);
    expect(sent("finish_wrap_up")).toMatchObject([{ conversation: "elena", disposition: "follow_up" }]);
  });

  it("can be put off, and given back to the assistant instead", async () => {
    await open("wrapup");
    await click("wrapup-more");
    expect(sent("extend_wrap_up")).toHaveLength(1);
    await act(() => {
      location.hash = "#/inbox/keira";
      window.dispatchEvent(new Event("hashchange"));
    });
    await wait();
    await click("talk-more-button");
    await click("talk-more-handback");
    await click("confirm-handback-yes");
    expect(sent("hand_back")).toMatchObject([{ conversation: "keira" }]);
  });
});

describe("messages that customers left", () => {
  it("are counted at the rail, listed, and answered by whoever says so; which can be taken back", async () => {
    await open("messages");
    expect(get("rail-messages").getAttribute("aria-label")).toBe("Messages, 3 wait for an answer");
    expect(document.querySelectorAll("[data-testid=message-row]")).toHaveLength(3);
    expect(get<HTMLAnchorElement>("answer-email").href).toBe("mailto:elena%40example.com?subject=Your%20message%3A%20Please%20check%20my%20line%2C%20it%20drops%20at%20eight.");
    expect(get<HTMLAnchorElement>("answer-phone").href).toBe("tel:+442079460958");
    await click("answer-done");
    await wait();
    expect(sent("answer_message")).toMatchObject([{ conversation: "past-4", answered: true }]);
    expect(get("answer-state").textContent).toBe("Answered by Maya Okafor");
    expect(document.querySelectorAll("[data-testid=message-row]")).toHaveLength(2);
    expect(get("messages-total").textContent).toBe("2 to answer");
    await click("answer-undo");
    await wait();
    expect(get("answer-state").textContent).toBe("Waits for an answer");
    expect(document.querySelectorAll("[data-testid=message-row]")).toHaveLength(3);
  });

  it("that somebody is talking about by now cannot be marked, and it says so", async () => {
    await open("messages");
    server.answered.delete("past-4");
    await click("answer-done");
    expect(get("answer-failed").textContent).toContain("Somebody may be talking with this customer now");
    expect(get("answer-state").textContent).toBe("Waits for an answer");
  });

  it("come while the desk stands open", async () => {
    await open("messages-none");
    expect(find("messages-empty")).not.toBeNull();
    server.answered.set("past-1", false);
    await wait(30_000);
    expect(document.querySelectorAll("[data-testid=message-row]")).toHaveLength(1);
    expect(get("rail-messages").getAttribute("aria-label")).toBe("Messages, 1 waits for an answer");
  });

  it("that cannot be loaded are not said to be none", async () => {
    await open("historyerror");
    await act(() => {
      location.hash = "#/messages";
      window.dispatchEvent(new Event("hashchange"));
    });
    await wait();
    expect(get("messages-error").textContent).toContain("None is lost");
    expect(find("messages-empty")).toBeNull();
  });
});

describe("the history", () => {
  it("lists page by page and shows one with its outcome, durations and every version", async () => {
    await open("historylist");
    expect(document.querySelectorAll("[data-testid=history-row]")).toHaveLength(50);
    await click("history-more");
    expect(document.querySelectorAll("[data-testid=history-row]")).toHaveLength(60);
    await act(() => document.querySelector<HTMLElement>("[data-conversation='past-0']")?.click());
    await act(() => void window.dispatchEvent(new Event("hashchange")));
    await wait();
    expect(get("outcome-durations").textContent).toContain("21:50");
    expect(get("outcome-rating").textContent).toContain("5 of 5");
    expect(get("outcome-rating").querySelector("svg")?.childElementCount, "a face").toBeGreaterThan(0);
    expect(get("past").textContent).toContain("Went on by video");
  });

  it("says that it is empty, and that it could not be loaded", async () => {
    await open("historyempty");
    expect(find("history-empty")).not.toBeNull();
    await act(() => render(null, root));
    await open("historyerror");
    expect(get("history-error").textContent).toContain("Nothing is lost");
  });
});

describe("presence", () => {
  it("changes at once, or after the call, and says so", async () => {
    await open();
    await click("presence-button");
    await click("presence-break");
    expect(get("presence-button").textContent).toContain("Break");
    await act(() => void server.append("elena", { type: "call_started", call: "call-elena", channel: "voice" }));
    await click("presence-button");
    await click("presence-offline");
    expect(get("presence-button").textContent).toContain("Offline after this call");
  });
});

describe("the keyboard", () => {
  it("shows its shortcuts on ?, not while somebody types one, and Escape closes them", async () => {
    await open();
    await key({ key: "?" }, get("composer-input"));
    expect(find("shortcuts")).toBeNull();
    await key({ key: "?" });
    expect(find("shortcuts")).not.toBeNull();
    await key({ key: "Escape" }, get("shortcuts"));
    expect(find("shortcuts")).toBeNull();
  });

  it("goes through the conversations with Alt and arrows", async () => {
    await open();
    await key({ key: "ArrowDown", altKey: true });
    expect(location.hash).toBe("#/inbox/rafael");
  });
});
