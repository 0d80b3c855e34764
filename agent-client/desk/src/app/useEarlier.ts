// What this agent finished today, for the inbox; asked again when a conversation leaves it.
import { useEffect, useState } from "preact/hooks";
import type { Participant } from "@tandem/client";
import type { Api, Summary } from "./api.ts";

const SHOWN = 8;
const LOOKED_THROUGH = 50;

export function useEarlier(api: Api, me: Participant | undefined, inInbox: number): readonly Summary[] {
  const [earlier, setEarlier] = useState<readonly Summary[]>([]);
  useEffect(() => {
    if (!me) return undefined;
    let wanted = true;
    const load = async () => {
      const answer = await api.conversations(LOOKED_THROUGH);
      if (wanted && answer.ok) setEarlier(ofToday(answer.value, me, Date.now()));
    };
    void load();
    return () => {
      wanted = false;
    };
  }, [api, me?.id, inInbox]);
  return earlier;
}

export function ofToday(all: readonly Summary[], me: Participant, now: number): Summary[] {
  const today = new Date(now).toDateString();
  return all
    .filter((item) => item.phase === "closed" && (item.agent === me.id || item.agent === me.name) && new Date(item.endedAt ?? item.startedAt).toDateString() === today)
    .slice(0, SHOWN);
}
