// One version: what it says beside the live one, what it would change, and where it goes: into shadow, live, and back.
import { useEffect, useState } from "preact/hooks";
import { Banner, Button, EmptyState, IconButton } from "@tandem/ui";
import { Confirm } from "../app/Confirm.tsx";
import { useShell } from "../app/context.ts";
import type { Comparison, Draft, Version } from "../app/policy.ts";
import { go } from "../app/route.ts";
import { useI18n } from "../i18n/index.ts";
import { ComparisonView } from "./ComparisonView.tsx";
import { ReplayPart } from "./ReplayPart.tsx";
import type { KnownPolicy, Trouble } from "./usePolicy.ts";
import { GROUPS, shown } from "./values.ts";
import { VersionForm } from "./VersionForm.tsx";
import { StateChip, titleOf } from "./VersionList.tsx";

/** After which what a shadow has decided is asked for again, ms. */
const LOOK_AGAIN = 5_000;

const back = () => go({ view: "policy" });

export function PolicyPane({ known, selected }: { known: KnownPolicy; selected: string | undefined }) {
  const { t } = useI18n();
  const { api } = useShell();
  const { policy } = known;
  const live = policy?.versions.find((version) => version.state === "live");
  const from = selected?.startsWith("new") ? (policy?.versions.find((version) => `new:${version.number}` === selected) ?? live) : undefined;
  if (policy && from) {
    const write = async (draft: Draft) => {
      const done = await known.change((edition) => api.policy.write(edition, draft));
      if (typeof done === "string") return done;
      go({ view: "policy", version: String(done.policy.number) });
      return undefined;
    };
    return <VersionForm key={selected} policy={policy} from={from} rewrites={false} onSave={write} onCancel={back} />;
  }
  const version = policy?.versions.find((one) => String(one.number) === selected);
  if (policy && live && version) return <VersionPane key={selected} known={known} version={version} live={live} />;
  return (
    <main class="pane main main-empty" id="conversation" tabIndex={-1}>
      <EmptyState icon="gear" title={t("policy.choose")}>
        {t("policy.choose.detail")}
      </EmptyState>
    </main>
  );
}

function VersionPane({ known, version, live }: { known: KnownPolicy; version: Version; live: Version }) {
  const i18n = useI18n();
  const { t, day, time } = i18n;
  const { api, announce } = useShell();
  const [editing, setEditing] = useState(false);
  const [asking, setAsking] = useState<"live" | "delete">();
  const [trouble, setTrouble] = useState<Trouble>();
  /** The version that was live before this one was made live here. */
  const [former, setFormer] = useState<Version>();
  const draft = version.state === "draft";
  const title = titleOf(version, i18n);

  const move = async (target: Version, state: "live" | "shadow" | "draft") => {
    const before = live;
    const done = await known.change((edition) => api.policy.move(edition, target.number, state));
    setTrouble(typeof done === "string" ? done : undefined);
    if (typeof done === "string") return;
    setFormer(state === "live" && target.number === version.number ? before : undefined);
    announce(t(`policy.moved.${state}`, { name: titleOf(target, i18n) }));
  };
  const erase = async () => {
    const done = await known.change((edition) => api.policy.erase(edition, version.number));
    if (typeof done === "string") setTrouble(done);
    else back();
  };

  if (editing && known.policy) {
    const rewrite = async (next: Draft) => {
      const done = await known.change((edition) => api.policy.rewrite(edition, version.number, next));
      if (typeof done === "string") return done;
      setEditing(false);
      return undefined;
    };
    return <VersionForm policy={known.policy} from={version} rewrites onSave={rewrite} onCancel={() => setEditing(false)} />;
  }
  return (
    <main class="pane main kn-main" id="conversation" tabIndex={-1} aria-label={title} data-testid="policy-version" data-state={version.state}>
      <header class="mh po-mh">
        <IconButton class="back" icon="left" iconSize={22} label={t("policy.back")} onClick={back} data-testid="policy-back" />
        <div class="grow">
          <h2 class="cut">
            {title} <StateChip state={version.state} />
          </h2>
          <p class="cut">{version.number === 0 ? t("policy.program.short") : t("policy.saved", { named: version.named, author: version.author ?? "", day: day(Date.parse(version.savedAt ?? "")), time: time(Date.parse(version.savedAt ?? "")) })}</p>
        </div>
        {draft && (
          <>
            <Button size="sm" kind="quiet" onClick={() => setAsking("delete")} data-testid="policy-delete">
              {t("policy.delete")}
            </Button>
            <Button size="sm" onClick={() => setEditing(true)} data-testid="policy-edit">
              {t("policy.edit")}
            </Button>
            <Button size="sm" onClick={() => void move(version, "shadow")} data-testid="shadow-start">
              {t("policy.shadow.start")}
            </Button>
          </>
        )}
        {version.state === "shadow" && (
          <Button size="sm" onClick={() => void move(version, "draft")} data-testid="shadow-end">
            {t("policy.shadow.end")}
          </Button>
        )}
        {!draft && (
          <Button size="sm" kind="quiet" onClick={() => go({ view: "policy", version: `new:${version.number}` })} data-testid="policy-copy">
            {t("policy.copy")}
          </Button>
        )}
        {version.state !== "live" && (
          <Button size="sm" kind="primary" onClick={() => setAsking("live")} data-testid="make-live">
            {t("policy.live.make")}
          </Button>
        )}
      </header>
      <div class="kn-body po-body">
        {trouble && <Banner tone="danger" icon="alert" title={t(`policy.trouble.${trouble}`)} testid="policy-trouble" />}
        {former && version.state === "live" && (
          <Banner tone="good" icon="okc" title={t("policy.moved.live", { name: title })} detail={t("policy.live.now")} testid="live-now">
            <Button size="sm" onClick={() => void move(former, "live")} data-testid="live-undo">
              {t("policy.live.undo", { name: titleOf(former, i18n) })}
            </Button>
          </Banner>
        )}
        {version.note && <p class="po-note">{version.note}</p>}
        {version.state === "shadow" && <ShadowPart version={version} live={titleOf(live, i18n)} tried={title} />}
        {version.state !== "live" && <ReplayPart key={version.savedAt} api={api.policy} version={version} live={titleOf(live, i18n)} tried={title} primary={false} />}
        <ValueTable version={version} live={live} />
      </div>
      {asking === "live" && <Confirm title={t("policy.live.sure", { name: title })} detail={t("policy.live.sure.detail", { former: titleOf(live, i18n) })} yes={t("policy.live.make")} onYes={() => void move(version, "live")} onClose={() => setAsking(undefined)} testid="live-sure" />}
      {asking === "delete" && <Confirm title={t("policy.delete.sure", { name: title })} detail={t("policy.delete.detail")} yes={t("policy.delete")} onYes={() => void erase()} onClose={() => setAsking(undefined)} testid="policy-delete-sure" />}
    </main>
  );
}

function ValueTable({ version, live }: { version: Version; live: Version }) {
  const i18n = useI18n();
  const { t } = i18n;
  const compared = version.number !== live.number;
  const segments = [...new Set([...Object.keys(version.customerValues), ...Object.keys(compared ? live.customerValues : {})])].toSorted();
  return (
    <section aria-labelledby="po-values">
      <h3 id="po-values">{t("policy.says")}</h3>
      <p class="hint">{t("policy.always")}</p>
      <table class="po-values" aria-labelledby="po-values" data-testid="policy-values">
        <thead>
          <tr>
            <td />
            <th scope="col">{t("policy.this")}</th>
            {compared && <th scope="col">{t("policy.state.live")}</th>}
          </tr>
        </thead>
        {GROUPS.map((group) => (
          <tbody key={group.title}>
            <tr>
              <th scope="rowgroup" colSpan={compared ? 3 : 2} class="g">
                {t(`policy.group.${group.title}`)}
              </th>
            </tr>
            {group.values.map((name) => {
              const differs = version.values[name] !== live.values[name];
              return (
                <tr key={name} class={differs ? "differs" : undefined}>
                  <th scope="row">{t(`policy.value.${name}`)}</th>
                  <td class="num">
                    {shown(name, version.values[name], i18n)}
                    {differs && <span class="sr">, {t("policy.differs")}</span>}
                  </td>
                  {compared && <td class="num t3">{shown(name, live.values[name], i18n)}</td>}
                </tr>
              );
            })}
            {group.title === "stake" &&
              segments.map((segment) => {
                const [own, other] = [version.customerValues[segment], live.customerValues[segment]];
                return (
                  <tr key={segment} class={own === other ? undefined : "differs"} data-testid="policy-segment-shown">
                    <th scope="row">{t("policy.segment.value", { named: segment })}</th>
                    <td class="num">
                      {own === undefined ? "–" : shown("customerValue", own, i18n)}
                      {own !== other && <span class="sr">, {t("policy.differs")}</span>}
                    </td>
                    {compared && <td class="num t3">{other === undefined ? "–" : shown("customerValue", other, i18n)}</td>}
                  </tr>
                );
              })}
          </tbody>
        ))}
      </table>
    </section>
  );
}

/** What it has decided beside the live one, looked at again while it is in sight. */
function ShadowPart({ version, live, tried }: { version: Version; live: string; tried: string }) {
  const { t, day, time, percent } = useI18n();
  const { api } = useShell();
  const [compared, setCompared] = useState<Comparison | "error">();
  useEffect(() => {
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const answer = await api.policy.shadow();
      if (!wanted) return;
      setCompared(answer.ok ? answer.value : "error");
      timer = setTimeout(() => void look(), LOOK_AGAIN);
    };
    void look();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [version.since]);
  const since = Date.parse(version.since ?? "");
  return (
    <section aria-labelledby="po-shadow" data-testid="policy-shadow">
      <h3 id="po-shadow">{t("policy.shadow")}</h3>
      <p class="hint">{t("policy.shadow.detail", { day: day(since), time: time(since) })}</p>
      {compared === "error" && <Banner tone="danger" icon="alert" title={t("policy.shadow.error")} />}
      {compared && compared !== "error" && (
        <>
          <p class="num" data-testid="shadow-count" data-decisions={compared.decisions}>
            {compared.decisions === 0 ? t("policy.shadow.none") : t("policy.shadow.count", { count: compared.decisions, changed: compared.changed, share: percent(compared.changed / compared.decisions) })}
          </p>
          {compared.decisions > 0 && <ComparisonView comparison={compared} live={live} tried={tried} />}
        </>
      )}
    </section>
  );
}
