// How good the connection of a call is: three bars and a word, so that nothing hangs on a colour.
import { useUiI18n } from "../i18n/index.ts";

type Grade = "good" | "fair" | "poor";

const RANK: Readonly<Record<Grade, number>> = { good: 0, fair: 1, poor: 2 };

/** Whose connection is to be spoken of: the worse one; of two that are alike one's own, since one can do something about it. */
export function worseOf(own: Grade, peer: Grade | undefined): { whose: "own" | "peer"; grade: Grade } {
  return peer !== undefined && RANK[peer] > RANK[own] ? { whose: "peer", grade: peer } : { whose: "own", grade: own };
}

export function QualityBars({ grade }: { grade: Grade }) {
  const full = 3 - RANK[grade];
  return (
    <svg class={grade === "good" ? "qb" : "qb is-warn"} width="14" height="12" viewBox="0 0 14 12" fill="currentColor" aria-hidden="true" data-grade={grade}>
      {[0, 1, 2].map((i) => (
        <rect key={i} x={i * 5} y={8 - i * 4} width="4" height={4 + i * 4} rx="1" opacity={i < full ? 1 : 0.32} />
      ))}
    </svg>
  );
}

/** In words: nothing is said of two that are good but that. */
export function useConnectionWords(name: string): (own: Grade, peer: Grade | undefined) => string {
  const { t } = useUiI18n();
  return (own, peer) => {
    const { whose, grade } = worseOf(own, peer);
    return grade === "good" ? t("call.quality.good") : t(whose === "own" ? "call.connection.own" : "call.connection.peer", { name, grade });
  };
}
