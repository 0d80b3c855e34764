// What the conversation shows of calls: somebody asks, the stage itself, or why it is not here.
import { useState } from "preact/hooks";
import type { Call, Conversation } from "@tandem/client";
import { Banner, Button, IconButton, useStore } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { useNow } from "../app/hooks.ts";
import { useI18n } from "../i18n/index.ts";
import { ConsultBar } from "./ConsultBar.tsx";
import { AskedCard, ConsentCard } from "./ConsentCard.tsx";
import { MediaTrouble } from "./MediaTrouble.tsx";
import { TransferDialog } from "../conversation/TransferDialog.tsx";
import { supervises } from "../state/select.ts";
import { SuperviseBar, SupervisedNote } from "./SuperviseBar.tsx";
import { Stage } from "./Stage.tsx";

export interface CallDockProps {
  id: string;
  name: string;
  conversation: Conversation;
  mine: boolean;
  /** In the call for a colleague, whose conversation it is. */
  guest: boolean;
  call: Call | undefined;
}

export function CallDock({ id, name, conversation, mine, guest, call }: CallDockProps) {
  const { t } = useI18n();
  const { desk, supervisor } = useShell();
  const state = useStore(desk.state);
  const { skew } = state;
  const mode = supervises(state, conversation);
  const now = useNow(500) + skew;
  const [dismissed, setDismissed] = useState<string>();
  const [passing, setPassing] = useState(false);
  const phase = useStore(call?.state)?.phase;
  const { proposal, lastCall } = conversation;
  const open = proposal && proposal.expiresAt > now && mine ? proposal : undefined;
  const ended = mine && !conversation.call && !proposal && lastCall?.id !== dismissed ? lastCall : undefined;
  const dismiss = () => setDismissed(lastCall?.id);

  return (
    <>
      {supervisor && conversation.call && !mine && !guest && <SuperviseBar id={id} name={name} conversation={conversation} mode={mode} call={call} />}
      {conversation.call && (mine || guest || mode) && <SupervisedNote conversation={conversation} />}
      {call && !mode && phase !== "elsewhere" && phase !== "ended" && <Stage id={id} name={name} call={call} channel={conversation.call?.channel ?? "voice"} recording={conversation.recording} startedAt={(conversation.call?.at ?? now) - skew} asking={open !== undefined} onTransfer={conversation.transfer || conversation.colleague ? undefined : () => setPassing(true)} held={conversation.call?.held === true} consult={conversation.colleague && { guest }} />}
      {call && phase !== "ended" && conversation.colleague && (mine || guest) && <ConsultBar id={id} name={name} conversation={conversation} guest={guest} />}
      {passing && mine && <TransferDialog id={id} name={name} inCall onClose={() => setPassing(false)} />}
      {call && phase !== "elsewhere" && <MediaTrouble call={call} name={name} />}
      {call && phase === "elsewhere" && (
        <div class="dock-note">
          <Banner tone="neutral" icon="phone" title={t("call.elsewhere")} detail={t("call.elsewhere.detail")} testid="call-elsewhere">
            <Button size="sm" kind="primary" onClick={() => call.takeHere()} data-testid="call-take">
              {t("call.continueHere")}
            </Button>
          </Banner>
        </div>
      )}
      {open && open.by === "customer" && (
        <ConsentCard name={name} channel={open.channel} left={open.expiresAt - now} onAnswer={(accept) => desk.answer(id, accept)} />
      )}
      {open && open.by === "agent" && <AskedCard name={name} channel={open.channel} left={open.expiresAt - now} />}
      {ended?.reason === "no_bridge" && (
        <div class="dock-note">
          <Banner tone="warning" icon="alert" title={t("call.none")} detail={t("call.none.detail", { name })} testid="call-none">
            <Again id={id} channel={ended.channel} label={t("call.again", { channel: ended.channel })} onClose={dismiss} />
          </Banner>
        </div>
      )}
      {ended?.reason === "party_lost" && (
        <div class="dock-note">
          <Banner tone="danger" icon="alert" title={t("call.lost")} detail={t("call.lost.detail")} testid="call-lost">
            <Again id={id} channel={ended.channel} label={t(`talk.${ended.channel}`)} onClose={dismiss} />
          </Banner>
        </div>
      )}
    </>
  );
}

function Again({ id, channel, label, onClose }: { id: string; channel: "voice" | "video"; label: string; onClose: () => void }) {
  const { t } = useI18n();
  const { desk } = useShell();
  return (
    <>
      <Button size="sm" onClick={() => desk.propose(id, channel)} data-testid="call-again">
        {label}
      </Button>
      <IconButton icon="x" iconSize={18} label={t("common.close")} onClick={onClose} />
    </>
  );
}
