// One line: who, what was said last, how long. Late waits are amber and carry the word for a screen reader.
import { Avatar, channelIcon, Icon } from "@tandem/ui";
import type { Channel } from "@tandem/client";
import { useI18n } from "../i18n/index.ts";

/** From here on a wait is drawn as late. */
export const LATE_AFTER_MS = 3 * 60_000;

export interface InboxRowProps {
  id: string;
  name: string;
  channel: Channel;
  preview: string;
  current: boolean;
  onOpen: () => void;
  /** Shown instead of the time since: the moment of what is over, the time left of a wrap-up. */
  at?: string | undefined;
  since?: number;
  last?: number;
  now?: number;
  waiting?: boolean;
  live?: boolean;
  unread?: number;
  urgent?: boolean;
}

export function InboxRow({ id, name, channel, preview, current, onOpen, at, since = 0, last = 0, now = 0, waiting = false, live = false, unread = 0, urgent = false }: InboxRowProps) {
  const { t, clock, minutes } = useI18n();
  const counting = waiting || live;
  const ago = now - last;
  const shown = at ?? (counting ? clock(now - since) : ago < 60_000 ? t("inbox.now") : minutes(ago));
  const late = waiting && now - since > LATE_AFTER_MS;
  return (
    <button type="button" class={`conv${unread > 0 || urgent ? " un" : ""}`} aria-current={current || undefined} onClick={onOpen} data-testid="inbox-row" data-conversation={id}>
      <Avatar name={name} size={36} />
      <span class="nm">
        <span class="cut">{name}</span>
        {channel !== "text" && (
          <span class={live ? "is-live" : undefined}>
            <Icon name={channelIcon[channel]} size={14} label={t(`channel.${channel}`)} />
          </span>
        )}
      </span>
      <span class={late ? "tm num late" : "tm num"}>{shown}</span>
      <span class="pv cut">{preview}</span>
      {unread > 0 && (
        <span class="n" data-testid="inbox-unread">
          <span aria-hidden="true">{unread > 99 ? "99" : unread}</span>
          <span class="sr">{t("inbox.unread", { count: unread })}</span>
        </span>
      )}
    </button>
  );
}
