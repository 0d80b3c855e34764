// The other side's voice, for as long as the call lives: in the panel or as a pill. If the browser wants a click first, any click does.
import { useEffect, useState } from "preact/hooks";
import type { Call } from "@tandem/client";
import { AudioOut, useSpeaker, useStore } from "@tandem/ui";
import { useApp } from "../hooks.ts";

export function CallAudio({ call }: { call: Call }) {
  const app = useApp();
  const { remoteAudio } = useStore(call.state);
  const speaker = useSpeaker(app.client.devices);
  const [round, setRound] = useState(0);
  const [blocked, setBlocked] = useState(false);
  useEffect(() => {
    if (!blocked) return undefined;
    const again = () => {
      setBlocked(false);
      setRound((n) => n + 1);
    };
    document.addEventListener("pointerdown", again, { once: true });
    return () => document.removeEventListener("pointerdown", again);
  }, [blocked]);
  return <AudioOut key={round} stream={remoteAudio} speaker={speaker} onBlocked={() => setBlocked(true)} testid="call-audio" />;
}
