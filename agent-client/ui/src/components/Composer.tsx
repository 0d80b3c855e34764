// Where one writes: grows to six lines, Enter sends, Shift+Enter breaks, the draft survives a reload.
import type { ComponentChildren } from "preact";
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Ref } from "preact";
import { useUiI18n } from "../i18n/index.ts";
import { readDraft, writeDraft } from "../drafts.ts";
import { Button, IconButton } from "./Button.tsx";

const LINE = 22;
const MAX_LINES = 6;

export interface ComposerHandle {
  focus(): void;
  insert(text: string): void;
}

export interface ComposerProps {
  placeholder: string;
  /** Drafts are kept under this key; give the conversation's id, so that each keeps its own. */
  draftKey: string;
  onSend: (text: string) => void;
  /** Called while the person writes, at most as often as they type; the caller decides how often to tell others. */
  onTyping?: () => void;
  onAttach?: (() => void) | undefined;
  /** Characters, as the server counts them; the rest is refused at the keyboard. */
  maxLength?: number;
  disabled?: boolean;
  /** A proposal shown as placeholder; Tab accepts, Esc drops. */
  suggestion?: string | undefined;
  onSuggestionDropped?: () => void;
  testid?: string;
  handle?: Ref<ComposerHandle>;
  children?: ComponentChildren;
  /** The desk's form: text above, a row of tools (the children) and a named send button below. */
  stacked?: boolean;
  /** The word on the send button of the stacked form. */
  sendLabel?: string | undefined;
}

export function Composer(props: ComposerProps) {
  const { draftKey, onSend, onTyping, suggestion, testid = "composer", maxLength = 4000 } = props;
  const i18n = useUiI18n();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => readDraft(draftKey));

  useEffect(() => setText(readDraft(draftKey)), [draftKey]);
  useLayoutEffect(() => fit(field.current), [text]);
  useImperativeHandle(props.handle ?? null, () => ({
    focus: () => field.current?.focus({ preventScroll: true }),
    insert: (more: string) => change(text ? `${text} ${more}` : more),
  }));

  function change(next: string): void {
    setText(next);
    writeDraft(draftKey, next);
  }

  function send(): void {
    const message = text.trim();
    if (!message || props.disabled) return;
    change("");
    onSend(message);
    field.current?.focus({ preventScroll: true });
  }

  function onKeyDown(event: KeyboardEvent): void {
    // An input method is still composing: its Enter picks a word, it does not send.
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "Tab" && !event.shiftKey && suggestion && text === "") {
      event.preventDefault();
      change(suggestion);
    } else if (event.key === "Escape" && suggestion && text === "") {
      event.stopPropagation();
      props.onSuggestionDropped?.();
    }
  }

  const blocked = props.disabled || text.trim() === "";
  const input = (
    <textarea
      ref={field}
      rows={1}
      dir="auto"
      value={text}
      maxLength={maxLength}
      disabled={props.disabled}
      placeholder={suggestion && text === "" ? suggestion : props.placeholder}
      aria-label={props.placeholder}
      data-testid={`${testid}-input`}
      onKeyDown={onKeyDown}
      onInput={(event) => {
        change(event.currentTarget.value);
        onTyping?.();
      }}
    />
  );
  if (props.stacked) {
    return (
      <div class="composer is-stacked">
        {input}
        <div class="composer-tools">
          {props.children}
          <span class="grow" />
          <Button kind="primary" size="sm" disabled={blocked} onClick={send} data-testid={`${testid}-send`}>
            {props.sendLabel ?? i18n.t("composer.send")}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div class="composer">
      {props.onAttach && <IconButton icon="clip" label={i18n.t("composer.attach")} onClick={props.onAttach} data-testid={`${testid}-attach`} />}
      {input}
      {props.children}
      <IconButton icon="send" iconSize={19} class="go" label={i18n.t("composer.send")} disabled={blocked} onClick={send} data-testid={`${testid}-send`} />
    </div>
  );
}

function fit(field: HTMLTextAreaElement | null): void {
  if (!field) return;
  field.style.height = "auto";
  const padding = 14;
  const limit = LINE * MAX_LINES + padding;
  const wanted = Math.max(LINE + padding, field.scrollHeight);
  field.style.height = `${Math.min(wanted, limit)}px`;
  field.style.overflowY = wanted > limit ? "auto" : "hidden";
}
