// @vitest-environment happy-dom
// What others write is shown as text, and only web addresses become links.
import { render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { AssistantText, blocks, Composer, Field, initials, Meta, OwnBubble, passageUrl, safeUrl, SourceCard, Sources } from "../src/index.ts";

const stage = document.createElement("div");
document.body.append(stage);
beforeEach(() => {
  render(null, stage);
  sessionStorage.clear();
});

const draw = (element: Parameters<typeof render>[0]) => act(() => render(element, stage));

describe("text of others", () => {
  it("stays text: no tag, no script, no handler", () => {
    draw(<OwnBubble text={'<img src=x onerror=alert(1)><script>x</script>'} />);
    expect(stage.querySelector("img, script")).toBeNull();
    expect(stage.textContent).toContain("<script>x</script>");
  });

  it("links web addresses without the full stop behind them", () => {
    draw(<OwnBubble text="see https://example.org/a?b=1. Thanks" />);
    expect(stage.querySelector("a")?.getAttribute("href")).toBe("https://example.org/a?b=1");
  });

  it("never links a script address, whatever a page claims as its own", () => {
    expect(safeUrl("javascript:alert(1)")).toBeUndefined();
    expect(safeUrl("/files/shop/f1#page=2", "https://tandem.example/x/")).toBe("https://tandem.example/files/shop/f1#page=2");
    expect(safeUrl("javascript:alert(1)", "https://tandem.example/")).toBeUndefined();
    draw(<SourceCard source={{ url: "javascript:alert(1)", title: "Page", quote: "words" }} />);
    expect(stage.querySelector("a")?.hasAttribute("href")).toBe(false);
  });
});

describe("the assistant's text", () => {
  it("turns numbered and dashed lines into lists, leaves the rest", () => {
    expect(blocks("It takes a minute:\n1. Open the app\n2. Save\n\nDone - really")).toEqual([
      { kind: "p", text: "It takes a minute:" },
      { kind: "ol", items: ["Open the app", "Save"] },
      { kind: "p", text: "Done - really" },
    ]);
  });

  it("shows two sources and folds the others", () => {
    const sources = ["a", "b", "c", "d"].map((title) => ({ url: `https://x.test/${title}`, title, quote: title }));
    draw(
      <AssistantText text="answer">
        <Sources sources={sources} />
      </AssistantText>,
    );
    expect(stage.querySelectorAll(".src")).toHaveLength(2);
    act(() => stage.querySelector<HTMLElement>("[data-testid=source-more]")?.click());
    expect(stage.querySelectorAll(".src")).toHaveLength(4);
  });

  it("opens the page at the passage it quotes", () => {
    expect(passageUrl("https://x.test/p", "Set the 5 GHz channel to 36, 40 or 44. The Hub restarts")).toBe("https://x.test/p#:~:text=Set%20the%205%20GHz,44.%20The%20Hub%20restarts");
  });
});

describe("ticks", () => {
  it("offer to send again only when a message was not sent", () => {
    const again = vi.fn();
    draw(<Meta state="failed" onSendAgain={again} />);
    act(() => stage.querySelector<HTMLElement>("button")?.click());
    expect(again).toHaveBeenCalledOnce();
    draw(<Meta state="sent" onSendAgain={again} />);
    expect(stage.querySelector("button")).toBeNull();
  });
});

describe("the composer", () => {
  const type = (text: string) =>
    act(() => {
      const field = stage.querySelector("textarea");
      if (!field) throw new Error("no field");
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  const press = (key: string, more: KeyboardEventInit = {}) => act(() => void stage.querySelector("textarea")?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more })));

  it("sends on Enter, breaks on Shift+Enter, sends nothing when there is nothing", () => {
    const sent = vi.fn();
    draw(<Composer draftKey="c1" placeholder="Write" onSend={sent} />);
    press("Enter");
    type("  hello  ");
    press("Enter", { shiftKey: true });
    expect(sent).not.toHaveBeenCalled();
    press("Enter");
    expect(sent).toHaveBeenCalledExactlyOnceWith("hello");
    expect(stage.querySelector("textarea")?.value).toBe("");
  });

  it("keeps the draft over a reload, each conversation its own", () => {
    draw(<Composer draftKey="c1" placeholder="Write" onSend={vi.fn()} />);
    type("half a thought");
    draw(null);
    draw(<Composer draftKey="c2" placeholder="Write" onSend={vi.fn()} />);
    expect(stage.querySelector("textarea")?.value).toBe("");
    draw(<Composer draftKey="c1" placeholder="Write" onSend={vi.fn()} />);
    expect(stage.querySelector("textarea")?.value).toBe("half a thought");
  });
});

describe("a field", () => {
  it("complains on leaving, never while typing, and keeps what was typed", () => {
    const check = (value: string) => (value.includes("@") ? undefined : "Is the @ missing?");
    draw(<Field label="Email" value="elena" onInput={vi.fn()} check={check} />);
    const field = stage.querySelector("input");
    expect(stage.textContent).not.toContain("missing");
    act(() => void field?.dispatchEvent(new FocusEvent("blur")));
    expect(stage.querySelector("[role=alert]")?.textContent).toContain("Is the @ missing?");
    expect(field?.value).toBe("elena");
    expect(field?.getAttribute("aria-invalid")).toBe("true");
  });
});

it("initials work in every script", () => {
  expect(["Maya Okafor", "maya", "  ", "مايا أوكافور", "𠮷田 太郎"].map(initials)).toEqual(["MO", "M", "?", "مأ", "𠮷太"]);
});
