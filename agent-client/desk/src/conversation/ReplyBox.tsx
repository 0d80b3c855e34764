// Where the agent writes: to the customer, or a note for the team. Each keeps its own draft, per conversation, over reloads.
import { useEffect, useState } from "preact/hooks";
import type { Ref } from "preact";
import { LIMITS } from "@tandem/client";
import { Composer, RadioRow, type ComposerHandle } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { useI18n } from "../i18n/index.ts";

const KINDS = ["reply", "note"] as const;

export function ReplyBox({ id, name, handle }: { id: string; name: string; handle: Ref<ComposerHandle> }) {
  const { t } = useI18n();
  const { desk } = useShell();
  const [kind, setKind] = useState<"reply" | "note">("reply");

  useEffect(() => setKind("reply"), [id]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.code === "KeyN") setKind((now) => (now === "reply" ? "note" : "reply"));
      else if (event.code !== "KeyR") return;
      event.preventDefault();
      document.getElementById("composer")?.querySelector("textarea")?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  return (
    <div class={kind === "note" ? "cp is-note" : "cp"} id="composer" tabIndex={-1}>
      <Composer
        stacked
        key={kind}
        handle={handle}
        draftKey={kind === "note" ? `${id}.note` : id}
        maxLength={LIMITS.textChars}
        placeholder={kind === "note" ? t("composer.noteHint") : t("composer.replyTo", { name })}
        sendLabel={t(`composer.do.${kind}`)}
        onSend={(text) => (kind === "note" ? desk.note(id, text) : desk.say(id, text))}
        onTyping={() => kind === "reply" && desk.client.typing(id)}
        testid="composer"
      >
        <RadioRow class="seg" label={t("composer.kind")} count={KINDS.length} selected={KINDS.indexOf(kind)} onSelect={(i) => setKind(KINDS[i] ?? "reply")}>
          {(i, radio) => (
            <button type="button" key={i} data-testid={`composer-${KINDS[i]}`} {...radio}>
              {t(KINDS[i] === "note" ? "composer.note" : "composer.reply")}
            </button>
          )}
        </RadioRow>
      </Composer>
    </div>
  );
}
