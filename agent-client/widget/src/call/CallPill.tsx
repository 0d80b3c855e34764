// The call, minimised: the page is the customer's again.
import { isSilent, type Call } from "@tandem/client";
import { Avatar, CallButton, RecordingTag, useStore } from "@tandem/ui";
import { useApp, useNow, useView } from "../hooks.ts";
import { partnersOf, personOf } from "../person.ts";
import { holding } from "./holding.ts";
import { wordsOf } from "./VoiceStage.tsx";

export function CallPill({ call }: { call: Call }) {
  const app = useApp();
  const { t, clock } = app.i18n;
  const state = useStore(call.state);
  const { resuming, soundBlocked } = useStore(app.ui);
  const conversation = useView()?.conversation;
  const now = useNow();
  const name = partnersOf(conversation, t);
  const silent = isSilent(state);
  const held = holding(conversation);
  const steady = state.phase === "connected" && !state.peerAway && !held && !soundBlocked;
  return (
    <div class="float mini" role="group" aria-label={t("call.with", { name })} data-testid="call-pill">
      <Avatar name={personOf(conversation)} size={40} />
      <span class="mini-name">
        <span class="a">{name}</span>
        <span class={steady ? "bq num" : "bq num is-warn"}>{held ? t(held, { name }) : soundBlocked ? t("call.soundBlocked", { name }) : steady ? clock(now - (conversation?.call?.at ?? now), true) : t(wordsOf(state, resuming !== undefined))}</span>
      </span>
      <RecordingTag recording={conversation?.recording} held={held !== undefined} brief />
      <CallButton small icon={silent ? "micoff" : "mic"} label={t(silent ? "call.unmute" : "call.mute")} lit={silent} onClick={() => void call.mute(!silent)} data-testid="call-mute" />
      <CallButton small icon="expand" label={t("call.open")} onClick={() => app.open()} data-testid="call-open" />
      <CallButton small end icon="hangup" label={t("call.end")} onClick={() => void app.command((id) => ({ type: "end_call", conversation: id, call: state.id }))} data-testid="call-end" />
    </div>
  );
}
