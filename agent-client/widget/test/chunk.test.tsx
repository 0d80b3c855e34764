// @vitest-environment happy-dom
// A file beside widget.js that cannot be fetched at first.
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { App } from "../src/app.ts";
import { useChunk } from "../src/chunk.ts";
import { AppContext } from "../src/hooks.ts";

let place: HTMLElement;
let isThere: boolean;
let asked: string[];

/** Files of a server that is not there for a while, as modules that the tests can load. */
class Address {
  readonly href: string;
  constructor(path: string, base: string) {
    asked.push(base + path);
    this.href = `data:text/javascript,${isThere ? "export const word = 'there'" : "throw new Error('nobody is there')"}//${asked.length}`;
  }
}

function Wanting({ wanted, patient }: { wanted: boolean; patient: boolean }) {
  const { chunk, failed } = useChunk<{ word: string }>("rating", wanted, patient);
  return <p>{chunk ? chunk.word : failed ? "failed" : "waiting"}</p>;
}

const draw = (wanted: boolean, patient = true) =>
  act(() => {
    const app = { base: "https://help.example/" } as unknown as App;
    render(
      <AppContext.Provider value={app}>
        <Wanting wanted={wanted} patient={patient} />
      </AppContext.Provider>,
      place,
    );
  });
/** Fetching takes real time, the pauses between two tries are the test's. */
async function failedAgain() {
  for (let look = 0; look < 10_000 && vi.getTimerCount() === 0; look++) await act(() => new Promise((soon) => setImmediate(soon)));
  expect(place.textContent).toBe("failed");
}
async function says(word: string) {
  for (let look = 0; look < 10_000 && place.textContent !== word; look++) await act(() => new Promise((soon) => setImmediate(soon)));
  expect(place.textContent).toBe(word);
}
const passes = (ms: number) => act(() => void vi.advanceTimersByTime(ms));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.stubGlobal("URL", Address);
  isThere = false;
  asked = [];
  place = document.createElement("div");
  document.body.replaceChildren(place);
});
afterEach(() => {
  act(() => render(null, place));
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a file that could not be fetched", () => {
  it("is tried again after two seconds, then after four, until it is there", async () => {
    draw(true);
    await failedAgain();
    passes(2000);
    await failedAgain();
    isThere = true;
    passes(3999);
    expect(place.textContent).toBe("failed");
    passes(1);
    await says("there");
    expect(vi.getTimerCount()).toBe(0);
    expect(asked).toEqual(["https://help.example/widget/rating.js", "https://help.example/widget/rating.js?again=2", "https://help.example/widget/rating.js?again=3"]);
  });

  it("is left alone when it is wanted no more", async () => {
    draw(true);
    await says("failed");
    draw(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is left to whoever presses a button where one is shown", async () => {
    draw(true, false);
    await says("failed");
    expect(vi.getTimerCount()).toBe(0);
  });
});
