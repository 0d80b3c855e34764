// Wrap-ups that are not on screen when their time runs out are saved as they stand, too.
import { useEffect } from "preact/hooks";
import { readDraft, useStore, writeDraft } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { useNow } from "../app/hooks.ts";
import { wrapsUp } from "../state/select.ts";
import { readWrapUp, SAVE_BEFORE_MS, wrapUpKey } from "./draft.ts";

export function Unattended({ selected }: { selected: string | undefined }) {
  const { desk } = useShell();
  const state = useStore(desk.state);
  const now = useNow() + state.skew;
  useEffect(() => {
    for (const { conversation: id } of state.mine) {
      const conversation = state.views[id]?.conversation;
      if (id === selected || !conversation || !wrapsUp(state, conversation)) continue;
      const left = (conversation.ended?.wrapUpEndsAt ?? 0) - now;
      const draft = readWrapUp(readDraft(wrapUpKey(id)));
      if (left > SAVE_BEFORE_MS || (!draft.disposition && !draft.topic && !draft.note)) continue;
      writeDraft(wrapUpKey(id), "");
      desk.wrapUp(id, draft.disposition ?? "not_said", draft.topic, draft.note);
    }
  }, [now]);
  return null;
}
