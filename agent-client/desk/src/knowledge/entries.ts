// What can be open in the knowledge view beside a page.

/** These stand where a page's address would. */
export const GAPS = "unanswered";
export const NEW_FILE = "upload";
const NEW_ENTRY = "new";

/** To a new answer, perhaps to a question that was asked. */
export function newEntry(question = ""): string {
  return question ? `${NEW_ENTRY}:${question}` : NEW_ENTRY;
}

/** The question of a new answer; nothing if it is something else that is open. */
export function asked(page: string | undefined): string | undefined {
  if (page === NEW_ENTRY) return "";
  return page?.startsWith(`${NEW_ENTRY}:`) ? page.slice(NEW_ENTRY.length + 1) : undefined;
}
