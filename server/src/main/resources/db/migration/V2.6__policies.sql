-- The versions of each site's escalation policy, and what the one in shadow has decided.

-- One row per site; whoever changes a version counts up its edition in the same transaction, so that
-- of two who have seen the same book one is refused.
CREATE TABLE policy_book (
    site     text   NOT NULL PRIMARY KEY,
    edition  bigint NOT NULL
);

CREATE TABLE policy_version (
    site      text        NOT NULL REFERENCES policy_book ON DELETE CASCADE,
    number    integer     NOT NULL,
    state     text        NOT NULL CHECK (state IN ('draft', 'shadow', 'live', 'retired')),
    name      text        NOT NULL,
    note      text        NOT NULL,
    author    text        NOT NULL,
    saved_at  timestamptz NOT NULL,
    since     timestamptz NOT NULL,
    -- A number by the name of each value.
    settings  text        NOT NULL,
    PRIMARY KEY (site, number)
);

CREATE UNIQUE INDEX policy_version_live ON policy_version (site) WHERE state = 'live';
CREATE UNIQUE INDEX policy_version_shadow ON policy_version (site) WHERE state = 'shadow';

CREATE TABLE policy_shadow_count (
    site           text        NOT NULL,
    number         integer     NOT NULL,
    since          timestamptz NOT NULL,
    live           text        NOT NULL,
    live_trigger   text        NOT NULL,
    tried          text        NOT NULL,
    tried_trigger  text        NOT NULL,
    times          bigint      NOT NULL,
    PRIMARY KEY (site, number, since, live, live_trigger, tried, tried_trigger),
    FOREIGN KEY (site, number) REFERENCES policy_version ON DELETE CASCADE
);

CREATE TABLE policy_shadow_example (
    site          text        NOT NULL,
    number        integer     NOT NULL,
    since         timestamptz NOT NULL,
    conversation  text        NOT NULL,
    at            timestamptz NOT NULL,
    live          text        NOT NULL,
    tried         text        NOT NULL,
    body          text        NOT NULL,
    PRIMARY KEY (site, number, since, conversation, at),
    FOREIGN KEY (site, number) REFERENCES policy_version ON DELETE CASCADE
);
