// Who speaks: people are round, the assistant and the business are square.
import type { ComponentChildren } from "preact";
import { Icon } from "./Icon.tsx";

export type PresenceDot = "available" | "busy" | "away" | "wrapup" | "offline";

const DOTS: Record<PresenceDot, string> = { available: "pd", busy: "pd pd-busy", away: "pd pd-away", wrapup: "pd pd-wrap", offline: "pd pd-off" };

export interface AvatarProps {
  name: string;
  size?: number;
  /** The person's own photo; initials without one. */
  photo?: string | undefined;
  presence?: PresenceDot | undefined;
}

export function Avatar({ name, size = 28, photo, presence }: AvatarProps) {
  const dot = presence && <i class={DOTS[presence]} />;
  if (photo) {
    return (
      <span class="av" style={`--s:${size}px`}>
        <img src={photo} alt={name} width={size} height={size} />
        {dot}
      </span>
    );
  }
  return (
    <span class="av av-i" style={`--s:${size}px`} role="img" aria-label={name}>
      {initials(name)}
      {dot}
    </span>
  );
}

/** First letters of the first and the last word, in the writer's own script; code points, so that no letter is cut in half. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = [...(words[0] ?? "")][0] ?? "?";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toLocaleUpperCase();
}

/** The assistant: a neutral square with the mark, never a face or a name. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <span class="mark" style={`--s:${size}px`}>
      <Icon name="tandem" size={Math.round(size * 0.67)} />
    </span>
  );
}

/** The business: its logo, or its first letter on the accent. */
export function BusinessMark({ name, logo, size = 36 }: { name: string; logo?: string | undefined; size?: number }) {
  return (
    <span class="tenant" style={`--s:${size}px`} aria-hidden="true">
      {logo ? <img src={logo} alt="" /> : ([...name.trim()][0] ?? "").toLocaleUpperCase()}
    </span>
  );
}

/** Three dots; standing still under reduced motion. Not announced: typing is no news. */
export function TypingDots() {
  return (
    <span class="dots" aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  );
}

export function EmptyState({ icon, title, children }: { icon: Parameters<typeof Icon>[0]["name"]; title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name={icon} size={30} />
      <b>{title}</b>
      {children && <p>{children}</p>}
    </div>
  );
}
