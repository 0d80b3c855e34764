// Waiting: a place, a time, and ways out. When the estimate grows, it says so; when there is none, it says that.
import { useEffect, useRef, useState } from "preact/hooks";
import { LIMITS, type Channel, type View } from "@tandem/client";
import { Button, channelIcon, Composer, Icon, QueueRing, useStore } from "@tandem/ui";
import { useApp, useNow } from "../hooks.ts";
import { TimelineView } from "./TimelineView.tsx";

/** The place is read out when it changes, at most this often. */
const ANNOUNCE_EVERY = 30_000;
/** Longer than promised by more than this is "taking longer". */
const SLOWER = 60;
const CHANNELS: readonly Channel[] = ["text", "voice", "video"];

export function Queue({ view }: { view: View }) {
  const app = useApp();
  const { t } = app.i18n;
  const now = useNow();
  const { conversation, queue } = view;
  const { queued } = conversation;
  const box = useRef<HTMLDivElement>(null);
  const pending = useStore(app.client.pending);
  const [queuedAt] = useState(() => conversation.version);
  const since = queued?.at ?? now;
  const waited = Math.max(0, now - since) / 1000;
  const left = queue?.waitSeconds;
  const progress = left === undefined ? Math.min(0.9, waited / 600) : Math.max(0.06, waited / (waited + Math.max(left, 5)));
  const slower = left !== undefined && queue?.promised !== undefined && waited + left > queue.promised + SLOWER;
  const minutes = left === undefined ? undefined : Math.max(1, Math.round(left / 60));
  const title = minutes === undefined ? t("queue.cantTell") : left !== undefined && left < 45 ? t("queue.soon") : t("queue.about", { minutes });
  const lost = conversation.entries.findLast(({ event }) => event.type === "agent_lost" || event.type === "queued" || event.type === "agent_joined")?.event.type === "agent_lost";
  const sub = lost ? t("queue.lost") : slower && minutes !== undefined ? t("queue.slower", { minutes }) : t("queue.kept");

  const spoken = useRef({ at: 0, words: "" });
  const words = queue ? t("queue.announce", { place: t("queue.place", { place: queue.place }), wait: title }) : "";
  const [announced, setAnnounced] = useState("");
  useEffect(() => {
    if (words === "" || words === spoken.current.words || now - spoken.current.at < ANNOUNCE_EVERY) return;
    spoken.current = { at: now, words };
    setAnnounced(words);
  }, [words, now]);
  useEffect(() => {
    // What was just written is at the end.
    if (box.current && pending.length > 0) box.current.scrollTop = box.current.scrollHeight;
  }, [pending]);

  const { details } = conversation;
  const passed = [t("queue.passed.problem"), details.name && t("queue.passed.name"), (details.email ?? details.phone) && t("queue.passed.contact"), details.answer && t("queue.passed.answer")].filter(Boolean).join(", ");
  const options = CHANNELS.filter((channel) => channel !== queued?.channel && (!app.settings.channels || app.settings.channels.includes(channel)) && channel !== "video");
  const by = { text: "queue.byText", voice: "queue.byVoice", video: "queue.byVideo" } as const;
  return (
    <>
      <div class="wb" ref={box} data-testid="queue">
        <div class="queue">
          <QueueRing place={queue?.place} progress={progress} />
          <div class="h num" data-testid="queue-wait">
            {title}
          </div>
          <p class="sub" style="max-width:270px">
            {sub}
          </p>
        </div>
        <TimelineView conversation={conversation} since={queuedAt} />
        <div class="list end">
          <div>
            <Icon name="okc" size={19} />
            <span class="grow">{t("queue.passedOn", { what: passed })}</span>
          </div>
          {options.map((channel) => (
            <button type="button" key={channel} onClick={() => app.choose(channel)} data-testid={`queue-by-${channel}`}>
              <Icon name={channelIcon[channel]} size={19} />
              <span class="grow">{t(by[channel])}</span>
            </button>
          ))}
          <button type="button" onClick={() => app.show({ screen: "message" })} data-testid="queue-by-email">
            <Icon name="mail" size={19} />
            <span class="grow">{t("queue.byEmail")}</span>
          </button>
        </div>
        <Button kind="quiet" style="align-self:center" onClick={() => void app.command((id) => ({ type: "leave_queue", conversation: id }))} data-testid="queue-leave">
          {t("queue.leave")}
        </Button>
        <div class="sr" role="status" aria-live="polite">
          {announced}
        </div>
      </div>
      <div class="wf">
        <Composer draftKey={`${app.settings.site}.${conversation.id}`} placeholder={t("composer.waiting")} maxLength={LIMITS.textChars} onSend={(text) => app.say(text)} />
      </div>
    </>
  );
}
