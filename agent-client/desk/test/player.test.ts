// Which picture of a recording is shown: one of each side, without a gap where a camera goes on in another file.
import { expect, it } from "vitest";
import { isDue, isShown } from "../src/history/Player.tsx";
import type { RecordedFile } from "../src/app/api.ts";

const file = (role: string, name: string, fromMillis: number, millis: number): RecordedFile => ({ file: name, role, kind: "video", fromMillis, millis });
const small = file("customer", "small.webm", 400, 1_000);
const large = file("customer", "large.webm", 1_450, 8_000);
const later = file("customer", "later.webm", 20_000, 3_000);
const agents = file("agent", "agent.webm", 1_420, 9_000);
const files = [small, large, later, agents];
const shown = (at: number) => files.filter((each) => isShown(each, files, at / 1_000)).map((each) => each.file);

it("stays until the next file of the same side begins", () => {
  expect(shown(300)).toEqual([]);
  expect(shown(1_410)).toEqual(["small.webm"]);
  expect(shown(1_440)).toEqual(["small.webm", "agent.webm"]);
  expect(shown(1_450)).toEqual(["large.webm", "agent.webm"]);
});

it("is gone while the camera was off", () => {
  expect(shown(10_000)).toEqual(["agent.webm"]);
  expect(shown(15_000)).toEqual([]);
  expect(shown(20_000)).toEqual(["later.webm"]);
});

it("hears the later of two files of one side, and both of two people", () => {
  const sound = (leg: string, fromMillis: number, millis: number): RecordedFile => ({ file: `${1_000 + fromMillis}-${leg}-audio.webm`, role: "agent", kind: "audio", fromMillis, millis });
  const before = sound("agent-maya", 0, 10_000);
  const moved = sound("agent-maya", 8_000, 5_000);
  const colleague = sound("agent-tom", 8_500, 5_000);
  const all = [before, moved, colleague];
  const heard = (at: number) => all.filter((each) => isDue(each, all, at / 1_000));
  expect(heard(7_999)).toEqual([before]);
  expect(heard(9_000)).toEqual([moved, colleague]);
  expect(heard(13_200)).toEqual([colleague]);
});
