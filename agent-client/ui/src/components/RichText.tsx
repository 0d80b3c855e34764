// Plain text made readable: paragraphs, numbered and dashed lists, links. No HTML is ever interpreted: text stays text.
import type { ComponentChildren } from "preact";

type Block = { kind: "p"; text: string } | { kind: "ol" | "ul"; items: string[] };

/** Splits text into paragraphs and lists; a list is two or more neighbouring lines with `1.` or `-`. */
export function blocks(text: string): Block[] {
  const out: Block[] = [];
  for (const line of text.replaceAll("\r\n", "\n").split("\n")) {
    const item = /^\s*(?:(\d{1,2})[.)]|[-*•])\s+(.*)$/u.exec(line);
    const last = out.at(-1);
    if (item) {
      const kind = item[1] ? "ol" : "ul";
      if (last?.kind === kind) last.items.push(item[2] ?? "");
      else out.push({ kind, items: [item[2] ?? ""] });
    } else if (line.trim() === "") {
      out.push({ kind: "p", text: "" });
    } else if (last?.kind === "p" && last.text) {
      last.text += `\n${line}`;
    } else {
      out.push({ kind: "p", text: line });
    }
  }
  return out.filter((block) => block.kind !== "p" || block.text !== "");
}

export function RichText({ text, class: name }: { text: string; class?: string }) {
  return (
    <div class={name}>
      {blocks(text).map((block, i) => {
        if (block.kind === "p") return <p key={i}>{linked(block.text)}</p>;
        const List = block.kind;
        return (
          <List key={i}>
            {block.items.map((item, j) => (
              <li key={j}>
                <span>{linked(item)}</span>
              </li>
            ))}
          </List>
        );
      })}
    </div>
  );
}

const ADDRESS = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/gu;

/** Web addresses become links, everything else stays as written. */
export function linked(text: string): ComponentChildren {
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const match of text.matchAll(ADDRESS)) {
    if (match.index > at) parts.push(text.slice(at, match.index));
    parts.push(
      <a href={match[0]} target="_blank" rel="noopener nofollow" key={match.index}>
        {match[0]}
      </a>,
    );
    at = match.index + match[0].length;
  }
  if (at === 0) return text;
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}
