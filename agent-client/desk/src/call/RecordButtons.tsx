// Starting, pausing and stopping the recording of a call, as far as the site lets its agents.
import { CallButton } from "@tandem/ui";
import type { RecordingState } from "@tandem/client";
import { useShell } from "../app/context.ts";
import { useI18n } from "../i18n/index.ts";

export interface RecordButtonsProps {
  id: string;
  call: string;
  recording: "on" | "paused" | undefined;
  glass: boolean;
  small: boolean;
}

export function RecordButtons({ id, call, recording, glass, small }: RecordButtonsProps) {
  const { t } = useI18n();
  const { desk, recording: policy } = useShell();
  if (policy === "off") return null;
  const to = (state: RecordingState) => () => desk.record(id, call, state);
  const look = { glass, small };
  if (!recording) return <CallButton {...look} icon="record" label={t("record.start")} onClick={to("on")} data-testid="record-start" />;
  return (
    <>
      {recording === "on" ? (
        <CallButton {...look} icon="pause" label={t("record.pause")} onClick={to("paused")} data-testid="record-pause" />
      ) : (
        <CallButton {...look} icon="record" label={t("record.resume")} onClick={to("on")} data-testid="record-resume" />
      )}
      {policy === "agent" && <CallButton {...look} icon="x" label={t("record.stop")} onClick={to("off")} data-testid="record-stop" />}
    </>
  );
}
