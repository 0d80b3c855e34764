// What few calls need: the keypad, what the other side presses, the choice of devices. A file of its own, fetched by the first need.
import { useEffect, useRef } from "preact/hooks";
import type { Call } from "@tandem/client";
import { CallButton, useStore } from "@tandem/ui";
import type * as Chunk from "../more/main.tsx";
import { useChunk } from "../chunk.ts";
import { useApp } from "../hooks.ts";

export type Shown = "keys" | "devices" | undefined;

export interface MoreProps {
  call: Call;
  shown: Shown;
  show: (what: Shown) => void;
  camera: boolean;
  /** Nobody hears keys. */
  held: boolean;
  /** Of the other side. */
  name: string;
}

export function More({ call, shown, show, ...rest }: MoreProps) {
  const app = useApp();
  const place = useRef<HTMLDivElement>(null);
  const { pressed } = useStore(call.state);
  const { chunk, failed } = useChunk<typeof Chunk>("more", (shown ?? pressed) !== undefined);
  useEffect(() => {
    if (place.current) chunk?.draw(place.current, { call, shown, show, app, ...rest });
  });
  useEffect(() => {
    const into = place.current;
    return () => into && chunk?.draw(into);
  }, [chunk]);
  return (
    <div class="more" ref={place}>
      {failed && shown && <p role="alert">{app.i18n.t("check.failed")}</p>}
    </div>
  );
}

export function KeysButton({ shown, show, glass }: Pick<MoreProps, "shown" | "show"> & { glass?: boolean }) {
  const { t } = useApp().i18n;
  const on = shown === "keys";
  return <CallButton icon="keypad" label={t("call.keys")} glass={glass} pressed={on} onClick={() => show(on ? undefined : "keys")} data-testid="call-keys" />;
}
