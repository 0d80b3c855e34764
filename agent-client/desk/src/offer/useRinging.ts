// The ring: at once and every three seconds, louder from the second time, in one tab only, silent the moment somebody answers.
import { useEffect } from "preact/hooks";
import { useShell } from "../app/context.ts";

const EVERY_MS = 3000;

export function useRinging(ringing: boolean): void {
  const { sounds } = useShell();
  useEffect(() => {
    if (!ringing) return undefined;
    let round = 0;
    let timer: ReturnType<typeof setInterval> | undefined;
    const over = new AbortController();
    const ring = () => {
      sounds.ring(round);
      round++;
    };
    const begin = () => {
      ring();
      timer = setInterval(ring, EVERY_MS);
    };
    const silence = new Promise<void>((resolve) => over.signal.addEventListener("abort", () => resolve()));
    if (navigator.locks) {
      // Several tabs show the ring, one sounds; when it goes, the next one takes over.
      navigator.locks
        .request("tandem-ring", { signal: over.signal }, async () => {
          begin();
          await silence;
        })
        .catch(() => undefined);
    } else begin();
    return () => {
      over.abort();
      clearInterval(timer);
      sounds.stop();
    };
  }, [ringing, sounds]);
}
