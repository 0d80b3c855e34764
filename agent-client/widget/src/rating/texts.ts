// The words after a person.
export const ratingTexts = {
  "form.optional": "Optional",
  "rating.title": "How was it with {name}?",
  "rating.helped": "What helped?",
  "rating.missing": "What was missing?",
  "rating.helped.knew": "Knew my history",
  "rating.helped.solved": "Solved it",
  "rating.helped.quick": "Quick",
  "rating.helped.kind": "Kind",
  "rating.comment": "Anything else?",
  "rating.commentHint": "{name} and the team read this.",
  "rating.send": "Send",
  "rating.skip": "Not now",
} as const;

export type RatingKey = keyof typeof ratingTexts;
