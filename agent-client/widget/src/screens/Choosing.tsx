// Text, voice or video: one row per channel with its own wait. A channel nobody serves now is not here. The assistant stays.
import type { Channel, View } from "@tandem/client";
import { Button, ChannelOptions, useStore } from "@tandem/ui";
import { useApp } from "../hooks.ts";
import { LogBox, TimelineView } from "./TimelineView.tsx";

export function Choosing({ view }: { view: View }) {
  const app = useApp();
  const { t } = app.i18n;
  const { site } = useStore(app.ui);
  const allowed = app.settings.channels;
  const options = (view.conversation.options?.channels ?? [])
    .filter(({ channel }) => !allowed || allowed.includes(channel))
    .map(({ channel, waitSeconds }) => ({ channel, title: t(`offer.${channel}`), detail: t(`offer.${channel}.detail`), wait: waitWords(app, waitSeconds) }));
  return (
    <>
      <LogBox>
        <TimelineView conversation={view.conversation} draft={view.draft} />
        <div style="margin-top:10px" data-testid="channel-offer">
          <div class="offer-title" id="tandem-offer">
            {t("offer.title")}
          </div>
          {site?.recording === "always" && options.some(({ channel }) => channel !== "text") && (
            <p class="s2" style="margin-block-end:8px" data-testid="offer-recorded">
              {t("offer.recorded")}
            </p>
          )}
          <ChannelOptions options={options} onChoose={(channel: Channel) => app.choose(channel)} />
        </div>
      </LogBox>
      <div class="foot">
        <Button kind="quiet" onClick={() => void app.command((id) => ({ type: "decline_channels", conversation: id }))} data-testid="channel-not-now">
          {t("offer.notNow")}
        </Button>
      </div>
    </>
  );
}

/** "2 min"; nothing to wait for is "Now"; what cannot be told is not told. */
export function waitWords(app: ReturnType<typeof useApp>, seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined;
  return seconds < 20 ? app.i18n.t("offer.now") : app.i18n.minutes(seconds * 1000);
}
