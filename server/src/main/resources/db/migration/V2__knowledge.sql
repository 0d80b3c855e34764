-- What the assistant learned from each website: the text of its pages, and what they mean.

CREATE TABLE knowledge_page (
    site          text        NOT NULL,
    url           text        NOT NULL,
    title         text        NOT NULL,
    -- BCP 47, `und` if it is none that we know.
    language      text        NOT NULL,
    -- Of title, language and blocks, SHA-256 in hex: says whether a page has to be embedded again.
    content_hash  text        NOT NULL,
    -- JSON array of headings, paragraphs, list items and rows. Not jsonb: nobody searches in it, and
    -- jsonb cannot hold every character that a page may hold.
    blocks        text        NOT NULL,
    learned_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (site, url)
);

CREATE TABLE knowledge_vectors (
    site          text  NOT NULL,
    url           text  NOT NULL,
    -- Embedding model and version of the cutting into passages.
    model         text  NOT NULL,
    -- Of the page that the vectors were made from.
    content_hash  text  NOT NULL,
    vectors       bytea NOT NULL,
    PRIMARY KEY (site, url, model),
    FOREIGN KEY (site, url) REFERENCES knowledge_page ON DELETE CASCADE
);
