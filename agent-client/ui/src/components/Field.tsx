// Fields: label above, hint below, replaced by the error. Errors come on leaving the field, never while typing; what was typed stays.
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { Icon } from "./Icon.tsx";

export interface FieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  /** Says what is wrong, or nothing. Asked on leaving the field and, once it complained, on every key: so the error goes as soon as it is mended. */
  check?: ((value: string) => string | undefined) | undefined;
  /** An error found elsewhere, e.g. on submit or by the server; wins over `check`. */
  error?: string | undefined;
  hint?: string | undefined;
  optional?: string | undefined;
  placeholder?: string | undefined;
  type?: "text" | "email" | "password" | "search";
  inputMode?: "text" | "email" | "tel" | "numeric";
  autocomplete?: string;
  rows?: number;
  large?: boolean;
  disabled?: boolean;
  maxLength?: number;
  name?: string;
  testid?: string;
}

export function Field(props: FieldProps) {
  const { label, value, onInput, check, hint, optional, rows, large } = props;
  const id = useId();
  const [complained, setComplained] = useState(false);
  const wrong = props.error ?? (complained ? check?.(value) : undefined);
  const below = wrong ?? hint;
  const shared = {
    id,
    class: "input",
    value,
    name: props.name,
    placeholder: props.placeholder,
    disabled: props.disabled,
    maxLength: props.maxLength,
    autocomplete: props.autocomplete as "on" | undefined,
    "data-testid": props.testid,
    "aria-invalid": wrong ? (true as const) : undefined,
    "aria-describedby": below ? `${id}-below` : undefined,
    onInput: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => onInput(event.currentTarget.value),
    onBlur: () => setComplained(value.trim() !== ""),
  };
  return (
    <div class={large ? "field field-lg" : "field"}>
      <label for={id}>
        {label} {optional && <span class="lab-opt">{optional}</span>}
      </label>
      {rows ? <textarea {...shared} dir="auto" rows={rows} /> : <input {...shared} dir="auto" type={(props.type ?? "text") as "text"} inputMode={props.inputMode} />}
      {below && (
        <span id={`${id}-below`} class={wrong ? "err" : "hint"} role={wrong ? "alert" : undefined}>
          {wrong && <Icon name="info" size={15} />}
          {below}
        </span>
      )}
    </div>
  );
}

/** One question, some answers: a radiogroup of picks with arrow keys. */
export function Choice({ label, options, value, onChange, testid }: { label: string; options: readonly string[]; value: string | undefined; onChange: (value: string) => void; testid?: string }) {
  const id = useId();
  return (
    <div class="field">
      <span class="lab" id={id}>
        {label}
      </span>
      <RadioRow labelledBy={id} class="picks" count={options.length} selected={options.indexOf(value ?? "")} onSelect={(i) => onChange(options[i] ?? "")}>
        {(i, radio) => (
          <button type="button" class="pick" data-testid={testid && `${testid}-${i}`} {...radio}>
            {options[i]}
          </button>
        )}
      </RadioRow>
    </div>
  );
}

export interface RadioProps {
  role: "radio";
  "aria-checked": boolean;
  tabIndex: number;
  onClick: () => void;
}

/** The keyboard of a radiogroup: one stop for Tab, arrows inside, following the reading direction. */
export function RadioRow(props: { class: string; labelledBy?: string; label?: string; count: number; selected: number; onSelect: (index: number) => void; children: (index: number, radio: RadioProps) => ComponentChildren }) {
  const { count, selected, onSelect } = props;
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const rtl = getComputedStyle(event.currentTarget).direction === "rtl";
    const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = (Math.max(0, selected) + step + count) % count;
    onSelect(next);
    event.currentTarget.querySelectorAll<HTMLElement>("[role=radio]")[next]?.focus();
  };
  return (
    // The group is no stop of its own: its radios are.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div class={props.class} role="radiogroup" aria-label={props.label} aria-labelledby={props.labelledBy} onKeyDown={onKeyDown}>
      {Array.from({ length: count }, (_, i) => props.children(i, { role: "radio", "aria-checked": i === selected, tabIndex: i === Math.max(0, selected) ? 0 : -1, onClick: () => onSelect(i) }))}
    </div>
  );
}
