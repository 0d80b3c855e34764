// How many conversations fit: one bar each, and the same in words.
import { useI18n } from "../i18n/index.ts";

/** More bars than this say nothing to the eye. */
const BARS = 12;

export function Capacity({ used, of }: { used: number; of: number }) {
  const { t } = useI18n();
  if (of === 0) return null;
  return (
    <div class="cap" data-testid="capacity">
      <div class="row" style="justify-content:space-between">
        <span class="sect">{t("inbox.capacity")}</span>
        <span class="sect num">{t("inbox.room", { count: Math.max(0, of - used) })}</span>
      </div>
      {of <= BARS && (
        <div class="caps" aria-hidden="true">
          {Array.from({ length: of }, (_, i) => (
            <i key={i} class={i < used ? "on" : undefined} />
          ))}
        </div>
      )}
    </div>
  );
}
