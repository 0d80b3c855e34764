// Microphones, cameras and speakers: what is there, what was chosen, and tracks from them. The choice is kept over reloads.
import { Cell } from "../store.ts";
import { mediaProblem, type MediaKind, type MediaProblem } from "./problems.ts";

export interface Device {
  readonly id: string;
  /** Empty until the browser was allowed to say it. */
  readonly label: string;
}

export interface DeviceLists {
  readonly microphones: readonly Device[];
  readonly cameras: readonly Device[];
  readonly speakers: readonly Device[];
}

export interface DeviceChoice {
  readonly microphone?: string;
  readonly camera?: string;
  readonly speaker?: string;
}

export type TrackResult = { readonly track: MediaStreamTrack } | { readonly problem: MediaProblem };

const CHOICE_KEY = "tandem.devices";
/** Ids that name no device of their own; the empty one is a browser that was not allowed to say more. */
const STANDARD: ReadonlySet<string> = new Set(["", "default", "communications"]);

export class Devices {
  readonly lists = new Cell<DeviceLists>({ microphones: [], cameras: [], speakers: [] });
  readonly choice = new Cell<DeviceChoice>(storedChoice());
  readonly #media: MediaDevices | undefined;

  constructor(media: MediaDevices | undefined = typeof navigator === "undefined" ? undefined : navigator.mediaDevices) {
    this.#media = media;
    media?.addEventListener?.("devicechange", () => void this.refresh());
  }

  /** The chosen one among those that are there; nothing for the standard one, also while the chosen one is gone. */
  chosen(kind: keyof DeviceChoice): string | undefined {
    const { microphones, cameras, speakers } = this.lists.get();
    const there = { microphone: microphones, camera: cameras, speaker: speakers }[kind];
    return there.find(({ id }) => id === this.choice.get()[kind])?.id;
  }

  choose(choice: Partial<DeviceChoice>): void {
    this.choice.update((before) => ({ ...before, ...choice }));
    try {
      localStorage.setItem(CHOICE_KEY, JSON.stringify(this.choice.get()));
    } catch {
      // Forgotten with the page.
    }
  }

  /** What Chromium lists as "default" and "communications" is one of the others once more: without a choice that is what one gets. */
  async refresh(): Promise<void> {
    const all = (await this.#media?.enumerateDevices().catch(() => [])) ?? [];
    const of = (kind: MediaDeviceKind) => all.filter((device) => device.kind === kind && !STANDARD.has(device.deviceId)).map(({ deviceId, label }) => ({ id: deviceId, label }));
    this.lists.set({ microphones: of("audioinput"), cameras: of("videoinput"), speakers: of("audiooutput") });
  }

  microphone(): Promise<TrackResult> {
    const processing = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    return this.#track("microphone", this.choice.get().microphone, (id) => ({ audio: { ...processing, ...exactly(id) } }));
  }

  /** `facing` asks a phone for its front or rear camera and wins over the chosen device. */
  camera(facing?: "user" | "environment"): Promise<TrackResult> {
    const size = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };
    return this.#track("camera", facing ? undefined : this.choice.get().camera, (id) => ({ video: { ...size, ...exactly(id), ...(facing ? { facingMode: facing } : {}) } }));
  }

  /** Phones cannot. */
  get canShare(): boolean {
    return this.#media?.getDisplayMedia !== undefined;
  }

  async screen(): Promise<TrackResult> {
    try {
      if (!this.#media?.getDisplayMedia) return { problem: { kind: "screen", code: "forbidden" } };
      // This very page is often what somebody has a question about.
      const options: object = { video: { width: { max: 1920 }, height: { max: 1080 }, frameRate: { ideal: 10, max: 15 } }, selfBrowserSurface: "include" };
      const got = first(await this.#media.getDisplayMedia(options), "screen");
      if ("track" in got) got.track.contentHint = "detail";
      return got;
    } catch (error) {
      return { problem: mediaProblem("screen", error) };
    }
  }

  async #track(kind: MediaKind, chosen: string | undefined, constraints: (id: string | undefined) => MediaStreamConstraints): Promise<TrackResult> {
    if (!this.#media?.getUserMedia) return { problem: { kind, code: "forbidden" } };
    try {
      const got = first(await this.#media.getUserMedia(constraints(chosen)), kind);
      void this.refresh();
      return got;
    } catch (error) {
      const problem = mediaProblem(kind, error);
      // The chosen device is gone: any other is better than silence.
      if (chosen !== undefined && problem.code === "absent") return this.#track(kind, undefined, constraints);
      return { problem };
    }
  }
}

function exactly(id: string | undefined): MediaTrackConstraints {
  return id === undefined ? {} : { deviceId: { exact: id } };
}

function first(stream: MediaStream, kind: MediaKind): TrackResult {
  const track = stream.getTracks()[0];
  return track ? { track } : { problem: { kind, code: "absent" } };
}

function storedChoice(): DeviceChoice {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(CHOICE_KEY) ?? "{}");
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
