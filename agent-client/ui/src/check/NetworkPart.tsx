// The network, in the device check: begun by a button, because it takes some seconds and sends something.
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { Icon } from "../components/Icon.tsx";
import { Part } from "./Part.tsx";
import { checkNetwork, type AskNetwork, type NetworkFinding } from "./network.ts";
import type { CheckKey } from "./texts.ts";

export function NetworkPart({ ask, t }: { ask: AskNetwork; t: (key: CheckKey) => string }) {
  const [running, setRunning] = useState(false);
  const [finding, setFinding] = useState<NetworkFinding>();
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const here = new AbortController();
    leaving.current = here;
    return () => here.abort();
  }, []);
  // Loading and not disabled while it runs: that would take the focus away, and with it the dialog's Escape.
  const begin = async () => {
    if (running) return;
    const here = leaving.current;
    setRunning(true);
    setFinding(undefined);
    const found = await checkNetwork(ask, here.signal);
    if (here.signal.aborted) return;
    setFinding(found);
    setRunning(false);
  };
  const outcome = finding?.state === "measured" ? finding.grade : finding?.state;
  return (
    <Part icon={outcome === "blocked" || outcome === "unavailable" ? "alert" : "globe"} title={t("check.network")} testid="check-network" state={running ? "running" : (outcome ?? "idle")}>
      <div class="chk-row">
        <Button size="sm" icon={finding ? "refresh" : "play"} loading={running} onClick={() => void begin()} data-testid="check-network-start">
          {t(finding ? "check.again" : "check.network.start")}
        </Button>
      </div>
      <div role="status" class="chk-net">
        {running && <p class="chk-say">{t("check.network.running")}</p>}
        {!running && outcome && (
          <p class="chk-say" data-testid="check-network-say">
            {(outcome === "good" || outcome === "usable") && <Icon name="okc" size={16} />}
            {t(`check.network.${outcome}`)}
          </p>
        )}
        {!running && finding?.state === "measured" && (
          <p class="chk-say num" data-testid="check-network-figures">
            {t("check.network.figures")
              .replace("{trip}", String(finding.figures.roundTripMillis))
              .replace("{loss}", String(finding.figures.lossPercent))
              .replace("{jitter}", String(finding.figures.jitterMillis))}{" "}
            {t(finding.relayed ? "check.network.relayed" : "check.network.direct")}
          </p>
        )}
      </div>
    </Part>
  );
}
