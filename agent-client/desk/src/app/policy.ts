// The HTTP side of the escalation policy in its versions, for supervisors.
import type { EscalationDecidedEvent, EscalationOutcome, Trigger } from "@tandem/client";
import type { Answer, Call } from "./api.ts";

export type VersionState = "draft" | "shadow" | "live" | "retired";

export type ValueName = "agentMinute" | "handlingMinutes" | "waitMinute" | "customerValue" | "leaves" | "risk" | "dealValue" | "saleLost" | "angerFrom" | "failures" | "rephrases" | "sameQuestionFrom";

export type Values = Readonly<Record<ValueName, number>>;

export interface Version {
  /** 0 comes with the program. */
  number: number;
  state: VersionState;
  /** As decisions name it. */
  named: string;
  name: string;
  note: string;
  values: Values;
  /** What a customer of a segment is worth, where it is not `customerValue`. */
  customerValues: Readonly<Record<string, number>>;
  author?: string;
  savedAt?: string;
  since?: string;
}

export interface Policy {
  /** Named with every change, so that nobody overwrites what they have not seen. */
  edition: number;
  versions: Version[];
  values: { name: ValueName; least: number; most: number; whole: boolean }[];
}

export interface Draft {
  name: string;
  note: string;
  values: Partial<Values>;
  customerValues: Readonly<Record<string, number>>;
}

export type Decision = EscalationDecidedEvent;

export interface Example {
  conversation: string;
  at: string;
  /** What was said last; it ends with what was decided about. */
  lines: { by: string; text: string }[];
  live: Decision;
  tried: Decision;
}

export interface Comparison {
  decisions: number;
  changed: number;
  counts: { live: EscalationOutcome; liveTrigger: Trigger; tried: EscalationOutcome; triedTrigger: Trigger; times: number }[];
  examples: Example[];
}

export interface Load {
  persons: number;
  minutesPer100: number;
  costPer100: number;
}

export interface Replayed {
  conversations: number;
  /** Else its time was over. */
  whole: boolean;
  since?: string;
  offered: number;
  taken: number;
  live: Load;
  tried: Load;
  comparison: Comparison;
}

export interface PolicyApi {
  policy(): Promise<Answer<Policy>>;
  shadow(): Promise<Answer<Comparison>>;
  write(edition: number, draft: Draft): Promise<Answer<Policy & { number: number }>>;
  rewrite(edition: number, number: number, draft: Draft): Promise<Answer<Policy>>;
  erase(edition: number, number: number): Promise<Answer<Policy>>;
  move(edition: number, number: number, state: "live" | "shadow" | "draft"): Promise<Answer<Policy>>;
  /** Aborting the signal ends it on the server too. */
  replay(number: number, onProgress: (conversations: number) => void, signal: AbortSignal): Promise<Answer<Replayed>>;
}

interface Line {
  conversations?: number;
  result?: Replayed;
}

export function createPolicyApi(call: Call, base: string, request: typeof fetch): PolicyApi {
  const at = "/api/v1/policy";
  const version = (number: number, edition: number, more = "") => `${at}/versions/${number}${more}?${new URLSearchParams({ edition: String(edition) })}`;
  return {
    policy: () => call("GET", at),
    shadow: () => call("GET", `${at}/shadow`),
    write: (edition, draft) => call("POST", `${at}/versions?${new URLSearchParams({ edition: String(edition) })}`, draft),
    rewrite: (edition, number, draft) => call("PUT", version(number, edition), draft),
    erase: (edition, number) => call("DELETE", version(number, edition)),
    move: (edition, number, state) => call("PUT", version(number, edition, "/state"), { state }),
    async replay(number, onProgress, signal) {
      try {
        const response = await request(`${base}${at}/versions/${number}/replay`, { credentials: "same-origin", signal });
        if (!response.ok || !response.body) return { ok: false, status: response.status };
        let result: Replayed | undefined;
        for await (const line of linesOf(response.body)) {
          const said = JSON.parse(line) as Line;
          if (said.conversations !== undefined) onProgress(said.conversations);
          result = said.result ?? result;
        }
        return result ? { ok: true, value: result } : { ok: false, status: 503 };
      } catch {
        return { ok: false, status: 0 };
      }
    },
  };
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const lines = (rest + decoder.decode(read.value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines.filter((line) => line !== "");
  }
  if (rest.trim() !== "") yield rest;
}
