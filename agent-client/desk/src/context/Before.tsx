// Earlier conversations of the same customer.
import { useEffect, useState } from "preact/hooks";
import { channelIcon, Icon, useStore } from "@tandem/ui";
import type { Summary } from "../app/api.ts";
import { useShell } from "../app/context.ts";
import { go } from "../app/route.ts";
import { useI18n } from "../i18n/index.ts";

/** The newest; more are in the history. */
const SHOWN = 20;

export function Before({ customer, except }: { customer: string | undefined; except: string }) {
  const { t, day } = useI18n();
  const { api, desk } = useShell();
  const isAway = useStore(desk.state).link === "reconnecting";
  const [found, setFound] = useState<readonly Summary[] | "error">();

  useEffect(() => setFound(undefined), [customer, except]);

  // Asked again when the server is back: it may have been away just now.
  useEffect(() => {
    if (customer === undefined || isAway) return undefined;
    let wanted = true;
    const load = async () => {
      // One more: the present conversation is among them.
      const answer = await api.conversations(SHOWN + 1, { customer });
      const others = answer.ok ? answer.value.filter((item) => item.conversation !== except).slice(0, SHOWN) : undefined;
      if (wanted) setFound((before) => others ?? before ?? "error");
    };
    void load();
    return () => {
      wanted = false;
    };
  }, [customer, except, isAway]);

  if (found === undefined) return null;
  return (
    <section class="cx" aria-label={t("customer.before")} data-testid="customer-before">
      <div class="sect">{t("customer.before")}</div>
      {found === "error" && <p class="t3 small">{t("customer.beforeError")}</p>}
      {found !== "error" && found.length === 0 && <p class="t3 small">{t("customer.noBefore")}</p>}
      {found !== "error" &&
        found.map((item) => (
          <button type="button" class="before" key={item.conversation} onClick={() => go({ view: "history", conversation: item.conversation })}>
            <Icon name={channelIcon[item.channel]} size={15} label={t(`channel.${item.channel}`)} />
            <span class="grow cut">{item.problem || item.preview}</span>
            <span class="t3 num">{day(Date.parse(item.startedAt))}</span>
          </button>
        ))}
    </section>
  );
}
