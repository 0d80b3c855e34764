// The facts of a handoff as label and value: what is wanted, tried, told, and why a person. On the ring and on the card.
import type { Attempt, Handoff } from "@tandem/client";
import { useI18n, type DeskI18n } from "../i18n/index.ts";
import { told } from "../state/select.ts";
import { languageName, loudness, signalLabel } from "./signals.ts";

export interface HandoffFactsProps {
  handoff: Handoff;
  onStage?: boolean;
  /** Goes to the message of that version; absent where there is no timeline to go in. */
  onTurn?: ((version: number) => void) | undefined;
}

/** What the customer said, and the way to where they did. */
export function Told({ words, turn, onTurn }: { words: string; turn: number | undefined; onTurn: ((version: number) => void) | undefined }) {
  const { t } = useI18n();
  if (turn === undefined || !onTurn) return <>{words}</>;
  return (
    <button type="button" class="told" title={t("handoff.toMessage")} onClick={() => onTurn(turn)} data-testid="handoff-turn">
      {words}
    </button>
  );
}

export function HandoffFacts({ handoff, onStage = false, onTurn }: HandoffFactsProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const facts = told(handoff);
  const foreign = handoff.language !== "" && handoff.language.split("-")[0] !== i18n.locale.split("-")[0];
  return (
    <dl class={onStage ? "facts on-stage" : "facts"}>
      {handoff.goal && (
        <>
          <dt>{t("handoff.wants")}</dt>
          <dd>
            <Told words={handoff.goal} turn={handoff.goalTurn} onTurn={onTurn} />
          </dd>
        </>
      )}
      {handoff.tried.length > 0 && (
        <>
          <dt>{t("handoff.tried")}</dt>
          <dd>
            <ul class="tried">
              {handoff.tried.map((attempt, i) => (
                <li key={i}>
                  <Told words={attemptWords(i18n, attempt, handoff.problem)} turn={attempt.turn} onTurn={onTurn} />
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      {handoff.open && handoff.open.text !== handoff.problem && (
        <>
          <dt>{t("handoff.open")}</dt>
          <dd data-testid="handoff-open">
            <Told words={handoff.open.text} turn={handoff.open.turn} onTurn={onTurn} />
          </dd>
        </>
      )}
      {handoff.mood && (
        <>
          <dt>{t("handoff.mood")}</dt>
          <dd data-testid="handoff-mood">
            {handoff.mood.name.startsWith("reads_like_") ? t("trigger.emotion_urgency") : signalLabel(i18n, handoff.mood.name)}: <q>{handoff.mood.evidence}</q>
          </dd>
        </>
      )}
      {facts.length > 0 && (
        <>
          <dt>{t("handoff.told")}</dt>
          <dd>{facts.join(" · ")}</dd>
        </>
      )}
      {handoff.context.length > 0 && (
        <>
          <dt>{t("handoff.context")}</dt>
          <dd data-testid="handoff-context">{handoff.context.map(({ key, value }) => (value === "" ? key : `${key}: ${value}`)).join(" · ")}</dd>
        </>
      )}
      {onStage && handoff.pages.length > 0 && (
        <>
          <dt>{t("handoff.pages")}</dt>
          <dd>{handoff.pages.map((page) => page.title || page.url).join(" · ")}</dd>
        </>
      )}
      {foreign && (
        <>
          <dt>{t("handoff.language")}</dt>
          <dd>{languageName(handoff.language, i18n.locale)}</dd>
        </>
      )}
      <dt>{t("handoff.why")}</dt>
      <dd class="why-chips">
        {handoff.why.length === 0 && <span class={`chip ${loudness(handoff.trigger)}`}>{t(`trigger.${handoff.trigger}`)}</span>}
        {handoff.why.map((signal) => (
          <span class={`chip ${loudness(signal.name)}`} key={signal.name} title={signal.evidence}>
            {signalLabel(i18n, signal.name)}
          </span>
        ))}
      </dd>
    </dl>
  );
}

/** One attempt in a sentence: the question, what the assistant made of it, how it went. */
export function attemptWords(i18n: DeskI18n, { question, band, citation, helped }: Attempt, problem: string): string {
  const key = band === "answer" && citation ? "attempt.answer" : band === "suggest" && citation ? "attempt.suggest" : "attempt.none";
  // The problem stands above as the headline: not twice.
  const asked = question === problem || question === "" ? "" : asSentence(question);
  const attempt = i18n.t(key, { question: asked, page: citation?.title ?? "" }).trim();
  return helped === undefined ? attempt : i18n.t(helped ? "attempt.helped" : "attempt.failed", { attempt });
}

function asSentence(question: string): string {
  return /[.?!…。？！؟]$/u.test(question.trim()) ? question.trim() : `${question.trim()}.`;
}
