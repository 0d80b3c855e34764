// The versions as they are now, and what a supervisor does with them. Whoever was slower than a colleague sees the new state and decides again.
import { useCallback, useEffect, useState } from "preact/hooks";
import type { Answer } from "../app/api.ts";
import type { Policy, PolicyApi } from "../app/policy.ts";

export type Trouble = "stale" | "failed";

export interface KnownPolicy {
  policy: Policy | undefined;
  failed: boolean;
  reload: () => void;
  /** Nothing when it is done. */
  change: <P extends Policy>(how: (edition: number) => Promise<Answer<P>>) => Promise<{ policy: P } | Trouble>;
}

/** @param wanted the view is in sight */
export function usePolicy(api: PolicyApi, wanted: boolean, onSignedOut: () => void): KnownPolicy {
  const [policy, setPolicy] = useState<Policy>();
  const [failed, setFailed] = useState(false);
  const load = useCallback(async () => {
    const answer = await api.policy();
    if (!answer.ok && answer.status === 401) onSignedOut();
    setFailed(!answer.ok);
    if (answer.ok) setPolicy(answer.value);
  }, [api]);
  useEffect(() => {
    if (wanted) void load();
  }, [wanted, load]);
  return {
    policy,
    failed,
    reload: () => void load(),
    async change(how) {
      const answer = await how(policy?.edition ?? 0);
      if (answer.ok) {
        setPolicy(answer.value);
        return { policy: answer.value };
      }
      if (answer.status === 401) onSignedOut();
      if (answer.status !== 409) return "failed";
      await load();
      return "stale";
    },
  };
}
