// A video call: the other side fills the panel, one's own camera in the corner; the chat comes beside it when asked for. A screen that
// is shared takes the place, in a voice call too, and the faces are small beside it; a tap makes it as large as the display.
import { useState } from "preact/hooks";
import { isSilent, type Call } from "@tandem/client";
import { Avatar, CallButton, CallControls, CallTag, Icon, QualityBars, RecordingTag, useConnectionWords, useEnlarge, useStore, VideoView, worseOf } from "@tandem/ui";
import { useApp, useNow, useView } from "../hooks.ts";
import { mutedWords, partnersOf, personOf } from "../person.ts";
import { holding } from "./holding.ts";
import { KeysButton, More, type Shown } from "./More.tsx";
import { qualityOf, wordsOf } from "./VoiceStage.tsx";

/** Front and rear camera are a phone's; elsewhere the devices are chosen by name. */
const HANDHELD = matchMedia("(pointer: coarse)");

export function VideoStage({ call, split }: { call: Call; split: boolean }) {
  const app = useApp();
  const { t, clock } = app.i18n;
  const state = useStore(call.state);
  const { cameras } = useStore(app.client.devices.lists);
  const { resuming } = useStore(app.ui);
  const conversation = useView()?.conversation;
  const now = useNow();
  const [shown, show] = useState<Shown>();
  const devices = shown === "devices";
  const name = partnersOf(conversation, t);
  const muted = mutedWords(state, name, t);
  const quality = qualityOf(state);
  // The person was cut off and the next one is looked for: the call stands, but nobody is in it.
  const alone = conversation !== undefined && conversation.phase !== "agent";
  const held = holding(conversation);
  const video = conversation?.call?.channel !== "voice";
  const screen = state.peer.screen && !held ? state.remoteScreen : undefined;
  const sharer = state.peers.find(({ sending }) => sending.screen)?.name || name;
  const { box, enlarged, enlarge } = useEnlarge<HTMLDivElement>();
  const seen = state.peer.camera && !held;
  const face = <VideoView stream={state.remoteVideo} label={t("call.videoOf", { name })} muted testid="remote-video" />;
  const words = useConnectionWords(name);
  const worse = worseOf(state.grade, state.peerQuality?.grade).grade;
  const talks = state.phase === "connected" && !held && !state.peerAway;
  const self = state.localVideo && (
    <div class={state.facing === "environment" ? "pip is-rear" : "pip"}>
      <VideoView stream={state.localVideo} label={t("call.selfView")} muted testid="self-video" />
    </div>
  );
  return (
    <div class={`stage stage-video${split ? " is-split" : ""}${screen ? " is-screen" : ""}`} ref={box} data-testid="video-stage" data-phase={state.phase} data-held={held !== undefined}>
      <div class="stage-fill" style={seen || screen ? undefined : "visibility:hidden"}>{screen ? <VideoView stream={screen} label={t("call.screenOf", { name: sharer })} muted testid="remote-screen" /> : face}</div>
      {!seen && !screen && (
        <div class="stage-empty">
          <Avatar name={personOf(conversation)} size={split ? 56 : 88} />
          <span class="s2">{held ? t(held, { name }) : t(state.phase === "connected" && !state.peerAway ? "call.peerCameraOff" : wordsOf(state, resuming !== undefined), { name })}</span>
        </div>
      )}
      <div class="stage-shade" />
      {screen && (
        <button type="button" class="tap" aria-label={t("call.enlarge")} aria-pressed={enlarged} onClick={() => enlarge(!enlarged)} data-testid="call-enlarge">
          <Icon name="expand" size={20} />
        </button>
      )}
      {screen && seen && <div class="pip is-rear is-peer">{face}</div>}
      <div class="top">
        <CallTag quality={quality}>
          {talks && <QualityBars grade={worse} />}
          {name}
          {!alone && " · "}
          {alone ? "" : talks && worse !== "good" ? words(state.grade, state.peerQuality?.grade) : talks || held ? clock(now - (conversation?.call?.at ?? now), true) : t(`call.quality.${quality}`)}
        </CallTag>
        <RecordingTag recording={conversation?.recording} held={held !== undefined} brief />
        <span>
          {video && <CallButton small glass icon="phone" label={t("call.toVoice")} onClick={() => void app.command((id) => ({ type: "lower_media", conversation: id }))} data-testid="call-to-voice" />}
          <CallButton small glass icon="gear" label={t("call.devices")} pressed={devices} onClick={() => show(devices ? undefined : "devices")} data-testid="call-devices" />
          <CallButton small glass icon="down" label={t("call.minimise")} onClick={() => app.close()} data-testid="call-minimise" />
        </span>
      </div>
      {screen && (
        <span class="tag glass under" role="status" data-testid="call-shares">
          <Icon name="screen" size={14} />
          <span class="cut">{t("call.shares", { name: sharer })}</span>
        </span>
      )}
      {muted && !held && !screen && (
        <span class="tag glass under" data-testid="peer-muted">
          <Icon name="micoff" size={14} />
          {muted}
        </span>
      )}
      {/* Who chooses a camera wants to see what it shows. */}
      <div class={devices ? "over" : undefined}>
        <More call={call} shown={shown} show={show} camera held={held !== undefined} name={name} />
        {self}
      </div>
      <div class="bottom">
        <CallControls
          glass
          muted={isSilent(state)}
          camera={state.camera}
          onMute={(muted) => void call.mute(muted)}
          onCamera={video ? (on) => void call.camera(on) : undefined}
          sharing={state.sharing}
          onShare={app.client.devices.canShare ? (on) => void call.share(on) : undefined}
          onFlip={cameras.length > 1 && state.camera && HANDHELD.matches ? () => void call.flip() : undefined}
          onChat={video ? () => app.show({ chatBesideVideo: !split }) : undefined}
          onEnd={() => void app.command((id) => ({ type: "end_call", conversation: id, call: state.id }))}
        >
          <KeysButton shown={shown} show={show} glass />
        </CallControls>
      </div>
    </div>
  );
}
