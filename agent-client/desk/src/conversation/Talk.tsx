// One conversation on screen: header, call, timeline, composer; read-only where the agent has no part in it.
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { View } from "@tandem/client";
import { Skeleton, useStore, type ComposerHandle } from "@tandem/ui";
import { CallDock } from "../call/CallDock.tsx";
import { useShell } from "../app/context.ts";
import { isFocusLost } from "../app/focus.ts";
import { useI18n } from "../i18n/index.ts";
import type { Facts } from "../state/facts.ts";
import { pendingOf } from "../state/pending.ts";
import { isConsulted, isMine, wrapsUp } from "../state/select.ts";
import { ReplyBox } from "./ReplyBox.tsx";
import { TalkHeader } from "./TalkHeader.tsx";
import { Timeline } from "./Timeline.tsx";
import { TransferBanner } from "./TransferBanner.tsx";
import { TroubleBanner } from "./TroubleBanner.tsx";
import { useHandoff } from "./useHandoff.ts";

export interface TalkProps {
  id: string;
  name: string;
  view: View | undefined;
  facts: Facts;
  onBack: () => void;
  /** Absent where the customer is in sight anyway. */
  onCustomer?: (() => void) | undefined;
}

export function Talk({ id, name, view, facts, onBack, onCustomer }: TalkProps) {
  const { t } = useI18n();
  const { desk, supervisor } = useShell();
  const state = useStore(desk.state);
  const messages = useStore(desk.client.pending);
  const calls = useStore(desk.client.calls);
  const handoff = useHandoff(id, view?.caughtUp ? view.conversation : undefined);
  const composer = useRef<ComposerHandle>(null);
  const conversation = view?.conversation;
  const mine = conversation !== undefined && isMine(state, conversation);
  const guest = conversation !== undefined && isConsulted(state, conversation);
  const pending = useMemo(() => (conversation ? pendingOf(conversation, messages, state.notes) : []), [conversation, messages, state.notes]);
  useEffect(() => {
    if (mine && !matchMedia("(pointer: coarse)").matches) composer.current?.focus();
  }, [id, mine]);
  // The button that was pressed goes with the call, or with the stage that changes.
  const { id: call, channel } = conversation?.call ?? {};
  const opened = useRef<string | undefined>(undefined);
  useEffect(() => {
    const stays = opened.current === id;
    opened.current = id;
    if (!stays || !isFocusLost() || matchMedia("(pointer: coarse)").matches) return;
    if (mine) composer.current?.focus();
    else document.getElementById("conversation")?.focus({ preventScroll: true });
  }, [id, call, channel]);

  return (
    <>
      <TalkHeader id={id} name={name} conversation={conversation} facts={facts} mine={mine} onBack={onBack} onCustomer={onCustomer} />
      <TroubleBanner conversation={id} />
      {mine && <TransferBanner id={id} name={name} conversation={conversation} />}
      {conversation && <CallDock id={id} name={name} conversation={conversation} mine={mine} guest={guest} call={calls.get(id)} />}
      {view?.caughtUp && conversation ? (
        <Timeline
          conversation={conversation}
          facts={facts}
          name={name}
          me={state.me?.id}
          pending={pending}
          typing={view.typing === "customer"}
          handoff={handoff}
          onSendAgain={(pendingId) => {
            const message = messages.find((candidate) => candidate.id === pendingId);
            if (message) desk.sayAgain(message);
            else desk.noteAgain(pendingId);
          }}
        />
      ) : (
        <div class="tl" aria-busy="true">
          <Skeleton rows={4} />
        </div>
      )}
      {mine ? (
        <ReplyBox id={id} name={name} handle={composer} />
      ) : (
        conversation && view?.caughtUp && !wrapsUp(state, conversation) && <p class="readonly">{guest ? t("consult.readOnly", { name: conversation.agent?.name ?? "" }) : supervisor && conversation.phase === "agent" ? t("talk.readOnly.supervisor", { name: conversation.agent?.name ?? "" }) : readOnly(conversation.phase, conversation.agent?.name, t)}</p>
      )}
    </>
  );
}

function readOnly(phase: string, agent: string | undefined, t: ReturnType<typeof useI18n>["t"]): string {
  if (phase === "closed" || phase === "ended") return t("talk.readOnly.closed");
  if (phase === "waiting") return t("talk.readOnly.waiting");
  return agent ? t("talk.readOnly.other", { name: agent }) : t("talk.readOnly.assistant");
}
