// After a person: one tap is enough, the rest is optional.
import { useState } from "preact/hooks";
import { LIMITS, type Conversation } from "@tandem/client";
import { Avatar, Button, Field, Pick, type I18n } from "@tandem/ui";
import { RatingFaces } from "@tandem/ui/rating";
import type { App } from "../app.ts";
import { personOf } from "../person.ts";
import type { RatingKey } from "./texts.ts";

/** Keys as the reports count them; their words are in the catalogue. */
const HELPED = ["knew", "solved", "quick", "kind"] as const;

export function Rating({ conversation, app, t }: { conversation: Conversation; app: App; t: I18n<RatingKey>["t"] }) {
  const name = personOf(conversation);
  const [score, setScore] = useState<number | undefined>();
  const [helped, setHelped] = useState<readonly string[]>([]);
  const [comment, setComment] = useState("");
  const [sending, setSending] = useState(false);
  const done = () => app.show({ ratingDone: conversation.id });

  const send = async () => {
    if (score === undefined) return;
    setSending(true);
    await app.command((id) => ({ type: "rate", conversation: id, score, helped: [...helped], ...(comment.trim() ? { comment: comment.trim() } : {}) }));
    setSending(false);
    done();
  };

  return (
    <>
      <div class="wb" style="gap:18px;padding-top:28px" data-testid="rating">
        <div class="who-big">
          <Avatar name={name} size={64} />
          <div class="h">{t("rating.title", { name })}</div>
        </div>
        <RatingFaces value={score} onRate={setScore} />
        {score !== undefined && (
          <>
            <div class="field">
              <span class="lab">{t(score >= 3 ? "rating.helped" : "rating.missing")}</span>
              <div class="picks">
                {HELPED.map((key) => (
                  <Pick key={key} pressed={helped.includes(key)} onClick={() => setHelped(helped.includes(key) ? helped.filter((other) => other !== key) : [...helped, key])} data-testid={`rating-helped-${key}`}>
                    {t(`rating.helped.${key}`)}
                  </Pick>
                ))}
              </div>
            </div>
            <Field large label={t("rating.comment")} optional={t("form.optional")} rows={2} placeholder={t("rating.commentHint", { name })} value={comment} onInput={setComment} maxLength={LIMITS.textChars} testid="rating-comment" />
          </>
        )}
      </div>
      <div class="foot">
        <Button kind="primary" size="lg" disabled={score === undefined} loading={sending} onClick={() => void send()} data-testid="rating-send">
          {t("rating.send")}
        </Button>
        <Button kind="quiet" onClick={done} data-testid="rating-skip">
          {t("rating.skip")}
        </Button>
      </div>
    </>
  );
}
