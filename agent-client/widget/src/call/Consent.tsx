// The person asks for voice or video: who asks, what is switched on, what stays off. Silence means no; the server keeps that time.
import type { Conversation } from "@tandem/client";
import { Avatar, Button, ConsentSheet, useStore, type IconName } from "@tandem/ui";
import { useApp } from "../hooks.ts";
import { personOf } from "../person.ts";

export function Consent({ conversation }: { conversation: Conversation }) {
  const app = useApp();
  const { t } = app.i18n;
  const { site } = useStore(app.ui);
  const { proposal } = conversation;
  if (proposal?.by !== "agent" || proposal.channel === "text") return null;
  const name = personOf(conversation);
  const video = proposal.channel === "video";
  const inCall = conversation.call !== undefined;
  const answer = (accept: boolean) => {
    app.sounds.unlock();
    void app.command((id) => ({ type: "answer_proposal", conversation: id, accept }));
  };
  const promises: { icon: IconName; text: string }[] = video
    ? [
        { icon: "video", text: t(inCall ? "consent.camera" : "consent.micCamera") },
        { icon: "eye", text: t("consent.sees", { name }) },
        { icon: "message", text: t("consent.chat") },
      ]
    : [
        { icon: "mic", text: t("consent.mic") },
        { icon: "videooff", text: t("consent.cameraOff") },
        { icon: "message", text: t("consent.chat") },
      ];
  if (inCall ? conversation.recording : site?.recording === "always") promises.push({ icon: "record", text: t("consent.recorded") });
  else if (site?.recording === "agent") promises.push({ icon: "lock", text: t("consent.mayRecord") });
  return (
    <ConsentSheet
      title={t(video ? "consent.video" : "consent.voice", { name })}
      who={
        <span class="pulse">
          <Avatar name={name} size={56} />
        </span>
      }
      promises={promises}
      onDecline={() => answer(false)}
      accept={
        <Button kind="primary" size="lg" wide icon={video ? "video" : "phone"} onClick={() => answer(true)} data-testid="consent-accept" data-autofocus>
          {t(video ? (inCall ? "consent.turnOn" : "consent.startVideo") : "consent.start")}
        </Button>
      }
      decline={
        <Button kind="quiet" size="lg" wide onClick={() => answer(false)} data-testid="consent-decline">
          {t(inCall ? "consent.stayVoice" : "consent.stayText")}
        </Button>
      }
    />
  );
}
