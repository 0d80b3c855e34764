// The HTTP side of the scenes: the escalation policy in its versions, kept in memory.
import type { Answer } from "../src/app/api.ts";
import type { Comparison, Decision, Draft, Policy, PolicyApi, Replayed, Values, Version } from "../src/app/policy.ts";

const VALUES: Values = { agentMinute: 1, handlingMinutes: 6, waitMinute: 0.1, customerValue: 200, leaves: 0.055, risk: 11, dealValue: 140, saleLost: 0.08, angerFrom: 0.6, failures: 2, rephrases: 2, sameQuestionFrom: 0.72 };

const LIMITS: Policy["values"] = [
  { name: "agentMinute", least: 0, most: 1000, whole: false },
  { name: "handlingMinutes", least: 1, most: 240, whole: false },
  { name: "waitMinute", least: 0, most: 1000, whole: false },
  { name: "customerValue", least: 0, most: 1_000_000, whole: false },
  { name: "leaves", least: 0, most: 1, whole: false },
  { name: "risk", least: 0, most: 1_000_000, whole: false },
  { name: "dealValue", least: 0, most: 10_000_000, whole: false },
  { name: "saleLost", least: 0, most: 1, whole: false },
  { name: "angerFrom", least: 0.05, most: 1, whole: false },
  { name: "failures", least: 1, most: 10, whole: true },
  { name: "rephrases", least: 1, most: 10, whole: true },
  { name: "sameQuestionFrom", least: 0.3, most: 1, whole: false },
];

function decision(outcome: Decision["outcome"], rule: string, policyVersion: string): Decision {
  return {
    type: "escalation_decided",
    turn: 4,
    outcome,
    trigger: outcome === "continue" ? "none" : "emotion_urgency",
    rule,
    policyVersion,
    signals: [
      { name: "time_pressure", value: 0.55, evidence: "a work call at eight" },
      { name: "reads_like_complex", value: 0.31, evidence: "it just dropped again" },
      { name: "failed_answers", value: 2, evidence: "2 in a row" },
    ],
    weighing: {
      contributions: [
        { trigger: "emotion_urgency", strength: 0.55, cost: 6.05 },
        { trigger: "complex", strength: 0.31, cost: 3.41 },
      ],
      score: 0.69,
      assistantCost: 6.05,
      agentCost: outcome === "continue" ? 6.4 : 3.2,
      channels: ["voice", "text", "video"],
      threshold: { trigger: "emotion_urgency", factor: 1.5, because: "offered_before" },
    },
  };
}

function compared(now: number): Comparison {
  const texts = ["I have a work call at eight and it just dropped again", "Still the same after the restart, third evening now", "The price went up and nobody told me why"];
  return {
    decisions: 812,
    changed: 62,
    counts: [
      { live: "continue", liveTrigger: "none", tried: "continue", triedTrigger: "none", times: 603 },
      { live: "continue", liveTrigger: "none", tried: "offer", triedTrigger: "emotion_urgency", times: 47 },
      { live: "continue", liveTrigger: "none", tried: "clarify", triedTrigger: "complex", times: 9 },
      { live: "clarify", liveTrigger: "complex", tried: "offer", triedTrigger: "complex", times: 6 },
      { live: "offer", liveTrigger: "ai_uncertain", tried: "offer", triedTrigger: "ai_uncertain", times: 96 },
      { live: "escalate", liveTrigger: "explicit_request", tried: "escalate", triedTrigger: "explicit_request", times: 51 },
    ],
    examples: texts.map((text, i) => ({
      conversation: `past-${i}`,
      at: new Date(now - (i + 1) * 7_200_000).toISOString(),
      lines: [
        { by: "customer", text: "My Wi-Fi drops every evening" },
        { by: "assistant", text: "Restart the Hub: hold the button at the back for ten seconds." },
        { by: "customer", text },
      ],
      live: decision("continue", "no_rule", "default-2"),
      tried: decision("offer", "expected_cost", "v2"),
    })),
  };
}

export interface FakePolicy extends PolicyApi {
  /** Every answer is this status, until it is 200 again. */
  down: number;
  /** A colleague changes something. */
  changedElsewhere: () => void;
  /** What a replay finds, once it is let on. */
  replayed: (result: Answer<Replayed>) => void;
  result: Replayed;
  aborted: boolean;
}

export function fakePolicy(now: number): FakePolicy {
  const at = (ago: number) => new Date(now - ago * 3_600_000).toISOString();
  let edition = 5;
  let versions: Version[] = [
    { number: 0, state: "live", named: "default-2", name: "", note: "", values: VALUES, customerValues: {} },
    { number: 1, state: "retired", named: "v1", name: "Fewer offers in spring", note: "", values: { ...VALUES, agentMinute: 1.4 }, customerValues: {}, author: "Hanna Lind", savedAt: at(2_000), since: at(1_400) },
    { number: 2, state: "draft", named: "v2", name: "Earlier in the evening", note: "Too many customers left after nine.", values: { ...VALUES, agentMinute: 0.5, leaves: 0.08 }, customerValues: { business: 2_000 }, author: "Sam Ortiz", savedAt: at(3), since: at(3) },
  ];
  const policy = (): Policy => ({ edition, versions: structuredClone(versions), values: LIMITS });
  const answer = <T>(value: () => T): Promise<Answer<T>> => Promise.resolve(fake.down === 200 ? { ok: true, value: value() } : { ok: false, status: fake.down });
  const change = <T extends Policy>(seen: number, how: () => T) => (seen === edition || fake.down !== 200 ? answer(how) : Promise.resolve<Answer<T>>({ ok: false, status: 409 }));
  const put = (number: number, next: Partial<Version>) => {
    versions = versions.map((version) => (version.number === number ? { ...version, ...next } : version));
  };
  const written = (number: number, draft: Draft): Version => ({ number, state: "draft", named: `v${number}`, name: draft.name, note: draft.note, values: { ...VALUES, ...draft.values }, customerValues: draft.customerValues, author: "Sam Ortiz", savedAt: at(0), since: at(0) });
  const fake: FakePolicy = {
    down: 200,
    aborted: false,
    changedElsewhere: () => {
      edition += 1;
    },
    replayed: () => undefined,
    result: { conversations: 318, whole: true, since: at(400), offered: 80, taken: 60, live: { persons: 80, minutesPer100: 113, costPer100: 421 }, tried: { persons: 117, minutesPer100: 166, costPer100: 364 }, comparison: compared(now) },
    policy: () => answer(policy),
    shadow: () => answer(() => compared(now)),
    write: (seen, draft) =>
      change(seen, () => {
        edition += 1;
        const number = Math.max(...versions.map((version) => version.number)) + 1;
        versions = [...versions, written(number, draft)];
        return { ...policy(), number };
      }),
    rewrite: (seen, number, draft) =>
      change(seen, () => {
        edition += 1;
        put(number, written(number, draft));
        return policy();
      }),
    erase: (seen, number) =>
      change(seen, () => {
        edition += 1;
        versions = versions.filter((version) => version.number !== number);
        return policy();
      }),
    move: (seen, number, state) =>
      change(seen, () => {
        edition += 1;
        const before = versions.find((version) => version.state === state);
        if (before) put(before.number, { state: state === "live" ? "retired" : "draft" });
        put(number, { state, since: at(0) });
        return policy();
      }),
    replay: (_number, onProgress, signal) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => {
          fake.aborted = true;
        });
        onProgress(120);
        fake.replayed = resolve;
      }),
  };
  return fake;
}
