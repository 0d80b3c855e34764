// The values of a version as people read and write them.
import type { ValueName } from "../app/policy.ts";
import type { DeskI18n } from "../i18n/index.ts";

type Kind = "money" | "minutes" | "share" | "count";

const KINDS: Readonly<Record<ValueName, Kind>> = {
  agentMinute: "money",
  handlingMinutes: "minutes",
  waitMinute: "money",
  customerValue: "money",
  leaves: "share",
  dealValue: "money",
  saleLost: "share",
  risk: "money",
  failures: "count",
  rephrases: "count",
  angerFrom: "share",
  sameQuestionFrom: "share",
};

/** In the order in which a business thinks of them. */
export const GROUPS: readonly { title: "people" | "stake" | "enough"; values: readonly ValueName[] }[] = [
  { title: "people", values: ["agentMinute", "handlingMinutes", "waitMinute"] },
  { title: "stake", values: ["customerValue", "leaves", "dealValue", "saleLost", "risk"] },
  { title: "enough", values: ["failures", "rephrases", "angerFrom", "sameQuestionFrom"] },
];

/** An amount in the business's own currency. */
export function money(amount: number, locale: string): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: Number.isInteger(amount) ? 0 : 2, maximumFractionDigits: 2 }).format(amount);
}

/** The same where amounts stand below each other. */
export function exact(amount: number, locale: string): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(amount);
}

export function shown(name: ValueName, value: number, { locale, t }: DeskI18n): string {
  if (KINDS[name] === "share") return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value * 100)} %`;
  const plain = money(value, locale);
  return KINDS[name] === "minutes" ? t("policy.minutes", { minutes: plain }) : plain;
}

/** Shares are written in percent. */
export function typed(name: ValueName, value: number): string {
  return String(Number((KINDS[name] === "share" ? value * 100 : value).toFixed(4)));
}

/** Nothing if it is no number. */
export function read(name: ValueName, text: string): number | undefined {
  const plain = text.trim().replace(",", ".");
  if (!/^\d+(\.\d+)?$/u.test(plain)) return undefined;
  return KINDS[name] === "share" ? Number((Number(plain) / 100).toFixed(6)) : Number(plain);
}

export function unitOf(name: ValueName): "policy.unit.money" | "policy.unit.minutes" | "policy.unit.share" | "policy.unit.count" {
  return `policy.unit.${KINDS[name]}`;
}
