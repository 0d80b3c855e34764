// @vitest-environment happy-dom
// What a supervisor does with the assistant's knowledge, with the whole desk around it.
import { act } from "preact/test-utils";
import { describe, expect, it, vi } from "vitest";
import { hashOf, parseRoute } from "../src/app/route.ts";
import { all, api, click, followAddress, get, onStage, open, submit, type, wait } from "./stage.tsx";

const MOVING = "https://nordlink.example/help/moving/";

onStage();

const save = () => submit("entry");
const rows = () => all("knowledge-row").map((row) => row.querySelector(".nm")?.textContent);

describe("the list", () => {
  it("is there for supervisors, and for nobody else, whatever the address says", async () => {
    await open("#/knowledge", false);
    expect(all("rail-knowledge")).toHaveLength(0);
    expect(all("knowledge")).toHaveLength(0);
    expect(all("inbox")).toHaveLength(1);
  });

  it("shows what is used, what is not, and why an address was left out", async () => {
    await open("#/knowledge");
    expect(rows()).toEqual(["Price list", "Can I pause my contract?", "Our year 2019", "Mudanza", "Moving home", "Plans and prices"]);
    expect(get("knowledge-state").textContent).toContain("43 pages read");
    expect(get("knowledge-problems").textContent).toContain("/account/ closed by robots.txt");
  });

  it("is searched after the last key, and says when nothing fits", async () => {
    await open("#/knowledge");
    const asked = vi.spyOn(api.knowledge, "pages");
    await type("knowledge-search", "mo");
    await type("knowledge-search", "moving");
    await wait(400);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(rows()).toEqual(["Moving home"]);
    await type("knowledge-search", "submarine");
    await wait(400);
    expect(get("knowledge-empty").textContent).toContain("No page fits “submarine”");
  });

  it("stays as searched when something that was begun before is saved", async () => {
    await open(hashOf({ view: "knowledge", page: MOVING }));
    let saved = (): void => undefined;
    vi.spyOn(api.knowledge, "use").mockImplementation(() => new Promise((resolve) => (saved = () => resolve({ ok: true, value: undefined }))));
    await click("use-excluded");
    await type("knowledge-search", "mudanza");
    await wait(400);
    expect(rows()).toEqual(["Mudanza"]);
    await act(() => saved());
    await wait(400);
    expect(rows()).toEqual(["Mudanza"]);
  });

  it("shows how far a new reading is until it is through", async () => {
    await open(hashOf({ view: "knowledge", page: MOVING }));
    await click("knowledge-crawl");
    expect(get("knowledge-state").dataset["state"]).toBe("waiting");
    await wait(2_500);
    expect(get("knowledge-state").textContent).toContain("Reading the site: 12 of 45 pages");
    expect((get("knowledge-crawl") as HTMLButtonElement).disabled).toBe(true);
    api.knowledge.crawl = { state: "ready", found: 45, fetched: 45, kept: 3, problems: [] };
    await wait(2_500);
    expect(get("knowledge-state").textContent).toContain("45 pages read");
    expect(get("knowledge-state").textContent).toContain("3 pages that are known already could not be read and stay as they were");
    api.knowledge.embedding = true;
    await click("use-pinned");
    await wait(100);
    expect(get("knowledge-state").textContent).toContain("found by their words");
    api.knowledge.embedding = false;
    await wait(2_500);
    expect(get("knowledge-state").textContent).not.toContain("found by their words");
  });

  it.each([
    ["none_yet", 0, "No customer has judged an answer yet; from 20 on"],
    ["none_yet", 1, "Customers have judged 1 answer; from 20 on"],
    ["unchanged", 42, "as sure as ever (from 42 verdicts)"],
    ["bolder", 42, "a little bolder (from 42 verdicts)"],
    ["careful", 42, "more careful (from 42 verdicts)"],
  ] as const)("says what verdicts of customers have taught: %s", async (effect, verdicts, said) => {
    await open("#/inbox");
    api.knowledge.confidence = { effect, verdicts, enough: 20 };
    await act(() => void (location.hash = "#/knowledge"));
    await followAddress();
    await wait(500);
    expect(get("knowledge-confidence").dataset["effect"]).toBe(effect);
    expect(get("knowledge-confidence").textContent).toContain(said);
  });

  it("says when it could not be loaded, and is loaded again", async () => {
    await open("#/inbox");
    api.knowledge.down = 503;
    await act(() => void (location.hash = "#/knowledge"));
    await followAddress();
    await wait(500);
    expect(get("knowledge-error").textContent).toContain("could not be loaded");
    api.knowledge.down = 200;
    await act(() => get("knowledge-error").querySelector("button")?.click());
    await wait(100);
    expect(rows()).toHaveLength(6);
  });
});

describe("a page", () => {
  it("is shown as the assistant sees it, and taken out of its answers", async () => {
    await open(hashOf({ view: "knowledge", page: MOVING }));
    expect(all("passage").map((passage) => passage.querySelector("h4")?.textContent)).toEqual([undefined, "What it costs", "If your new home has no fibre"]);
    await click("use-excluded");
    expect(get("use-excluded").getAttribute("aria-checked")).toBe("true");
    expect(get("knowledge-page").textContent).toContain("does not answer from it");
    expect(all("knowledge-row").find((row) => row.dataset["url"] === MOVING)?.textContent).toContain("Not used");
  });

  it("stays as it was when the decision cannot be saved, and says so", async () => {
    await open(hashOf({ view: "knowledge", page: MOVING }));
    api.knowledge.down = 503;
    await click("use-excluded");
    expect(get("use-answers").getAttribute("aria-checked")).toBe("true");
    expect(get("knowledge-failed").textContent).toContain("could not be saved");
  });

  it("that is gone is said to be gone", async () => {
    await open(hashOf({ view: "knowledge", page: "https://nordlink.example/nothing" }));
    expect(get("knowledge-missing").textContent).toContain("could not be loaded");
  });

  it("has an address that comes back from the hash", () => {
    const url = "https://nordlink.example/a/b?c=d%20e#f";
    expect(parseRoute(hashOf({ view: "knowledge", page: url }))).toEqual({ view: "knowledge", page: url });
    expect(parseRoute("#/knowledge/%E0%A4%A")).toEqual({ view: "knowledge", page: "%E0%A4%A" });
  });
});

describe("a written answer", () => {
  it("is asked for what is missing, saved, shown, changed and deleted after a question", async () => {
    await open("#/knowledge");
    await click("knowledge-write");
    await save();
    expect(get("entry").textContent).toContain("Write the question first.");
    await type("entry-question", "Do you sponsor clubs?");
    await type("entry-answer", "Yes, two each year.");
    await type("entry-link", "javascript:alert(1)");
    await save();
    expect(get("entry").textContent).toContain("This is no web address");
    await type("entry-link", "");
    await save();
    expect(get("knowledge-page").textContent).toContain("Yes, two each year.");
    expect(rows()).toContain("Do you sponsor clubs?");

    await click("entry-edit");
    expect((get("entry-answer") as HTMLTextAreaElement).value).toBe("Yes, two each year.");
    await type("entry-answer", "Yes, three each year.");
    await save();
    expect(get("knowledge-page").textContent).toContain("three each year");

    await click("entry-delete");
    await click("entry-delete-sure-no");
    expect(rows()).toContain("Do you sponsor clubs?");
    await click("entry-delete");
    await click("entry-delete-sure-yes");
    await wait(200);
    expect(rows()).not.toContain("Do you sponsor clubs?");
    expect(all("knowledge-page")).toHaveLength(0);
  });

  it("keeps what was written when it cannot be saved", async () => {
    await open("#/knowledge/new");
    await type("entry-question", "Do you sponsor clubs?");
    await type("entry-answer", "Yes.");
    api.knowledge.down = 409;
    await save();
    expect(get("entry-failed").textContent).toContain("Delete one first");
    expect((get("entry-question") as HTMLInputElement).value).toBe("Do you sponsor clubs?");
  });
});

/** As if somebody had chosen it: no test may set the list of files of a field. */
const chosen = async (name: string, bytes = 10) => {
  const file = new File([new Uint8Array(bytes)], name);
  const field = get("file-input") as HTMLInputElement;
  Object.defineProperty(field, "files", { value: [file], configurable: true });
  await act(() => void field.dispatchEvent(new Event("change", { bubbles: true })));
};
const send = async () => {
  await act(() => get("file-form").querySelector("form")?.requestSubmit());
  await wait();
};

describe("an uploaded file", () => {
  it("is chosen, sent and read, and shown as the assistant sees it", async () => {
    await open("#/knowledge");
    await click("file-add");
    await send();
    expect(get("file-refused").textContent).toContain("Choose a file first.");
    expect(document.activeElement).toBe(get("file-input"));

    await chosen("deposits.pdf", 2_000);
    expect(all("file-refused")).toHaveLength(0);
    expect(get("file-chosen").textContent).toBe("deposits.pdf 2 kB");
    await send();
    const bar = () => get("file-progress").querySelector("[role=progressbar]");
    expect(bar()?.getAttribute("aria-valuenow")).toBe("40");
    expect(get("file-progress").querySelector("[role=status]")?.textContent).toBe("The file is being sent");
    expect((get("file-input") as HTMLInputElement).disabled).toBe(true);
    await act(() => api.knowledge.uploaded?.());
    await wait();
    await followAddress();
    expect(get("knowledge-page").textContent).toContain("A deposit of £50");
    expect(get("knowledge-page").textContent).toContain("deposits.pdf");
    expect(rows()).toContain("deposits");
  });

  it("is refused before it is sent when that can be seen", async () => {
    await open("#/knowledge/upload");
    const asked = vi.spyOn(api.knowledge, "upload");
    await chosen("photo.png");
    expect(get("file-refused").textContent).toContain("This kind of file cannot be read");
    expect(get("file-input").getAttribute("aria-invalid")).toBe("true");
    await chosen("empty.txt", 0);
    expect(get("file-refused").textContent).toContain("The file is empty");
    await chosen("huge.pdf", 10 * 1024 * 1024 + 1);
    expect(get("file-refused").textContent).toContain("The file is too big");
    await chosen(`${"n".repeat(130)}.txt`);
    expect(get("file-refused").textContent).toContain("The name is too long");
    await send();
    expect(asked).not.toHaveBeenCalled();
  });

  it("says why the server refused it, keeps it chosen, and is given up by the one who waits", async () => {
    await open("#/knowledge/upload");
    await chosen("scan.pdf");
    api.knowledge.refused = "file_without_text";
    await send();
    await act(() => api.knowledge.uploaded?.());
    await wait();
    expect(get("file-refused").textContent).toContain("There is no text in the file");
    expect(get("file-refused").closest("[role=alert]")).not.toBeNull();
    expect(get("file-chosen").textContent).toContain("scan.pdf");

    await send();
    await click("file-cancel");
    expect(all("file-progress")).toHaveLength(0);
    expect(all("file-refused")).toHaveLength(0);
    expect(get("file-form").textContent).toContain("scan.pdf");
  });

  it("is dropped onto the form", async () => {
    await open("#/knowledge/upload");
    const drop = new Event("drop", { bubbles: true, cancelable: true });
    Object.assign(drop, { dataTransfer: { files: [new File(["x"], "dropped.md")] } });
    await act(() => void get("file-drop").dispatchEvent(drop));
    expect(drop.defaultPrevented).toBe(true);
    expect(get("file-chosen").textContent).toContain("dropped.md");
  });

  it("is taken out, replaced, and deleted after a question", async () => {
    await open(hashOf({ view: "knowledge", page: "/files/nordlink/f1" }));
    expect(all("use-pinned")).toHaveLength(0);
    expect(get("knowledge-open").getAttribute("href")).toBe("/files/nordlink/f1");
    expect(get("file-original").getAttribute("download")).toBe("price-list-2026.pdf");
    await click("use-excluded");
    expect(get("knowledge-page").textContent).toContain("customers cannot open it");
    expect(all("knowledge-open")).toHaveLength(0);

    await click("entry-edit");
    expect(get("file-form").textContent).toContain("Replace price-list-2026.pdf");
    await chosen("price-list-2027.pdf");
    await send();
    await act(() => api.knowledge.uploaded?.());
    await wait();
    expect(get("knowledge-page").textContent).toContain("price-list-2027.pdf");

    await click("entry-delete");
    expect(get("entry-delete-sure").textContent).toContain("Delete this file?");
    await click("entry-delete-sure-yes");
    await wait(200);
    expect(all("knowledge-row").map((row) => row.dataset["url"])).not.toContain("/files/nordlink/f1");
  });
});

describe("what customers asked in vain", () => {
  it("is listed with how often, read in its conversations, and answered from there", async () => {
    await open("#/knowledge");
    await click("gaps-open");
    expect(all("gap")).toHaveLength(2);
    expect(get("gap").textContent).toContain("asked 4 times");
    expect(get("gap-conversation").getAttribute("href")).toBe("#/history/past-0");
    await click("gap-answer");
    expect((get("entry-question") as HTMLInputElement).value).toBe("Do you sponsor local sports clubs?");
  });

  it("is left unanswered on purpose, and listed again after all", async () => {
    await open("#/knowledge");
    await click("gaps-open");
    expect(all("gaps-dismissed")).toHaveLength(0);
    await click("gap-dismiss");
    expect(all("gap").map((gap) => gap.querySelector("h3")?.textContent)).toEqual(["Can I rent a router for a weekend?"]);
    expect(get("gaps-dismissed").textContent).toContain("1 question is left unanswered on purpose");
    expect(get("gap-dismissed").textContent).toContain("Sam Rivera");
    await click("gap-again");
    expect(all("gap")).toHaveLength(2);
    api.knowledge.tooMany = true;
    await click("gap-dismiss");
    expect(get("gaps-failed").textContent).toContain("200 questions");
    expect(all("gap")).toHaveLength(2);
  });

  it("says that nothing is missing, and that it could not be loaded", async () => {
    await open("#/knowledge");
    api.knowledge.filled = true;
    await click("gaps-open");
    expect(get("gaps-none").textContent).toContain("214 conversations");
    await act(() => void (location.hash = "#/knowledge"));
    await followAddress();
    api.knowledge.down = 503;
    await click("gaps-open");
    expect(get("gaps-error").textContent).toContain("could not be loaded");
  });
});
