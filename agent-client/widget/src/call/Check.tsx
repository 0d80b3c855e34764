// "Check microphone and camera", over the panel. What it shows is a file of its own, fetched from where the widget came from.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Button, IconButton, useFocusTrap } from "@tandem/ui";
import type * as Chunk from "../check/main.tsx";
import { useApp } from "../hooks.ts";

export function Check() {
  const app = useApp();
  const { t, locale } = app.i18n;
  const id = useId();
  const close = () => app.show({ checking: false });
  const box = useFocusTrap(close);
  const place = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let take: (() => void) | undefined;
    let gone = false;
    setFailed(false);
    // A module that could not be fetched is remembered as such: another address is another try.
    const address = new URL(attempt === 0 ? "widget/check.js" : `widget/check.js?again=${attempt}`, app.base).href;
    const load = async () => {
      try {
        const { open } = (await import(/* @vite-ignore */ address)) as typeof Chunk;
        if (!gone && place.current) take = open({ into: place.current, devices: app.client.devices, server: app, locale, texts: app.settings.texts ?? {} });
      } catch {
        if (!gone) setFailed(true);
      }
    };
    void load();
    return () => {
      gone = true;
      take?.();
    };
  }, [attempt]);

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
            <Button onClick={() => setAttempt(attempt + 1)}>{t("check.again")}</Button>
          </div>
        )}
        <div ref={place} />
      </div>
    </div>
  );
}
