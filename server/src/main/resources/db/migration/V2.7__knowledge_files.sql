-- What people of the business uploaded for the assistant to answer from. The words of a file are a
-- page like others (knowledge_page.written); here is the file itself, for customers who open it.

CREATE TABLE knowledge_file (
    site         text        NOT NULL,
    url          text        NOT NULL,
    name         text        NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('pdf', 'text', 'markdown', 'html')),
    bytes        bytea       NOT NULL,
    PRIMARY KEY (site, url),
    FOREIGN KEY (site, url) REFERENCES knowledge_page ON DELETE CASCADE
);

-- Nobody can tell two price-list.pdf apart, whatever the case of their letters.
CREATE UNIQUE INDEX knowledge_file_name ON knowledge_file (site, lower(name));
