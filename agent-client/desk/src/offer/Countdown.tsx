// Seconds left as a closing ring. A label says them, but nothing announces every second.
import { useI18n } from "../i18n/index.ts";

const AROUND = 119.4;

export function Countdown({ left, whole }: { left: number; whole: number }) {
  const { t, number } = useI18n();
  const seconds = Math.ceil(left / 1000);
  const share = whole <= 0 ? 0 : Math.min(1, left / whole);
  return (
    <div class="cd num" role="timer" aria-live="off" aria-label={t("offer.left", { count: seconds })} data-testid="offer-countdown">
      <svg width="44" height="44" fill="none" aria-hidden="true">
        <circle cx="22" cy="22" r="19" stroke="rgb(255 255 255 / .16)" stroke-width="3" />
        <circle cx="22" cy="22" r="19" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-dasharray={AROUND} stroke-dashoffset={AROUND * (1 - share)} />
      </svg>
      {number(seconds)}
    </div>
  );
}
