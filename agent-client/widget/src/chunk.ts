// A file beside widget.js, fetched when it is wanted: few need it, and widget.js is paid for by everybody.
import { useEffect, useRef, useState } from "preact/hooks";
import { useApp } from "./hooks.ts";

/** Pauses of one who is patient, in ms: twice as long each time, up to the last. */
const FIRST = 2000;
const LAST = 60_000;

/**
 * `failed` until it is tried again: by `again`, when it is wanted anew, or by itself.
 * @param patient tries by itself as long as it is wanted
 */
export function useChunk<T>(name: string, wanted: boolean, patient?: boolean): { chunk: T | undefined; failed: boolean; again: () => void } {
  const app = useApp();
  const [chunk, setChunk] = useState<T>();
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const tries = useRef(0);
  const again = () => setAttempt(attempt + 1);
  useEffect(() => {
    if (!wanted || chunk) return;
    setFailed(false);
    // A module that could not be fetched is remembered as such: another address is another try.
    const address = new URL(`widget/${name}.js${tries.current++ ? `?again=${tries.current}` : ""}`, app.base).href;
    import(/* @vite-ignore */ address).then(setChunk, () => setFailed(true));
  }, [wanted, attempt]);
  useEffect(() => {
    if (!failed || !wanted || !patient) return;
    const timer = setTimeout(again, Math.min(LAST, FIRST * 2 ** (tries.current - 1)));
    return () => clearTimeout(timer);
  }, [failed, wanted]);
  return { chunk, failed, again };
}
