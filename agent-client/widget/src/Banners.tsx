// Trouble said plainly: the line, the microphone, the camera, a lost call, a call in another tab, a question that waits for its answer, a call that could not be made.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Call, ConnectionStatus } from "@tandem/client";
import { Banner, Button, useStore } from "@tandem/ui";
import { SoundBanner } from "./call/CallAudio.tsx";
import { useApp, useView } from "./hooks.ts";
import { personOf } from "./person.ts";

/** A hiccup shorter than this is nobody's business. */
const PATIENCE = 1_500;
const BACK_SHOWN = 3_000;

export function Banners({ call }: { call: Call | undefined }) {
  return (
    <div class="banners" style="padding-block-end:0">
      <LineBanner />
      {call && <CallBanners call={call} />}
      <SoundBanner />
      <AskedBanner />
      <NoCallBanner />
    </div>
  );
}

function LineBanner() {
  const app = useApp();
  const { t } = app.i18n;
  const status = useStore(app.client.connection.status);
  const shown = useTrouble(status);
  if (status.state === "stopped" && status.why === "replaced") {
    return (
      <Banner tone="neutral" icon="info" title={t("line.replaced")} detail={t("line.replacedDetail")} testid="line-replaced">
        <Button size="sm" onClick={() => app.client.connection.start()} data-testid="line-here">
          {t("line.here")}
        </Button>
      </Banner>
    );
  }
  if (status.state === "stopped" && status.why === "outdated") {
    return (
      <Banner tone="neutral" icon="refresh" title={t("line.outdated")} detail={t("line.outdatedDetail")} testid="line-outdated">
        <Button size="sm" onClick={() => location.reload()}>
          {t("problem.again")}
        </Button>
      </Banner>
    );
  }
  if (shown === "trouble") {
    const offline = status.state === "reconnecting" && status.offline;
    return <Banner tone="neutral" icon="refresh" title={t(offline ? "line.offline" : "line.reconnecting")} detail={t("line.reconnectingDetail")} testid="line-reconnecting" />;
  }
  if (shown === "back") return <Banner tone="good" icon="check" title={t("line.back")} testid="line-back" />;
  return null;
}

function useTrouble(status: ConnectionStatus): "trouble" | "back" | undefined {
  const [shown, setShown] = useState<"trouble" | "back" | undefined>();
  const troubled = useRef(false);
  const coming = status.state === "reconnecting";
  useEffect(() => {
    if (coming) {
      const timer = setTimeout(() => {
        troubled.current = true;
        setShown("trouble");
      }, PATIENCE);
      return () => clearTimeout(timer);
    }
    if (status.state !== "online" || !troubled.current) {
      setShown(undefined);
      return undefined;
    }
    troubled.current = false;
    setShown("back");
    const timer = setTimeout(() => setShown(undefined), BACK_SHOWN);
    return () => clearTimeout(timer);
  }, [coming, status.state]);
  return shown;
}

function CallBanners({ call }: { call: Call }) {
  const app = useApp();
  const { t } = app.i18n;
  const state = useStore(call.state);
  const conversation = useView()?.conversation;
  const { problem } = state;
  if (state.phase === "elsewhere") {
    return (
      <Banner tone="neutral" icon="phone" title={t("call.elsewhere")} detail={t("call.elsewhereDetail")} testid="call-elsewhere">
        <Button size="sm" onClick={() => call.takeHere()} data-testid="call-take-here">
          {t("call.takeHere")}
        </Button>
      </Banner>
    );
  }
  return (
    <>
      {state.phase === "lost" && conversation?.call && (
        <Banner tone="danger" icon="alert" title={t("call.lost")} detail={t("call.lostDetail")} testid="call-lost">
          <Button size="sm" onClick={() => void call.again()} data-testid="call-again">
            {t("call.again")}
          </Button>
        </Banner>
      )}
      {problem && problem.kind !== "screen" && (
        <Banner tone="warning" icon={problem.kind === "microphone" ? "micoff" : "videooff"} title={t(`problem.${problem.kind}.${problem.code}`)} detail={t(`problem.${problem.kind}.${problem.code}.detail`)} stacked testid={`problem-${problem.kind}`}>
          {problem.code !== "forbidden" && (
            <Button size="sm" onClick={() => void call.retry()} data-testid="problem-again">
              {t("problem.again")}
            </Button>
          )}
          <Button size="sm" kind="quiet" onClick={() => call.dismissProblem()} data-testid="problem-dismiss">
            {t("common.close")}
          </Button>
        </Banner>
      )}
    </>
  );
}

/** We asked for voice or video and wait for the other side. */
function AskedBanner() {
  const app = useApp();
  const { t } = app.i18n;
  const conversation = useView()?.conversation;
  const proposal = conversation?.proposal;
  if (proposal?.by !== "customer" || proposal.channel === "text") return null;
  return (
    <Banner tone="neutral" icon={proposal.channel === "voice" ? "phone" : "video"} title={t(`call.asked.${proposal.channel}`, { name: personOf(conversation) })} testid="call-asked">
      <Button size="sm" onClick={() => void app.command((id) => ({ type: "answer_proposal", conversation: id, accept: false }))} data-testid="call-asked-cancel">
        {t("call.cancel")}
      </Button>
    </Banner>
  );
}

/** A call was agreed to and none could be made, or went on: said until it is put aside or tried again. */
function NoCallBanner() {
  const app = useApp();
  const { t } = app.i18n;
  const conversation = useView()?.conversation;
  const [dismissed, dismiss] = useState<string>();
  const last = conversation?.lastCall;
  if (last?.reason !== "no_bridge" || last.id === dismissed || conversation?.phase !== "agent" || conversation.proposal) return null;
  return (
    <Banner tone="warning" icon="alert" title={t("call.none")} detail={t("call.noneDetail", { name: personOf(conversation) })} stacked testid="call-none">
      <Button size="sm" onClick={() => app.propose(last.channel)} data-testid="call-none-again">
        {t(`call.again.${last.channel}`)}
      </Button>
      <Button size="sm" kind="quiet" onClick={() => dismiss(last.id)} data-testid="call-none-dismiss">
        {t("common.close")}
      </Button>
    </Banner>
  );
}
