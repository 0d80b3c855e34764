// The way between the views: at the start of the window, at the bottom of a phone.
import { useState } from "preact/hooks";
import { Avatar, Icon, Mark, Menu, type IconName, type MenuItem, type PresenceDot } from "@tandem/ui";
import { CheckDialog } from "../check/CheckDialog.tsx";
import { HoursDialog } from "../hours/HoursDialog.tsx";
import { useI18n } from "../i18n/index.ts";
import type { Doing } from "../state/select.ts";
import { useShell } from "./context.ts";
import { hashOf, type Route } from "./route.ts";
import { useTheme, type Theme } from "./theme.ts";

const DOT: Record<Doing, PresenceDot> = { call: "busy", wrapup: "wrapup", available: "available", break: "away", offline: "offline" };
const THEMES: readonly Theme[] = ["system", "light", "dark"];

export function Rail({ route, name, unread, messages, doing, supervisor }: { route: Route; name: string; unread: number; messages: number; doing: Doing; supervisor: boolean }) {
  const { t } = useI18n();
  const { signOut, showShortcuts } = useShell();
  const [theme, setTheme] = useTheme();
  const [checking, setChecking] = useState(false);
  const [hours, setHours] = useState(false);
  const items: (MenuItem | "separator" | { heading: string })[] = [
    { heading: t("settings.theme") },
    ...THEMES.map((option) => ({ id: `theme-${option}`, label: t(`settings.theme.${option}`), checked: theme === option, onSelect: () => setTheme(option) })),
    "separator",
    { id: "check", icon: "mic", label: t("check.title"), onSelect: () => setChecking(true) },
    ...(supervisor ? [{ id: "hours", icon: "clock" as const, label: t("settings.hours"), onSelect: () => setHours(true) }] : []),
    { id: "shortcuts", icon: "keypad", label: t("settings.shortcuts"), onSelect: showShortcuts },
    { id: "signout", icon: "out", label: t("settings.signOut"), onSelect: () => void signOut() },
  ];
  return (
    <nav class="rail" aria-label={t("rail.label")}>
      <span class="rail-mark">
        <Mark size={34} />
      </span>
      <RailLink view="inbox" icon="inbox" label={t("rail.inbox")} route={route} count={unread} counted="inbox.unread" />
      {supervisor && <RailLink view="live" icon="board" label={t("rail.live")} route={route} />}
      <RailLink view="messages" icon="mail" label={t("rail.messages")} route={route} count={messages} counted="rail.waiting" />
      <RailLink view="history" icon="clock" label={t("rail.history")} route={route} />
      {supervisor && <RailLink view="knowledge" icon="book" label={t("rail.knowledge")} route={route} />}
      {supervisor && <RailLink view="policy" icon="gear" label={t("rail.policy")} route={route} />}
      <span class="grow" />
      <Menu
        label={t("rail.settings")}
        testid="settings"
        align="start"
        up
        items={items}
        button={(props) => (
          <button type="button" class="rail-me" title={t("rail.settings")} data-testid="settings-button" {...props}>
            <Avatar name={name} size={34} presence={DOT[doing]} />
            <span class="sr">, {t("rail.settings")}</span>
          </button>
        )}
      />
      {hours && <HoursDialog onClose={() => setHours(false)} />}
      {checking && <CheckDialog onClose={() => setChecking(false)} />}
    </nav>
  );
}

function RailLink({ view, icon, label, route, count = 0, counted = "inbox.unread" }: { view: Route["view"]; icon: IconName; label: string; route: Route; count?: number; counted?: "inbox.unread" | "rail.waiting" }) {
  const { t } = useI18n();
  return (
    <a class="ib" href={hashOf({ view })} aria-label={count > 0 ? `${label}, ${t(counted, { count })}` : label} title={label} aria-current={route.view === view ? "page" : undefined} data-testid={`rail-${view}`}>
      <Icon name={icon} size={21} />
      {count > 0 && (
        <span class="n" aria-hidden="true">
          {count > 99 ? "99" : count}
        </span>
      )}
    </a>
  );
}
