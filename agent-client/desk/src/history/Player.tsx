// The recording of a call beside its timeline: the files of both sides play together on one clock, which stands still while one
// of them loads.
import { useEffect, useRef, useState } from "preact/hooks";
import { Button, IconButton } from "@tandem/ui";
import type { Recording, RecordedFile } from "../app/api.ts";
import { useShell } from "../app/context.ts";
import { useI18n } from "../i18n/index.ts";

/** Further apart than this is heard; seconds. */
const APART = 0.15;
const TICK_MS = 100;

/** What is being written is looked for again: a call that goes on, or files that their bridge could not finish. */
const WRITING_LOOK_MS = 5000;

/** A longer gap is one in which nothing was shown. */
const AT_ONCE_MS = 1000;

export function Recordings({ id, name }: { id: string; name: string }) {
  const { t } = useI18n();
  const { api } = useShell();
  const [found, setFound] = useState<readonly Recording[]>([]);
  const [attempt, setAttempt] = useState(0);
  const again = () => setAttempt((before) => before + 1);
  useEffect(() => {
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const answer = await api.recordings(id);
      if (!wanted) return;
      if (answer.ok) setFound((before) => answer.value.map((now) => before.find((known) => isSame(known, now)) ?? now));
      if (!answer.ok || answer.value.some(({ complete }) => !complete)) timer = setTimeout(again, WRITING_LOOK_MS);
    };
    void look();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [id, attempt]);
  return (
    <>
      {found.map((recording) =>
        recording.complete ? (
          <Player key={recording.call} id={id} recording={recording} name={name} onDeleted={again} />
        ) : (
          <div class="player" key={recording.call} data-testid="player-writing">
            <span class="grow">{t("player.writing")}</span>
            <Button size="sm" onClick={again} data-testid="player-again">
              {t("player.again")}
            </Button>
          </div>
        ),
      )}
    </>
  );
}

/** Then its player goes on undisturbed. */
function isSame(one: Recording, other: Recording): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

interface PlayerProps {
  id: string;
  recording: Recording;
  name: string;
  onDeleted: () => void;
}

function Player({ id, recording, name, onDeleted }: PlayerProps) {
  const { t, clock } = useI18n();
  const { api, supervisor } = useShell();
  const box = useRef<HTMLDivElement>(null);
  const position = useRef(0);
  const [at, setAt] = useState(0);
  const [playing, setPlaying] = useState(false);
  const [asking, setAsking] = useState(false);
  const [failed, setFailed] = useState(false);
  const length = recording.millis / 1000;

  const tracks = () => [...(box.current?.querySelectorAll<HTMLMediaElement>("audio, video") ?? [])].map((element, i) => ({ element, file: recording.files[i] as RecordedFile }));
  const move = (to: number) => {
    position.current = Math.min(Math.max(to, 0), length);
    setAt(position.current);
    for (const { element, file } of tracks()) place(element, file, position.current, APART / 3);
  };

  useEffect(() => {
    if (!playing) return undefined;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      const due = tracks().filter(({ file }) => isDue(file, recording.files, position.current));
      // Whoever is not ready is waited for; then all go on together.
      const loading = due.some(({ element }) => element.readyState < element.HAVE_FUTURE_DATA && !element.ended && !element.error);
      if (!loading) position.current += (now - last) / 1000;
      last = now;
      for (const { element, file } of tracks()) {
        if (isDue(file, recording.files, position.current)) {
          place(element, file, position.current, APART);
          if (element.paused && !element.ended) element.play().catch(() => setPlaying(false));
        } else if (!element.paused) element.pause();
      }
      setAt(Math.min(position.current, length));
      if (position.current >= length) setPlaying(false);
    }, TICK_MS);
    return () => {
      clearInterval(timer);
      for (const { element } of tracks()) element.pause();
    };
  }, [playing, recording]);

  const toggle = () => {
    if (!playing && position.current >= length) move(0);
    setPlaying(!playing);
  };
  const remove = async () => {
    const answer = await api.deleteRecording(id, recording.call);
    if (answer.ok || answer.status === 404) onDeleted();
    else setFailed(true);
    setAsking(false);
  };
  const words = t("player.at", { at: clock(at * 1000), length: clock(recording.millis) });
  return (
    <section class="player" aria-label={t("player.label")} data-testid="player">
      <div class="player-pictures" ref={box}>
        {recording.files.map((file) =>
          file.kind !== "audio" ? (
            // oxlint-disable-next-line jsx-a11y/media-has-caption
            <video key={file.file} src={api.recordedFile(id, recording.call, file.file)} preload="auto" muted playsInline hidden={!isShown(file, recording.files, at)} aria-label={t(file.kind === "screen" ? "player.screen" : "player.video", { name: file.role === "customer" ? name : t("player.agent") })} data-testid={`player-${file.kind}`} onError={() => setFailed(true)} />
          ) : (
            // oxlint-disable-next-line jsx-a11y/media-has-caption
            <audio key={file.file} src={api.recordedFile(id, recording.call, file.file)} preload="auto" data-role={file.role} data-testid="player-audio" onError={() => setFailed(true)} />
          ),
        )}
      </div>
      <div class="row player-row">
        <IconButton icon={playing ? "pause" : "play"} label={t(playing ? "player.pause" : "player.play")} onClick={toggle} data-testid="player-play" />
        <input class="grow" type="range" min={0} max={length} step={0.1} value={at} aria-label={t("player.seek")} aria-valuetext={words} onInput={(event) => move(Number(event.currentTarget.value))} data-testid="player-seek" />
        <span class="num" data-testid="player-time">
          {words}
        </span>
        {supervisor && <IconButton icon="trash" label={t("player.delete")} onClick={() => setAsking(true)} data-testid="player-delete" />}
      </div>
      {asking && (
        <div class="row player-row" role="group" aria-label={t("player.delete.sure")}>
          <span class="grow">{t("player.delete.sure")}</span>
          <Button size="sm" onClick={() => setAsking(false)} data-testid="player-delete-no">
            {t("player.delete.no")}
          </Button>
          <Button size="sm" kind="danger" onClick={() => void remove()} data-testid="player-delete-yes">
            {t("player.delete.yes")}
          </Button>
        </div>
      )}
      {failed && <p role="alert">{t("player.failed")}</p>}
    </section>
  );
}

/** Of two files of one side at the same time, as while a call goes to another bridge, the later one is heard. */
export function isDue(file: RecordedFile, files: readonly RecordedFile[], at: number): boolean {
  return lasts(file, at) && !files.some((later) => later.fromMillis > file.fromMillis && trackOf(later) === trackOf(file) && lasts(later, at));
}

function lasts(file: RecordedFile, at: number): boolean {
  return at * 1000 >= file.fromMillis && at * 1000 < file.fromMillis + file.millis;
}

/** Whose it is and of which kind, as its name says: `1764105123456-agent-maya-audio.webm`. */
function trackOf({ file }: RecordedFile): string {
  return file.replace(/^\d+-/, "").replace(/\.\w+$/, "");
}

/** A picture stays until the next one of the same side that comes at once: a camera that grows goes on in another file. */
export function isShown(file: RecordedFile, files: readonly RecordedFile[], at: number): boolean {
  const ends = file.fromMillis + file.millis;
  const goesOn = files.map((next) => (next.kind === file.kind && next.role === file.role && next.fromMillis > file.fromMillis ? next.fromMillis : Infinity));
  const next = Math.min(...goesOn);
  const until = next - ends < AT_ONCE_MS ? next : ends;
  return at * 1000 >= file.fromMillis && at * 1000 < until;
}

/** Brings a track to where the clock is, unless it is near enough. */
function place(element: HTMLMediaElement, file: RecordedFile, at: number, apart: number): void {
  const wanted = Math.min(Math.max(at - file.fromMillis / 1000, 0), file.millis / 1000);
  if (Math.abs(element.currentTime - wanted) > apart) element.currentTime = wanted;
}
