// A voice call: compact on the stage, the chat goes on below.
import { useCallback, useState } from "preact/hooks";
import { isSilent, type Call, type CallState } from "@tandem/client";
import { Avatar, CallButton, CallControls, LevelBars, RecordingTag, QualityBars, useConnectionWords, useStore, worseOf, type Quality } from "@tandem/ui";
import { useApp, useNow, useView } from "../hooks.ts";
import { mutedWords, partnersOf, personOf } from "../person.ts";
import { holding } from "./holding.ts";
import { KeysButton, More, type Shown } from "./More.tsx";

export function qualityOf(state: CallState): Quality {
  if (state.phase === "connected") return state.peerAway ? "away" : state.grade;
  return state.phase === "connecting" ? "connecting" : "reconnecting";
}

export function wordsOf(state: CallState, resuming: boolean) {
  return state.phase === "connecting" && resuming ? "call.resuming" : (`call.quality.${qualityOf(state)}` as const);
}

export function VoiceStage({ call }: { call: Call }) {
  const app = useApp();
  const { t, clock } = app.i18n;
  const state = useStore(call.state);
  const { resuming } = useStore(app.ui);
  const conversation = useView()?.conversation;
  const now = useNow();
  const [shown, show] = useState<Shown>();
  const level = useCallback(() => call.level(), [call]);
  const person = personOf(conversation);
  const name = partnersOf(conversation, t);
  const muted = mutedWords(state, name, t);
  const held = holding(conversation);
  const words = useConnectionWords(name);
  const talks = state.phase === "connected" && !held && !state.peerAway;
  const raisable = conversation?.phase === "agent" && !conversation.proposal && !held;
  return (
    <div class="stage" data-testid="voice-stage" data-phase={state.phase} data-held={held !== undefined}>
      <div class="stage-top">
        <RecordingTag recording={conversation?.recording} held={held !== undefined} />
        <CallButton small plain icon="down" label={t("call.minimise")} onClick={() => app.close()} data-testid="call-minimise" />
      </div>
      <div class="stage-voice">
        <div class="stage-who">
          <Avatar name={person} size={44} />
          <div class="grow">
            <div class={name === person ? "fw6 cut" : "fw6"} style="font-size:15px;line-height:20px">
              {name}
            </div>
            <div class="s2 num cut" data-testid="call-quality">
              {talks && <QualityBars grade={worseOf(state.grade, state.peerQuality?.grade).grade} />}
              {state.phase === "connected" && held !== "event.lost" && <>{clock(now - (conversation?.call?.at ?? now), true)} · </>}
              {held && (held === "event.lost" || state.phase === "connected") ? t(held, { name }) : (muted ?? (talks ? words(state.grade, state.peerQuality?.grade) : t(wordsOf(state, resuming !== undefined))))}
            </div>
          </div>
          <LevelBars level={level} />
        </div>
        <CallControls
          muted={isSilent(state)}
          camera={false}
          onMute={(muted) => void call.mute(muted)}
          onCamera={raisable ? () => app.propose("video") : undefined}
          cameraLabel={t("call.raise")}
          sharing={state.sharing}
          onShare={app.client.devices.canShare ? (on) => void call.share(on) : undefined}
          onDevices={() => show(shown === "devices" ? undefined : "devices")}
          onEnd={() => void app.command((id) => ({ type: "end_call", conversation: id, call: state.id }))}
        >
          <KeysButton shown={shown} show={show} />
        </CallControls>
      </div>
      <More call={call} shown={shown} show={show} camera={false} held={held !== undefined} name={name} />
    </div>
  );
}
