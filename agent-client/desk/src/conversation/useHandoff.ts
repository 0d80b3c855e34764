// What the person who came was told: as it rang, else (after a reload, in another tab, when reading along) as the server makes it out of the log.
import { useEffect, useState } from "preact/hooks";
import { useStore } from "@tandem/ui";
import type { Conversation, Handoff } from "@tandem/client";
import { useShell } from "../app/context.ts";

export function useHandoff(id: string, conversation: Conversation | undefined): Handoff | undefined {
  const { api, desk } = useShell();
  const { handoffs, link } = useStore(desk.state);
  const [stored, setStored] = useState<{ key: string; handoff: Handoff }>();
  const rung = handoffs[id];
  // A new ring has a new handoff; before the first one there is none to show.
  const ring = conversation?.entries.findLast(({ event }) => event.type === "agent_rung" || event.type === "queued")?.version;
  const key = ring === undefined ? undefined : `${id} ${ring}`;
  const wanted = rung === undefined && key !== undefined && stored?.key !== key;

  useEffect(() => {
    if (!wanted || link === "reconnecting") return undefined;
    let current = true;
    const load = async () => {
      const answer = await api.handoff(id);
      // What could not be loaded is asked for again when the connection is back.
      if (current && answer.ok) setStored({ key, handoff: answer.value });
    };
    void load();
    return () => {
      current = false;
    };
  }, [key, wanted, link]);

  return rung ?? (stored?.key === key ? stored?.handoff : undefined);
}
