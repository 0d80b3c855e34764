// Questions the views ask of the state.
import { unreadAfter, type Conversation, type Details, type Handoff, type InboxItem, type SupervisionMode, type View } from "@tandem/client";
import type { DeskState } from "./desk.ts";

/** What the agent does now, in the order of what matters to others. */
export type Doing = "call" | "wrapup" | "available" | "break" | "offline";

export function doing(state: DeskState, inCall: boolean): Doing {
  if (inCall) return "call";
  if (state.mine.some((item) => item.phase === "wrap_up")) return "wrapup";
  return state.presence;
}

/** The customer's messages after the newest that was seen, here or in another tab; never those from before the agent came. */
export function unread(view: View | undefined, readHere: number): number {
  if (!view) return 0;
  const joined = view.conversation.entries.findLast(({ event }) => event.type === "agent_joined")?.version;
  if (joined === undefined) return 0;
  return unreadAfter(view.conversation, Math.max(readHere, joined, view.conversation.seen.agent?.read ?? 0), "agent");
}

export function itemOf(state: DeskState, conversation: string | undefined): InboxItem | undefined {
  return conversation === undefined ? undefined : [...state.mine, ...state.waiting].find((item) => item.conversation === conversation);
}

/** The handoff with what the customer has told since. */
export function handoffNow(handoff: Handoff, conversation: Conversation): Handoff {
  return { ...handoff, details: { ...handoff.details, ...conversation.details } };
}

/** What was told beside name and problem, which stand above it. */
export function told({ details, problem }: Handoff): string[] {
  return [details.answer, details.email, details.phone].filter((value): value is string => value !== undefined && value !== problem);
}

/** Name given, else the inbox's, else nothing: the view then says "Visitor". */
export function nameOf(details: Details | undefined, item: InboxItem | undefined): string | undefined {
  return details?.name ?? (item?.name || undefined);
}

/** Whether this agent is the one who talks there now. */
export function isMine(state: DeskState, conversation: Conversation): boolean {
  return conversation.phase === "agent" && conversation.agent?.id === state.me?.id;
}

/** Whether this agent is in the call there for a colleague, whose conversation it is. */
export function isConsulted(state: DeskState, conversation: Conversation): boolean {
  return conversation.colleague !== undefined && conversation.colleague.id === state.me?.id;
}

/** How this supervisor is in the call of others. */
export function supervises(state: DeskState, conversation: Conversation): SupervisionMode | undefined {
  return conversation.supervisors?.find(({ id }) => id === state.me?.id)?.mode;
}

/** Over, and this agent still has to say how. */
export function wrapsUp(state: DeskState, conversation: Conversation): boolean {
  return conversation.phase === "ended" && conversation.ended?.wrapUpEndsAt !== undefined && conversation.lastAgent?.id === state.me?.id;
}
