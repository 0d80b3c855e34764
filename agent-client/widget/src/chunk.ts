// A file beside widget.js, fetched when it is wanted: few need it, and widget.js is paid for by everybody.
import { useEffect, useRef, useState } from "preact/hooks";
import { useApp } from "./hooks.ts";

/** `failed` until it is tried again: by `again`, or when it is wanted anew. */
export function useChunk<T>(name: string, wanted: boolean): { chunk: T | undefined; failed: boolean; again: () => void } {
  const app = useApp();
  const [chunk, setChunk] = useState<T>();
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const tries = useRef(0);
  useEffect(() => {
    if (!wanted || chunk) return;
    setFailed(false);
    // A module that could not be fetched is remembered as such: another address is another try.
    const address = new URL(`widget/${name}.js${tries.current++ ? `?again=${tries.current}` : ""}`, app.base).href;
    import(/* @vite-ignore */ address).then(setChunk, () => setFailed(true));
  }, [wanted, attempt]);
  return { chunk, failed, again: () => setAttempt(attempt + 1) };
}
