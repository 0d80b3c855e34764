// Starting, pausing and stopping the recording of a call, as far as the site lets its agents: in words, because two pauses are near.
import type { IconName } from "@tandem/ui";
import { Icon } from "@tandem/ui";
import type { RecordingState } from "@tandem/client";
import { useShell } from "../app/context.ts";
import { useI18n, type DeskKey } from "../i18n/index.ts";

export interface RecordButtonsProps {
  id: string;
  call: string;
  recording: "on" | "paused" | undefined;
}

export function RecordButtons({ id, call, recording }: RecordButtonsProps) {
  const { t } = useI18n();
  const { desk, recording: policy } = useShell();
  if (policy === "off") return null;
  const act = (name: string, icon: IconName, text: DeskKey, state: RecordingState) => (
    <button type="button" class="rec-act" onClick={() => desk.record(id, call, state)} data-testid={`record-${name}`}>
      <Icon name={icon} size={14} />
      {t(text)}
    </button>
  );
  if (!recording) return act("start", "record", "record.start", "on");
  return (
    <>
      {recording === "on" ? act("pause", "pause", "record.pause", "paused") : act("resume", "record", "record.resume", "on")}
      {policy === "agent" && act("stop", "x", "record.stop", "off")}
    </>
  );
}
