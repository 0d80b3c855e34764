// All versions of the policy, the newest first; the one that comes with the program is the last.
import { Banner, Button, Icon, IconButton, Skeleton } from "@tandem/ui";
import type { Version, VersionState } from "../app/policy.ts";
import { go, hashOf } from "../app/route.ts";
import { useI18n, type DeskI18n } from "../i18n/index.ts";
import type { KnownPolicy } from "./usePolicy.ts";

const CHIP: Readonly<Record<VersionState, string>> = { live: "chip-ok", shadow: "chip-accent", draft: "chip-line", retired: "" };

export function StateChip({ state }: { state: VersionState }) {
  const { t } = useI18n();
  return (
    <span class={`chip ${CHIP[state]}`} data-state={state}>
      {t(`policy.state.${state}`)}
    </span>
  );
}

export function titleOf({ number, name }: Version, { t }: DeskI18n): string {
  return number === 0 ? t("policy.program") : name;
}

export function VersionList({ known, selected }: { known: KnownPolicy; selected: string | undefined }) {
  const i18n = useI18n();
  const { t, day } = i18n;
  const { policy, failed } = known;
  return (
    <section class="pane inbox" id="inbox" tabIndex={-1} aria-label={t("policy.list")} data-testid="policy">
      <header class="ih">
        <h2>{t("policy.title")}</h2>
        <IconButton icon="plus" iconSize={19} label={t("policy.new")} disabled={!policy} onClick={() => go({ view: "policy", version: "new" })} data-testid="policy-new" />
      </header>
      <p class="kn-state">{t("policy.intro")}</p>
      <div class="inbox-list" aria-busy={!policy && !failed}>
        {failed && (
          <Banner tone="danger" icon="alert" title={t("policy.error")} testid="policy-error">
            <Button size="sm" onClick={known.reload}>
              {t("knowledge.again")}
            </Button>
          </Banner>
        )}
        {!policy && !failed && <Skeleton rows={3} />}
        {policy?.versions.toReversed().map((version) => (
          <a key={version.number} class="po-row" href={hashOf({ view: "policy", version: String(version.number) })} aria-current={selected === String(version.number) ? "true" : undefined} data-testid={`version-${version.number}`}>
            <span class="grow">
              <span class="nm cut">{titleOf(version, i18n)}</span>
              <span class="pv cut">
                {version.number === 0 ? t("policy.program.short") : t("policy.by", { number: version.number, author: version.author ?? "", day: day(Date.parse(version.savedAt ?? "")) })}
              </span>
            </span>
            <StateChip state={version.state} />
            <Icon name="right" size={16} />
          </a>
        ))}
      </div>
    </section>
  );
}
