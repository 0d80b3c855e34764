// One icon of the set. Decorative by default: the control around it carries the label.
import { icons, type IconName } from "../icons.ts";

/** Arrows that mean "back" and "next" follow the reading direction; phone, send, media and clock do not. */
const FLIPPED = new Set<IconName>(["left", "right", "out"]);

/** A box: an icon of a set that nobody imported is seen to be missing. */
const MISSING = "<path d='M5 5h14v14H5Z'/>";

export interface IconProps {
  name: IconName;
  size?: number;
  label?: string;
}

export function Icon({ name, size = 20, label }: IconProps) {
  const named = label ? { role: "img" as const, "aria-label": label } : { "aria-hidden": true as const };
  return (
    <svg
      class={FLIPPED.has(name) ? "i flip" : "i"}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      {...named}
      // The shapes are constants of this package, never input.
      dangerouslySetInnerHTML={{ __html: icons[name as keyof typeof icons] ?? MISSING }}
    />
  );
}
