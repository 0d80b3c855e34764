// Who, since when, and what can be done: call, finish, hand back.
import { useState } from "preact/hooks";
import type { Conversation } from "@tandem/client";
import { Avatar, Button, IconButton, Menu, useStore, type MenuItem } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { Confirm } from "../app/Confirm.tsx";
import { useNow } from "../app/hooks.ts";
import { useI18n, type DeskI18n } from "../i18n/index.ts";
import type { Facts } from "../state/facts.ts";
import { TransferDialog } from "./TransferDialog.tsx";

export interface TalkHeaderProps {
  id: string;
  name: string;
  conversation: Conversation | undefined;
  facts: Facts;
  mine: boolean;
  onBack: () => void;
  onCustomer?: (() => void) | undefined;
}

type Asked = "finish" | "handBack" | "transfer" | undefined;

export function TalkHeader({ id, name, conversation, facts, mine, onBack, onCustomer }: TalkHeaderProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const { desk } = useShell();
  const { skew } = useStore(desk.state);
  const now = useNow(10_000) + skew;
  const [asked, setAsked] = useState<Asked>();
  const inCall = conversation?.call !== undefined;
  const canCall = mine && !inCall && conversation?.proposal === undefined;

  const more: MenuItem[] = [
    { id: "customer", icon: "user", label: t("talk.customer"), onSelect: () => onCustomer?.() },
    { id: "finish", icon: "check", label: t("talk.finish"), onSelect: () => setAsked("finish") },
    ...(conversation?.transfer || conversation?.colleague ? [] : [{ id: "transfer", icon: "transfer" as const, label: t("talk.transfer"), onSelect: () => setAsked("transfer") }]),
    { id: "handback", icon: "tandem", label: t("talk.handBack"), onSelect: () => setAsked("handBack") },
  ];
  const items = more.filter(({ id: item }) => (item === "customer" ? onCustomer !== undefined : mine));

  return (
    <header class="mh">
      <IconButton class="back" icon="left" iconSize={22} label={t("talk.back")} onClick={onBack} data-testid="talk-back" />
      <Avatar name={name} size={36} />
      <div class="grow">
        <h2 class="cut" data-testid="talk-name">
          {name}
        </h2>
        <p class="cut num">{conversation && standing(i18n, conversation, facts, now)}</p>
      </div>
      <div class="row mh-actions">
        {canCall && <IconButton icon="phone" label={t("talk.voice")} onClick={() => desk.propose(id, "voice")} data-testid="call-voice" />}
        {canCall && <IconButton icon="video" iconSize={21} label={t("talk.video")} onClick={() => desk.propose(id, "video")} data-testid="call-video" />}
        {onCustomer && <IconButton class="mh-customer" icon="user" label={t("talk.customer")} onClick={onCustomer} data-testid="talk-customer" />}
        {items.length > 0 && (
          <span class={mine ? undefined : "only-s"}>
            <Menu label={t("talk.more")} testid="talk-more" items={items} button={(props) => <IconButton icon="more" label={t("talk.more")} data-testid="talk-more-button" {...props} />} />
          </span>
        )}
        {mine && (
          <Button class="hide-s" icon="check" onClick={() => setAsked("finish")} data-testid="talk-finish">
            {t("talk.finish")}
          </Button>
        )}
      </div>
      {asked === "finish" && (
        <Confirm
          title={t("talk.finish.confirm", { name })}
          detail={[t("talk.finish.confirm.detail"), inCall && t("talk.finish.call")].filter(Boolean).join(" ")}
          yes={t("talk.finish")}
          onYes={() => desk.finish(id)}
          onClose={() => setAsked(undefined)}
          testid="confirm-finish"
        />
      )}
      {asked === "transfer" && <TransferDialog id={id} name={name} inCall={inCall} onClose={() => setAsked(undefined)} />}
      {asked === "handBack" && (
        <Confirm
          title={t("talk.handBack.confirm")}
          detail={t("talk.handBack.confirm.detail", { name })}
          yes={t("talk.handBack.do")}
          onYes={() => desk.handBack(id)}
          onClose={() => setAsked(undefined)}
          testid="confirm-handback"
        />
      )}
    </header>
  );
}

/** Where it stands, in a few words under the name. */
export function standing({ t, time, minutes }: DeskI18n, conversation: Conversation, facts: Facts, now: number): string {
  const { ended, startedAt, phase } = conversation;
  if (ended) return t("talk.endedAt", { time: time(ended.at), duration: minutes(ended.at - (facts.joinedAt ?? startedAt ?? ended.at)) });
  if (phase === "agent") return t("talk.inConversation", { time: minutes(now - (facts.joinedAt ?? now)) });
  if (phase === "waiting") return t("talk.waiting", { time: minutes(now - (facts.queuedAt ?? now)) });
  return t("talk.withAssistant");
}
