// The customer beside the conversation: what they told, where they were, what was tried, and what was before.
import type { ComponentChildren } from "preact";
import { Avatar, Icon, IconButton, linked, safeUrl } from "@tandem/ui";
import type { Conversation } from "@tandem/client";
import { useNow } from "../app/hooks.ts";
import { attemptWords } from "../conversation/HandoffFacts.tsx";
import { languageName } from "../conversation/signals.ts";
import { useI18n } from "../i18n/index.ts";
import type { Facts, PageSpan } from "../state/facts.ts";
import { Before } from "./Before.tsx";

export interface CustomerPaneProps {
  id: string;
  name: string;
  conversation: Conversation | undefined;
  facts: Facts;
  onClose?: (() => void) | undefined;
}

export function CustomerPane({ id, name, conversation, facts, onClose }: CustomerPaneProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const details = conversation?.details ?? {};
  const locale = conversation?.locale;
  const rows: [string, ComponentChildren][] = [];
  if (details.email) rows.push([t("customer.email"), <a href={`mailto:${details.email}`}>{details.email}</a>]);
  if (details.phone) rows.push([t("customer.phone"), <a href={`tel:${details.phone.replaceAll(/[^\d+]/gu, "")}`} dir="ltr" class="num">{details.phone}</a>]);
  if (details.answer) rows.push([t("customer.answer"), linked(details.answer)]);
  if (locale) rows.push([t("customer.language"), languageName(locale, i18n.locale)]);
  if (facts.segment) rows.push([t("customer.segment"), facts.segment]);
  if (facts.site) rows.push([t("customer.site"), facts.site]);

  return (
    <div class="cxs" data-testid="customer-pane">
      <div class="cx cx-who">
        <div class="row">
          <Avatar name={name} size={48} />
          <div class="grow">
            <h2 class="cut">{name}</h2>
            {!details.email && !details.phone && <p class="t3">{t("customer.noDetails")}</p>}
          </div>
          {onClose && <IconButton icon="x" label={t("customer.close")} onClick={onClose} data-testid="customer-close" />}
        </div>
        <dl class="kv">
          {rows.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {facts.pages.length > 0 && <Pages pages={facts.pages} over={conversation?.ended?.at} />}
      {conversation && conversation.context.length > 0 && (
        <section class="cx" aria-label={t("customer.context")} data-testid="customer-context">
          <div class="sect">{t("customer.context")}</div>
          <dl class="kv">
            {conversation.context.map(({ key, value }) => (
              <div key={key}>
                <dt>{key}</dt>
                <dd>{linked(value)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {facts.tried.length > 0 && (
        <section class="cx" aria-label={t("customer.tried")}>
          <div class="sect">{t("customer.tried")}</div>
          <ul class="tried">
            {facts.tried.map((attempt, i) => (
              <li key={i} class="row">
                <Icon name={attempt.helped === true ? "check" : attempt.helped === false || attempt.band === "none" ? "x" : "book"} size={15} />
                <span>{attemptWords(i18n, attempt, "")}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Before customer={facts.customer} except={id} />
    </div>
  );
}

/** Newest first, with how long each was open. */
function Pages({ pages, over }: { pages: readonly PageSpan[]; over: number | undefined }) {
  const { t, clock, minutes } = useI18n();
  const now = useNow(10_000);
  const until = over ?? now;
  const first = pages[0];
  return (
    <section class="cx" aria-label={t("customer.pages")}>
      <div class="sect">
        <span>{t("customer.pages")}</span>
        {first && <span class="num">{minutes(until - first.from)}</span>}
      </div>
      <ol class="pg">
        {pages.toReversed().map((page) => (
          <li key={page.from + page.url}>
            <a class="grow cut" href={safeUrl(page.url)} target="_blank" rel="noopener" title={page.url}>
              {page.title || page.url}
            </a>
            <span class="num">{page.to === undefined ? (over === undefined ? t("customer.onItNow") : clock(until - page.from)) : clock(page.to - page.from)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
