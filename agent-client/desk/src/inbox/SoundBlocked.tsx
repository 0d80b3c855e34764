// Browsers keep a page silent until it was touched; an agent who does not know would miss the first ring.
import { useEffect, useState } from "preact/hooks";
import { Icon } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { useI18n } from "../i18n/index.ts";

export function SoundBlocked() {
  const { t } = useI18n();
  const { sounds } = useShell();
  const [blocked, setBlocked] = useState(false);

  useEffect(() => {
    // The audio context tells a moment after it was made whether it may run.
    const first = setTimeout(() => setBlocked(sounds.blocked()), 300);
    const touched = () => {
      sounds.unlock();
      setTimeout(() => setBlocked(sounds.blocked()), 200);
    };
    for (const event of ["pointerdown", "keydown"] as const) document.addEventListener(event, touched, true);
    return () => {
      clearTimeout(first);
      for (const event of ["pointerdown", "keydown"] as const) document.removeEventListener(event, touched, true);
    };
  }, [sounds]);

  if (!blocked) return null;
  return (
    <button type="button" class="bn bn-n sound-blocked" data-testid="sound-blocked">
      <Icon name="bell" size={20} />
      <span class="grow">
        {t("sound.blocked")}
        <small>{t("sound.blocked.detail")}</small>
      </span>
    </button>
  );
}
