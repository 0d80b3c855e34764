// Why nobody hears or sees the agent, what still works, and what to do. And a call that did not come to stand.
import type { Call, MediaProblem } from "@tandem/client";
import { Banner, Button, useStore } from "@tandem/ui";
import { useI18n, type DeskKey } from "../i18n/index.ts";

export function MediaTrouble({ call, name }: { call: Call; name: string }) {
  const { t } = useI18n();
  const { problem, phase } = useStore(call.state);
  if (phase === "lost") {
    return (
      <div class="dock-note">
        <Banner tone="danger" icon="alert" title={t("call.lost")} detail={t("call.lost.detail")} testid="call-lost">
          <Button size="sm" onClick={() => void call.again()} data-testid="call-retry">
            {t("call.tryAgain")}
          </Button>
        </Banner>
      </div>
    );
  }
  if (!problem || problem.kind === "screen") return null;
  const { kind } = problem;
  const why = troubleOf(problem);
  const title = t(`${kind === "microphone" ? "mic" : "camera"}.${why}` as DeskKey);
  const detail = t(`${kind === "microphone" ? "mic" : "camera"}.${why}.detail` as DeskKey);
  return (
    <div class="dock-note">
      <Banner tone="warning" icon={kind === "microphone" ? "micoff" : "videooff"} title={kind === "microphone" ? `${title}. ${t("call.micTrouble", { name })}` : title} detail={detail} testid={`${kind}-trouble`}>
        <Button size="sm" onClick={() => void call.retry()} data-testid="media-retry">
          {t("call.tryAgain")}
        </Button>
        {kind === "camera" && (
          <Button size="sm" kind="quiet" onClick={() => call.dismissProblem()}>
            {t("common.close")}
          </Button>
        )}
      </Banner>
    </div>
  );
}

/** Three things a person can do something about. */
export function troubleOf({ code }: MediaProblem): "denied" | "absent" | "busy" {
  switch (code) {
    case "denied":
    case "dismissed":
    case "forbidden":
      return "denied";
    case "absent":
      return "absent";
    case "busy":
    case "unknown":
      return "busy";
  }
}
