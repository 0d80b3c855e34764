// Which microphone, camera and speaker. A kind of which there is none is not shown.
import type { Call, Device } from "@tandem/client";
import { CallButton, Menu, useStore, type MenuItem } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { useI18n } from "../i18n/index.ts";

export function DeviceMenu({ call, onVoice, glass, small }: { call: Call; onVoice: (() => void) | undefined; glass: boolean; small: boolean }) {
  const { t } = useI18n();
  const { desk } = useShell();
  const { devices } = desk.client;
  const lists = useStore(devices.lists);
  useStore(devices.choice);

  const section = (kind: "microphone" | "camera" | "speaker", all: readonly Device[]): (MenuItem | { heading: string })[] => {
    if (all.length === 0) return [];
    const chosen = devices.chosen(kind);
    const item = (id: string, label: string, device: string | undefined): MenuItem => ({
      id: `${kind}-${id}`,
      label,
      checked: chosen === device,
      onSelect: () => {
        devices.choose({ [kind]: device });
        if (kind !== "speaker") void call.devicesChanged(kind);
      },
    });
    return [
      { heading: t(`devices.${kind}`) },
      item("standard", t("devices.default"), undefined),
      ...all.map((device, i) => item(`${i}`, device.label || t("devices.unnamed", { kind: t(`devices.${kind}`), number: i + 1 }), device.id)),
    ];
  };
  const items: (MenuItem | "separator" | { heading: string })[] = [];
  if (onVoice) items.push({ id: "voice", icon: "phone", label: t("call.toVoice"), onSelect: onVoice }, "separator");
  items.push(...section("microphone", lists.microphones), ...(onVoice ? section("camera", lists.cameras) : []), ...section("speaker", lists.speakers));
  if (items.length === 0) return null;

  return (
    <Menu
      label={t("devices.label")}
      testid="devices"
      align={small ? "end" : "start"}
      items={items}
      button={(props) => (
        <CallButton
          icon="gear"
          label={t("devices.label")}
          glass={glass}
          small={small}
          data-testid="call-devices"
          {...props}
          onClick={() => {
            void devices.refresh();
            props.onClick();
          }}
        />
      )}
    />
  );
}
