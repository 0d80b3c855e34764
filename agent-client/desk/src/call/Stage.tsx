// The live call, docked above the timeline: a bar while it is voice, a picture when it is video or somebody shows their screen.
import { useEffect, useRef, useState } from "preact/hooks";
import { isSilent, type Call, type CallState, type Channel, type Peer } from "@tandem/client";
import { Avatar, CallButton, CallControls, CallTag, Icon, LevelBars, RecordingTag, useEnlarge, useStore, VideoView, type Quality } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { isFocusLost } from "../app/focus.ts";
import { useNow } from "../app/hooks.ts";
import { useI18n } from "../i18n/index.ts";
import { useConnection } from "./Connection.tsx";
import { DeviceMenu } from "./DeviceMenu.tsx";
import { Keys, KEYS_BUTTON, KeysButton } from "./Keys.tsx";
import { RecordButtons } from "./RecordButtons.tsx";

export interface StageProps {
  id: string;
  name: string;
  call: Call;
  channel: Channel;
  recording: "on" | "paused" | undefined;
  startedAt: number;
  /** A proposal is open: another one cannot be made. */
  asking: boolean;
  /** Asks to whom; absent while somebody is asked. */
  onTransfer: (() => void) | undefined;
  /** The customer hears music, and neither gets anything of the other. */
  held: boolean;
  /** A colleague is in the call, and a bar beside this says what of it; `guest`: this agent is that colleague. */
  consult: { guest: boolean } | undefined;
}

export function Stage({ id, name, call, channel, recording, startedAt, asking, onTransfer, held, consult }: StageProps) {
  const { t, clock } = useI18n();
  const { desk, announce, recording: policy } = useShell();
  const state = useStore(call.state);
  const now = useNow();
  const quality = qualityOf(state);
  const video = channel === "video";
  const guest = consult?.guest === true;
  const called = (peer: Peer | undefined) => (peer && peer.id !== "customer" && peer.name) || name;
  // With the customer on hold it is the colleague who is heard.
  const other = state.peers.length === 1 ? called(state.peers[0]) : name;
  const muted = state.phase === "connected" ? state.peers.filter(({ sending }) => !sending.microphone).map((peer) => t("call.peerMuted", { name: called(peer) })) : [];
  const { box, enlarged, enlarge } = useEnlarge<HTMLElement>();
  const screen = state.peer.screen && (!held || consult) ? state.remoteScreen : undefined;
  const sharer = called(state.peers.find(({ sending }) => sending.screen));
  const shown = screen !== undefined;
  // There is nothing to look at any more.
  useEffect(() => {
    if (!shown && enlarged) enlarge(false);
  }, [shown]);

  const [keypad, setKeypad] = useState(false);

  const spoken = useRef<CallState["phase"]>("connecting");
  useEffect(() => {
    if (spoken.current === state.phase) return;
    spoken.current = state.phase;
    announce(state.phase === "reconnecting" ? t("call.state.reconnecting") : state.phase === "connected" ? t("call.state.live") : t("call.state.connecting"), "assertive");
  }, [state.phase]);
  useEffect(() => {
    if (state.peerAway) announce(t("call.away", { name: other }), "assertive");
  }, [state.peerAway]);
  const shared = useRef(state.peer.screen);
  useEffect(() => {
    if (shared.current !== state.peer.screen) announce(state.peer.screen ? t("call.shares", { name: sharer }) : t("call.sharesNoMore"), "polite");
    shared.current = state.peer.screen;
  }, [state.peer.screen]);
  const wasHeld = useRef(held);
  useEffect(() => {
    if (wasHeld.current !== held && !consult) announce(held ? t("call.held", { name }) : t("call.resumed", { name }), "assertive");
    wasHeld.current = held;
  }, [held]);
  const silent = isSilent(state);
  const said = useRef(recording);
  useEffect(() => {
    if (said.current === recording) return;
    said.current = recording;
    announce(t(recording === "on" ? "call.recorded" : recording === "paused" ? "call.recordingPaused" : "call.notRecorded"), "assertive");
  }, [recording]);
  useMuteKey(call, silent);

  const connection = useConnection(state, other);
  const status = quality === "connecting" || quality === "reconnecting" ? t(`call.quality.${quality}`) : clock(now - startedAt, true);
  const pictures = video || shown;
  // The controls stand in another place now: who pressed one finds them again.
  const stood = useRef(pictures);
  useEffect(() => {
    if (stood.current !== pictures && isFocusLost()) document.querySelector<HTMLElement>("[data-testid=call-mute]")?.focus({ preventScroll: true });
    stood.current = pictures;
  }, [pictures]);
  const controls = (
    <CallControls
      muted={silent}
      camera={video && state.camera}
      glass={pictures}
      small={!pictures}
      onMute={(muted) => void call.mute(muted)}
      onCamera={video ? (on) => void call.camera(on) : asking || guest ? undefined : () => desk.propose(id, "video")}
      cameraLabel={video ? undefined : t("call.toVideo")}
      held={held}
      onHold={consult ? undefined : (hold) => desk.hold(id, state.id, hold)}
      sharing={state.sharing}
      onShare={desk.client.devices.canShare ? (on) => void call.share(on) : undefined}
      onTransfer={
        onTransfer &&
        (() => {
          // The dialog stands in the page.
          if (enlarged) enlarge(false);
          onTransfer();
        })
      }
      onEnd={() => desk.endCall(id, state.id)}
      endLabel={consult && t(guest ? "consult.leave" : "consult.endForAll")}
    >
      <KeysButton open={keypad} onOpen={setKeypad} glass={pictures} small={!pictures} />
      <DeviceMenu call={call} onVoice={video && !guest ? () => desk.lower(id) : undefined} glass={pictures} small={!pictures} />
      {screen && <CallButton glass icon="expand" label={t("call.enlarge")} pressed={enlarged} onClick={() => enlarge(!enlarged)} data-testid="call-enlarge" />}
    </CallControls>
  );
  const recordable = policy !== "off" && !guest && <RecordButtons id={id} call={state.id} recording={recording} />;
  const keys = (
    <Keys
      call={call}
      state={state}
      open={keypad}
      onClose={() => {
        setKeypad(false);
        document.querySelector<HTMLElement>(`[data-testid="${KEYS_BUTTON}"]`)?.focus();
      }}
      name={name}
      held={held && !consult}
    />
  );
  const hints = [held && t("call.held", { name }), state.sharing && t("call.youShare"), state.muted && t("call.youAreMuted"), ...muted].filter(Boolean).join(" · ");

  if (!pictures) {
    return (
      <section class="dock dock-voice" aria-label={t("call.stage", { name })} data-testid="call-stage" data-phase={state.phase} data-channel="voice" data-held={held}>
        <Avatar name={name} size={36} />
        <div class="grow">
          <b class="cut">{name}</b>
          <p class={quality === "good" || quality === "fair" ? "num" : "num is-warn"} data-testid="call-status" data-quality={quality}>
            <span class="live-dot" />
            {t("call.kind", { channel })} · {status}
            {quality === "away" && ` · ${t("call.quality.away")}`}
            {hints && ` · ${hints}`}
          </p>
          {quality !== "away" && connection.sign}
        </div>
        <div class="dock-voice-level hide-s">
          <LevelBars level={() => call.level()} />
        </div>
        {controls}
        {keys}
        {connection.figures}
        {(recordable || (guest && recording)) && (
          <div class="rec">
            <RecordingTag recording={recording} held={held} />
            <span class="grow" />
            {recordable}
          </div>
        )}
      </section>
    );
  }
  const camera = state.peer.camera && state.remoteVideo && (!held || consult) && <VideoView stream={state.remoteVideo} label={t("call.videoOf", { name: other })} muted testid="remote-video" />;
  return (
    <section class={shown ? "dock dock-video is-screen" : "dock dock-video"} aria-label={t("call.stage", { name })} ref={box} data-testid="call-stage" data-phase={state.phase} data-channel={channel} data-held={held}>
      <div class="dock-fill">
        {screen ? (
          <VideoView stream={screen} label={t("call.screenOf", { name: sharer })} muted testid="remote-screen" />
        ) : camera ? (
          camera
        ) : (
          <div class="dock-empty">
            <Avatar name={name} size={72} />
            <span>{held && !consult ? t("call.held", { name }) : state.phase === "connected" ? t("call.cameraIsOff", { name: other }) : t("call.waitingFor", { name })}</span>
          </div>
        )}
        <div class="dock-shade" />
      </div>
      <div class="dock-top">
        <span data-testid="call-status" data-quality={quality}>
          <CallTag quality={quality}>
            {t("call.kind", { channel })} · {status}
            {quality === "away" && ` · ${t("call.quality.away")}`}
          </CallTag>
        </span>
        {quality !== "away" && connection.sign && <span class="tag glass">{connection.sign}</span>}
        {screen && (
          <span class="tag glass" data-testid="call-shares">
            <Icon name="screen" size={14} />
            {t("call.shares", { name: sharer })}
          </span>
        )}
        {hints && (
          <span class="tag glass">
            <Icon name={held ? "pause" : state.sharing ? "screen" : "micoff"} size={14} />
            {hints}
          </span>
        )}
        <span class="grow" />
        {recordable}
        {/* "Record this call" says by itself that it is not recorded. */}
        {!(recordable && (recording ?? "off") === "off") && <RecordingTag recording={recording} held={held} />}
      </div>
      {connection.figures}
      <div class="dock-ctl">{controls}</div>
      {keys}
      {screen && camera && <div class="pip is-rear dock-self dock-peer">{camera}</div>}
      {video && (
        <div class="pip dock-self">
          {state.localVideo ? (
            <VideoView stream={state.localVideo} label={t("call.selfView")} muted testid="self-video" />
          ) : (
            <span class="dock-self-off">
              <Icon name="videooff" size={20} label={t("call.selfOff")} />
            </span>
          )}
        </div>
      )}
    </section>
  );
}

export function qualityOf({ phase, grade, peerAway }: Pick<CallState, "phase" | "grade" | "peerAway">): Quality {
  if (phase === "connecting") return "connecting";
  if (phase === "reconnecting" || phase === "lost") return "reconnecting";
  return peerAway ? "away" : grade;
}

function useMuteKey(call: Call, silent: boolean): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyM" || event.repeat) return;
      event.preventDefault();
      void call.mute(!silent);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [call, silent]);
}
