// Buttons. Primary once per view; danger only to end something; loading keeps the label's place.
import type { ComponentChildren, JSX } from "preact";
import type { IconName } from "../icons.ts";
import { Icon } from "./Icon.tsx";

type Native = Omit<JSX.IntrinsicElements["button"], "size" | "loading" | "icon" | "label">;

export interface ButtonProps extends Native {
  kind?: "primary" | "default" | "quiet" | "danger";
  size?: "sm" | "md" | "lg";
  wide?: boolean;
  loading?: boolean;
  icon?: IconName | undefined;
  children?: ComponentChildren;
}

export function Button({ kind = "default", size = "md", wide, loading, icon, children, disabled, class: extra, ...rest }: ButtonProps) {
  const names = ["btn", kind !== "default" && `btn-${kind}`, size !== "md" && `btn-${size}`, wide && "btn-wide", loading && "is-loading", extra];
  return (
    <button type="button" {...rest} class={names.filter(Boolean).join(" ")} disabled={disabled} aria-busy={loading || undefined} aria-disabled={loading || undefined} onClick={loading ? undefined : rest.onClick}>
      {icon && <Icon name={icon} size={size === "lg" ? 19 : 17} />}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Native {
  icon: IconName;
  /** Spoken and shown on hover: an icon alone says nothing. */
  label: string;
  iconSize?: number;
  large?: boolean;
}

export function IconButton({ icon, label, iconSize = 20, large, class: extra, ...rest }: IconButtonProps) {
  const names = ["ib", large && "ib-lg", extra];
  return (
    <button type="button" {...rest} class={names.filter(Boolean).join(" ")} aria-label={label} title={label}>
      <Icon name={icon} size={iconSize} />
    </button>
  );
}

/** A quick reply or a choice; `pressed` for many-of, `checked` for one-of inside a radiogroup. */
export function Pick({ pressed, checked, children, ...rest }: Omit<Native, "checked"> & { pressed?: boolean; checked?: boolean; children?: ComponentChildren }) {
  const role = checked === undefined ? {} : { role: "radio" as const, "aria-checked": checked };
  return (
    <button type="button" {...rest} {...role} class="pick" aria-pressed={pressed}>
      {children}
    </button>
  );
}

export function Switch({ on, label, onChange, ...rest }: Omit<Native, "onChange"> & { on: boolean; label: string; onChange: (on: boolean) => void }) {
  return <button type="button" {...rest} class="switch" role="switch" aria-checked={on} aria-label={label} onClick={() => onChange(!on)} />;
}
