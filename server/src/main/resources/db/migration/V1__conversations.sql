-- The event log and, in the same transaction, one row per conversation that says where it stands.

-- Rows change often and only in columns without an index, most of the time: free space in each
-- page keeps those changes away from the indexes.
CREATE TABLE conversation (
    id                  text        NOT NULL PRIMARY KEY,
    site                text        NOT NULL,
    customer            text        NOT NULL,
    customer_name       text        NOT NULL,
    phase               text        NOT NULL,
    channel             text        NOT NULL,
    version             bigint      NOT NULL CHECK (version >= 1),
    started_at          timestamptz NOT NULL,
    last_at             timestamptz NOT NULL,
    phase_since         timestamptz,
    next_deadline       timestamptz,
    agent               text,
    agent_name          text,
    queue               text,
    queued_at           timestamptz,
    joined_at           timestamptz,
    ended_at            timestamptz,
    closed_at           timestamptz,
    trigger             text,
    disposition         text,
    topic               text,
    rating              integer,
    preview             text        NOT NULL,
    problem             text        NOT NULL,
    unanswered_version  bigint      NOT NULL,
    call_seconds        bigint      NOT NULL
) WITH (fillfactor = 70);

-- A customer has one open conversation per site, even if two tabs start one at the same moment.
CREATE UNIQUE INDEX conversation_open ON conversation (site, customer)
    WHERE phase NOT IN ('wrap_up', 'closed');
CREATE INDEX conversation_of_customer ON conversation (site, customer);
-- Also finds what is overdue. An index on next_deadline would be written with almost every message
-- and keep the row from being changed in place; open conversations are few enough to look at.
CREATE INDEX conversation_unfinished ON conversation (site, started_at) WHERE phase <> 'closed';
CREATE INDEX conversation_history ON conversation (site, started_at DESC);

-- Rows are added and never changed. The primary key is the fence: of two writers that believe they
-- own a conversation, one is refused. There is no foreign key: a row is only ever added by the
-- statement that writes its conversation's row, and the check would cost a lookup per event.
CREATE TABLE conversation_event (
    conversation  text        NOT NULL,
    version       bigint      NOT NULL CHECK (version >= 1),
    at            timestamptz NOT NULL,
    cause         text,
    type          text        NOT NULL,
    -- JSON as the protocol writes it. Text and not jsonb, which cannot hold every string of JSON.
    body          text        NOT NULL,
    PRIMARY KEY (conversation, version)
);
