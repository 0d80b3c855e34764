// The stage's pieces. On = glass; off or muted = white with the struck icon; end = red, wider, always last.
// Same order everywhere: mute, camera, hold, share, transfer, end; the rest sits before end.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { IconName } from "../icons.ts";
import { useUiI18n, type UiKey } from "../i18n/index.ts";
import { useStore, type Readable } from "../useStore.ts";
import { Icon } from "./Icon.tsx";

export type Quality = "good" | "fair" | "poor" | "away" | "connecting" | "reconnecting";

export interface CallButtonProps extends Omit<JSX.IntrinsicElements["button"], "size" | "icon" | "label"> {
  icon: IconName;
  label: string;
  /** Of a name that stays: a reader says whether it is pressed. */
  pressed?: boolean | undefined;
  /** White as if pressed, where the name says how it stands: "Muted. Unmute" and "pressed" would say the opposite of each other. */
  lit?: boolean | undefined;
  small?: boolean | undefined;
  glass?: boolean | undefined;
  plain?: boolean | undefined;
  end?: boolean | undefined;
}

export function CallButton({ icon, label, pressed, lit = pressed, small, glass, plain, end, ...rest }: CallButtonProps) {
  const names = ["cc", small && "cc-sm", glass && "glass", plain && "cc-plain", end && "cc-end"];
  const size = end ? (small ? 20 : 24) : small ? 18 : 21;
  return (
    <button type="button" {...rest} class={names.filter(Boolean).join(" ")} aria-label={label} title={label} aria-pressed={pressed} data-lit={lit}>
      <Icon name={icon} size={size} />
    </button>
  );
}

export interface CallControlsProps {
  muted: boolean;
  camera: boolean;
  onMute: (muted: boolean) => void;
  onCamera?: ((on: boolean) => void) | undefined;
  /** Instead of "Turn camera on", where it first has to be asked for. */
  cameraLabel?: string | undefined;
  held?: boolean | undefined;
  onHold?: ((held: boolean) => void) | undefined;
  sharing?: boolean | undefined;
  onShare?: ((on: boolean) => void) | undefined;
  onTransfer?: (() => void) | undefined;
  onFlip?: (() => void) | undefined;
  onDevices?: (() => void) | undefined;
  onChat?: (() => void) | undefined;
  /** Stands before the red button: a menu of devices, say. */
  children?: ComponentChildren;
  onEnd: () => void;
  /** Instead of "End call", where it ends more or less than that. */
  endLabel?: string | undefined;
  small?: boolean | undefined;
  glass?: boolean | undefined;
}

/** Only what the caller handles is shown: a control that does nothing is not there. */
export function CallControls(props: CallControlsProps) {
  const { t } = useUiI18n();
  const look = { small: props.small, glass: props.glass };
  const toggle = (on: boolean, icon: IconName, label: UiKey, lit: boolean, handler: ((on: boolean) => void) | undefined, id: string, words?: string) =>
    handler && <CallButton {...look} icon={icon} label={words ?? t(label)} lit={lit} onClick={() => handler(!on)} data-testid={`call-${id}`} />;
  return (
    <div class="ctl" role="group" aria-label={t("call.controls")}>
      {toggle(props.muted, props.muted ? "micoff" : "mic", props.muted ? "call.unmute" : "call.mute", props.muted, props.onMute, "mute")}
      {toggle(props.camera, props.camera || props.cameraLabel ? "video" : "videooff", props.camera ? "call.cameraOff" : "call.cameraOn", !props.camera && !props.cameraLabel, props.onCamera, "camera", props.cameraLabel)}
      {toggle(props.held ?? false, props.held ? "play" : "pause", props.held ? "call.resume" : "call.hold", props.held ?? false, props.onHold, "hold")}
      {toggle(props.sharing ?? false, "screen", props.sharing ? "call.stopShare" : "call.share", props.sharing ?? false, props.onShare, "share")}
      {props.onTransfer && <CallButton {...look} icon="transfer" label={t("call.transfer")} onClick={props.onTransfer} data-testid="call-transfer" />}
      {props.onFlip && <CallButton {...look} icon="refresh" label={t("call.flip")} onClick={props.onFlip} data-testid="call-flip" />}
      {props.onDevices && <CallButton {...look} icon="gear" label={t("call.devices")} onClick={props.onDevices} data-testid="call-devices" />}
      {props.onChat && <CallButton {...look} icon="message" label={t("call.chat")} onClick={props.onChat} data-testid="call-chat" />}
      {props.children}
      <CallButton {...look} glass={false} icon="hangup" label={props.endLabel ?? t("call.end")} end onClick={props.onEnd} data-testid="call-end" />
    </div>
  );
}

/** All of the display for this part of the page: what stands in it, its buttons too, comes along. */
export function useEnlarge<T extends HTMLElement>() {
  const box = useRef<T>(null);
  const [enlarged, setEnlarged] = useState(false);
  useEffect(() => {
    const look = () => setEnlarged(box.current?.matches(":fullscreen") ?? false);
    document.addEventListener("fullscreenchange", look);
    return () => document.removeEventListener("fullscreenchange", look);
  }, []);
  const enlarge = (on: boolean) => {
    const part = box.current;
    if (!on) void document.exitFullscreen?.().catch(() => undefined);
    // A phone is turned with it, where it lets itself be turned.
    else if (part?.requestFullscreen) void part.requestFullscreen().then(() => (screen.orientation as { lock?: (to: string) => Promise<void> }).lock?.("landscape")).catch(() => undefined);
    // An iPhone enlarges nothing but a video.
    else part?.querySelector<HTMLVideoElement & { webkitEnterFullscreen?: () => void }>("video")?.webkitEnterFullscreen?.();
  };
  return { box, enlarged, enlarge };
}

/** Shows a stream; muted for self views, so that nobody hears themselves. */
export function VideoView({ stream, label, muted, testid }: { stream: MediaStream | undefined; label: string; muted?: boolean; testid?: string }) {
  const [streams, onPlays] = useOverlap(stream);
  return (
    <>
      {streams.map((each) => (
        <Picture key={each.id} stream={each} onPlays={onPlays} label={label} muted={muted ?? false} testid={testid} />
      ))}
    </>
  );
}

function Picture({ stream, onPlays, label, muted, testid }: { stream: MediaStream; onPlays: (stream: MediaStream) => void; label: string; muted: boolean; testid: string | undefined }) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = element.current;
    if (video && video.srcObject !== stream) video.srcObject = stream;
  }, [stream]);
  // A live call has no captions.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  return <video ref={element} autoPlay playsInline muted={muted} aria-label={label} data-testid={testid} onLoadedData={() => onPlays(stream)} />;
}

/** The streams to play now, oldest first: a new one takes over from the one before it when it plays, so nothing is missed between them. */
function useOverlap(stream: MediaStream | undefined): [MediaStream[], (playing: MediaStream) => void] {
  const [streams, setStreams] = useState<MediaStream[]>(stream ? [stream] : []);
  useEffect(() => {
    setStreams((before) => (stream ? [...before.filter((each) => each !== stream).slice(-1), stream] : []));
  }, [stream]);
  const onPlays = (playing: MediaStream) => setStreams((before) => (before.at(-1) === playing ? [playing] : before));
  return [streams, onPlays];
}

/** Where one may choose a speaker, and may unplug it. */
export interface SpeakerDevices {
  readonly lists: Readable<unknown>;
  readonly choice: Readable<unknown>;
  chosen(kind: "speaker"): string | undefined;
  refresh(): Promise<void>;
}

/** The chosen speaker while it is there; nothing for the standard one, which takes over from one that is gone. */
export function useSpeaker(devices: SpeakerDevices): string | undefined {
  useStore(devices.lists);
  useStore(devices.choice);
  useEffect(() => void devices.refresh(), [devices]);
  return devices.chosen("speaker");
}

/** The voice of the other side. Has no face of its own; `onBlocked` fires when the browser wants a click first. */
export function AudioOut({ stream, speaker, onBlocked, testid }: { stream: MediaStream | undefined; speaker?: string | undefined; onBlocked?: () => void; testid?: string }) {
  const [streams, onPlays] = useOverlap(stream);
  return (
    <>
      {streams.map((each) => (
        <Sound key={each.id} stream={each} speaker={speaker} onPlays={onPlays} onBlocked={onBlocked} testid={testid} />
      ))}
    </>
  );
}

function Sound({ stream, speaker, onPlays, onBlocked, testid }: { stream: MediaStream; speaker: string | undefined; onPlays: (stream: MediaStream) => void; onBlocked: (() => void) | undefined; testid: string | undefined }) {
  const element = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const audio = element.current;
    if (!audio) return;
    audio.srcObject = stream;
    // Whatever else may come of it, as when the element goes before it plays, is nobody's to click away.
    audio.play().catch((error: Error) => error.name === "NotAllowedError" && onBlocked?.());
  }, [stream]);
  useEffect(() => {
    const audio = element.current as (HTMLAudioElement & { setSinkId?: (id: string) => Promise<void> }) | null;
    // Without a choice, back to the standard one.
    if (audio?.setSinkId) audio.setSinkId(speaker ?? "").catch(() => undefined);
  }, [speaker]);
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  return <audio ref={element} autoPlay data-testid={testid} onPlaying={() => onPlays(stream)} />;
}

/** Fifteen bars that move with the other side's voice. `level` gives 0..1 whenever asked; drawn without re-rendering. */
export function LevelBars({ level }: { level: () => number }) {
  const bars = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return undefined;
    const history: number[] = Array.from({ length: 15 }, () => 0);
    const timer = setInterval(() => {
      history.push(level());
      history.shift();
      for (const [i, bar] of [...(bars.current?.children ?? [])].entries()) (bar as HTMLElement).style.height = `${3 + Math.round(18 * (history[i] ?? 0))}px`;
    }, 100);
    return () => clearInterval(timer);
  }, [level]);
  return (
    <div class="lv" aria-hidden="true" ref={bars}>
      {Array.from({ length: 15 }, (_, i) => (
        <i key={i} />
      ))}
    </div>
  );
}

/** Name and time on the glass; amber while the connection is poor or coming back. */
export function CallTag({ quality, children }: { quality: Quality; children: ComponentChildren }) {
  const warn = quality !== "good" && quality !== "fair";
  return (
    <span class={warn ? "tag glass num is-warn" : "tag glass num"} data-testid="call-tag">
      <u />
      {children}
    </span>
  );
}

const RECORDING = { on: "call.recorded", held: "call.recordingHeld", paused: "call.recordingPaused", off: "call.notRecorded" } as const;

export interface RecordingTagProps {
  recording: "on" | "paused" | undefined;
  /** On hold nothing is recorded, nor of what agents say to each other meanwhile. */
  held: boolean;
  /** Only when there is something to say. */
  brief?: boolean;
}

/** Recording is shown to everyone, all the time. */
export function RecordingTag({ recording, held, brief }: RecordingTagProps) {
  const { t } = useUiI18n();
  if (brief && !recording) return null;
  const now = recording === "on" && held ? "held" : (recording ?? "off");
  return (
    <span class={now === "on" ? "tag tag-rec" : brief ? "tag glass" : "tag tag-plain"} data-testid="call-recording" data-recording={now}>
      {now === "on" ? <u style="background:#fff" /> : <Icon name={now === "off" ? "lock" : "pause"} size={14} />}
      {t(RECORDING[now])}
    </span>
  );
}
