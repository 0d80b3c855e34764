// Text, voice or video, each with its own honest wait; the queue's ring.
import type { IconName } from "../icons.ts";
import { useUiI18n } from "../i18n/index.ts";
import { Icon } from "./Icon.tsx";

export type Channel = "text" | "voice" | "video";

export const channelIcon: Record<Channel, IconName> = { text: "message", voice: "phone", video: "video" };

export interface ChannelOption {
  channel: Channel;
  title: string;
  detail: string;
  /** What the wait is expected to be, already in words ("2 min"); nothing when it cannot be told. */
  wait?: string | undefined;
}

/** One row per channel. A channel nobody serves now is not in the list. */
export function ChannelOptions({ options, onChoose }: { options: readonly ChannelOption[]; onChoose: (channel: Channel) => void }) {
  const i18n = useUiI18n();
  return (
    <div class="opts">
      {options.map((option) => (
        <button type="button" class="opt" key={option.channel} onClick={() => onChoose(option.channel)} data-testid={`channel-${option.channel}`}>
          <span class={`ic ic-${option.channel}`}>
            <Icon name={channelIcon[option.channel]} size={22} />
          </span>
          <span class="grow">
            <span class="o1">{option.title}</span>
            <span class="o2">{option.detail}</span>
          </span>
          {option.wait && (
            <span class="o3 num">
              {option.wait}
              <small>{i18n.t("option.wait")}</small>
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

/** Place in line. `progress` between 0 and 1 is how much of the expected wait has passed. */
export function QueueRing({ place, progress }: { place: number | undefined; progress: number }) {
  const i18n = useUiI18n();
  const around = 433;
  const share = Math.min(1, Math.max(0, progress));
  return (
    <div class="queue-ring">
      <svg width="148" height="148" viewBox="0 0 148 148" fill="none" aria-hidden="true">
        <circle cx="74" cy="74" r="69" stroke="var(--press)" stroke-width="5" />
        <circle cx="74" cy="74" r="69" stroke="var(--accent)" stroke-width="5" stroke-linecap="round" stroke-dasharray={around} stroke-dashoffset={around * (1 - share)} />
      </svg>
      <div class="c">
        <b class="num" data-testid="queue-place">
          {place === undefined ? "–" : i18n.t("queue.place", { place })}
        </b>
        <small>{i18n.t("queue.inLine")}</small>
      </div>
    </div>
  );
}
