// The other side's voice, for as long as the call lives: in the panel or as a pill. If the browser wants a click first, that is said, and any
// click or key does.
import { useEffect, useState } from "preact/hooks";
import type { Call } from "@tandem/client";
import { AudioOut, Banner, Button, useSpeaker, useStore } from "@tandem/ui";
import { useApp, useView } from "../hooks.ts";
import { personOf } from "../person.ts";

export function CallAudio({ call }: { call: Call }) {
  const app = useApp();
  const { remoteAudio } = useStore(call.state);
  const { soundBlocked } = useStore(app.ui);
  const speaker = useSpeaker(app.client.devices);
  const name = personOf(useView()?.conversation);
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (!soundBlocked) return undefined;
    const again = () => {
      app.show({ soundBlocked: false });
      setRound((n) => n + 1);
    };
    for (const event of GESTURES) document.addEventListener(event, again, true);
    return () => {
      for (const event of GESTURES) document.removeEventListener(event, again, true);
    };
  }, [soundBlocked]);
  useEffect(() => () => app.show({ soundBlocked: false }), []);
  // The panel's banner speaks for itself.
  const blocked = () => app.show({ soundBlocked: true, ...(app.ui.get().open ? {} : { alarm: app.i18n.t("call.soundBlocked", { name }) }) });
  return <AudioOut key={round} stream={remoteAudio} speaker={speaker} onBlocked={blocked} testid="call-audio" />;
}

/** What a browser takes for somebody's wish; a touch only when it is over. */
const GESTURES = ["click", "keydown"] as const;

export function SoundBanner() {
  const app = useApp();
  const { t } = app.i18n;
  const name = personOf(useView()?.conversation);
  if (!useStore(app.ui).soundBlocked) return null;
  return (
    <Banner tone="warning" icon="alert" title={t("call.soundBlocked", { name })} detail={t("call.soundBlocked.detail")} stacked testid="call-sound-blocked">
      {/* Pressing it is all that is wanted. */}
      <Button size="sm">{t("call.hear")}</Button>
    </Banner>
  );
}
