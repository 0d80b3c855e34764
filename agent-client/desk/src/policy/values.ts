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
  return plain(Number((KINDS[name] === "share" ? value * 100 : value).toFixed(4)));
}

/** One comma or point before three digits: English thousands and German decimals look the same. Behind a zero, or more than three digits, nobody writes thousands. */
const EITHER = /^([1-9]\d{0,2})[.,](\d{3})$/u;

/** So that it cannot be taken for thousands when it is read again. */
function plain(value: number): string {
  return EITHER.test(String(value)) ? `${value}0` : String(value);
}

/** Groups of three digits; what stands between them is not what stands before the decimals. */
const GROUPED = [/^(\d{1,3}(?:[ '’]\d{3})+)(?:[.,](\d+))?$/u, /^(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/u, /^(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?$/u];

const UNGROUPED = /^(\d+)(?:[.,](\d+))?$/u;

/** Nothing if it is no number, or may be two of them. */
export function read(name: ValueName, text: string): number | undefined {
  // Blanks of every width: some locales put a narrow one between thousands.
  const line = text.trim().replaceAll(/\s/gu, " ");
  if (EITHER.test(line)) return undefined;
  const found = UNGROUPED.exec(line) ?? GROUPED.map((grouped) => grouped.exec(line)).find(Boolean);
  if (!found) return undefined;
  const number = Number(`${(found[1] ?? "").replaceAll(/\D/gu, "")}.${found[2] ?? "0"}`);
  return KINDS[name] === "share" ? Number((number / 100).toFixed(6)) : number;
}

/** Both numbers that it may be, each written so that it is only that one; nothing if there is no doubt. */
export function twoWays(text: string): { whole: string; part: string } | undefined {
  const [, before, after] = EITHER.exec(text.trim()) ?? [];
  return before && after ? { whole: before + after, part: plain(Number(`${before}.${after}`)) } : undefined;
}

export function unitOf(name: ValueName): "policy.unit.money" | "policy.unit.minutes" | "policy.unit.share" | "policy.unit.count" {
  return `policy.unit.${KINDS[name]}`;
}
