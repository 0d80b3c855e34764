-- The message that waits for an answer: what agents work off when nobody could come.

ALTER TABLE conversation ADD COLUMN message_at timestamptz;

-- Those that were left before this column was there, and nobody has come since.
UPDATE conversation c
SET message_at = (
    SELECT min(e.at) FROM conversation_event e
    WHERE e.conversation = c.id AND e.type = 'message_left'
      AND NOT EXISTS (
          SELECT 1 FROM conversation_event j
          WHERE j.conversation = c.id AND j.type = 'agent_joined' AND j.version > e.version))
WHERE c.id IN (SELECT conversation FROM conversation_event WHERE type = 'message_left');

CREATE INDEX conversation_message ON conversation (site, message_at) WHERE message_at IS NOT NULL;
