// The opening hours over HTTP. Of supervisors only.
import type { Answer, Call } from "./api.ts";

export const WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

/** By the business's own clocks; a span is `09:00-17:30`. */
export interface OpeningHours {
  zone: string;
  /** A day that is missing is closed. */
  week: Readonly<Record<string, readonly string[]>>;
  /** By date; without a span it is closed. */
  exceptions: Readonly<Record<string, readonly string[]>>;
}

export interface StoredHours {
  edition: number;
  /** Absent: whenever somebody is there. */
  hours?: OpeningHours;
  openNow?: boolean;
  opensAt?: string;
}

export interface HoursApi {
  show(): Promise<Answer<StoredHours>>;
  /** 409: somebody else has changed them since that edition. */
  save(edition: number, hours: OpeningHours | null): Promise<Answer<StoredHours>>;
}

export function createHoursApi(call: Call): HoursApi {
  return {
    show: () => call<StoredHours>("GET", "/api/v1/hours"),
    save: (edition, hours) => call<StoredHours>("PUT", `/api/v1/hours?edition=${edition}`, { hours }),
  };
}
