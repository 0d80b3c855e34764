// @vitest-environment happy-dom
// The keypad: by mouse, by the keyboard's digits, heard by a screen reader; and what another one presses, for as long as it takes to read.
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createI18n } from "../src/index.ts";
import { KeyPad, keysTexts, PressedKeys, READ_FOR } from "../src/keys/index.ts";

const { t } = createI18n("en", keysTexts);
let place: HTMLElement;
let pressed: string[];
let closed: number;

beforeEach(() => {
  place = document.createElement("div");
  document.body.append(place);
  pressed = [];
  closed = 0;
});
afterEach(() => {
  act(() => render(null, place));
  place.remove();
  vi.useRealTimers();
});

const find = (id: string) => place.querySelector<HTMLElement>(`[data-testid="${id}"]`);
const must = (id: string) => {
  const element = find(id);
  if (!element) throw new Error(`nothing is called ${id}`);
  return element;
};
const draw = (trouble?: string, sent = true) =>
  act(() =>
    render(
      <KeyPad
        onPress={async (key) => {
          if (sent) pressed.push(key);
          return sent;
        }}
        onClose={() => closed++}
        trouble={trouble}
        t={t}
      />,
      place,
    ),
  );
const strike = async (key: string, init: KeyboardEventInit = {}) => {
  await act(async () => void (document.activeElement ?? place).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init })));
};
const click = async (id: string) => {
  await act(async () => must(id).click());
};

describe("the keypad", () => {
  it("has the twelve keys of a telephone, in its order and with names that can be said", () => {
    draw();
    expect([...place.querySelectorAll("[data-key]")].map((key) => key.getAttribute("aria-label"))).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9", "Star", "0", "Hash"]);
    expect(must("keypad").getAttribute("role")).toBe("group");
    expect(must("keypad").getAttribute("aria-label")).toBe("Keypad");
    expect(document.activeElement?.getAttribute("data-key")).toBe("1");
  });

  it("shows what was pressed, and says the last key and how many there were", async () => {
    draw();
    await click("key-4");
    await click("key-4");
    await click("key-hash");
    expect(pressed).toEqual(["4", "4", "#"]);
    expect(must("keypad-line").textContent).toBe("44#");
    expect(place.querySelector("[role=status]")?.textContent).toBe("Hash. 3 pressed");
  });

  it("is pressed by the keyboard's own digits, a key held down once, and no shortcut is taken for one", async () => {
    draw();
    await strike("7");
    await strike("7", { repeat: true });
    await strike("*");
    await strike("5", { ctrlKey: true });
    await strike("x");
    expect(pressed).toEqual(["7", "*"]);
  });

  it("is walked through by the arrows", async () => {
    draw();
    await strike("ArrowDown");
    await strike("ArrowRight");
    expect(document.activeElement?.getAttribute("data-key")).toBe("5");
    await strike("ArrowUp");
    await strike("ArrowUp");
    expect(document.activeElement?.getAttribute("data-key")).toBe("2");
  });

  it("closes by Escape, and the page behind it keeps its own", async () => {
    draw();
    let behind = 0;
    const count = () => behind++;
    document.body.addEventListener("keydown", count);
    await strike("Escape");
    document.body.removeEventListener("keydown", count);
    expect(closed).toBe(1);
    expect(behind).toBe(0);
  });

  it("says why no key can be pressed, and presses none", async () => {
    draw("Keys work once the call is connected.");
    expect(must("keypad-say").textContent).toBe("Keys work once the call is connected.");
    expect(must("key-4").getAttribute("aria-disabled")).toBe("true");
    await click("key-4");
    await strike("5");
    expect(pressed).toEqual([]);
    expect(find("keypad-line")).toBeNull();
  });

  it("says that a key was not sent, and does not show it", async () => {
    draw(undefined, false);
    await click("key-4");
    expect(must("keypad-say").textContent).toBe(t("keys.failed"));
    expect(must("keypad").dataset["pressed"]).toBe("0");
  });

  it("forgets what was pressed when it is closed", async () => {
    draw();
    await click("key-4");
    act(() => render(null, place));
    draw();
    expect(find("keypad-line")).toBeNull();
  });
});

describe("what another one presses", () => {
  const press = (key: string, at: number, id = "maya") => ({ key, who: { id }, at });
  const tell = (...pressed: ReturnType<typeof press>[]) => act(() => render(<PressedKeys pressed={pressed} nameOf={({ who }) => (who.id === "maya" ? "Maya" : "Bob")} t={t} />, place));
  const pass = (millis: number) => act(() => void vi.advanceTimersByTime(millis));
  const shown = () => must("keys-pressed").textContent;

  beforeEach(() => void vi.useFakeTimers({ now: 100_000 }));

  it("stands there in a row, and is gone when it has been read", () => {
    const first = press("4", 100_000);
    tell(first);
    expect(must("keys-pressed").getAttribute("role")).toBe("status");
    pass(READ_FOR - 1);
    const second = press("2", Date.now());
    tell(first, second);
    expect(shown()).toBe("Maya pressed 4 2");
    pass(READ_FOR - 1);
    expect(shown()).toBe("Maya pressed 4 2");
    pass(1);
    expect(shown()).toBe("");
    tell(first, second, press("9", Date.now()));
    expect(shown()).toBe("Maya pressed 9");
  });

  it("that came while nothing was drawn yet is all there", () => {
    tell(press("4", 99_000), press("2", 99_500), press("#", 100_000));
    expect(shown()).toBe("Maya pressed 4 2 #");
  });

  it("of another person begins anew", () => {
    tell(press("4", 99_900), press("2", 100_000, "bob"));
    expect(shown()).toBe("Bob pressed 2");
  });

  it("is not said to who comes to the call long after it", () => {
    tell(press("4", 100_000 - READ_FOR));
    expect(shown()).toBe("");
  });
});
