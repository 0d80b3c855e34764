// For the keyboard: straight to inbox, conversation, composer or customer. Visible only while focused.
import { useI18n } from "../i18n/index.ts";

export type SkipTarget = "inbox" | "conversation" | "composer" | "customer";

/** @param targets what is on the page now: a link to nothing helps nobody */
export function SkipLinks({ targets }: { targets: readonly SkipTarget[] }) {
  const { t } = useI18n();
  return (
    <header class="skips">
      <h1 class="sr">{t("app.title")}</h1>
      {targets.map((target) => (
        <a
          key={target}
          href={`#${target}`}
          data-testid={`skip-${target}`}
          onClick={(event) => {
            // The address's hash is the route: move the focus by hand.
            event.preventDefault();
            const place = document.getElementById(target);
            (place?.querySelector<HTMLElement>("textarea") ?? place)?.focus();
          }}
        >
          {t(`skip.${target}`)}
        </a>
      ))}
    </header>
  );
}
