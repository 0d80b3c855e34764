// How good the connection is, from two readings of the browser's counters. Pure.

export interface Reading {
  readonly received: number;
  readonly lost: number;
  /** Seconds; nothing while no pair is chosen. */
  readonly roundTrip?: number | undefined;
  readonly jitter: number;
  /** Connectivity checks the bridge has answered: it grows as long as our own path is there. */
  readonly answers: number;
}

export type Grade = "good" | "fair" | "poor";

/** Shares of packets lost and round trips (seconds) from which people notice (ITU-T G.107 orders of magnitude). */
export const FAIR = { loss: 0.025, roundTrip: 0.3, jitter: 0.05 } as const;
export const POOR = { loss: 0.08, roundTrip: 0.6, jitter: 0.12 } as const;

export function grade(before: Reading, now: Reading): Grade {
  const lost = Math.max(0, now.lost - before.lost);
  const received = Math.max(0, now.received - before.received);
  const loss = lost + received === 0 ? 0 : lost / (lost + received);
  const roundTrip = now.roundTrip ?? 0;
  const over = (limit: typeof FAIR | typeof POOR) => loss >= limit.loss || roundTrip >= limit.roundTrip || now.jitter >= limit.jitter;
  return over(POOR) ? "poor" : over(FAIR) ? "fair" : "good";
}

/** Milliseconds without a packet, the own path being there, from which the other side is away. */
export const AWAY_AFTER = 4_000;

/** What arrived last, and what the path said then. */
export interface Arrival {
  readonly at: number;
  readonly received: number;
  readonly answers: number;
}

/** The arrival to compare with next time: the same one as long as nothing came. */
export function arrival(before: Arrival | undefined, now: Reading, at: number): Arrival {
  return before?.received === now.received ? before : { at, received: now.received, answers: now.answers };
}

/** Nothing comes though the bridge answers: the silence is the other side's. A muted browser still sends packets. */
export function isAway(last: Arrival, now: Reading, at: number): boolean {
  return at - last.at >= AWAY_AFTER && now.answers > last.answers;
}

/** Adds up what `getStats` says about everything that comes in. */
export function reading(report: Iterable<unknown>): Reading {
  let received = 0;
  let lost = 0;
  let jitter = 0;
  let answers = 0;
  let roundTrip: number | undefined;
  for (const stat of report) {
    const s = stat as Record<string, unknown>;
    if (s["type"] === "inbound-rtp") {
      received += number(s["packetsReceived"]);
      lost += number(s["packetsLost"]);
      if (s["kind"] === "audio") jitter = Math.max(jitter, number(s["jitter"]));
    } else if (s["type"] === "candidate-pair" && s["nominated"] === true) {
      answers += number(s["responsesReceived"]);
      if (typeof s["currentRoundTripTime"] === "number") roundTrip = s["currentRoundTripTime"];
    }
  }
  return { received, lost, jitter, roundTrip, answers };
}

function number(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
