// What was typed and not sent, kept per conversation in this tab. Storage may be forbidden: then a draft lives as long as the page.

const memory = new Map<string, string>();
const PREFIX = "tandem.draft.";

export function readDraft(key: string): string {
  try {
    return sessionStorage.getItem(PREFIX + key) ?? memory.get(key) ?? "";
  } catch {
    return memory.get(key) ?? "";
  }
}

/** On sign-out: what was typed belongs to who typed it. */
export function forgetDrafts(): void {
  memory.clear();
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

/** What was typed under one key goes on under another, if anything was. */
export function moveDraft(from: string, to: string): void {
  const text = readDraft(from);
  if (!text) return;
  writeDraft(from, "");
  writeDraft(to, text);
}

export function writeDraft(key: string, text: string): void {
  if (text) memory.set(key, text);
  else memory.delete(key);
  try {
    if (text) sessionStorage.setItem(PREFIX + key, text);
    else sessionStorage.removeItem(PREFIX + key);
  } catch {
    // Kept in memory.
  }
}
