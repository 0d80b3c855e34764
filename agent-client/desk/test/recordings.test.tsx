// @vitest-environment happy-dom
// The recordings of a conversation while one of them is still being written.
import { render } from "preact";
import { act } from "preact/test-utils";
import { I18nContext } from "@tandem/ui";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { fakeApi } from "../dev/history.ts";
import type { Api, RecordedFile, Recording } from "../src/app/api.ts";
import { type Shell, ShellContext } from "../src/app/context.ts";
import { Recordings } from "../src/history/Player.tsx";
import { DeskI18nContext, deskI18n } from "../src/i18n/index.ts";
import { wait } from "./stage.tsx";

const file: RecordedFile = { file: "1-agent-audio.webm", role: "agent", kind: "audio", fromMillis: 0, millis: 60_000 };
const finished = (call: string): Recording => ({ call, millis: 60_000, complete: true, files: [file] });
const writing = (call: string): Recording => ({ ...finished(call), complete: false });

let root: HTMLElement;
let answers: Awaited<ReturnType<Api["recordings"]>>[];
let asked: number;

beforeEach(async () => {
  vi.useFakeTimers();
  asked = 0;
  root = document.createElement("div");
  document.body.replaceChildren(root);
});
afterEach(async () => {
  await act(() => render(null, root));
  vi.useRealTimers();
});

const shown = (id: string) => root.querySelectorAll(`[data-testid="${id}"]`);

async function next(): ReturnType<Api["recordings"]> {
  const answer = answers[Math.min(asked++, answers.length - 1)];
  if (!answer) throw new Error("nothing is answered");
  return answer;
}

async function opens(...each: (readonly Recording[] | "no answer")[]): Promise<void> {
  answers = each.map((value) => (value === "no answer" ? { ok: false, status: 0 } : { ok: true, value }) as (typeof answers)[number]);
  const api: Api = { ...fakeApi(0, { signedIn: true, history: "full", supervisor: false }), recordings: next };
  const shell = { api, supervisor: false } as Shell;
  const i18n = deskI18n("en");
  await act(() =>
    render(
      <I18nContext.Provider value={i18n}>
        <DeskI18nContext.Provider value={i18n}>
          <ShellContext.Provider value={shell}>
            <Recordings id="c" name="Zoe" />
          </ShellContext.Provider>
        </DeskI18nContext.Provider>
      </I18nContext.Provider>,
      root,
    ),
  );
  await wait();
}

it("is looked for again until it is whole, and then no more", async () => {
  await opens([writing("a")], [writing("a")], [finished("a")]);
  expect(shown("player-writing")).toHaveLength(1);
  await wait(5_000);
  expect(shown("player-writing")).toHaveLength(1);
  await wait(5_000);
  expect(shown("player-writing")).toHaveLength(0);
  expect(shown("player")).toHaveLength(1);
  await wait(60_000);
  expect(asked).toBe(3);
});

it("stays while the server does not answer, and is asked for again", async () => {
  await opens([writing("a")], "no answer", [finished("a")]);
  await wait(5_000);
  expect(shown("player-writing")).toHaveLength(1);
  await wait(5_000);
  expect(shown("player")).toHaveLength(1);
});

it("disturbs no other one that plays", async () => {
  const pause = vi.spyOn(HTMLMediaElement.prototype, "pause").mockImplementation(() => {});
  const play = vi.spyOn(HTMLMediaElement.prototype, "play").mockResolvedValue();
  await opens([finished("a"), writing("b")], [finished("a"), finished("b")]);
  await act(() => root.querySelector<HTMLElement>(`[data-testid="player-play"]`)?.click());
  await wait(300);
  expect(play).toHaveBeenCalled();
  await wait(5_000);
  expect(shown("player")).toHaveLength(2);
  expect(pause).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});
