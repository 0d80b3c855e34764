// One line of the inbox, as fresh as the conversation behind it.
import type { Channel, InboxItem } from "@tandem/client";
import type { DeskState } from "./desk.ts";
import { unread } from "./select.ts";

export interface ItemFacts {
  preview: string;
  unread: number;
  /** The channel of a call that goes on. */
  live: Channel | undefined;
  /** The customer asks for a call and waits for an answer. */
  proposal: Channel | undefined;
  /** Time left to wrap up, in ms. */
  wrapUpLeft: number | undefined;
  /** The newest words are the agent's own. */
  own: boolean;
}

export function itemFacts(state: DeskState, item: InboxItem, now: number): ItemFacts {
  const view = state.views[item.conversation];
  const conversation = view?.conversation;
  const proposal = conversation?.proposal;
  return {
    preview: (view?.caughtUp ? conversation?.messages.at(-1)?.text : undefined) || item.preview || (conversation?.details.answer ?? ""),
    unread: unread(view, state.read[item.conversation] ?? 0),
    own: view?.caughtUp === true && conversation?.messages.at(-1)?.by === "agent",
    wrapUpLeft: conversation?.ended?.wrapUpEndsAt === undefined ? undefined : Math.max(0, conversation.ended.wrapUpEndsAt - state.skew - now),
    live: conversation?.call?.channel,
    proposal: proposal && proposal.by === "customer" && proposal.expiresAt - state.skew > now ? proposal.channel : undefined,
  };
}

export function latest(state: DeskState, item: InboxItem): number {
  const message = state.views[item.conversation]?.conversation.messages.at(-1);
  return Math.max(Date.parse(item.lastAt), message?.at ?? 0) - state.skew;
}

export function totalUnread(state: DeskState): number {
  return state.mine.reduce((sum, item) => sum + unread(state.views[item.conversation], state.read[item.conversation] ?? 0), 0);
}
