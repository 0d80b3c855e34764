// Available, Break, Offline; what the agent does now; and how loud it rings.
import { useState } from "preact/hooks";
import type { Presence } from "@tandem/client";
import { Icon, Menu, type MenuItem, useStore } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { useI18n } from "../i18n/index.ts";
import { doing } from "../state/select.ts";
import { VolumeSlider } from "./VolumeSlider.tsx";

const PRESENCES: readonly Presence[] = ["available", "break", "offline"];

export function PresenceMenu() {
  const { t } = useI18n();
  const { desk, sounds } = useShell();
  const state = useStore(desk.state);
  const live = useStore(desk.client.calls);
  const [muted, setMuted] = useState(sounds.volume === 0);
  const now = doing(state, live.size > 0);
  const busy = live.size > 0 ? t("presence.duringCall") : state.mine.some((item) => item.phase === "with_agent") ? t("presence.duringTalk") : undefined;

  const items: (MenuItem | "separator" | { heading: string })[] = PRESENCES.map((presence) => ({
    id: presence,
    label: t(`presence.${presence}`),
    lead: <b class={`dot dot-${presence}`} />,
    checked: (state.pendingPresence ?? state.presence) === presence,
    onSelect: () => desk.presence(presence),
  }));
  items.push("separator", {
    id: "mute",
    icon: muted ? "belloff" : "bell",
    label: t(muted ? "sound.unmute" : "sound.mute"),
    onSelect: () => {
      sounds.volume = muted ? 1 : 0;
      setMuted(!muted);
    },
  });

  return (
    <Menu
      label={t("presence.label")}
      testid="presence"
      items={items}
      footer={
        <>
          <VolumeSlider onChange={(volume) => setMuted(volume === 0)} />
          {busy && <p class="menu-note">{busy}</p>}
        </>
      }
      button={(props) => (
        <button type="button" class="pres" data-testid="presence-button" data-presence={state.presence} {...props}>
          <b class={`dot dot-${state.loaded ? now : "offline"}`} />
          <span class="cut">{!state.loaded ? t("link.connecting") : state.pendingPresence ? t("presence.pending", { presence: state.pendingPresence }) : t(`presence.${now}`)}</span>
          <Icon name="down" size={16} />
        </button>
      )}
    />
  );
}
