// "Can I be heard?" before a call: microphone with its level, speaker with a sound, camera with a picture: of these nothing leaves the browser. And the
// network, when it is asked for.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { Icon } from "../components/Icon.tsx";
import { useStore, type Readable } from "../useStore.ts";
import type { AskNetwork } from "./network.ts";
import { NetworkPart } from "./NetworkPart.tsx";
import { Part } from "./Part.tsx";
import { meter, playTestSound, type Meter } from "./sound.ts";
import type { CheckKey } from "./texts.ts";

export interface CheckedDevice {
  readonly id: string;
  readonly label: string;
}

type Kind = "microphone" | "camera" | "speaker";
type Trouble = "denied" | "absent" | "busy";

/** What the call's own devices are: the choice made here is the choice of the next call. */
export interface CheckedDevices {
  readonly lists: Readable<{ readonly microphones: readonly CheckedDevice[]; readonly cameras: readonly CheckedDevice[]; readonly speakers: readonly CheckedDevice[] }>;
  readonly choice: Readable<unknown>;
  chosen(kind: Kind): string | undefined;
  choose(choice: { [kind in Kind]?: string | undefined }): void;
  refresh(): Promise<void>;
  microphone(): Promise<CheckedTrack>;
  camera(): Promise<CheckedTrack>;
}

export type CheckedTrack = { readonly track: MediaStreamTrack } | { readonly problem: { readonly code: string } };

export interface DeviceCheckProps {
  devices: CheckedDevices;
  network: AskNetwork;
  t: (key: CheckKey) => string;
}

type PartProps = Omit<DeviceCheckProps, "network">;

/** So loud, so many times within some seconds, that it is a voice and no click. */
const HEARD_LEVEL = 0.08;
const HEARD_TIMES = 2.5;
/** What a quiet look takes from them. */
const FORGOTTEN = 0.04;
const METER_EVERY = 80;
const CELLS = 16;

export function DeviceCheck({ devices, network, t }: DeviceCheckProps) {
  const lists = useStore(devices.lists);
  useStore(devices.choice);
  useEffect(() => void devices.refresh(), [devices]);
  const pick = (kind: Kind, all: readonly CheckedDevice[], after: () => void = () => undefined) => (
    <Picker
      label={t(`check.${kind}`)}
      standard={t("check.standard")}
      all={all}
      value={devices.chosen(kind)}
      testid={`check-choose-${kind}`}
      onChange={(id) => {
        devices.choose({ [kind]: id });
        after();
      }}
    />
  );
  return (
    <div class="chk" data-testid="device-check">
      <Microphone devices={devices} t={t} pick={(after) => pick("microphone", lists.microphones, after)} />
      <Speaker devices={devices} t={t} pick={"setSinkId" in HTMLMediaElement.prototype && pick("speaker", lists.speakers)} />
      <Camera devices={devices} t={t} pick={(after) => pick("camera", lists.cameras, after)} />
      <NetworkPart ask={network} t={t} />
    </div>
  );
}

function Microphone({ devices, t, pick }: PartProps & { pick: (after: () => void) => ComponentChildren }) {
  const [trouble, setTrouble] = useState<Trouble>();
  const [open, setOpen] = useState(false);
  const [heard, setHeard] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const bar = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let gone = false;
    let track: MediaStreamTrack | undefined;
    let sound: Meter | undefined;
    let timer: ReturnType<typeof setInterval> | undefined;
    setOpen(false);
    setHeard(false);
    setTrouble(undefined);
    const listen = async () => {
      const got = await devices.microphone();
      if ("problem" in got) {
        if (!gone) setTrouble(troubleOf(got.problem.code));
        return;
      }
      if (gone) return got.track.stop();
      track = got.track;
      const live = meter(track);
      sound = live;
      setOpen(true);
      let loud = 0;
      timer = setInterval(() => {
        const level = live.level();
        loud = level >= HEARD_LEVEL ? loud + 1 : Math.max(0, loud - FORGOTTEN);
        if (loud >= HEARD_TIMES) setHeard(true);
        draw(bar.current, level);
      }, METER_EVERY);
    };
    void listen();
    return () => {
      gone = true;
      clearInterval(timer);
      sound?.stop();
      track?.stop();
    };
  }, [devices, attempt]);

  return (
    <Part icon={trouble ? "micoff" : "mic"} title={t("check.microphone")} testid="check-microphone" state={trouble ?? (heard ? "heard" : open ? "open" : "asking")}>
      {pick(() => setAttempt(attempt + 1))}
      {trouble ? (
        <Wrong kind="microphone" trouble={trouble} t={t} onAgain={() => setAttempt(attempt + 1)} />
      ) : (
        <>
          {/* Drawn without rendering; a reader is told the outcome below, not every level. */}
          <div class="chk-bar" role="img" aria-label={t("check.microphone.level")} ref={bar} data-testid="check-level">
            {Array.from({ length: CELLS }, (_, i) => (
              <i key={i} />
            ))}
          </div>
          <p class="chk-say" role="status" data-testid="check-microphone-say">
            {heard && <Icon name="okc" size={16} />}
            {t(heard ? "check.microphone.heard" : open ? "check.microphone.speak" : "check.microphone.ask")}
          </p>
        </>
      )}
    </Part>
  );
}

function Speaker({ devices, t, pick }: PartProps & { pick: ComponentChildren }) {
  const [state, setState] = useState<"quiet" | "playing" | "played" | "failed">("quiet");
  const play = async () => {
    setState("playing");
    try {
      await playTestSound(devices.chosen("speaker"));
      setState("played");
    } catch {
      setState("failed");
    }
  };
  return (
    <Part icon="ear" title={t("check.speaker")} testid="check-speaker" state={state}>
      {pick}
      <div class="chk-row">
        <Button size="sm" icon="play" disabled={state === "playing"} onClick={() => void play()} data-testid="check-play">
          {t("check.speaker.play")}
        </Button>
      </div>
      <p class="chk-say" role="status">
        {state === "quiet" ? "" : t(state === "failed" ? "check.speaker.failed" : "check.speaker.playing")}
      </p>
    </Part>
  );
}

function Camera({ devices, t, pick }: PartProps & { pick: (after: () => void) => ComponentChildren }) {
  const [wanted, setWanted] = useState(0);
  const [trouble, setTrouble] = useState<Trouble>();
  const [stream, setStream] = useState<MediaStream>();
  const video = useRef<HTMLVideoElement>(null);

  useEffect(() => {
    setTrouble(undefined);
    setStream(undefined);
    if (wanted === 0) return undefined;
    let gone = false;
    let track: MediaStreamTrack | undefined;
    const look = async () => {
      const got = await devices.camera();
      if ("problem" in got) {
        if (!gone) setTrouble(troubleOf(got.problem.code));
        return;
      }
      if (gone) return got.track.stop();
      track = got.track;
      setStream(new MediaStream([track]));
    };
    void look();
    return () => {
      gone = true;
      track?.stop();
    };
  }, [devices, wanted]);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream ?? null;
  }, [stream]);

  return (
    <Part icon={trouble ? "videooff" : "video"} title={t("check.camera")} testid="check-camera" state={trouble ?? (stream ? "open" : "off")}>
      {pick(() => wanted > 0 && setWanted(wanted + 1))}
      {trouble ? (
        <Wrong kind="camera" trouble={trouble} t={t} onAgain={() => setWanted(wanted + 1)} />
      ) : (
        <>
          {stream && <video class="chk-self" ref={video} autoPlay playsInline muted aria-label={t("check.camera.self")} data-testid="check-self" />}
          <div class="chk-row">
            <Button size="sm" icon={stream ? "videooff" : "video"} onClick={() => setWanted(wanted > 0 ? 0 : 1)} data-testid="check-show">
              {t(wanted > 0 ? "check.camera.hide" : "check.camera.show")}
            </Button>
          </div>
          {wanted === 0 && <p class="chk-say">{t("check.camera.off")}</p>}
        </>
      )}
    </Part>
  );
}

function Wrong({ kind, trouble, t, onAgain }: { kind: "microphone" | "camera"; trouble: Trouble; t: DeviceCheckProps["t"]; onAgain: () => void }) {
  return (
    <div class="chk-wrong" role="alert" data-testid={`check-${kind}-trouble`}>
      <b>{t(`check.${kind}.${trouble}`)}</b>
      <p>{t(`check.${kind}.${trouble}.detail`)}</p>
      <Button size="sm" icon="refresh" onClick={onAgain} data-testid={`check-${kind}-again`}>
        {t("check.again")}
      </Button>
    </div>
  );
}

function Picker({ label, standard, all, value, onChange, testid }: { label: string; standard: string; all: readonly CheckedDevice[]; value: string | undefined; onChange: (id: string | undefined) => void; testid: string }) {
  if (all.length === 0) return null;
  return (
    <span class="chk-pick">
      <select aria-label={label} value={value ?? ""} data-testid={testid} onChange={(event) => onChange(event.currentTarget.value || undefined)}>
        <option value="">{standard}</option>
        {all.map((device, i) => (
          <option value={device.id} key={device.id}>
            {device.label || `${label} ${i + 1}`}
          </option>
        ))}
      </select>
      <Icon name="down" size={16} />
    </span>
  );
}

function draw(bar: HTMLDivElement | null, level: number): void {
  const full = Math.round(level * CELLS);
  for (const [i, cell] of [...(bar?.children ?? [])].entries()) cell.classList.toggle("on", i < full);
}

/** Three things a person can do something about. */
export function troubleOf(code: string): Trouble {
  return code === "absent" ? "absent" : code === "busy" || code === "unknown" ? "busy" : "denied";
}
