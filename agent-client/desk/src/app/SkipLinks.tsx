// For the keyboard: straight to inbox, conversation, composer or customer. Visible only while focused.
import { useI18n } from "../i18n/index.ts";

export function SkipLinks({ conversation }: { conversation: boolean }) {
  const { t } = useI18n();
  const targets = conversation ? (["inbox", "conversation", "composer", "customer"] as const) : (["inbox", "conversation"] as const);
  return (
    <div class="skips">
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
    </div>
  );
}
