// Two live regions for the whole desk; a text said twice is said twice because the region is emptied between.
import { useCallback, useRef, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";

export function useAnnouncer(): { announce: (text: string, at?: "polite" | "assertive") => void; regions: ComponentChildren } {
  const [said, setSaid] = useState({ polite: "", assertive: "" });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const announce = useCallback((text: string, at: "polite" | "assertive" = "polite") => {
    setSaid((before) => ({ ...before, [at]: "" }));
    clearTimeout(timer.current);
    // A reader notices a change only when it comes after the emptied state was drawn.
    timer.current = setTimeout(() => setSaid((before) => ({ ...before, [at]: text })), 60);
  }, []);
  const regions = (
    <>
      <div class="sr" role="status" aria-live="polite" data-testid="live-polite">
        {said.polite}
      </div>
      <div class="sr" role="alert" aria-live="assertive" data-testid="live-assertive">
        {said.assertive}
      </div>
    </>
  );
  return { announce, regions };
}
