-- Questions that a site leaves unanswered on purpose.
CREATE TABLE dismissed_gap (
    site          text        NOT NULL,
    question      text        NOT NULL,
    dismissed_by  text        NOT NULL,
    dismissed_at  timestamptz NOT NULL,
    PRIMARY KEY (site, question)
);
