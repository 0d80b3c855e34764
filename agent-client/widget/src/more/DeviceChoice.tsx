// Which microphone, camera and speaker. Lists have names once the browser was allowed to say them.
import { useEffect } from "preact/hooks";
import type { Call, Device, DeviceChoice as Choice, Devices } from "@tandem/client";
import { Icon, useStore } from "@tandem/ui";
import type { MoreKey } from "./texts.ts";

export function DeviceChoice({ call, devices, camera, t }: { call: Call; devices: Devices; camera: boolean; t: (key: MoreKey) => string }) {
  const lists = useStore(devices.lists);
  useStore(devices.choice);
  useEffect(() => void devices.refresh(), [devices]);

  const pick = (kind: keyof Choice, label: string, options: readonly Device[]) =>
    options.length > 0 && (
      <label>
        {label}
        <span class="picker">
          <select
            value={devices.chosen(kind) ?? ""}
            data-testid={`device-${kind}`}
            onChange={(event) => {
              devices.choose({ [kind]: event.currentTarget.value || undefined });
              if (kind !== "speaker") void call.devicesChanged(kind);
            }}
          >
            <option value="">{t("call.standard")}</option>
            {options.map((device, i) => (
              <option value={device.id} key={device.id}>
                {device.label || `${label} ${i + 1}`}
              </option>
            ))}
          </select>
          <Icon name="down" size={18} />
        </span>
      </label>
    );

  return (
    <div class="stage-settings" data-testid="device-choice">
      {pick("microphone", t("call.microphone"), lists.microphones)}
      {camera && pick("camera", t("call.camera"), lists.cameras)}
      {"setSinkId" in HTMLMediaElement.prototype && pick("speaker", t("call.speaker"), lists.speakers)}
    </div>
  );
}
