// ICU-lite: `{name}`, `{n, plural, one {…} other {…}}`, `{n, selectordinal, one {#st} …}`. `#` is the number in the reader's digits.
// Small on purpose: the widget carries it to every visitor.

export type Values = Readonly<Record<string, string | number>>;

/** Renders one message. An argument that is missing stays visible as `{name}`: better seen than silently gone. */
export function format(pattern: string, values: Values, locale: string): string {
  let out = "";
  let at = 0;
  while (at < pattern.length) {
    const open = pattern.indexOf("{", at);
    if (open < 0) return out + pattern.slice(at);
    const close = closing(pattern, open);
    out += pattern.slice(at, open) + argument(pattern.slice(open + 1, close), values, locale);
    at = close + 1;
  }
  return out;
}

function argument(body: string, values: Values, locale: string): string {
  const [name = "", kind, ...rest] = splitTop(body);
  const value = values[name.trim()];
  if (value === undefined) return `{${name.trim()}}`;
  if (kind === undefined) return typeof value === "number" ? number(value, locale) : value;
  const branches = parseBranches(rest.join(","));
  const count = Number(value);
  const type = kind.trim() === "selectordinal" ? "ordinal" : "cardinal";
  const branch =
    kind.trim() === "select"
      ? branches.get(String(value))
      : (branches.get(`=${count}`) ?? branches.get(new Intl.PluralRules(locale, { type }).select(count)));
  const chosen = branch ?? branches.get("other") ?? "";
  return format(chosen.replaceAll("#", number(count, locale)), values, locale);
}

function parseBranches(text: string): Map<string, string> {
  const branches = new Map<string, string>();
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf("{", at);
    if (open < 0) break;
    const close = closing(text, open);
    branches.set(text.slice(at, open).trim(), text.slice(open + 1, close));
    at = close + 1;
  }
  return branches;
}

/** The first two commas split name, kind and branches; later ones belong to the branches. */
function splitTop(body: string): string[] {
  const first = body.indexOf(",");
  if (first < 0) return [body];
  const second = body.indexOf(",", first + 1);
  if (second < 0) return [body.slice(0, first), body.slice(first + 1)];
  return [body.slice(0, first), body.slice(first + 1, second), body.slice(second + 1)];
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === "{") depth++;
    else if (text[i] === "}" && --depth === 0) return i;
  }
  throw new Error(`message has an unclosed brace: ${text}`);
}

function number(value: number, locale: string): string {
  return Number.isFinite(value) ? new Intl.NumberFormat(locale).format(value) : String(value);
}
