// The customers' voices: heard whatever the agent looks at. And the sounds of a call that begins and ends.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Call } from "@tandem/client";
import { AudioOut, Banner, Button, useSpeaker, useStore } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { useI18n } from "../i18n/index.ts";

export function CallAudio({ nameOf }: { nameOf: (conversation: string) => string }) {
  const { desk } = useShell();
  const calls = useStore(desk.client.calls);
  return (
    <>
      {[...calls].map(([conversation, call]) => (
        <Voice key={call.state.get().id} call={call} name={nameOf(conversation)} />
      ))}
    </>
  );
}

function Voice({ call, name }: { call: Call; name: string }) {
  const { t } = useI18n();
  const { desk, sounds } = useShell();
  const { remoteAudio, phase } = useStore(call.state);
  const speaker = useSpeaker(desk.client.devices);
  const [blocked, setBlocked] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const joined = useRef(false);

  useEffect(() => {
    if (phase === "connected" && !joined.current) {
      joined.current = true;
      sounds.joined();
    }
  }, [phase]);
  useEffect(
    () => () => {
      if (joined.current) sounds.left();
    },
    [],
  );

  return (
    <>
      <AudioOut key={attempt} stream={remoteAudio} speaker={speaker} onBlocked={() => setBlocked(true)} testid="remote-audio" />
      {blocked && (
        <div class="toast-wrap">
          <Banner tone="warning" icon="bell" title={t("call.soundBlocked", { name })} detail={t("call.soundBlocked.detail")} testid="call-sound-blocked">
            <Button
              size="sm"
              onClick={() => {
                setBlocked(false);
                setAttempt(attempt + 1);
              }}
            >
              {t("call.hear")}
            </Button>
          </Banner>
        </div>
      )}
    </>
  );
}
