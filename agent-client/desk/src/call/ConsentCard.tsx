// A proposal to go on by voice or video. It does not take the focus: somebody may be typing. Silence means not now.
import { useEffect } from "preact/hooks";
import type { Channel } from "@tandem/client";
import { Avatar, Button, channelIcon, Icon, type IconName } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { useI18n } from "../i18n/index.ts";

export interface ConsentCardProps {
  name: string;
  channel: Channel;
  left: number;
  onAnswer: (accept: boolean) => void;
}

export function ConsentCard({ name, channel, left, onAnswer }: ConsentCardProps) {
  const { t, clock } = useI18n();
  const { announce, recording } = useShell();
  useEffect(() => announce(t("consent.asks", { channel, name }), "assertive"), [channel]);
  const promises: { icon: IconName; text: string }[] = [
    { icon: "mic", text: t("consent.mic", { name }) },
    ...(channel === "video" ? [{ icon: "video" as const, text: t("consent.camera", { name }) }] : []),
    recording === "always" ? { icon: "record", text: t("consent.recorded") } : { icon: "lock", text: t(recording === "agent" ? "consent.mayRecord" : "consent.notRecorded") },
  ];
  return (
    <div class="consent" role="alertdialog" aria-label={t("consent.asks", { channel, name })} data-testid="consent">
      <div class="row consent-who">
        <Avatar name={name} size={40} />
        <div class="grow">
          <b>{t("consent.asks", { channel, name })}</b>
          <p class="num">{t("consent.left", { time: clock(left) })}</p>
        </div>
      </div>
      <ul>
        {promises.map(({ icon, text }) => (
          <li key={text} class="row">
            <Icon name={icon} size={17} />
            {text}
          </li>
        ))}
      </ul>
      <div class="consent-acts">
        <Button class="no" onClick={() => onAnswer(false)} data-testid="consent-decline">
          {t("consent.decline")}
        </Button>
        <Button class="yes" icon={channelIcon[channel]} onClick={() => onAnswer(true)} data-testid="consent-accept">
          {t("consent.accept", { channel })}
        </Button>
      </div>
    </div>
  );
}

/** The agent has asked and waits. */
export function AskedCard({ name, channel, left }: { name: string; channel: Channel; left: number }) {
  const { t, clock } = useI18n();
  return (
    <div class="consent is-asked" role="status" data-testid="consent-asked">
      <div class="row consent-who">
        <span class="pulse-dot">
          <Icon name={channelIcon[channel]} size={20} />
        </span>
        <div class="grow">
          <b>{t("consent.asked", { channel, name })}</b>
          <p class="num" aria-live="off">
            {t("consent.asked.detail", { time: clock(left) })}
          </p>
        </div>
      </div>
    </div>
  );
}
