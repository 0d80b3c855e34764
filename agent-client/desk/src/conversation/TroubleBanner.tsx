// A wish that was refused, said where it was made; goes by itself or on request.
import { useEffect } from "preact/hooks";
import { Banner, IconButton, useStore } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { messages, useI18n, type DeskKey } from "../i18n/index.ts";
import type { Trouble } from "../state/desk.ts";

const LASTS_MS = 8000;

export function TroubleBanner({ conversation }: { conversation: string | undefined }) {
  const { desk } = useShell();
  const { troubles } = useStore(desk.state);
  const shown = troubles.find((trouble) => trouble.conversation === conversation);
  return shown ? <Shown key={shown.id} trouble={shown} /> : null;
}

function Shown({ trouble }: { trouble: Trouble }) {
  const { t } = useI18n();
  const { desk } = useShell();
  useEffect(() => {
    const timer = setTimeout(() => desk.forget(trouble.id), LASTS_MS);
    return () => clearTimeout(timer);
  }, [trouble.id]);
  return (
    <div class="trouble">
      <Banner tone="warning" icon="alert" title={t(troubleKey(trouble))} testid="trouble">
        <IconButton icon="x" iconSize={18} label={t("common.close")} onClick={() => desk.forget(trouble.id)} />
      </Banner>
    </div>
  );
}

export function troubleKey({ code, command }: Trouble): DeskKey {
  if (code === "at_capacity" && command !== "supervise") return "trouble.at_capacity";
  const key = `trouble.${command}`;
  return Object.hasOwn(messages, key) ? (key as DeskKey) : "trouble.other";
}
