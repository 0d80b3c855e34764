// How good the connection is, from the browser's counters: ours and theirs apart, in words that do not flicker. Pure.
import type { ConnectionQuality, QualityGrade } from "../protocol/messages.ts";

export interface Reading {
  readonly received: number;
  readonly lost: number;
  /** Seconds; nothing while no pair is chosen. */
  readonly roundTrip?: number | undefined;
  readonly jitter: number;
  /** Bytes of everything that came in and went out. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /**
   * Packets we sent, those of them that the bridge has not got, and its jitter there: by its own reports. Not their
   * fraction lost: of sound that one is of the whole way to the worst of those who hear us.
   */
  readonly sent: number;
  readonly sentLost: number;
  readonly sentJitter: number;
  /** The picture stood still so often, for so many seconds together. */
  readonly freezes: number;
  readonly frozen: number;
  /** Connectivity checks the bridge has answered: it grows as long as our own path is there. */
  readonly answers: number;
}

export type Grade = QualityGrade;

/** Shares of packets lost and round trips (seconds) from which people notice (ITU-T G.107 orders of magnitude). */
export const FAIR = { loss: 0.025, roundTrip: 0.3, jitter: 0.05 } as const;
export const POOR = { loss: 0.08, roundTrip: 0.6, jitter: 0.12 } as const;

/** What has gone wrong on the other side's way to the bridge arrives here too, and is not ours. */
export interface Theirs {
  readonly sentLossPercent: number;
  readonly sentJitterMillis: number;
}

/** Of our own path, both ways. */
export function grade(before: Reading, now: Reading, theirs?: Theirs): Grade {
  const loss = Math.max(sentLossOf(before, now), lossOf(before, now) - (theirs?.sentLossPercent ?? 0) / 100);
  const jitter = Math.max(now.sentJitter, now.jitter - (theirs?.sentJitterMillis ?? 0) / 1000);
  const roundTrip = now.roundTrip ?? 0;
  const over = (limit: typeof FAIR | typeof POOR) => loss >= limit.loss || roundTrip >= limit.roundTrip || jitter >= limit.jitter;
  return over(POOR) ? "poor" : over(FAIR) ? "fair" : "good";
}

function lossOf(before: Reading, now: Reading): number {
  const lost = now.lost - before.lost;
  return share(lost, lost + now.received - before.received);
}

function sentLossOf(before: Reading, now: Reading): number {
  return share(now.sentLost - before.sentLost, now.sent - before.sent);
}

/** Of at least the lost ones: the report that counts them may be about packets of the reading before. */
function share(lost: number, all: number): number {
  return lost > 0 ? lost / Math.max(lost, all) : 0;
}

/** Readings in a row that must be worse, or better, before the word changes: a word that flickers is not believed. */
export const WORSE_AFTER = 2;
export const BETTER_AFTER = 4;
const RANK: Readonly<Record<Grade, number>> = { good: 0, fair: 1, poor: 2 };

/** The word that is shown, and what the latest readings would rather say. */
export interface Judgement {
  readonly grade: Grade;
  /** The mildest of what speaks for a change since the last reading that did not. */
  readonly other?: Grade | undefined;
  readonly readings: number;
}

export function judge({ grade: shown, other, readings }: Judgement, now: Grade): Judgement {
  if (now === shown) return { grade: shown, readings: 0 };
  const worse = RANK[now] > RANK[shown];
  const goesOn = other !== undefined && RANK[other] > RANK[shown] === worse;
  // Of two that are worse the milder one is sure, of two that are better the lesser.
  const towards = !goesOn ? now : Math.abs(RANK[now] - RANK[shown]) < Math.abs(RANK[other] - RANK[shown]) ? now : other;
  const count = goesOn ? readings + 1 : 1;
  return count >= (worse ? WORSE_AFTER : BETTER_AFTER) ? { grade: towards, readings: 0 } : { grade: shown, other: towards, readings: count };
}

/** How often the server is told, in readings; at once when the word changes. */
export const TOLD_EVERY = 3;
const LONGEST_MILLIS = 60_000;
const MOST_KBPS = 1_000_000;
const MOST_FREEZES = 1_000;

/** One connection's readings, one after the other. */
export class QualityMeter {
  #before: { reading: Reading; at: number } | undefined;
  #judgement: Judgement = { grade: "good", readings: 0 };
  #freezes = 0;
  #frozen = 0;
  #untold = 0;
  #last: ConnectionQuality | undefined;

  /** Nothing on the first reading: there is no difference yet. `tell`: the server should hear of it. */
  take(now: Reading, at: number, theirs?: Theirs): { quality: ConnectionQuality; tell: boolean } | undefined {
    const before = this.#before;
    this.#before = { reading: now, at };
    // Counters that go back are those of another connection.
    if (!before || at <= before.at || now.bytesIn < before.reading.bytesIn) return undefined;
    const shown = this.#judgement.grade;
    this.#judgement = judge(this.#judgement, grade(before.reading, now, theirs));
    this.#freezes += Math.max(0, now.freezes - before.reading.freezes);
    this.#frozen += Math.max(0, now.frozen - before.reading.frozen);
    this.#untold++;
    const kbps = (bytes: number) => between((bytes * 8) / (at - before.at), MOST_KBPS);
    const quality: ConnectionQuality = {
      grade: this.#judgement.grade,
      lossPercent: hundredths(lossOf(before.reading, now)),
      jitterMillis: between(now.jitter * 1000, LONGEST_MILLIS),
      sentLossPercent: hundredths(sentLossOf(before.reading, now)),
      sentJitterMillis: between(now.sentJitter * 1000, LONGEST_MILLIS),
      ...(now.roundTrip === undefined ? {} : { roundTripMillis: between(now.roundTrip * 1000, LONGEST_MILLIS) }),
      receivedKbps: kbps(now.bytesIn - before.reading.bytesIn),
      sentKbps: kbps(now.bytesOut - before.reading.bytesOut),
      freezes: between(this.#freezes, MOST_FREEZES),
      frozenMillis: between(this.#frozen * 1000, LONGEST_MILLIS),
    };
    this.#last = quality;
    return { quality, tell: this.#untold >= TOLD_EVERY || quality.grade !== shown };
  }

  /** The last figures with what has not been told yet; nothing: all has. */
  get untold(): ConnectionQuality | undefined {
    return this.#untold > 0 ? this.#last : undefined;
  }

  told(): void {
    this.#freezes = 0;
    this.#frozen = 0;
    this.#untold = 0;
  }
}

function between(value: number, most: number): number {
  return Math.min(most, Math.max(0, Math.round(value)));
}

function hundredths(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 100;
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

/** Adds up what `getStats` says. */
export function reading(report: Iterable<unknown>): Reading {
  const sum: { -readonly [K in keyof Reading]: Reading[K] } = { received: 0, lost: 0, jitter: 0, answers: 0, bytesIn: 0, bytesOut: 0, sent: 0, sentLost: 0, sentJitter: 0, freezes: 0, frozen: 0 };
  for (const stat of report) {
    const s = stat as Record<string, unknown>;
    const of = (name: string) => (typeof s[name] === "number" ? s[name] : 0);
    const audio = s["kind"] === "audio";
    if (s["type"] === "inbound-rtp") {
      sum.received += of("packetsReceived");
      sum.lost += of("packetsLost");
      sum.bytesIn += of("bytesReceived");
      sum.freezes += of("freezeCount");
      sum.frozen += of("totalFreezesDuration");
      if (audio) sum.jitter = Math.max(sum.jitter, of("jitter"));
    } else if (s["type"] === "outbound-rtp") {
      sum.bytesOut += of("bytesSent");
      sum.sent += of("packetsSent");
    } else if (s["type"] === "remote-inbound-rtp") {
      sum.sentLost += of("packetsLost");
      if (audio) sum.sentJitter = Math.max(sum.sentJitter, of("jitter"));
    } else if (s["type"] === "candidate-pair" && s["nominated"] === true) {
      sum.answers += of("responsesReceived");
      if (typeof s["currentRoundTripTime"] === "number") sum.roundTrip = s["currentRoundTripTime"];
    }
  }
  return sum;
}
