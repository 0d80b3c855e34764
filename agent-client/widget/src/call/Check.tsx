// "Check microphone and camera", over the panel. What it shows is a file of its own.
import { useEffect, useId, useRef } from "preact/hooks";
import { Button, IconButton, useFocusTrap } from "@tandem/ui";
import type * as Chunk from "../check/main.tsx";
import { useChunk } from "../chunk.ts";
import { useApp } from "../hooks.ts";

export function Check() {
  const app = useApp();
  const { t, locale } = app.i18n;
  const id = useId();
  const close = () => app.show({ checking: false });
  const box = useFocusTrap(close);
  const place = useRef<HTMLDivElement>(null);
  const { chunk, failed, again } = useChunk<typeof Chunk>("check", true);

  useEffect(() => (chunk && place.current ? chunk.open({ into: place.current, devices: app.client.devices, server: app, locale, texts: app.settings.texts ?? {} }) : undefined), [chunk]);

  return (
    <div class="check" role="dialog" aria-modal="true" aria-labelledby={id} ref={box} tabIndex={-1} data-testid="check">
      <header class="wh has-back">
        <IconButton icon="left" iconSize={22} label={t("panel.back")} onClick={close} data-testid="check-close" />
        <div class="grow nm" id={id}>
          {t("menu.check")}
        </div>
      </header>
      <div class="check-body">
        {failed && (
          <div class="stack" role="alert" data-testid="check-failed">
            <p>{t("check.failed")}</p>
            <Button onClick={again}>{t("check.again")}</Button>
          </div>
        )}
        <div ref={place} />
      </div>
    </div>
  );
}
