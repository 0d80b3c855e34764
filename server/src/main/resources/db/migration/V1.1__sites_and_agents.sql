-- The businesses that are served, who answers for them, and what the installation remembers.

CREATE TABLE site (
    key              text   NOT NULL PRIMARY KEY,
    name             text   NOT NULL,
    locale           text   NOT NULL,
    allowed_origins  text[] NOT NULL,
    identity_secret  text   NOT NULL,
    start_url        text
);

CREATE TABLE agent (
    id             text    NOT NULL PRIMARY KEY,
    site           text    NOT NULL,
    login          text    NOT NULL UNIQUE,
    name           text    NOT NULL,
    password_hash  text    NOT NULL,
    capacity       integer NOT NULL,
    queues         text[]  NOT NULL
);
CREATE INDEX agent_of_site ON agent (site);

CREATE TABLE agent_session (
    -- SHA-256 of the token in the cookie, in hex.
    token_hash  text        NOT NULL PRIMARY KEY,
    agent       text        NOT NULL,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX agent_session_expiry ON agent_session (expires_at);

CREATE TABLE setting (
    key    text NOT NULL PRIMARY KEY,
    value  text NOT NULL
);
