-- What people of the business decided about pages, what they wrote themselves, and that they want
-- the site read again.

ALTER TABLE knowledge_page
    ADD COLUMN page_use text NOT NULL DEFAULT 'answers'
        CHECK (page_use IN ('answers', 'pinned', 'excluded')),
    -- By a person; no crawl brings it or takes it away.
    ADD COLUMN written boolean NOT NULL DEFAULT false;

-- Taken by the node that crawls the site.
CREATE TABLE knowledge_wish (
    site       text        NOT NULL PRIMARY KEY,
    wanted_at  timestamptz NOT NULL DEFAULT now()
);
