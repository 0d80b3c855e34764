// Whose connection is how good: a sign with words for both sides, and the figures behind it for those who ask.
import { useEffect, useRef, useState } from "preact/hooks";
import type { CallState, ConnectionQuality } from "@tandem/client";
import { QualityBars, useConnectionWords, worseOf } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { useI18n, type DeskKey } from "../i18n/index.ts";

/** Between two words about it to those who do not see the sign. */
const SAID_EVERY = 30_000;

const FIGURES: readonly { key: DeskKey; of: (quality: ConnectionQuality) => number | undefined; unit: DeskKey }[] = [
  { key: "connection.loss", of: (q) => q.lossPercent, unit: "connection.percent" },
  { key: "connection.sentLoss", of: (q) => q.sentLossPercent, unit: "connection.percent" },
  { key: "connection.jitter", of: (q) => q.jitterMillis, unit: "connection.millis" },
  { key: "connection.roundTrip", of: (q) => q.roundTripMillis, unit: "connection.millis" },
  { key: "connection.received", of: (q) => q.receivedKbps, unit: "connection.kbps" },
  { key: "connection.sent", of: (q) => q.sentKbps, unit: "connection.kbps" },
];

export interface Connection {
  /** Opens the figures; nothing while there are none. */
  readonly sign: preact.JSX.Element | undefined;
  readonly figures: preact.JSX.Element | undefined;
}

export function useConnection({ grade, quality, peerQuality, phase }: CallState, name: string): Connection {
  const { t } = useI18n();
  const { announce } = useShell();
  const [open, setOpen] = useState(false);
  const words = useConnectionWords(name);
  const worse = worseOf(grade, peerQuality?.grade);
  const text = words(grade, peerQuality?.grade);

  const shown = useRef({ grade: worse.grade, said: 0 });
  useEffect(() => {
    const before = shown.current;
    shown.current = { ...before, grade: worse.grade };
    // Only what changes what one does, and seldom: a call is for listening.
    if (before.grade === worse.grade || (before.grade !== "poor" && worse.grade !== "poor") || Date.now() - before.said < SAID_EVERY) return;
    shown.current = { grade: worse.grade, said: Date.now() };
    announce(text);
  }, [worse.grade]);

  if (!quality || phase !== "connected") return { sign: undefined, figures: undefined };
  const sign = (
    <button type="button" class="qsign" aria-expanded={open} title={t("connection.figures")} onClick={() => setOpen(!open)} data-testid="call-connection" data-own={grade} data-peer={peerQuality?.grade ?? ""}>
      <QualityBars grade={worse.grade} />
      {text}
    </button>
  );
  const figures = open ? (
    <div class="qfig" data-testid="call-figures">
      <table>
        <caption class="sr">{t("connection.figures")}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t("connection.you")}</th>
            <th scope="col">{name}</th>
          </tr>
        </thead>
        <tbody>
          {FIGURES.map(({ key, of, unit }) => (
            <tr key={key}>
              <th scope="row">{t(key)}</th>
              {[quality, peerQuality].map((side, i) => {
                const value = side && of(side);
                return (
                  <td class="num" key={i}>
                    {value === undefined ? "–" : t(unit, { value: Math.round(value * 10) / 10 })}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  ) : undefined;
  return { sign, figures };
}
