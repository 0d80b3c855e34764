// The whole desk in a page of its own, before a fake server and a fake clock, and hands to use it.
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, vi } from "vitest";
import { fakeApi } from "../dev/history.ts";
import { App } from "../src/app/App.tsx";
import { deskI18n } from "../src/i18n/index.ts";

let root: HTMLElement;

/** The server, since the desk was opened. */
export let api: ReturnType<typeof fakeApi>;

/** Set up before each test of the file, and cleared away after it. */
export function onStage(): void {
  beforeEach(() => {
    vi.useFakeTimers();
    sessionStorage.clear();
    root = document.createElement("div");
    document.body.replaceChildren(root);
    vi.stubGlobal("WebSocket", class { readyState = 0; send() {} close() {} });
  });
  afterEach(async () => {
    await leave();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
}

/** Closes the desk; another may be opened. */
export async function leave(): Promise<void> {
  await act(() => render(null, root));
}

export async function wait(ms = 20): Promise<void> {
  for (let round = 0; round < 4; round++) await act(async () => void (await vi.advanceTimersByTimeAsync(ms / 4)));
}

export async function open(hash: string, supervisor = true): Promise<void> {
  location.hash = hash;
  api = fakeApi(Date.now(), { signedIn: true, history: "full", supervisor });
  await act(() => render(<App api={api} i18n={deskI18n("en")} socket="ws://fake/ws" keep={sessionStorage} />, root));
  await wait(500);
}

export const all = (id: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)];
export const get = (id: string): HTMLElement => {
  const found = all(id)[0];
  if (!found) throw new Error(`nothing is called ${id}`);
  return found;
};
/** The page hears of a new address by an event that no fake clock brings. */
export const followAddress = async () => {
  await act(() => void window.dispatchEvent(new Event("hashchange")));
  await wait();
};
export const click = async (id: string) => {
  await act(() => get(id).click());
  await wait();
  await followAddress();
};
export const type = async (id: string, text: string) => {
  const field = get(id) as HTMLInputElement;
  field.value = text;
  await act(() => void field.dispatchEvent(new Event("input", { bubbles: true })));
};
/** Of the form in there. */
export const submit = async (id: string) => {
  await act(() => get(id).querySelector("form")?.requestSubmit());
  await wait(200);
  await followAddress();
};
