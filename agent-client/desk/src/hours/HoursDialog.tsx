// When the site's people serve customers, for supervisors: outside of it the assistant says when somebody is there again, and takes a message.
import { createPortal } from "preact/compat";
import { useCallback, useEffect, useId, useState } from "preact/hooks";
import { Banner, Button, Choice, Field, IconButton, Skeleton, useFocusTrap } from "@tandem/ui";
import { WEEK, type OpeningHours, type StoredHours } from "../app/hours.ts";
import { useShell } from "../app/context.ts";
import { useI18n } from "../i18n/index.ts";
import { shownSpans, spansOf } from "./spans.ts";

/** Dates that are not as in the week. */
const MAX_DATES = 60;

interface Typed {
  always: boolean;
  zone: string;
  week: Readonly<Record<string, string>>;
  dates: readonly { readonly id: number; readonly date: string; readonly times: string }[];
}

type Trouble = "stale" | "refused" | "failed";

export function HoursDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const { api, announce } = useShell();
  const id = useId();
  const box = useFocusTrap(onClose);
  const [stored, setStored] = useState<StoredHours | "failed">();
  const [typed, setTyped] = useState<Typed>(() => asTyped(undefined));
  const [tried, setTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();

  const load = useCallback(async () => {
    setStored(undefined);
    setTrouble(undefined);
    const answer = await api.hours.show();
    setStored(answer.ok ? answer.value : "failed");
    if (answer.ok) setTyped(asTyped(answer.value.hours));
  }, [api]);
  useEffect(() => void load(), [load]);

  const timesProblem = (text: string) => (spansOf(text) ? undefined : t("hours.times.wrong"));
  const zoneProblem = (text: string) => (isZone(text) ? undefined : t("hours.zone.wrong"));
  const dateProblem = (date: string) => (/^\d{4}-\d{2}-\d{2}$/u.test(date) ? undefined : t("hours.date.wrong"));

  const save = async () => {
    if (!stored || stored === "failed") return;
    setTried(true);
    const hours = typed.always ? null : wanted(typed);
    if (hours === undefined) return;
    setSaving(true);
    const answer = await api.hours.save(stored.edition, hours);
    setSaving(false);
    if (!answer.ok) return setTrouble(answer.status === 409 ? "stale" : answer.status === 400 ? "refused" : "failed");
    announce(t("hours.saved"));
    onClose();
  };
  const choices = [t("hours.always"), t("hours.set")];
  return createPortal(
    <div class="dialog-back" role="presentation">
      <div class="dialog dialog-hours" role="dialog" aria-modal="true" aria-labelledby={id} ref={box} tabIndex={-1} data-testid="hours-dialog">
        <h2 id={id}>{t("hours.title")}</h2>
        <p class="small t2">{t("hours.detail")}</p>
        {stored === undefined && <Skeleton rows={4} />}
        {stored === "failed" && (
          <Banner tone="danger" icon="alert" title={t("hours.missing")} detail={t("history.error.detail")} testid="hours-missing">
            <Button size="sm" onClick={() => void load()}>
              {t("history.again")}
            </Button>
          </Banner>
        )}
        {stored && stored !== "failed" && (
          <>
            <Choice label={t("hours.when")} options={choices} value={choices[typed.always ? 0 : 1]} onChange={(choice) => setTyped({ ...typed, always: choice === choices[0] })} testid="hours-when" />
            {!typed.always && (
              <>
                <Field label={t("hours.zone")} hint={t("hours.zone.hint")} value={typed.zone} onInput={(zone) => setTyped({ ...typed, zone })} check={zoneProblem} error={tried ? zoneProblem(typed.zone) : undefined} maxLength={64} testid="hours-zone" />
                <fieldset class="hours-week">
                  <legend class="lab">{t("hours.week")}</legend>
                  <p class="hint">{t("hours.week.hint")}</p>
                  <div class="hours-days">
                    {WEEK.map((day) => (
                      <Field key={day} label={t(`hours.day.${day}`)} placeholder={t("hours.closed")} value={typed.week[day] ?? ""} onInput={(times) => setTyped({ ...typed, week: { ...typed.week, [day]: times } })} check={timesProblem} error={tried ? timesProblem(typed.week[day] ?? "") : undefined} maxLength={80} testid={`hours-${day}`} />
                    ))}
                  </div>
                </fieldset>
                <fieldset class="hours-week">
                  <legend class="lab">{t("hours.dates")}</legend>
                  <p class="hint">{t("hours.dates.hint")}</p>
                  {typed.dates.map((one) => {
                    const change = (part: Partial<typeof one>) => setTyped({ ...typed, dates: typed.dates.map((other) => (other.id === one.id ? { ...one, ...part } : other)) });
                    return (
                      <div key={one.id} class="hours-date" data-testid="hours-date-row">
                        <Field label={t("hours.date")} placeholder={t("hours.date.form")} value={one.date} onInput={(date) => change({ date })} check={dateProblem} error={tried ? dateProblem(one.date) : undefined} maxLength={10} testid="hours-date" />
                        <Field label={t("hours.times")} placeholder={t("hours.closed")} value={one.times} onInput={(times) => change({ times })} check={timesProblem} error={tried ? timesProblem(one.times) : undefined} maxLength={80} testid="hours-date-times" />
                        <IconButton icon="x" label={t("hours.date.remove", { day: one.date || t("hours.date") })} onClick={() => setTyped({ ...typed, dates: typed.dates.filter((other) => other.id !== one.id) })} data-testid="hours-date-remove" />
                      </div>
                    );
                  })}
                  {typed.dates.length < MAX_DATES && (
                    <Button size="sm" icon="plus" onClick={() => setTyped({ ...typed, dates: [...typed.dates, { id: Math.max(0, ...typed.dates.map((one) => one.id)) + 1, date: "", times: "" }] })} data-testid="hours-date-add">
                      {t("hours.date.add")}
                    </Button>
                  )}
                </fieldset>
              </>
            )}
          </>
        )}
        {trouble && (
          <Banner tone="danger" icon="alert" title={t(`hours.${trouble}`)} detail={t(`hours.${trouble}.detail`)} testid="hours-trouble">
            {trouble === "stale" && (
              <Button size="sm" onClick={() => void load()}>
                {t("hours.stale.look")}
              </Button>
            )}
          </Banner>
        )}
        <div class="dialog-acts">
          <Button kind="quiet" onClick={onClose} data-testid="hours-cancel">
            {t("hours.cancel")}
          </Button>
          <Button kind="primary" loading={saving} onClick={() => void save()} disabled={!stored || stored === "failed"} data-testid="hours-save">
            {t("hours.save")}
          </Button>
        </div>
      </div>
    </div>,
    document.body,
  );
}

/** Who has no hours yet begins with an office's week, in their own time zone. */
function asTyped(hours: OpeningHours | undefined): Typed {
  if (!hours) {
    const office = Object.fromEntries(WEEK.map((day, i) => [day, i < 5 ? "09:00-17:00" : ""]));
    return { always: true, zone: Intl.DateTimeFormat().resolvedOptions().timeZone, week: office, dates: [] };
  }
  return {
    always: false,
    zone: hours.zone,
    week: Object.fromEntries(WEEK.map((day) => [day, shownSpans(hours.week[day] ?? [])])),
    dates: Object.entries(hours.exceptions).map(([date, spans], i) => ({ id: i + 1, date, times: shownSpans(spans) })),
  };
}

/** Undefined while something is wrong. */
function wanted({ zone, week, dates }: Typed): OpeningHours | undefined {
  const days: Record<string, readonly string[]> = {};
  for (const day of WEEK) {
    const spans = spansOf(week[day] ?? "");
    if (!spans) return undefined;
    if (spans.length > 0) days[day] = spans;
  }
  const exceptions: Record<string, readonly string[]> = {};
  for (const { date, times } of dates) {
    const spans = spansOf(times);
    if (!spans || !/^\d{4}-\d{2}-\d{2}$/u.test(date)) return undefined;
    exceptions[date] = spans;
  }
  return isZone(zone) ? { zone: zone.trim(), week: days, exceptions } : undefined;
}

function isZone(zone: string): boolean {
  try {
    return zone.trim() !== "" && new Intl.DateTimeFormat("en", { timeZone: zone.trim() }).format(0) !== "";
  } catch {
    return false;
  }
}
