// A call that goes on while the agent looks at something else: still dark, still with mute and end, one press away.
import { isSilent, type Call } from "@tandem/client";
import { Avatar, CallButton, useStore } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { useNow } from "../app/hooks.ts";
import { go } from "../app/route.ts";
import { useI18n } from "../i18n/index.ts";
import { isConsulted, supervises } from "../state/select.ts";
import { qualityOf } from "./Stage.tsx";

export function MiniCall({ conversation, call, name }: { conversation: string; call: Call; name: string }) {
  const { t, clock } = useI18n();
  const { desk } = useShell();
  const state = useStore(call.state);
  const now = useNow();
  const deskState = useStore(desk.state);
  const conversationOf = deskState.views[conversation]?.conversation;
  const guest = conversationOf !== undefined && isConsulted(deskState, conversationOf);
  const mode = conversationOf && supervises(deskState, conversationOf);
  const quality = qualityOf(state);
  if (state.phase === "elsewhere" || state.phase === "ended") return null;
  const silent = isSilent(state);
  const away = quality === "away" || quality === "connecting" || quality === "reconnecting";
  return (
    <div class="mini mini-desk" data-testid="call-mini">
      <button type="button" class="row grow" onClick={() => go({ view: mode ? "live" : "inbox", conversation })} data-testid="call-mini-open">
        <Avatar name={name} size={32} />
        <span class="grow">
          <span class="a cut">{name}</span>
          <span class={away || quality === "poor" ? "bq num is-warn" : "bq num"}>{away ? t(`call.quality.${quality}`) : clock(now - (state.connectedAt ?? now), true)}</span>
        </span>
        <span class="sr">{t("call.open")}</span>
      </button>
      {mode !== "monitor" && <CallButton small icon={silent ? "micoff" : "mic"} label={t(silent ? "call.unmute" : "call.mute")} lit={silent} onClick={() => void call.mute(!silent)} data-testid="call-mini-mute" />}
      <CallButton small end icon="hangup" label={t(guest || mode ? "consult.leave" : "call.end")} onClick={() => (mode ? desk.endSupervision(conversation, state.id) : desk.endCall(conversation, state.id))} data-testid="call-mini-end" />
    </div>
  );
}
