-- When a site's people serve customers. Whoever changes it counts up its edition, so that of two who
-- have seen the same one is refused.
CREATE TABLE opening_hours (
    site        text    NOT NULL PRIMARY KEY,
    edition     bigint  NOT NULL,
    -- NULL: whenever somebody is there.
    zone        text,
    -- Lines: a day of the week, and its spans. A day without a line is closed.
    week        text    NOT NULL,
    -- Lines: a date that is not as in the week, and its spans. Without one it is closed.
    exceptions  text    NOT NULL
);
