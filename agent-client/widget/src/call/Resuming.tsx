// The customer has gone to another page in the middle of a call: until both hear each other again, the call is said to come along.
import { Avatar, RecordingTag } from "@tandem/ui";
import { useApp, useView } from "../hooks.ts";
import type { OngoingCall } from "../storage.ts";

/** Where the stage will be, in its size, so that nothing jumps. Without controls: there is nothing to control yet. */
export function ResumingStage({ call: { name, channel } }: { call: OngoingCall }) {
  const { t } = useApp().i18n;
  const recording = useView()?.conversation.recording;
  if (channel === "video") {
    return (
      <div class="stage stage-video" data-testid="call-resuming">
        <div class="stage-empty">
          <Avatar name={name} size={88} />
          <span class="s2">{t("call.resuming")}</span>
        </div>
      </div>
    );
  }
  return (
    <div class="stage" data-testid="call-resuming">
      <div class="stage-top" style="min-height:34px">
        <RecordingTag recording={recording} held={false} />
      </div>
      <div class="stage-voice">
        <div class="stage-who">
          <Avatar name={name} size={44} />
          <div class="grow">
            <div class="fw6 cut" style="font-size:15px;line-height:20px">
              {name}
            </div>
            <div class="s2 cut">{t("call.resuming")}</div>
          </div>
        </div>
        <div class="ctl" style="min-height:44px" />
      </div>
    </div>
  );
}

export function ResumingPill({ call: { name } }: { call: OngoingCall }) {
  const { t } = useApp().i18n;
  return (
    <div class="float mini" data-testid="call-resuming">
      <Avatar name={name} size={40} />
      <span class="mini-name">
        <span class="a">{name}</span>
        <span class="bq is-warn">{t("call.resuming")}</span>
      </span>
    </div>
  );
}
