// @vitest-environment happy-dom
// What a supervisor does with the escalation policy, with the whole desk around it.
import { render } from "preact";
import { act } from "preact/test-utils";
import { describe, expect, it } from "vitest";
import { createApi } from "../src/app/api.ts";
import type { Decision } from "../src/app/policy.ts";
import { hashOf, parseRoute } from "../src/app/route.ts";
import { DecisionView } from "../src/policy/DecisionView.tsx";
import { all, api, click, followAddress, get, leave, onStage, open, submit, type, wait } from "./stage.tsx";

onStage();

const save = () => submit("policy-form");
const confirmed = async (id: string) => {
  await click(id);
  await wait();
};

describe("the address", () => {
  it("leads back to the version that was open", () => {
    for (const route of [{ view: "policy" }, { view: "policy", version: "3" }, { view: "policy", version: "new" }, { view: "policy", version: "new:3" }] as const) expect(parseRoute(hashOf(route))).toEqual(route);
    expect(parseRoute("#/policy/<b>")).toEqual({ view: "policy" });
  });
});

describe("the versions", () => {
  it("are listed with what they are used for, for supervisors only", async () => {
    await open("#/policy");
    expect(all("version-2")[0]?.textContent).toContain("Earlier in the evening");
    expect(all("version-2")[0]?.textContent).toContain("Draft");
    expect(all("version-0")[0]?.textContent).toContain("Built-in policy");
    await leave();
    await open("#/policy", false);
    expect(all("policy")).toHaveLength(0);
    expect(all("rail-policy")).toHaveLength(0);
  });

  it("that cannot be loaded say so and can be tried again", async () => {
    await open("#/policy");
    await leave();
    location.hash = "#/inbox";
    await open("#/inbox");
    api.policy.down = 503;
    location.hash = "#/policy";
    await followAddress();
    expect(all("policy-error")).toHaveLength(1);
    api.policy.down = 200;
    await act(() => get("policy-error").querySelector("button")?.click());
    await wait();
    expect(all("version-2")).toHaveLength(1);
  });
});

describe("a draft", () => {
  it("begins with the live values, complains about what is out of range, and is saved", async () => {
    await open("#/policy/new");
    expect((get("policy-leaves") as HTMLInputElement).value).toBe("5.5");
    await save();
    expect(get("policy-form").textContent).toContain("Give it a name");
    await type("policy-name", "Sooner");
    await type("policy-failures", "1.5");
    await save();
    expect(get("policy-form").textContent).toContain("A whole number from 1 to 10");
    await type("policy-failures", "1");
    await type("policy-leaves", "120");
    await save();
    expect(get("policy-form").textContent).toContain("From 0 % to 100 %");
    await type("policy-leaves", "7,5");
    await save();
    expect(location.hash).toBe("#/policy/3");
    expect(get("policy-values").textContent).toContain("7.5 %");
  });

  it("asks which number is meant where a thousand may be a one, and saves neither", async () => {
    await open("#/policy/2");
    await click("policy-edit");
    await type("policy-customerValue", "1,000");
    await save();
    expect(get("policy-form").textContent).toContain("This may be 1000 or 1.");
    await type("policy-customerValue", "1,000.50");
    await save();
    expect(all("policy-form")).toHaveLength(0);
    expect(get("policy-values").textContent).toContain("1,000.50");
  });

  it("values a segment of customers on its own, each once and under a name that can be signed", async () => {
    await open("#/policy/2");
    expect(get("policy-segment-shown").textContent).toContain("business");
    expect(get("policy-segment-shown").textContent).toContain("2,000");
    await click("policy-edit");
    expect((get("policy-segment") as HTMLInputElement).value).toBe("business");
    await click("policy-segment-add");
    const second = (id: string) => all(id)[1] as HTMLInputElement;
    const put = async (field: HTMLInputElement, text: string) => {
      field.value = text;
      await act(() => void field.dispatchEvent(new Event("input", { bubbles: true })));
    };
    await put(second("policy-segment"), "Key accounts");
    await save();
    expect(get("policy-form").textContent).toContain("Small letters, digits, hyphens and underscores");
    await put(second("policy-segment"), "business");
    await save();
    expect(get("policy-form").textContent).toContain("stands above already");
    await put(second("policy-segment"), "student");
    await put(second("policy-segment-value"), "40");
    await save();
    expect(all("policy-segment-shown").map((row) => row.textContent)).toEqual([expect.stringContaining("business"), expect.stringContaining("student")]);
    await click("policy-edit");
    await click("policy-segment-remove");
    await save();
    expect(all("policy-segment-shown")).toHaveLength(1);
    expect(get("policy-segment-shown").textContent).toContain("student");
  });

  it("keeps what was typed when a colleague was first", async () => {
    await open("#/policy/2");
    await click("policy-edit");
    await type("policy-name", "Mine");
    api.policy.changedElsewhere();
    await save();
    expect(get("policy-trouble").textContent).toContain("Somebody else");
    expect((get("policy-name") as HTMLInputElement).value).toBe("Mine");
    await save();
    expect(all("policy-form")).toHaveLength(0);
    expect(get("policy-version").textContent).toContain("Mine");
  });

  it("is deleted after a question", async () => {
    await open("#/policy/2");
    await click("policy-delete");
    await confirmed("policy-delete-sure-yes");
    expect(location.hash).toBe("#/policy");
    expect(all("version-2")).toHaveLength(0);
  });
});

describe("a try on past conversations", () => {
  it("tells how far it is, what would change, and opens an example with both decisions", async () => {
    await open("#/policy/2");
    await click("replay-run");
    expect(get("replay-progress").textContent).toContain("120 conversations");
    await act(() => api.policy.replayed({ ok: true, value: api.policy.result }));
    await wait();
    expect(get("figure-changed").textContent).toContain("62");
    expect(get("figure-persons").textContent).toContain("117");
    expect(get("policy-replay").textContent).toMatch(/75\s% of the offers count as taken/u);
    expect(get("cell-continue-offer").getAttribute("aria-pressed")).toBe("true");
    await click("example-0");
    const decisions = all("decision");
    expect(decisions.map((one) => one.dataset["outcome"])).toEqual(["continue", "offer"]);
    expect(decisions[1]?.textContent).toContain("a work call at eight");
    expect(decisions[1]?.textContent).toContain("Reads like: Complex");
    const compared = all("decision-compared").map((row) => row.textContent);
    expect(compared).toEqual([expect.stringContaining("6.059.60"), expect.stringContaining("6.054.80")]);
    expect(all("decision-factor")[0]?.textContent).toContain("Offered before for this reason: × 1.5");
    expect(decisions.map((one) => one.textContent).join(" ")).not.toContain("9.46");
    await click("cell-clarify-offer");
    expect(all("example-0")).toHaveLength(0);
  });

  it("can be stopped, and ends on the server too", async () => {
    await open("#/policy/2");
    await click("replay-run");
    await click("replay-cancel");
    expect(api.policy.aborted).toBe(true);
    expect(get("policy-replay").dataset["state"]).toBe("idle");
  });

  it.each([
    [409, "Another version is being tried"],
    [503, "could not be tried"],
  ])("that answers %d says why", async (status, words) => {
    await open("#/policy/2");
    await click("replay-run");
    await act(() => api.policy.replayed({ ok: false, status }));
    await wait();
    expect(get("replay-failed").textContent).toContain(words);
  });

  it("without conversations says so", async () => {
    await open("#/policy/2");
    await click("replay-run");
    await act(() => api.policy.replayed({ ok: true, value: { ...api.policy.result, comparison: { decisions: 0, changed: 0, counts: [], examples: [] } } }));
    await wait();
    expect(get("policy-replay").textContent).toContain("No past conversation had anything to decide");
  });

  it("is read line by line, wherever the network cuts", async () => {
    const bytes = new TextEncoder().encode('{"conversations":3}\n{"conversations":9}\n{"result":{"conversations":9}}\n');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let i = 0; i < bytes.length; i += 7) controller.enqueue(bytes.slice(i, i + 7));
        controller.close();
      },
    });
    const told: number[] = [];
    const real = createApi("", async () => new Response(body));
    expect(await real.policy.replay(1, (count) => told.push(count), new AbortController().signal)).toEqual({ ok: true, value: { conversations: 9 } });
    expect(told).toEqual([3, 9]);
    const cut = createApi("", async () => new Response('{"conversations":3}\n{"problem":"unavailable"}\n'));
    expect(await cut.policy.replay(1, () => undefined, new AbortController().signal)).toEqual({ ok: false, status: 503 });
  });
});

describe("the way of a version", () => {
  it("leads into shadow, live after a question, and back", async () => {
    await open("#/policy/2");
    await click("shadow-start");
    expect(get("policy-version").dataset["state"]).toBe("shadow");
    expect(get("shadow-count").dataset["decisions"]).toBe("812");
    await click("make-live");
    await confirmed("live-sure-yes");
    expect(get("policy-version").dataset["state"]).toBe("live");
    expect(get("live-now").textContent).toContain("Built-in policy");
    await click("live-undo");
    expect(get("policy-version").dataset["state"]).toBe("retired");
    expect(all("live-now")).toHaveLength(0);
  });

  it("is stopped where a colleague was first", async () => {
    await open("#/policy/2");
    api.policy.changedElsewhere();
    await click("shadow-start");
    expect(get("policy-trouble").textContent).toContain("Somebody else");
    expect(get("policy-version").dataset["state"]).toBe("draft");
    await click("shadow-start");
    expect(get("policy-version").dataset["state"]).toBe("shadow");
  });
});

describe("a stored decision", () => {
  const shown = async (decision: Partial<Decision>) => {
    const box = document.createElement("div");
    const weighed: Decision = { type: "escalation_decided", turn: 4, outcome: "continue", trigger: "none", rule: "no_rule", policyVersion: "v1", signals: [], ...decision };
    await act(() => render(<DecisionView decision={weighed} />, box));
    return box;
  };
  const reasons = [
    { trigger: "complex", strength: 0.41, cost: 4.5 },
    { trigger: "ai_uncertain", strength: 0.3, cost: 3.3 },
  ] as const;
  const weighing = { contributions: [...reasons], score: 0.58, agentCost: 6, channels: [] };

  it("of an older version, which stored the sum of all reasons, shows the heaviest one against a person", async () => {
    const box = await shown({ weighing: { ...weighing, assistantCost: 7.8 } });
    expect(box.textContent).not.toContain("7.80");
    expect(box.querySelector(".sum")?.textContent).toContain("4.506.00");
    expect(box.textContent).toContain("did not say what was compared");
  });

  it("says which reason was compared, and that the others do not add to it", async () => {
    const box = await shown({ outcome: "offer", trigger: "ai_uncertain", rule: "expected_cost", weighing: { ...weighing, assistantCost: 3.3, threshold: { trigger: "ai_uncertain", factor: 0.5, because: "asked_before" } } });
    expect(box.querySelector(".sum")?.textContent).toContain("3.303.00");
    expect(box.textContent).toContain("Just asked about, and said again: × 0.5");
    expect(box.textContent).toContain("do not add to it");
  });

  it("that a rule made beside the costs says so", async () => {
    const box = await shown({ outcome: "escalate", trigger: "emotion_urgency", rule: "anger", weighing: { ...weighing, assistantCost: 4.5 } });
    expect(box.textContent).toContain("The rule decides, whatever it costs.");
  });

  it("about a wish that was not sure enough says why its costs did not bring a person", async () => {
    const wish = { trigger: "explicit_request", strength: 0.5, cost: 55 } as const;
    const box = await shown({ outcome: "clarify", trigger: "explicit_request", rule: "nearly", weighing: { ...weighing, contributions: [wish], assistantCost: 55, threshold: { trigger: "explicit_request", factor: 1, because: "wish_unsure" } } });
    expect(box.textContent).toContain("is asked about, whatever it costs");
  });

  it("is opened from the timeline", async () => {
    await open("#/history/past-3");
    expect(all("decision-open").length).toBeGreaterThan(0);
    await click("decision-open");
    expect(get("decision-dialog").textContent).toContain("What was seen");
    await click("decision-close");
    expect(all("decision-dialog")).toHaveLength(0);
  });
});
